"""An engine outside the product counts the figures again: they are the same; where they are not, it is found."""

from decimal import Decimal

import pytest

from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.queries.engine_recounts import recount_with_engine
from sokehoach.apps.consolidation.queries.recounts import FigureDifference, list_differences
from sokehoach.domain.values.gap import Gap
from tests.factories.district import COMMUNES, PERIOD, POLICE, District


@pytest.fixture
def reported(district: District) -> District:
    district.report(district.cast.commune, {"B1": "3", "B2": "-"})
    district.report(district.cast.other_commune, {"B1": "4"})
    district.report(district.cast.police, {"A1": "2", "A2": "0"}, form=POLICE)
    return district


def list_engine_differences() -> list[FigureDifference]:
    return list(recount_with_engine(DuckDBEngine).differences)


def test_it_works(reported: District) -> None:
    recount = recount_with_engine(DuckDBEngine)
    assert recount.differences == ()
    assert recount.figures == Figure.objects.count()
    assert recount.shares == FigureInput.objects.count()
    assert recount.gaps > 0, "communes that have not reported"


def test_a_falsified_figure_is_found(reported: District) -> None:
    Figure.objects.filter(unit__code="099", element="TT01").update(number=Decimal("7.001"))
    assert list_engine_differences() == [
        FigureDifference("099", COMMUNES, PERIOD, "TT01", "", stored=Decimal("7.001"), counted=Decimal(7))
    ]


def test_zero_in_place_of_nothing_and_a_gap_in_place_of_another_are_found(reported: District) -> None:
    Figure.objects.filter(unit__code="099", element="TT02").update(number=0)
    FigureInput.objects.filter(figure__element="TT02", unit__code="03304").update(gap="not_reported")
    figure, share = list_engine_differences()
    assert (figure.element, figure.stored, figure.counted) == ("TT02", 0, None)
    assert (share.sender, share.stored, share.counted) == ("03304", Gap.NOT_REPORTED, Gap.NOT_APPLICABLE)


def test_a_figure_that_is_gone_and_one_of_nobody_are_found(reported: District) -> None:
    row = Figure.objects.get(unit__code="099", element="TT01")
    Figure.objects.filter(pk=row.pk).update(period="2020S2")
    found = {(diff.period, diff.stored, diff.counted) for diff in list_engine_differences() if not diff.sender}
    assert found == {("2020S2", 7, None), (PERIOD, None, 7)}


def test_both_recounts_find_the_same(reported: District) -> None:
    Figure.objects.filter(unit__code="099", element="TT01").update(number=8)
    FigureInput.objects.filter(figure__element="CA01").update(number=5)
    assert sorted(list_engine_differences(), key=str) == sorted(list_differences(), key=str)


@pytest.mark.parametrize(("form", "period"), [(COMMUNES, "202101"), ("99-XX", PERIOD), (COMMUNES, "không rõ")])
def test_a_figure_of_a_form_or_period_that_nobody_owes_is_found(reported: District, form: str, period: str) -> None:
    row = Figure.objects.get(unit__code="099", element="TT01")
    row.pk, row.form, row.period = None, form, period
    row.save()
    (found,) = list_differences()
    assert (found.unit, found.form, found.period, found.stored, found.counted) == ("099", form, period, 7, None)
    assert list_engine_differences() == [found]
