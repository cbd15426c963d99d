"""Accepted values for those who may see them: wall and disclosure apply."""

from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting import observations, permissions
from sokehoach.apps.reporting.models import DataValue
from sokehoach.apps.reporting.selectors import forms
from sokehoach.apps.reporting.selectors.obligations import counted
from sokehoach.domain.orgtree.unit import Level
from sokehoach.domain.reporting.workflow import COUNTED
from sokehoach.domain.values.value import Value

_DISTRICT_AND_ABOVE = (Level.DISTRICT, Level.PROVINCE)


@dataclass(frozen=True, slots=True)
class AcceptedValue:
    unit: str
    cell: str
    element: str
    disaggregation: str
    value: Value


def accepted_values(user: User, *, form: str, period: str) -> list[AcceptedValue]:
    """The accepted answers of a form, by unit and cell, of the units that the account may see.

    Counts of persons do not exist below the district (PRODUCT.md, line 4). Http404 for an unknown form or
    period.
    """
    definition = forms.form(form)
    day = counted(definition, period).cut_off
    scope = scope_of(user)
    seen = permissions.readable(scope, definition.function) | permissions.reviewable(
        scope, definition.function
    )
    snapshot = units.tree().as_of(day)
    meaning = elements()
    return [
        AcceptedValue(one.unit, one.cell, one.element, one.disaggregation, one.value)
        for one in observations.accepted(form=form, period=period)
        if one.unit_id in seen
        and (not meaning[one.element].counts_persons or snapshot.place_level(one.unit) in _DISTRICT_AND_ABOVE)
    ]


def sources(*, form: str, period: str) -> dict[tuple[str, str, str], str]:
    """How each accepted number came about, by unit, element and disaggregation: one query, no numbers."""
    rows = DataValue.objects.filter(
        submission__form__code=form, submission__period=period, submission__state__in=COUNTED
    ).values_list("submission__unit__code", "element__code", "disaggregation", "source")
    return {(unit, element, disaggregation): source for unit, element, disaggregation, source in rows}
