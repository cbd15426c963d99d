"""Whatever is sent, returned, corrected and closed: stored = recomputed = summed a second way, at every level."""

import uuid
from decimal import Decimal
from random import Random

import pytest

from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.consolidation.models import Closing, Figure
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.engine_recounts import recount_with_engine
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.consolidation.services import acceptance, figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.forms import get_form as form_of
from sokehoach.apps.reporting.services import corrections, submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.reporting.obligation import tally_reports
from tests.apps.consolidation.test_levels import close, province
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, PERIOD, District
from tests.soak import times

__all__ = ["province"]

COUNTED = ("accepted", "consolidated")
TYPED = ("", "-", "0", "3", "40")


class Play:
    """One random course of the half-year, act by act."""

    def __init__(self, district: District, province: User, random: Random) -> None:
        self.district, self.province, self.random = district, province, random
        cast = district.cast
        self.clerks = [cast.commune, cast.other_commune, cast.outsider]

    def act(self) -> None:
        act = self.random.choice((self.report, self.report, self.returned, self.corrected, self.closed))
        act()

    def cells(self) -> dict[str, str]:
        return {cell: self.random.choice(TYPED) for cell in ("B1", "B2")}

    def report(self) -> None:
        owing = [one for one in self.clerks if not Submission.objects.filter(unit=one.unit).exists()]
        if owing:
            clerk = self.random.choice(owing)
            sent = self.district.send(clerk, self.cells())
            self.accept(sent.id, sent.version)

    def returned(self) -> None:
        """Sent back, typed over, sent and accepted: the first answer counts nowhere."""
        owing = [one for one in self.clerks if not Submission.objects.filter(unit=one.unit).exists()]
        if not owing:
            return
        clerk = self.random.choice(owing)
        sent = self.district.send(clerk, self.cells())
        submissions.send_back(submission=sent.id, version=sent.version, reason="Xem lại.", by=self.province, at=AT)
        self.type(sent.id, clerk)
        row = Submission.objects.get(pk=sent.id)
        submissions.send(submission=row.pk, version=row.version, by=clerk, at=AT)
        row.refresh_from_db()
        self.accept(row.pk, row.version)

    def corrected(self) -> None:
        standing = list(Submission.objects.filter(state__in=COUNTED).order_by("pk"))
        if not standing:
            return
        row = self.random.choice(standing)
        clerk = next(one for one in self.clerks if one.unit_id == row.unit_id)
        begun = corrections.begin(submission=row.pk, version=row.version, why="Tính trùng.", by=clerk, at=AT)
        pk = uuid.UUID(str(begun.answer["id"]))
        self.type(pk, clerk)
        version = Submission.objects.get(pk=pk).version
        done = submissions.send(submission=pk, version=version, by=clerk, at=AT)
        self.accept(pk, int(str(done.answer["version"])))

    def closed(self) -> None:
        area = self.random.choice(("099", "098", "11"))
        already = Closing.objects.filter(unit__code=area).exists()
        if not already and Figure.objects.filter(unit__code=area).exists():
            close(self.district, self.province, area, why="Chốt muộn.")

    def type(self, pk: uuid.UUID, clerk: User) -> None:
        held = dict(DataValue.objects.filter(submission=pk).values_list("cell", "version"))
        typed = {cell: TypedCell(text, held.get(cell, 0)) for cell, text in self.cells().items()}
        values.save(submission=pk, changes=typed, by=clerk, at=AT)

    def accept(self, pk: uuid.UUID, version: int) -> None:
        acceptance.accept(submission=pk, version=version, why="Đến muộn.", by=self.province, at=AT)


def a_second_way(units: list[str], element: str) -> Decimal | None:
    """The reports that count, row by row, without a figure."""
    rows = DataValue.objects.filter(
        submission__unit__code__in=units, submission__state__in=COUNTED, element__code=element
    )
    numbers = [row.number for row in rows if row.number is not None]
    return sum(numbers, Decimal()) if numbers else None


def stored(area: str, element: str) -> Decimal | None:
    row = Figure.objects.filter(unit__code=area, element=element).first()
    return row.number if row else None


def one_ends(district: District, province: User) -> None:
    """A commune that ended within the half-year still owes its part, once; who took it over owes the rest."""
    Unit.objects.filter(code="03269").update(valid_to="2021-05-01", successors=["03270"])
    Unit.objects.create(
        code="03270", name="Xã Mới", short_name="Mới", folded="xa moi", level="commune",
        parent=district.cast.units["099"], valid_from="2021-05-01",
    )  # fmt: skip
    for user in (province, district.cast.office, district.cast.other_commune):
        scopes.clear_scope_cache(user)  # an account remembers the tree as it was


@pytest.mark.parametrize("seed", range(times(2, 60)))
def test_stored_is_recomputed_is_summed_a_second_way(district: District, province: User, seed: int) -> None:
    play = Play(district, province, Random(seed))
    if seed % 2:
        one_ends(district, province)
    for _ in range(10):
        play.act()
    below = {"099": ["03304", "03269", "03289", "03270"], "098": ["03247"]}
    for element in ("TT01", "TT02"):
        for area, units in below.items():
            assert stored(area, element) == a_second_way(units, element), (area, element)
        sent = [area for area in below if Closing.objects.filter(unit__code=area).exists()]
        assert stored("11", element) == a_second_way([one for area in sent for one in below[area]], element)
    assert not [*list_differences()]
    assert not recount_with_engine(DuckDBEngine).differences
    before = {*Figure.objects.values_list("unit", "element", "number")}
    figures.recompute(form=COMMUNES, period=PERIOD, at=AT)
    assert {*Figure.objects.values_list("unit", "element", "number")} == before
    for area in ("099", "11"):
        shown = sheets.access_sheet(province, unit=area, form=COMMUNES, period=PERIOD)
        assert shown.coverage.received <= shown.coverage.expected == len({one.key for one in shown.senders})
        assert all(line.figure.received <= line.figure.expected for line in shown.lines)
    told = tally_reports(obligations.list_expected(form_of(COMMUNES), PERIOD))
    assert told.in_time <= told.sent <= told.owed
