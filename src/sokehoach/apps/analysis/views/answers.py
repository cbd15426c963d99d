"""Pages of a question, of its answer's cells, and the downloads of an answer as Excel, CSV and chart."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from sokehoach.adapters.writers.charts import render_thumbnail
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.requests import OfficialRequest, filter_by_programme
from sokehoach.apps.analysis import queries, question_query
from sokehoach.apps.analysis.pages import answer_charts, exports, tables, wide_answers
from sokehoach.apps.analysis.pages import catalogue as catalogue_pages
from sokehoach.apps.analysis.pages.answers import PivotAnswer, UnanswerableQuestionError, load_answer
from sokehoach.apps.analysis.pages.catalogue import (
    Catalogue,
    list_named_choices,
    list_place_choices,
    load_catalogue,
)
from sokehoach.apps.analysis.pages.cell_sources import load_cell_sources
from sokehoach.apps.analysis.pages.derived_columns import Row, arrange_rows
from sokehoach.apps.consolidation.pages.unit_basis import build_basis_context
from sokehoach.apps.consolidation.permissions import find_first_area
from sokehoach.apps.jobs import services as job_services
from sokehoach.apps.orgunits.queries.succession import name_basis
from sokehoach.apps.shell import charts, clock
from sokehoach.apps.shell.content_types import XLSX
from sokehoach.domain.analysis.derivation import Derivation, ShownRows
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Question, RelativePeriod
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.succession import UnitBasis

_DIMENSION_LABELS = {
    Dimension.MEASURE: _("Chỉ tiêu thống kê"),
    Dimension.OPTION: _("Phân tổ"),
    Dimension.PLACE: _("Đơn vị"),
    Dimension.PERIOD: _("Kỳ"),
    Dimension.PROGRAMME: _("Chương trình"),
}
_PLACEMENT_LABELS = {
    "hang": _("hàng"),
    "hang-2": _("hàng, bậc hai"),
    "cot": _("cột"),
    "cot-2": _("cột, bậc hai"),
    "gop": _("gộp lại"),
}
_DERIVATION_LABELS = {
    Derivation.NONE: _("không tính thêm"),
    Derivation.CHANGE: _("kỳ cuối so với kỳ đầu: tăng, giảm và %"),
    Derivation.QUOTIENT: _("chỉ tiêu thứ nhất chia chỉ tiêu thứ hai"),
    Derivation.INVERSE_QUOTIENT: _("chỉ tiêu thứ hai chia chỉ tiêu thứ nhất"),
}
_ROW_LABELS = {
    ShownRows.ALL: _("mọi dòng"),
    ShownRows.WITH_FIGURE: _("dòng đã có số"),
    ShownRows.WITH_GAP: _("dòng còn thiếu số"),
}


type AnswerView = Callable[[OfficialRequest], HttpResponse]


def _refuse_unanswerable(view: AnswerView) -> AnswerView:
    """Http404 where there is no answer, or none that can be read at once."""

    @wraps(view)
    def respond(request: OfficialRequest) -> HttpResponse:
        try:
            return view(request)
        except UnanswerableQuestionError as problem:
            raise Http404 from problem

    return respond


@filter_by_programme
@require_safe
def show_question(request: OfficialRequest) -> HttpResponse:
    user_catalogue = load_catalogue(request.user, clock.today())
    question = question_query.parse_question(request.GET, find_first_area(request.user))
    context: dict[str, Any] = _build_form_context(request.user, user_catalogue, question) | {
        "saved": queries.list_saved_questions(request.user),
        "cards": catalogue_pages.list_cards(request.user, question),
        "has_query": bool(request.GET),
    }
    status = 200
    if question.measures or question.periods:
        try:
            pivot_answer = load_answer(request.user, user_catalogue, question, clock.today())
            context |= _build_answer_context(request.user, pivot_answer, request.GET.get("trang", "1"))
            context |= build_basis_context(request)
            context["offered"] = queries.list_shareable_units(request.user, clock.today())
        except UnanswerableQuestionError as problem:
            context["problem"], status = str(problem), 422
            context["separate_questions"] = [
                (name, question_query.build_query(part)) for name, part in problem.questions
            ]
    template = "analysis/ask.html#answer" if request.htmx else "analysis/ask.html"
    return render(request, template, context, status=status)


@require_safe
@_refuse_unanswerable
def show_cell_sources(request: OfficialRequest) -> HttpResponse:
    """Shows the sources of one cell: units and periods, each with a link to its figure."""
    answer = _load_asked_answer(request)
    row, _dot, column = request.GET.get("o", "").partition(".")
    try:
        sources = load_cell_sources(answer, answer.rows[int(row)], answer.columns[int(column)])
    except (ValueError, IndexError) as error:
        raise Http404 from error
    context = {"cell_sources": sources, "area": answer.area, "query": question_query.build_query(answer.question)}
    template = "analysis/cell.html#drawer" if request.htmx else "analysis/cell.html"
    return render(request, template, context)


def _load_asked_answer(request: OfficialRequest) -> PivotAnswer:
    question = question_query.parse_question(request.GET, find_first_area(request.user))
    return load_answer(request.user, load_catalogue(request.user, clock.today()), question, clock.today())


def _build_answer_context(user: User, answer: PivotAnswer, page: str) -> dict[str, Any]:
    derived_columns = tables.list_columns(answer)
    wide_rows = None
    rows_page: Page[Any]
    if answer.is_wide:
        wide_answers.check_size(answer)
        wide_rows = wide_answers.load_wide_rows(user, answer, _parse_page(page))
        rows_page = Paginator(range(wide_rows.count), answer.rows_a_page).get_page(page)
        rows = [*wide_rows.rows]
    elif answer.question.is_arranged:
        pages = Paginator(arrange_rows(answer, derived_columns), answer.rows_a_page)
        rows_page = pages.get_page(page)
        rows = [*rows_page.object_list]
    else:
        pages = Paginator(answer.rows, answer.rows_a_page)
        rows_page = pages.get_page(page)
        rows = [*tables.number_rows(rows_page.start_index() - 1, answer.read(rows_page.object_list))]
    query = question_query.build_query(answer.question)
    labels = [
        *(" · ".join(tables.build_labels(answer, column)) for column in answer.columns),
        *(column.label for column in derived_columns),
    ]
    return {
        "answer": answer,
        "wide_rows": wide_rows,
        "description": tables.describe_answer(answer, rows),
        "unit_notes": tables.list_notes(answer),
        "page_obj": rows_page,
        "titles": tables.build_titles(answer),
        "columns": [_build_column_head(answer.question, at, label) for at, label in enumerate(labels)],
        "lines": tables.build_lines(answer, rows),
        "query": query,
        "opening": f"{reverse('analysis:cell')}?{query}",
        "charts": answer_charts.build_charts(answer, rows),
    }


def _parse_page(text: str) -> int:
    """A page that cannot be is the first one."""
    return max(1, int(text)) if re.fullmatch("[0-9]{1,6}", text) else 1


def _build_column_head(question: Question, at: int, label: str) -> dict[str, str]:
    """The head of a column: its label, how the rows are sorted by it, and the address that sorts them."""
    is_falling, is_rising = question.sort == f"-{at}", question.sort == str(at)
    following = "" if is_rising else str(at) if is_falling else f"-{at}"
    return {
        "label": label,
        "order": "descending" if is_falling else "ascending" if is_rising else "",
        "address": f"?{question_query.build_query(replace(question, sort=following))}",
    }


def _build_form_context(user: User, catalogue: Catalogue, question: Question) -> dict[str, Any]:
    placements = question_query.compute_placements(question)
    named_choices, lacks_names = list_named_choices(user, question)
    return {
        "catalogue": catalogue,
        "named_choices": named_choices,
        "lacks_names": lacks_names,
        "question": question,
        "places": list_place_choices(question.places),
        "relatives": list(RelativePeriod),
        "derivations": _DERIVATION_LABELS.items(),
        "row_choices": _ROW_LABELS.items(),
        "bases": [(basis, name_basis(basis)) for basis in UnitBasis],
        "dimensions": [
            (question_query.FIELD_NAMES[dimension], label, placements[dimension])
            for dimension, label in _DIMENSION_LABELS.items()
        ],
        "puts": _PLACEMENT_LABELS,
    }


_WIDTH = 1120


@require_safe
@_refuse_unanswerable
def download_workbook(request: OfficialRequest) -> HttpResponse:
    return _build_download(exports.render_workbook(_load_asked_answer(request)), XLSX, "xlsx")


@require_safe
@_refuse_unanswerable
def download_csv(request: OfficialRequest) -> HttpResponse:
    return _build_download(exports.render_csv(_load_asked_answer(request)).encode(), "text/csv; charset=utf-8", "csv")


@require_safe
@_refuse_unanswerable
def download_chart(request: OfficialRequest) -> HttpResponse:
    """Returns one chart of the first page of rows (`hinh`: its place, from 0); Http404 where there is none."""
    answer = _load_asked_answer(request)
    try:
        chart = answer_charts.build_charts(answer, _list_first_rows(answer))[int(request.GET.get("hinh", "0"))]
    except (IndexError, ValueError) as error:
        raise Http404 from error
    return _build_download(charts.build_png(charts.translate_chart(chart), _WIDTH, framed=True), "image/png", "png")


@require_safe
@_refuse_unanswerable
def show_thumbnail(request: OfficialRequest) -> HttpResponse:
    """Returns a small picture of an answer, for the card of its question."""
    answer = _load_asked_answer(request)
    values = answer_charts.list_thumbnail_values(answer_charts.build_charts(answer, _list_first_rows(answer)))
    return HttpResponse(render_thumbnail(values), content_type="image/svg+xml")


def _list_first_rows(answer: PivotAnswer) -> list[Row]:
    if answer.question.is_arranged:
        return arrange_rows(answer, tables.list_columns(answer))[: answer.rows_a_page]
    return [*tables.number_rows(0, answer.read(answer.rows[: answer.rows_a_page]))]


@filter_by_programme
@require_POST
@_refuse_unanswerable
def arrange_wide_answer(request: OfficialRequest) -> HttpResponse:
    """Starts the job that makes a wide answer ready to be sorted; one that is under way is shown."""
    question = question_query.parse_query(request.POST.get("cau-hoi", ""), find_first_area(request.user))
    answer = load_answer(request.user, load_catalogue(request.user, clock.today()), question, clock.today())
    wide_answers.check_size(answer)
    open_job = wide_answers.find_open_job(request.user, answer)
    if open_job is not None:
        return redirect("jobs:page", open_job)
    result = job_services.start_job(
        kind=wide_answers.KIND,
        title=say("Bảng số liệu để sắp xếp"),
        arguments=wide_answers.build_arguments(request.user, answer),
        total=wide_answers.count_steps(answer),
        person=request.user.pk,
        is_single=True,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    transaction.on_commit(job_services.start_worker)
    return redirect("jobs:page", result.answer["id"])


def _build_download(data: bytes, kind: str, ending: str) -> HttpResponse:
    """A file of the reader's own question: its words and name are in the language of the page."""
    name = f"{pgettext('file name', 'so-lieu')}.{ending}"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
