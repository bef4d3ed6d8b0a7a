"""The strict gate before a feed is published; it knows nothing of the writer and reads the bytes by itself.

Each check returns sentences, none where all is well. What it cannot see is left to the tests of what makes the words:
that a summary holds no amount, grade, illness or gift, and that no text counts from today.
"""

from kjournal.outputs.feeds.gate.event import check_event
from kjournal.outputs.feeds.gate.feed import check_feed, check_joined
from kjournal.outputs.feeds.gate.head import check_head

__all__ = ["check_event", "check_feed", "check_head", "check_joined"]
