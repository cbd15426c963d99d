"""Consolidated figures of a unit for other programs."""

from decimal import Decimal

from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.selectors import sheets
from sokehoach.apps.consolidation.selectors.sheets import Line, Sheet
from sokehoach.apps.exchange.selectors.forms import forms_of
from sokehoach.domain.indicators.element import parse_key
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type Number = int | float | None


def consolidated(*, unit: str, period: str) -> dict[str, object]:
    """Every form of the unit for a period, as its standing office may see it (domain.disclosure).

    A value is None where nobody gave a number, and a part's where its unit answered with a gap: neither is a zero.
    Figures and parts that are withheld are left out, since a None in their place would say «not reported».
    Http404 for an unknown unit, and for a period of which no form is reported.
    """
    known = forms_of(period)
    area = sheets.area(unit, period)
    audience = office_audience(area)
    drawn = [sheets.sheet(audience, unit=area, form=form.code, period=period) for form in known]
    return {"unit": unit, "period": period, "forms": [_form(sheet) for sheet in drawn]}


def _form(sheet: Sheet) -> dict[str, object]:
    return {
        "form": sheet.form.code,
        "expected": len(sheet.senders),
        "received": len(sheet.received),
        "missing": [one.key for one in sheet.missing],
        "figures": [_figure(line) for line in sheet.lines if line.figure.withheld is None],
    }


def _figure(line: Line) -> dict[str, object]:
    return {
        "element": line.cell.element,
        "disaggregation": parse_key(line.cell.disaggregation),
        "value": number(line.figure.value),
        "parts": [{"unit": part.unit, "value": number(part.value)} for part in line.figure.parts],
    }


def number(value: Value | None) -> Number:
    """A JSON number; None for every gap."""
    if value is None or isinstance(value, Gap):
        return None
    return int(value) if value == value.to_integral_value() else float(Decimal(value))
