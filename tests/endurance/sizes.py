"""How large a run is: small by default, with `SOAK=1` the full size, with `SOAK=0.01` a hundredth of it."""

from __future__ import annotations

import os
import random

SOAK = float(os.environ.get("SOAK") or 0)


def size(small: int, soak: int) -> int:
    """A count: `small` in `make test`, `soak` or its share in `make soak`, never less than one."""
    return max(1, round(soak * SOAK)) if SOAK else small


def seed() -> int:
    """A new one in each run; `SEED=123` repeats one."""
    return int(os.environ.get("SEED") or random.SystemRandom().randrange(1 << 30))
