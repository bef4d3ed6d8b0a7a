"""A rep, as the settings name one."""

from __future__ import annotations

import msgspec


class Rep(msgspec.Struct, frozen=True):
    """A person who looks after customers."""

    id: str
    name: str = ""
    phone: str = ""
    role: str = "业务员"  # 业务员, 医药代表, 主管
    preset: str = ""  # of the cadence; empty: the journal's
    capacity: dict[str, int] = {}  # most a day by slot (visit, call), where it differs from the preset
    supervisor: str = ""

    @property
    def shown(self) -> str:
        """The name, else the id."""
        return self.name or self.id
