"""Reads report forms as domain objects."""

from django.http import Http404

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.domain.reporting.form import Form


def list_forms() -> tuple[Form, ...]:
    """All forms by code. One query."""
    return tuple(row.definition for row in models.Form.objects.only("definition").order_by("code"))


def list_placed_forms() -> tuple[tuple[Form, str], ...]:
    """All forms by code, each with the code of the unit that consolidates it. One query."""
    rows = models.Form.objects.select_related("unit").order_by("code")
    return tuple((row.definition, row.unit.code) for row in rows)


def get_form(code: str) -> Form:
    """The form of that code; 404 where there is none."""
    row = models.Form.objects.filter(code=code).only("definition").first()
    if row is None:
        raise Http404
    return row.definition


def get_unit_code(code: str) -> str:
    """The code of the unit that consolidates the form."""
    return get_form_unit(code).code


def get_form_unit(code: str) -> Unit:
    """The unit that consolidates the form."""
    return models.Form.objects.select_related("unit").get(code=code).unit
