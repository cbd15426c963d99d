"""Exports for other programs: accepted values as CSV, consolidated figures as JSON."""

import csv
import io
from collections.abc import Callable, Iterator
from decimal import Decimal

from sokehoach.apps.consolidation.pages.unit_texts import UnitTexts, list_unit_texts
from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.indicators.queries.elements import build_disaggregation_namer
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.queries import due_days
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.accepted_values import list_value_sources
from sokehoach.apps.reporting.queries.window_rules import get_common_cut_off, get_cut_off
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.indicators.element import parse_key
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_plain


def list_forms(period: str, programme: Programme | None = None) -> list[Form]:
    """Forms of one programme, or of all, that have such a period, by code.

    NotFoundError where there is none, or the period is invalid.
    """
    when = due_days.period_of(period)
    forms = [form.at(when) for form in query_forms.list_forms(programme)]
    reported_forms = [form for form in forms if when.type in form.period_types]
    if not reported_forms:
        raise NotFoundError
    return reported_forms


HEADER = ("form", "unit", "element", "disaggregation", "value", "source")


type Row = tuple[str, str, str, str, str, str]


def export_csv(*, period: str, programme: Programme | None = None) -> str:
    """One line for each accepted number or text that the standing office may see, in the order of the forms.

    Of one programme, or of all, with printed codes.

    Where disclosure withholds numbers below the district, the district's total is exported with the source
    «consolidated». Gaps are no values and are left out, and so is a form whose unit did not exist in that period.
    NotFoundError for a period of which no form is reported.
    """
    buffer, name_disaggregation = io.StringIO(), build_disaggregation_namer()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADER)
    for form in list_forms(period, programme):
        try:
            unit = sheets.get_area(query_forms.get_unit_code(form.uid), get_cut_off(form, period))
        except NotFoundError:
            continue
        sheet = sheets.build_sheet(office_audience(unit), unit=unit, form=form.uid, period=period)
        source_by_key = list_value_sources(form=form.uid, period=period)
        for line in sheet.lines:
            writer.writerows(_build_rows(sheet, line, source_by_key, name_disaggregation))
        writer.writerows(
            (sheet.form.code, text.unit_code, listing.element, "", text.text, "typed")
            for listing in list_unit_texts(sheet)
            for text in listing.texts
        )
    return buffer.getvalue()


def _build_rows(
    sheet: ConsolidatedSheet,
    line: FigureLine,
    source_by_key: dict[tuple[int, str, str], str],
    name_disaggregation: Callable[[str], str],
) -> Iterator[Row]:
    """The numbers of the senders. An area that closes sends a figure; its reporters' numbers are behind that."""
    form, element, disaggregation = sheet.form.code, line.element.code, name_disaggregation(line.cell.disaggregation)
    if line.figure.value is None:
        return
    if line.figure.parts_withheld:
        yield form, sheet.unit.code, element, disaggregation, format_plain(line.figure.value), "consolidated"
        return
    senders = {sender.key: sender for sender in sheet.senders}
    for part in line.figure.parts:
        if not isinstance(part.value, Gap):
            sender, name = senders[part.unit], (line.cell.element, line.cell.disaggregation)
            source = "consolidated" if sender.is_area else source_by_key[sender.unit.pk, *name]
            yield form, part.unit, element, disaggregation, format_plain(part.value), source


type Number = int | float | str | None


def export_figures(*, unit: str, period: str, programme: Programme | None = None) -> dict[str, object]:
    """Every form of the unit for a period, as its standing office may see it (domain.disclosure), with printed codes.

    Of one programme, or of all.

    A value is None where nobody gave a number, a part's value where its unit answered with a gap: neither is a zero.
    Withheld figures and parts are left out, since None in their place would mean «not reported». NotFoundError for an
    unknown unit, and for a period of which no form is reported.
    """
    report_forms = list_forms(period, programme)
    area = sheets.get_area(unit, get_common_cut_off(None if programme is None else [programme.pk], period))
    audience, name_disaggregation = office_audience(area), build_disaggregation_namer()
    area_sheets = [sheets.build_sheet(audience, unit=area, form=form.uid, period=period) for form in report_forms]
    return {"unit": unit, "period": period, "forms": [_build_form(sheet, name_disaggregation) for sheet in area_sheets]}


def _build_form(sheet: ConsolidatedSheet, name_disaggregation: Callable[[str], str]) -> dict[str, object]:
    return {
        "form": sheet.form.code,
        "expected": len(sheet.senders),
        "received": len(sheet.received),
        "missing": [sender.key for sender in sheet.missing],
        "figures": [
            *(_build_figure(line, name_disaggregation) for line in sheet.lines if line.figure.withheld is None),
            *(_build_text_figure(listing) for listing in list_unit_texts(sheet)),
        ],
    }


def _build_text_figure(listing: UnitTexts) -> dict[str, object]:
    """A text has no consolidated value: its parts are what the units wrote."""
    parts = [{"unit": text.unit_code, "value": text.text} for text in listing.texts]
    return {"element": listing.element, "disaggregation": None, "value": None, "parts": parts}


def _build_figure(line: FigureLine, name_disaggregation: Callable[[str], str]) -> dict[str, object]:
    return {
        "element": line.element.code,
        "disaggregation": parse_key(name_disaggregation(line.cell.disaggregation)),
        "value": to_json_number(line.figure.value),
        "parts": [{"unit": part.unit, "value": to_json_number(part.value)} for part in line.figure.parts],
    }


def to_json_number(value: Value | None) -> Number:
    """A JSON number, a day as «2026-02-05»; None for every gap."""
    if value is None or isinstance(value, Gap):
        return None
    if isinstance(value, DayNumber):
        return format_plain(value)
    return int(value) if value == value.to_integral_value() else float(Decimal(value))
