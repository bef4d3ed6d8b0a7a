"""What the tests of reading share: messages in the words of the code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kjournal import words


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Messages in the words of the code, whatever the machine speaks."""
    words.use("en")
    yield
    words.use("en")
