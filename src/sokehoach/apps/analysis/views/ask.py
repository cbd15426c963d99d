"""Pages of a question and of the sources of a cell of its answer."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.analysis import question_query, tables
from sokehoach.apps.analysis.selectors import ready_questions, saved_questions
from sokehoach.apps.analysis.selectors.answers import PivotAnswer, UnanswerableQuestionError, load_answer
from sokehoach.apps.analysis.selectors.catalogue import Catalogue, load_catalogue
from sokehoach.apps.analysis.selectors.cell_sources import load_cell_sources
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.shell import clock
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question, RelativePeriod

_DIMENSION_LABELS = {
    Dimension.MEASURE: "Chỉ tiêu",
    Dimension.OPTION: "Phân tổ",
    Dimension.PLACE: "Đơn vị",
    Dimension.PERIOD: "Kỳ",
    Dimension.PROGRAMME: "Chương trình",
}
_PLACEMENT_LABELS = {
    "hang": "hàng",
    "hang-2": "hàng, bậc hai",
    "cot": "cột",
    "cot-2": "cột, bậc hai",
    "gop": "gộp lại",
}


@require_safe
def show_question(request: OfficialRequest) -> HttpResponse:
    user_catalogue = load_catalogue(request.user, clock.today())
    question = question_query.parse_question(request.GET, units.get_unit_area(request.user.unit).code)
    context: dict[str, Any] = _build_form_context(user_catalogue, question) | {
        "saved": saved_questions.list_saved_questions(request.user),
        "ready": ready_questions.list_cards(question),
        "asked": bool(request.GET),
    }
    status = 200
    if question.measures or question.periods:
        try:
            pivot_answer = load_answer(request.user, user_catalogue, question, clock.today())
            context |= _build_answer_context(pivot_answer, request.GET.get("trang", "1"))
            context["offered"] = saved_questions.list_shareable_units(request.user, clock.today())
        except UnanswerableQuestionError as problem:
            context["problem"], status = str(problem), 422
    template = "analysis/ask.html#answer" if request.htmx else "analysis/ask.html"
    return render(request, template, context, status=status)


@require_safe
def show_cell_sources(request: OfficialRequest) -> HttpResponse:
    """Shows the sources of one cell: units and periods, each with a link to its figure."""
    answer = access_answer(request)
    row, _dot, column = request.GET.get("o", "").partition(".")
    try:
        sources = load_cell_sources(answer, answer.rows[int(row)], answer.columns[int(column)])
    except (ValueError, IndexError) as error:
        raise Http404 from error
    context = {"told": sources, "query": question_query.build_query(answer.question)}
    template = "analysis/cell.html#drawer" if request.htmx else "analysis/cell.html"
    return render(request, template, context)


def access_answer(request: OfficialRequest) -> PivotAnswer:
    """Answers the question in the address; Http404 where it has no answer."""
    user_catalogue = load_catalogue(request.user, clock.today())
    question = question_query.parse_question(request.GET, units.get_unit_area(request.user.unit).code)
    try:
        return load_answer(request.user, user_catalogue, question, clock.today())
    except UnanswerableQuestionError as problem:
        raise Http404 from problem


def _build_answer_context(answer: PivotAnswer, page: str) -> dict[str, Any]:
    pages = Paginator(answer.rows, answer.rows_a_page)
    rows_page = pages.get_page(page)
    first = rows_page.start_index() - 1
    rows = answer.read(rows_page.object_list)
    query = question_query.build_query(answer.question)
    return {
        "answer": answer,
        "page_obj": rows_page,
        "titles": tables.build_titles(answer),
        "columns": [tables.build_labels(answer, column) for column in answer.columns],
        "lines": tables.build_lines(answer, first, rows),
        "query": query,
        "opening": f"{reverse('analysis:cell')}?{query}",
        "chart": tables.build_chart(answer, rows),
    }


def _build_form_context(catalogue: Catalogue, question: Question) -> dict[str, Any]:
    placements = question_query.compute_placements(question)
    return {
        "catalogue": catalogue,
        "question": question,
        "places": list(Places),
        "relatives": list(RelativePeriod),
        "dimensions": [
            (question_query.FIELD_NAMES[dimension], label, placements[dimension])
            for dimension, label in _DIMENSION_LABELS.items()
        ],
        "puts": _PLACEMENT_LABELS,
    }
