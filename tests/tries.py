"""How many examples are drawn for a law: a quarter of them by `make test`, all by `make soak`."""

from __future__ import annotations

import os

from hypothesis import settings

_SHARE = 1 if os.environ.get("SOAK") else 4


def tries(count: int) -> settings:
    """Hypothesis's settings for a law that is tried `count` times at full size; `SOAK` as in `tests.endurance.sizes`."""
    return settings(max_examples=count // _SHARE, deadline=None)
