"""The one matcher of names: Chinese, pinyin in full, initials or mixed; phones, ids and towns by fragment.

Nothing but plain text is stored for a name (`keys`): pinyin is a property of a character, so one table of readings
serves all names, and a query becomes an automaton that runs over the text character by character. `kjournal find`,
the language server and the pages' search all use it.
"""

from kjournal.journal.matching.pattern import match
from kjournal.journal.matching.readings import alphabet
from kjournal.journal.matching.rows import About, Kind, Row, about, keys, row
from kjournal.journal.matching.search import Found, Hit, search

__all__ = ["About", "Found", "Hit", "Kind", "Row", "about", "alphabet", "keys", "match", "row", "search"]
