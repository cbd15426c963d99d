"""Counted again from nothing, the figures are the same; where they are not, it is found."""

from decimal import Decimal

import pytest

from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.queries.recounts import FigureDifference, list_differences
from sokehoach.apps.consolidation.services import figures
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, PERIOD, POLICE, District


@pytest.fixture
def reported(district: District) -> District:
    district.report(district.cast.commune, {"B1": "3", "B2": "-"})
    district.report(district.cast.other_commune, {"B1": "4"})
    district.report(district.cast.police, {"A1": "2", "A2": "0"}, form=POLICE)
    return district


def stored() -> set[tuple[str, str, str, Decimal | None]]:
    return set(Figure.objects.values_list("unit__code", "form", "element", "number"))


def test_it_works(reported: District) -> None:
    assert list(list_differences()) == []


def test_built_anew_the_figures_are_the_same(reported: District) -> None:
    before = stored()
    figures.recompute(form=COMMUNES, period=PERIOD, at=AT)
    figures.recompute(form=POLICE, period=PERIOD, at=AT)
    assert stored() == before
    assert list(list_differences()) == []


def test_figures_of_another_period_stay_as_they_are(reported: District) -> None:
    row = Figure.objects.get(unit__code="099", element="TT01")
    row.pk, row.period = None, "2020S2"
    row.save()
    figures.recompute(form=COMMUNES, period=PERIOD, at=AT)
    assert Figure.objects.filter(period="2020S2").count() == 1


def test_a_doctored_figure_is_found(reported: District) -> None:
    Figure.objects.filter(unit__code="099", element="TT01").update(number=8)
    assert list(list_differences()) == [
        FigureDifference("099", COMMUNES, PERIOD, "TT01", "", stored=Decimal(8), counted=Decimal(7))
    ]


def test_zero_in_place_of_nothing_is_found(reported: District) -> None:
    Figure.objects.filter(unit__code="099", element="TT02").update(number=0)
    (found,) = list_differences()
    assert (found.element, found.stored, found.counted) == ("TT02", 0, None)


def test_a_figure_that_is_gone_is_found(reported: District) -> None:
    Figure.objects.filter(unit__code="099", element="CA01").delete()
    found = next(list_differences())
    assert (found.unit, found.form, found.stored, found.counted) == ("099", POLICE, None, 2)


def test_a_figure_of_nobody_is_found(reported: District) -> None:
    row = Figure.objects.get(unit__code="099", element="TT01")
    row.pk, row.period = None, "2020S2"
    row.save()
    found = next(list_differences())
    assert (found.period, found.stored, found.counted) == ("2020S2", 7, None)


def test_a_share_that_its_report_does_not_give_is_found_though_the_total_is_right(reported: District) -> None:
    """Two doctored shares that cancel out: the figure stands, what it was made of does not."""
    shares = FigureInput.objects.filter(figure__unit__code="099", cell="B1")
    shares.filter(unit__code="03304").update(number=4)
    shares.filter(unit__code="03269").update(number=3)
    assert {(one.sender, one.stored, one.counted) for one in list_differences()} == {
        ("03304", 4, 3),
        ("03269", 3, 4),
    }


def test_a_doctored_count_of_answers_is_found(reported: District) -> None:
    Figure.objects.filter(unit__code="099", element="TT01").update(answered=3)
    assert list(list_differences()) == [
        FigureDifference("099", COMMUNES, PERIOD, "TT01", "", stored=Decimal(3), counted=Decimal(2), is_count=True)
    ]
    Figure.objects.filter(unit__code="099", element="TT01").update(answered=2, not_applicable=1)
    (found,) = list_differences()
    assert (found.stored, found.counted, found.is_count) == (1, 0, True)
