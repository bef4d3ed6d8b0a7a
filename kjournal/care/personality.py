"""How to deal with each of the nine types of character (S4); the type itself is never shown."""

from __future__ import annotations

from typing import NamedTuple

from kjournal.words import N_, _


class Advice(NamedTuple):
    """What to do, and what not where the source says so; both for `_`."""

    do: str
    dont: str = ""

    @property
    def said(self) -> str:
        """Both in one sentence."""
        return _("{do}; {dont}").format(do=_(self.do), dont=_(self.dont)) if self.dont else _(self.do)


ADVICE = {
    "内向": Advice(
        N_("the first impression counts: find what interests them"), N_("not too much warmth at once")
    ),
    "随和": Advice(N_("bring patience and humour")),
    "刚强": Advice(N_("be strict and on time; best introduced by somebody they respect")),
    "神经质": Advice(N_("choose words with care, be patient"), N_("do not stir their mood")),
    "虚荣": Advice(N_("let them speak"), N_("do not outshine them")),
    "好斗": Advice(N_("come well prepared"), N_("no idle argument")),
    "顽固": Advice(N_("give it time"), N_("do not force a change")),
    "怀疑": Advice(N_("show confidence and data"), N_("never yield lightly on the price")),
    "沉默": Advice(N_("ask simple questions and open the talk")),
}
