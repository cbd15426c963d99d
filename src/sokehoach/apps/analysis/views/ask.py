"""The question on its page, and what stands behind a cell of its answer."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.analysis import asking, tables
from sokehoach.apps.analysis.selectors import kept, ready
from sokehoach.apps.analysis.selectors.answers import Answer, Unanswerable, answer
from sokehoach.apps.analysis.selectors.behind import behind
from sokehoach.apps.analysis.selectors.catalogue import Catalogue, catalogue
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.shell import clock
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question, Relative

_DIMENSIONS = {
    Dimension.MEASURE: "Chỉ tiêu",
    Dimension.OPTION: "Phân tổ",
    Dimension.PLACE: "Đơn vị",
    Dimension.PERIOD: "Kỳ",
    Dimension.PROGRAMME: "Chương trình",
}
_PUTS = {"hang": "hàng", "hang-2": "hàng, bậc hai", "cot": "cột", "cot-2": "cột, bậc hai", "gop": "gộp lại"}


@require_safe
def ask(request: OfficialRequest) -> HttpResponse:
    known = catalogue(request.user, clock.today())
    question = asking.read(request.GET, units.area_of(request.user.unit).code)
    context: dict[str, Any] = _form(known, question) | {
        "saved": kept.kept_for(request.user),
        "ready": ready.cards(question),
        "asked": bool(request.GET),
    }
    status = 200
    if question.measures or question.periods:
        try:
            found = answer(request.user, known, question, clock.today())
            context |= _shown(found, request.GET.get("trang", "1"))
            context["offered"] = kept.offered(request.user, clock.today())
        except Unanswerable as problem:
            context["problem"], status = str(problem), 422
    template = "analysis/ask.html#answer" if request.htmx else "analysis/ask.html"
    return render(request, template, context, status=status)


@require_safe
def cell(request: OfficialRequest) -> HttpResponse:
    """What stands behind one cell: units and periods, each with the way to its figure."""
    found = asked(request)
    row, _dot, column = request.GET.get("o", "").partition(".")
    try:
        told = behind(found, found.rows[int(row)], found.columns[int(column)])
    except (ValueError, IndexError) as error:
        raise Http404 from error
    context = {"told": told, "query": asking.address(found.question)}
    template = "analysis/cell.html#drawer" if request.htmx else "analysis/cell.html"
    return render(request, template, context)


def asked(request: OfficialRequest) -> Answer:
    """The answer to the question of the address; Http404 where it has none."""
    known = catalogue(request.user, clock.today())
    question = asking.read(request.GET, units.area_of(request.user.unit).code)
    try:
        return answer(request.user, known, question, clock.today())
    except Unanswerable as problem:
        raise Http404 from problem


def _shown(found: Answer, page: str) -> dict[str, Any]:
    pages = Paginator(found.rows, found.rows_a_page)
    shown = pages.get_page(page)
    first = shown.start_index() - 1
    told = found.read(shown.object_list)
    query = asking.address(found.question)
    return {
        "answer": found,
        "page_obj": shown,
        "titles": tables.titles(found),
        "columns": [tables.labels(found, column) for column in found.columns],
        "lines": tables.lines(found, first, told),
        "query": query,
        "opening": f"{reverse('analysis:cell')}?{query}",
        "chart": tables.chart(found, told),
    }


def _form(known: Catalogue, question: Question) -> dict[str, Any]:
    puts = asking.puts(question)
    return {
        "catalogue": known,
        "question": question,
        "places": list(Places),
        "relatives": list(Relative),
        "dimensions": [(asking.NAMES[one], words, puts[one]) for one, words in _DIMENSIONS.items()],
        "puts": _PUTS,
    }
