"""Programmes of the token and what they define: elements, option sets, indicators, forms."""

from datetime import date
from typing import Any

from ninja import Query, Router

from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.paging import ListQuery, page_rows
from sokehoach.apps.api.values import ListItem, ListPage
from sokehoach.apps.indicators.queries import elements as element_queries
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.programmes import list_programmes
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.reporting.queries import forms as form_queries
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.messages import say, say_label
from sokehoach.domain.reporting.form import Cell, Form

router = Router(tags=["definitions"])


class ProgrammeOut(ListItem):
    code: str
    name: str
    short_name: str
    unit: str | None


class ProgrammeDetail(ProgrammeOut):
    version: int | None
    in_force_from: date | None


class ElementOut(ListItem):
    uid: str
    code: str
    name: str
    unit_of_measure: str
    kind: str
    nature: str
    over_time: str
    over_place: str
    function: str
    counts_persons: bool
    form: str
    option_sets: list[str]
    decimals: int | None
    clauses: list[str]
    source: str


class OptionOut(ListItem):
    code: str
    name: str


class OptionSetOut(ListItem):
    uid: str
    code: str
    name: str
    options: list[OptionOut]


class TargetLevelOut(ListItem):
    unit: str
    year: int | None
    value: float
    bound: str
    baseline: float | None


class IndicatorOut(ListItem):
    uid: str
    code: str
    name: str
    numerator: str
    denominator: str
    per: int | None
    change: str
    source: str
    target_levels: list[TargetLevelOut]


class CellOut(ListItem):
    code: str
    printed_code: str
    label: str
    element: str
    disaggregation: str
    is_text: bool
    most_letters: int
    sum_of: list[str]
    filled_by: str | None


class SectionOut(ListItem):
    code: str
    title: str
    cells: list[CellOut]


class HeadingOut(ListItem):
    code: str
    title: str
    most_letters: int


class FormOut(ListItem):
    uid: str
    code: str
    name: str
    programme: str
    unit: str
    function: str
    period_types: list[str]
    reporter_levels: list[str]
    reporter_units: list[str]


class FormDetail(FormOut):
    sections: list[SectionOut]
    headings: list[HeadingOut]


class ProgrammePage(ListPage):
    items: list[ProgrammeOut]


class ElementPage(ListPage):
    items: list[ElementOut]


class OptionSetPage(ListPage):
    items: list[OptionSetOut]


class IndicatorPage(ListPage):
    items: list[IndicatorOut]


class FormPage(ListPage):
    items: list[FormOut]


class FormQuery(ListQuery):
    programme: str = ""


def list_own_programmes(request: ProgramRequest) -> list[Programme]:
    """Of the whole installation those in whose data the token opens something."""
    programmes = scope_of(request.user).programmes
    return [row for row in list_programmes() if programmes is None or row.pk in programmes]


def access_programme(request: ProgramRequest, code: str) -> Programme:
    for row in list_own_programmes(request):
        if row.code == code:
            return row
    raise NotFoundError


def _build_programme(row: Programme) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "short_name": row.short_name,
        "unit": row.unit.code if row.unit else None,
    }


@router.get(
    "programmes",
    auth=TokenAuth(),
    response=ProgrammePage,
    operation_id="list_programmes",
    summary=say("Các chương trình"),
)
def get_programmes(request: ProgramRequest, query: Query[ListQuery]) -> Any:
    page, cursor = page_rows(request, query, list_own_programmes(request), key=lambda row: (row.code,))
    return {"items": [_build_programme(row) for row in page], "next": cursor}


@router.get(
    "programmes/{programme}", auth=TokenAuth(), response=ProgrammeDetail, operation_id="get_programme",
    summary=say("Một chương trình"),
)  # fmt: skip
def get_programme(request: ProgramRequest, programme: str) -> Any:
    row = access_programme(request, programme)
    version = find_current_version(row)
    return _build_programme(row) | {
        "version": None if version is None else version.number,
        "in_force_from": None if version is None else version.in_force_from,
    }


@router.get(
    "programmes/{programme}/elements", auth=TokenAuth(), response=ElementPage, operation_id="list_elements",
    summary=say_label("operation", "Chỉ tiêu thống kê"),
)  # fmt: skip
def get_elements(request: ProgramRequest, programme: str, query: Query[ListQuery]) -> Any:
    elements = element_queries.list_elements(programme=access_programme(request, programme).pk).values()
    page, cursor = page_rows(request, query, list(elements), key=lambda element: (element.uid,))
    return {
        "items": [
            {
                "uid": element.uid,
                "code": element.code,
                "name": element.name,
                "unit_of_measure": element.unit,
                "kind": element.kind.value,
                "nature": element.nature.value,
                "over_time": element.over_time.value,
                "over_place": element.over_place.value,
                "function": element.function,
                "counts_persons": element.counts_persons,
                "form": element.form,
                "option_sets": list(element.disaggregations),
                "decimals": element.decimals,
                "clauses": list(element.clauses),
                "source": element.source,
            }
            for element in page
        ],
        "next": cursor,
    }


@router.get(
    "option-sets", auth=TokenAuth(), response=OptionSetPage, operation_id="list_option_sets", summary=say("Danh mục")
)
def get_option_sets(request: ProgramRequest, query: Query[ListQuery]) -> Any:
    option_sets = element_queries.list_option_sets(request.user).values()
    page, cursor = page_rows(request, query, list(option_sets), key=lambda option_set: (option_set.uid,))
    return {
        "items": [
            {
                "uid": option_set.uid,
                "code": option_set.code,
                "name": option_set.name,
                "options": [{"code": option.code, "name": option.name} for option in option_set.options],
            }
            for option_set in page
        ],
        "next": cursor,
    }


@router.get(
    "programmes/{programme}/indicators", auth=TokenAuth(), response=IndicatorPage, operation_id="list_indicators",
    summary=say_label("operation", "Chỉ số"),
)  # fmt: skip
def get_indicators(request: ProgramRequest, programme: str, query: Query[ListQuery]) -> Any:
    indicators = element_queries.list_indicators(access_programme(request, programme)).values()
    page, cursor = page_rows(request, query, list(indicators), key=lambda indicator: (indicator.uid,))
    return {
        "items": [
            {
                "uid": indicator.uid,
                "code": indicator.code,
                "name": indicator.name,
                "numerator": indicator.numerator.text,
                "denominator": indicator.denominator.text,
                "per": indicator.rule.per,
                "change": indicator.rule.change.value,
                "source": indicator.source,
                "target_levels": [
                    {
                        "unit": level.unit,
                        "year": level.year,
                        "value": level.value,
                        "bound": level.bound,
                        "baseline": level.baseline,
                    }
                    for level in indicator.target_levels
                ],
            }
            for indicator in page
        ],
        "next": cursor,
    }


@router.get(
    "forms", auth=TokenAuth(), response=FormPage, operation_id="list_forms", summary=say_label("operation", "Biểu mẫu")
)
def get_forms(request: ProgramRequest, query: Query[FormQuery]) -> Any:
    codes = {row.pk: row.code for row in list_own_programmes(request)}
    forms = [
        (form, unit, codes[programme])
        for form, unit, programme in form_queries.list_placed_forms(request.user)
        if query.programme in ("", codes[programme])
    ]
    page, cursor = page_rows(request, query, forms, key=lambda row: (row[0].uid,))
    return {"items": [_build_form(*row) for row in page], "next": cursor}


@router.get(
    "forms/{form}", auth=TokenAuth(), response=FormDetail, operation_id="get_form", summary=say("Một biểu mẫu và các ô")
)
def get_form(request: ProgramRequest, form: str, period: str = "") -> Any:
    """`period`: as the form is filled in for it; without, as it is now."""
    codes = {row.pk: row.code for row in list_own_programmes(request)}
    for current, unit, programme in form_queries.list_placed_forms(request.user):
        if current.uid == form:
            definition = form_queries.get_form(form, period) if period else current
            return _build_form(definition, unit, codes[programme]) | _build_content(definition)
    raise NotFoundError


def _build_form(form: Form, unit: str, programme: str) -> dict[str, Any]:
    return {
        "uid": form.uid,
        "code": form.code,
        "name": form.name,
        "programme": programme,
        "unit": unit,
        "function": form.function,
        "period_types": [kind.value for kind in form.period_types],
        "reporter_levels": list(form.reporters.levels),
        "reporter_units": list(form.reporters.codes),
    }


def _build_content(form: Form) -> dict[str, Any]:
    return {
        "sections": [
            {
                "code": section.code,
                "title": section.title,
                "cells": [_build_cell(form, cell) for cell in section.cells],
            }
            for section in form.sections
        ],
        "headings": [
            {"code": narrative.code, "title": narrative.title, "most_letters": narrative.most}
            for narrative in form.narratives
        ],
    }


def _build_cell(form: Form, cell: Cell) -> dict[str, Any]:
    return {
        "code": cell.code,
        "printed_code": form.printed_codes[cell.code],
        "label": cell.label,
        "element": cell.element,
        "disaggregation": cell.disaggregation,
        "is_text": cell.holds_text,
        "most_letters": cell.most,
        "sum_of": list(cell.sum_of),
        "filled_by": cell.source.register if cell.source else None,
    }
