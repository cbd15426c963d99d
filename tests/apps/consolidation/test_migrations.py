"""Figures from before there were levels: what districts had closed goes up, by each element's own operator."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.indicators.models import DataElement
from tests.apps.consolidation.test_acceptance import number
from tests.apps.consolidation.test_levels import close, province
from tests.factories.cast import AT
from tests.factories.district import District

pytestmark = pytest.mark.both_databases

__all__ = ["province"]

LEVELS = import_module("sokehoach.apps.consolidation.migrations.0002_levels")
OPERATORS = import_module("sokehoach.apps.consolidation.migrations.0003_operators_over_place")
ANSWERS = import_module("sokehoach.apps.consolidation.migrations.0005_answers_of_a_figure")


def migrate() -> None:
    LEVELS.draw_upper_levels_anew(apps, None)
    OPERATORS.honour_operators(apps, None)
    ANSWERS.count_answers(apps, None)


def as_it_was() -> None:
    """Before: the province held the answers of the reporters themselves, whether a district had closed or not."""
    Figure.objects.filter(unit__code="11").delete()
    top = Figure.objects.filter(unit__code="099").first()
    assert top is not None
    for share in FigureInput.objects.filter(figure__unit__parent__code="11").select_related("figure__unit"):
        below = share.figure
        above, _ = Figure.objects.get_or_create(
            unit=below.unit.parent, form=below.form, period=below.period, element=below.element,
            disaggregation=below.disaggregation, defaults={"updated_at": below.updated_at, "number": 99},
        )  # fmt: skip
        share.pk, share.figure = None, above
        share.save()


@pytest.mark.parametrize(("operator", "above"), [("sum", 12), ("max", 7), ("last", 7), ("none", None)], ids=str)
def test_what_was_closed_goes_up(district: District, province: User, operator: str, above: int | None) -> None:
    DataElement.objects.filter(code="TT01").update(over_place=operator)
    district.report(district.cast.commune, {"B1": "7", "B2": "-"})
    district.report(district.cast.other_commune, {"B1": "0", "B2": ""})
    sent = district.send(district.cast.outsider, {"B1": "5", "B2": "-"})
    acceptance.accept(submission=sent.id, version=sent.version, by=province, at=AT)
    close(district, district.cast.office, "099")
    close(district, province, "098")
    stored = {*Figure.objects.values_list("unit__code", "element", "number")}
    as_it_was()
    assert [*list_differences()]
    migrate()
    assert not [*list_differences()]
    assert {*Figure.objects.values_list("unit__code", "element", "number")} == stored
    told = number("11", "TT01")
    assert told == (None if above is None else Decimal(above))


def test_what_was_not_closed_stays_below(district: District, province: User) -> None:
    district.report(district.cast.commune, {"B1": "7"})
    as_it_was()
    migrate()
    assert not Figure.objects.filter(unit__code="11").exists()
    assert not [*list_differences()]
