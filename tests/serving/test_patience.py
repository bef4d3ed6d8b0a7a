"""When to look at the disk: told events and times, never sleeping."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.serving.patience import Patience, Reason, WatchSettings

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 10, 27, 4, tzinfo=UTC)  # 12:00 in Shanghai
A, B = "customers/a.md", "customers/b.md"


def patience(settings: WatchSettings | None = None, at: float = 0.0) -> Patience:
    """One that has done its first look at `at`."""
    one = Patience(settings or WatchSettings(timezone=SHANGHAI), at, NOON + timedelta(seconds=at))
    assert one.settle(at, ()) == Reason(("start",))
    return one


def test_the_first_look_is_at_once() -> None:
    """A watch begins with a look at everything."""
    one = Patience(WatchSettings(), 5.0, NOON)
    assert one.due() == 5.0
    assert one.settle(5.0, ()) == Reason(("start",), full=True)
    assert one.due() is None


def test_one_path_waits_for_80_ms_of_quiet() -> None:
    """Each further event of the same path begins the wait anew; the reason names it."""
    one = patience()
    one.touched(A, 10.0)
    assert one.due() == pytest.approx(10.08)
    one.touched(A, 10.05)
    assert one.due() == pytest.approx(10.13)
    assert one.settle(10.13, ()) == Reason(("change",), frozenset({A}), full=False)
    assert one.due() is None


def test_several_paths_wait_for_300_ms_and_never_beyond_two_seconds() -> None:
    """A storm that does not end is answered two seconds after its first event."""
    one = patience()
    one.touched(A, 10.0)
    one.touched(B, 10.01)
    assert one.due() == pytest.approx(10.31)
    for tenths in range(100, 130):
        one.touched(f"customers/{tenths}.md", tenths / 10)
    assert one.due() == pytest.approx(12.0)


def test_a_folder_asks_for_everything() -> None:
    """A folder that came or went does not name its notes."""
    one = patience()
    one.touched_folder(10.0)
    assert one.due() == pytest.approx(10.3)
    assert one.settle(10.3, ()) == Reason(("change",), full=True)


def test_overflow_waits_for_the_storm_to_end() -> None:
    """Lost notices ask for everything, once it is quiet."""
    one = patience()
    one.ask("overflow", 10.0)
    one.touched(A, 10.2)
    assert one.due() == pytest.approx(10.5)
    assert one.settle(10.5, ()) == Reason(("change", "overflow"), frozenset({A}), full=True)


def test_a_path_that_comes_back_was_never_deleted() -> None:
    """An editor's delete-and-write within a second is one change, seen as soon as the file is back."""
    one = patience()
    one.touched(A, 10.0)
    assert one.settle(10.08, {A}) is None
    assert one.due() == pytest.approx(11.08)
    one.touched(A, 10.5)
    assert one.due() == pytest.approx(10.58)
    assert one.settle(10.58, ()) == Reason(("change",), frozenset({A}), full=False)


def test_a_path_that_came_back_between_two_looks_is_away_anew() -> None:
    """Deleted, written and deleted again for the next writing: what counts is since when it is away now."""
    one = patience()
    one.touched(A, 10.0)
    assert one.settle(10.08, {A}) is None
    one.touched(A, 10.9)
    one.touched(A, 11.0)
    assert one.settle(11.08, {A}) is None
    reason = one.settle(12.0, {A})  # the longest that anything waits
    assert reason is not None
    assert reason.gone == frozenset()
    assert one.settle(12.08, {A}) == Reason(("change",), frozenset({A}), full=False, gone=frozenset({A}))


def test_what_was_deleted_once_may_come_and_go_again() -> None:
    """A second for each time that it goes."""
    one = patience()
    for at in (10.0, 20.0):
        one.touched(A, at)
        assert one.settle(at + 0.08, {A}) is None
        reason = one.settle(at + 1.08, {A})
        assert reason is not None
        assert reason.gone == {A}


def test_what_runs_find_missing_again_and_again_waits_for_one_second() -> None:
    """A second from the first run that found it so, and a new one where it had been deleted before."""
    one = patience()
    one.touched(A, 10.0)
    assert one.settle(10.08, {A}) is None
    assert one.settle(11.08, {A}) is not None
    for at in (20.0, 20.5):
        one.kept({A}, Reason(("scan",)), at)
        assert one.due() == pytest.approx(21.0)
    assert one.settle(21.0, {A}) == Reason(("change",), frozenset({A}), full=False, gone=frozenset({A}))


def test_a_path_that_stays_away_for_a_second_is_gone() -> None:
    """Gone is what was missing at two looks a second apart, without an event in between."""
    one = patience()
    one.touched(A, 10.0)
    assert one.settle(10.08, {A}) is None
    assert one.settle(11.0, {A}) is None
    assert one.settle(11.08, {A}) == Reason(("change",), frozenset({A}), full=False, gone=frozenset({A}))
    assert one.due() is None


def test_a_rename_is_one_change() -> None:
    """Old path away, new one there: nobody sees both, and nobody sees neither."""
    one = patience()
    one.touched(A, 10.0)
    one.touched(B, 10.0)
    assert one.settle(10.3, {A}) is None
    assert one.settle(11.3, {A}) == Reason(("change",), frozenset({A, B}), full=False, gone=frozenset({A}))


def test_a_name_of_letters_and_accents_is_gone_in_both_forms() -> None:
    """The note is known by the ordinary form, a second file beside it by the one on the disk: either may be meant."""
    one = patience()
    path = unicodedata.normalize("NFD", "customers/café.md")
    one.touched(path, 10.0)
    assert one.settle(10.08, {path}) is None
    reason = one.settle(11.08, {path})
    assert reason is not None
    assert reason.gone == {path, "customers/café.md"}


def test_what_vanished_late_in_a_storm_is_not_yet_gone() -> None:
    """At two seconds the run happens; what is away for less stays, and is looked at again."""
    one = patience()
    one.touched(A, 10.0)
    one.touched(B, 11.9)
    assert one.settle(12.0, {B}) == Reason(("change",), frozenset({A, B}), full=False)
    assert one.due() == pytest.approx(13.0)
    assert one.settle(13.0, {B}) == Reason(("change",), frozenset({B}), full=False, gone=frozenset({B}))


def test_what_the_run_missed_is_looked_at_again() -> None:
    """A file that vanished between the watcher's look and the graph's gets its second too."""
    one = patience()
    reason = Reason(("scan",), gone=frozenset({B}))
    one.kept([A, B], reason, 20.0)
    assert one.due() == pytest.approx(21.0)
    assert one.settle(21.0, {A}) == Reason(("change",), frozenset({A}), full=False, gone=frozenset({A}))
    assert one.due() is None


def test_a_scan_every_minute() -> None:
    """A minute after the last look at everything, not after the last change."""
    one = patience()
    one.touched(A, 30.0)
    one.settle(30.08, ())
    for second in range(1, 60):
        one.tick(second, NOON + timedelta(seconds=second))
        assert one.due() is None
    one.tick(60, NOON + timedelta(seconds=60))
    assert one.due() == 60
    assert one.settle(60, ()) == Reason(("scan",))
    one.tick(61, NOON + timedelta(seconds=61))
    assert one.due() is None


@pytest.mark.parametrize(
    ("steady", "wall"),
    [(1, 3600), (3600, 3600), (1, -3600)],
    ids=["steady clock stood", "steady clock went on", "clock set back"],
)
def test_sleep(steady: int, wall: int) -> None:
    """After sleep, or when the clock was set, everything is looked at."""
    one = patience(WatchSettings(scan_every=1e9))
    one.tick(steady, NOON + timedelta(seconds=wall))
    assert one.settle(steady, ()) == Reason(("sleep",))


def test_a_long_run_is_no_sleep() -> None:
    """A run of the graph that took a minute does not ask for another one."""
    one = patience(WatchSettings(scan_every=1e9))
    one.tick(60, NOON + timedelta(seconds=60), busy=True)
    assert one.due() is None


def test_midnight_in_the_journals_time_zone() -> None:
    """The day changes at midnight in Shanghai, once; a pinned day never does."""
    for zone, causes in ((SHANGHAI, ("midnight",)), (None, ())):
        one = patience(WatchSettings(timezone=zone, scan_every=1e9))
        before = datetime(2026, 10, 27, 15, 59, 59, tzinfo=UTC)
        one.tick(43199, before, busy=True)
        assert one.due() is None
        one.tick(43200, before + timedelta(seconds=1))
        assert tuple(one.causes) == causes
        one.settle(43200, ())
        one.tick(43201, before + timedelta(seconds=2))
        assert one.due() is None


def test_a_failed_run_is_tried_again_ever_more_slowly() -> None:
    """Two, four, eight seconds later, at most a scan's interval; success ends it."""
    one = patience()
    waits = []
    for at in (0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0):
        one.failed(at)
        assert one.retry is not None
        waits.append(one.retry - at)
    assert waits == [2, 4, 8, 16, 32, 60, 60]
    one.tick(660, NOON + timedelta(seconds=660), busy=True)
    assert "retry" in one.causes
    one.succeeded()
    assert (one.retry, one.failures) == (None, 0)


def test_reasons_name_paths_in_nfc() -> None:
    """macOS and others write accents apart; the graph's paths have them together."""
    one = patience()
    one.touched("customers/cafe\u0301.md", 10.0)
    reason = one.settle(10.08, ())
    assert reason is not None
    assert reason.paths == {"customers/caf\u00e9.md"}


@given(st.lists(st.tuples(st.floats(0.001, 1.5), st.sampled_from([A, B, ""]), st.booleans()), max_size=40))
def test_every_event_is_answered_in_time_and_nothing_is_gone_early(
    steps: list[tuple[float, str, bool]],
) -> None:
    """Whatever happens: a look at most two seconds after the first event, and `gone` only after a second away."""
    one = patience()
    at = 100.0
    away_since: dict[str, float] = {}
    first: list[float] = []  # of the events that wait for an answer

    def look(now: float) -> None:
        reason = one.settle(now, [path for path in one.dirty if path in away_since])
        if reason is not None:
            assert all(now - away_since[path] >= 1 for path in reason.gone)
            assert not first or now - first[0] <= 2.0 + 1e-6
            first[:] = [] if one.due() is None else [now]

    for wait, path, vanish in steps:
        while (due := one.due()) is not None and due <= at + wait:
            look(due)
        at += wait
        if path:
            first[:] = [at] if one.due() is None else first
            one.touched(path, at)
            if vanish:
                away_since.setdefault(path, at)
            else:
                away_since.pop(path, None)
    for _ in range(10):
        if (due := one.due()) is not None:
            look(due)
    assert one.due() is None
