"""Imports figures of earlier years, reported before the product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.indicators import permissions
from sokehoach.apps.indicators.models import DataElement, EarlierFigure
from sokehoach.apps.indicators.queries.earlier_figures import (
    FigureRowKey,
    hash_stored_figures,
    list_stored_figures,
)
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.shell.constraints import get_violation_message
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import parse_period


@dataclass(frozen=True, slots=True)
class EarlierFigureInput:
    unit: Unit
    element: DataElement
    disaggregation: str
    period: str
    number: Decimal
    source: str

    @property
    def key(self) -> FigureRowKey:
        return self.unit.pk, self.element.pk, self.disaggregation, self.period


@write("earlier_figures.keep")
def import_earlier_figures(
    *, figures: Sequence[EarlierFigureInput], by: User, at: datetime, stored_digest: str = ""
) -> ServiceResult:
    """Store all or nothing; an existing figure is replaced.

    `stored_digest`: of the figures that were there when the person looked at what will be stored.
    Raises ActionRefused outside the scope, InvalidInput as `find_figure_problem` says, VersionConflictError where
    another person has stored one of these figures since.
    """
    if stored_digest and stored_digest != hash_stored_figures(list_stored_figures({figure.key for figure in figures})):
        raise VersionConflictError(
            say("Vừa có người nhập một số trong các số này. Chưa ghi gì: hãy xem lại bảng dưới đây rồi ghi.")
        )
    scope = scope_of(by, timezone.localdate(at))
    for figure in figures:
        if figure.unit.pk not in permissions.list_reviewed_units(scope.restrict_to(figure.element.programme_id)):
            raise ActionRefused(say("Tài khoản không nhập số liệu của %(unit)s được.", unit=figure.unit.short_name))
        if problem := find_figure_problem(figure):
            raise InvalidInput({"number": [problem]})
    EarlierFigure.objects.bulk_create(
        [
            EarlierFigure(
                unit=figure.unit,
                element=figure.element,
                disaggregation=figure.disaggregation,
                period=figure.period,
                number=figure.number,
                source=figure.source,
                updated_by=by,
                updated_at=at,
            )
            for figure in figures
        ],
        update_conflicts=True,
        unique_fields=("unit", "element", "disaggregation", "period"),
        update_fields=("number", "source", "updated_by", "updated_at"),
    )
    return ServiceResult(
        subject="earlier_figures",
        unit=by.unit.code,
        detail={"kept": len(figures)},
        answer={"kept": len(figures)},
    )


def find_figure_problem(figure: EarlierFigureInput) -> str:
    """Returns the problem of a figure, «» for none.

    Counts of persons exist only at the levels that the policy allows today, and allowed then (limits.md, 4).
    """
    policy = policies.get_persons_policy(figure.element.programme_id)
    level, counted_from = get_levels()[get_unit_area(figure.unit).level], parse_period(figure.period).start
    if figure.element.counts_persons and not policy.allows(level, counted_from):
        message = say("%(code)s đếm người: không nhận số của %(area)s.")
        return message % {"code": figure.element.code, "area": get_unit_area(figure.unit).name}
    if figure.element.kind == ValueKind.DATE:
        return say("%(code)s là ngày: số liệu cũ chỉ nhận số.", code=figure.element.code)
    if ValueKind(figure.element.kind).is_text:
        return say("%(code)s là lời: số liệu cũ chỉ nhận số.", code=figure.element.code)
    if not figure.source.strip():
        return get_violation_message(EarlierFigure, "indicators_earlier_has_a_source")
    if figure.number < 0 or figure.number >= Decimal(10) ** 12:
        return get_violation_message(EarlierFigure, "indicators_earlier_not_negative")
    if not ValueKind(figure.element.kind).has_decimals and figure.number != figure.number.to_integral_value():
        return say("%(code)s là số nguyên.", code=figure.element.code)
    return ""
