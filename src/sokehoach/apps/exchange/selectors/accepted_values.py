"""Exports accepted values as CSV for other programs."""

import csv
import io
from collections.abc import Iterator

from django.http import Http404

from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.selectors import sheets
from sokehoach.apps.consolidation.selectors.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.exchange.selectors.forms import list_forms
from sokehoach.apps.reporting.selectors import forms
from sokehoach.apps.reporting.selectors.accepted import list_value_sources
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_plain

HEADER = ("form", "unit", "element", "disaggregation", "value", "source")
type Row = tuple[str, str, str, str, str, str]


def export_csv(*, period: str) -> str:
    """One line for each accepted number that the standing office may see, in the order of the forms.

    Where disclosure withholds numbers below the district, the district's total is exported with the source
    «consolidated». Gaps are no values and are left out, and so is a form whose unit did not exist in that period. 404
    for a period of which no form is reported.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADER)
    for form in list_forms(period):
        try:
            unit = sheets.get_area(forms.get_unit_code(form.code), period)
        except Http404:
            continue
        sheet = sheets.build_sheet(office_audience(unit), unit=unit, form=form.code, period=period)
        source_by_key = list_value_sources(form=form.code, period=period)
        for line in sheet.lines:
            writer.writerows(_build_rows(sheet, line, source_by_key))
    return buffer.getvalue()


def _build_rows(
    sheet: ConsolidatedSheet, line: FigureLine, source_by_key: dict[tuple[str, str, str], str]
) -> Iterator[Row]:
    form, element, disaggregation = sheet.form.code, line.cell.element, line.cell.disaggregation
    if line.figure.value is None:
        return
    if line.figure.parts_withheld:
        yield form, sheet.unit.code, element, disaggregation, format_plain(line.figure.value), "consolidated"
        return
    for part in line.figure.parts:
        if not isinstance(part.value, Gap):
            source = source_by_key[part.unit, element, disaggregation]
            yield form, part.unit, element, disaggregation, format_plain(part.value), source
