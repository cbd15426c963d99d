"""Who owes which days of a period, over trees that change in it; rates that never pass 100 %."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import ND09, Window, compute_window
from sokehoach.domain.reporting.form import Reporters
from sokehoach.domain.reporting.obligation import (
    Extension,
    ReportTally,
    apply_extensions,
    is_locked,
    list_obligation_spans,
    tally_reports,
)
from tests.factories import levels

HALF = compute_window(parse_period("2021S1"), ND09)
COMMUNES = Reporters(levels=("commune",))
LONG_AGO = date(2000, 1, 1)
DISTRICT = Unit("099", "Huyện", levels.DISTRICT, None, LONG_AGO)
DUE = date(2021, 6, 16)


def commune(code: str, start: date = LONG_AGO, end: date | None = None, parent: str = "099") -> Unit:
    return Unit(code, f"Xã {code}", levels.COMMUNE, parent, start, end)


def owed(*units: Unit, days: Window = HALF) -> list[tuple[str, date, date]]:
    found = list_obligation_spans(Tree([DISTRICT, *units]), COMMUNES, parent_code="099", window=days)
    return [(one.unit.code, one.start, one.end) for one in found]


def test_it_works() -> None:
    assert owed(commune("2"), commune("1")) == [("1", HALF.start, HALF.end), ("2", HALF.start, HALF.end)]


def test_a_merger_within_the_period_leaves_each_its_part() -> None:
    day = date(2021, 3, 1)
    told = owed(commune("1", end=day), commune("2", end=day), commune("3", start=day))
    assert told == [("1", HALF.start, day), ("2", HALF.start, day), ("3", day, HALF.end)]


def test_units_of_other_days_owe_nothing() -> None:
    assert owed(commune("1", end=HALF.start), commune("2", start=HALF.end)) == []


def test_a_code_that_goes_to_another_unit_is_owed_twice() -> None:
    day = date(2021, 3, 1)
    assert owed(commune("1", end=day), commune("1", start=day)) == [
        ("1", HALF.start, day),
        ("1", day, HALF.end),
    ]


def test_units_next_door_owe_their_own_district() -> None:
    other = Unit("098", "Huyện khác", levels.DISTRICT, None, LONG_AGO)
    assert owed(other, commune("1", parent="098")) == []


_DAYS = st.dates(date(2020, 6, 1), date(2021, 12, 31))


@st.composite
def dated_units(draw: st.DrawFn) -> list[Unit]:
    """Communes each with a line of versions that may touch or leave holes."""
    units = []
    for code in range(draw(st.integers(0, 6))):
        days = sorted(draw(st.sets(_DAYS, min_size=1, max_size=4)))
        for start, end in zip(days[::2], [*days[1::2], None], strict=False):
            units.append(commune(f"{code}", start, end))
    return units


@settings(max_examples=200)
@given(dated_units())
def test_every_day_of_every_unit_is_owed_once(units: list[Unit]) -> None:
    found = list_obligation_spans(Tree([DISTRICT, *units]), COMMUNES, parent_code="099", window=HALF)
    day = HALF.start
    while day < HALF.end:
        standing = sorted(unit.identity for unit in units if unit.in_force(day))
        assert sorted(one.unit.identity for one in found if one.start <= day < one.end) == standing
        day += timedelta(days=1)
    assert len({one.unit.identity for one in found}) == len(found)
    assert all(HALF.start <= one.start < one.end <= HALF.end for one in found)


@dataclass(frozen=True)
class Sent:
    first_sent: date | None
    due: date = DUE


@given(st.lists(st.builds(Sent, st.none() | _DAYS, _DAYS)))
def test_no_rate_passes_one_hundred_per_cent(rows: list[Sent]) -> None:
    told = tally_reports(rows)
    assert 0 <= told.in_time <= told.sent <= told.owed == len(rows)
    assert (told.complete is None) == (not rows)
    assert told.complete is None or 0 <= told.complete <= 1


def test_an_exception_moves_the_day_and_opens_the_lock() -> None:
    early, late = Extension(date(2021, 6, 30)), Extension(date(2021, 7, 5))
    assert apply_extensions(DUE, []) == DUE
    assert apply_extensions(DUE, [early]) == date(2021, 6, 30)
    assert apply_extensions(DUE, [late, early]) == date(2021, 7, 5)
    lock = date(2021, 6, 24)
    assert not is_locked(lock, [], date(2021, 6, 23))
    assert is_locked(lock, [], lock)
    assert not is_locked(lock, [late], date(2021, 7, 5))
    assert is_locked(lock, [late], date(2021, 7, 6))
    assert not is_locked(None, [], date(2030, 1, 1))


def test_a_report_sent_on_the_due_day_is_in_time_and_one_day_later_is_not() -> None:
    before, on, after = (Sent(DUE + timedelta(days=shift)) for shift in (-1, 0, 1))
    assert tally_reports([before, on, after, Sent(None)]) == ReportTally(owed=4, sent=3, in_time=2)


def test_rates_are_shares_of_what_is_owed_and_none_where_nothing_is() -> None:
    counts = tally_reports([Sent(DUE), Sent(DUE + timedelta(days=1)), Sent(None), Sent(None)])
    assert counts.complete == 0.5
    assert tally_reports([]).complete is None
