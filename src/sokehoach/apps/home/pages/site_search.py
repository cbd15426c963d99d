"""Searches units, duties, register entries, reports and data elements within the account's scope."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.level_names import name_levels
from sokehoach.apps.orgunits.queries.levels import consolidates, get_levels
from sokehoach.apps.plans.models import Duty, ItemState
from sokehoach.apps.plans.queries import plans
from sokehoach.apps.registers.core.queries.entries import format_title
from sokehoach.apps.registers.core.queries.entry_search import search_all_registers
from sokehoach.apps.registers.core.queries.register_owners import get_register_programme
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.submissions import list_newest_submissions
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.messages import join_messages
from sokehoach.domain.notation import write_day
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.reporting.form_periods import get_own_period
from sokehoach.domain.text import fold_accents

MIN_LETTERS = 2
MAX_REPORTS = 400  # only the newest are searched
MAX_HITS = 10  # of each kind; a search with more needs another word


@dataclass(frozen=True, slots=True)
class SearchHit:
    title: str
    note: str
    url: str  # «» where there is no page to open
    clause: str = ""
    programme: int | None = None


def list_hits(user: User, query: str, *, day: date) -> list[tuple[str, list[SearchHit]]]:
    """Returns the hits by kind, without empty kinds. Every word must occur; accents and case do not matter."""
    terms = fold_accents(query).split()
    if len("".join(terms)) < MIN_LETTERS:
        return []
    scope = scope_of(user)
    kinds = (
        (_("Đơn vị"), _search_units(scope, terms, day)),
        (_("Nhiệm vụ"), _search_duties(scope, terms)),
        (_("Báo cáo"), _search_reports(user, terms)),
        (_("Dòng sổ"), _search_entries(user, scope, query)),
        (_("Chỉ tiêu thống kê"), _search_elements(user, scope, terms, day)),
    )
    return [(kind, hits) for kind, hits in kinds if hits]


def _filter_matching[T](rows: Iterable[T], terms: list[str], text: Callable[[T], str]) -> list[T]:
    return [row for row in rows if all(term in fold_accents(text(row)) for term in terms)][:MAX_HITS]


def _search_units(scope: Scope, terms: list[str], day: date) -> list[SearchHit]:
    """Finds units: their names are public; the link to the board needs the right to see the unit's duties."""
    named = units.as_of(day).select_related("parent")
    for term in terms:
        named = named.filter(folded__contains=term)
    plan = plans.list_visible_plans(scope).filter(state="in_force").first()
    levels = get_levels()
    return [
        SearchHit(
            unit.name,
            join_messages(", ", (name_levels([levels[unit.level]], 1), *([unit.parent.name] if unit.parent else []))),
            f"{reverse('plans:board', args=[plan.pk])}?don-vi={unit.code}"
            if plan and scope.may(Action.DUTY_VIEW, unit.pk)
            else "",
        )
        for unit in named[:MAX_HITS]
    ]


def _search_duties(scope: Scope, terms: list[str]) -> list[SearchHit]:
    rows = (
        Duty.objects.filter(plan__in=plans.list_visible_plans(scope).values("pk"), state=ItemState.CONFIRMED)
        .select_related("plan", "lead", "lead_group")
        .defer("plan__text", "plan__paragraphs", "plan__unread")
    )
    return [
        SearchHit(
            duty.title,
            f"{duty.plan.name} · {duty.lead_name}",
            f"{reverse('plans:read', args=[duty.plan_id])}#{duty.code.lower()}",
            duty.path,
        )
        for duty in _filter_matching(rows, terms, lambda duty: f"{duty.code} {duty.text} {duty.lead_name}")
    ]


def _search_entries(user: User, scope: Scope, query: str) -> list[SearchHit]:
    """Finds register entries that the account may read, last written first."""
    if not scope.anywhere(Action.REGISTER_VIEW):
        return []
    return [
        SearchHit(
            format_title(register, entry),
            join_messages(" · ", (write_day(entry.day), entry.unit.short_name, str(register.name))),
            register.address(entry.pk),
            programme=get_register_programme(user, register.code),
        )
        for register, entry in search_all_registers(user, query, limit=MAX_HITS)
    ]


def _search_reports(user: User, terms: list[str]) -> list[SearchHit]:
    rows = list_newest_submissions(user, most=MAX_REPORTS)
    return [
        SearchHit(
            _("Báo cáo %(period)s, biểu %(form)s: %(unit)s")
            % {"period": period_name(parse_period(row.period)), "form": row.form.code, "unit": row.unit.name},
            join_messages(" · ", (str(row.get_state_display()), row.form.name)),
            reverse("reporting:submission", args=[row.pk]),
            programme=row.form.programme_id,
        )
        for row in _filter_matching(
            rows,
            terms,
            lambda row: f"bao cao {row.unit.name} {row.form.code} {row.form.name} {row.period}",
        )
    ]


def _search_elements(user: User, scope: Scope, terms: list[str], day: date) -> list[SearchHit]:
    """Finds data elements: their names are public; the link needs the right to see the consolidated sheet."""
    placed_forms = query_forms.list_placed_forms(user)
    codes = {form.uid: form.code for form, _unit, _programme in placed_forms}
    programmes = {form.uid: programme for form, _unit, programme in placed_forms}
    matching = _filter_matching(
        (element for element in list_elements(user=user).values() if element.form in codes),
        terms,
        lambda element: f"{element.code} {element.name}",
    )
    if not matching:
        return []
    area = units.get_unit_area(user.unit)
    cells: dict[str, str] = {}
    for form, _unit, programme in placed_forms:
        if consolidates(area) and scope.restrict_to(programme).may(Action.CONSOLIDATE_VIEW, area.pk):
            sheet = reverse("consolidation:sheet", args=[area.code, get_own_period(form, day).id, form.uid])
            for cell in reversed(form.cells):  # the first cell of an element is its total
                cells[cell.element] = f"{sheet}#{cell.code}"
    return [
        SearchHit(
            element.name,
            _("%(code)s · %(unit)s · biểu %(form)s")
            % {"code": element.code, "unit": element.unit, "form": codes[element.form]},
            cells.get(element.uid, ""),
            programme=programmes[element.form],
        )
        for element in matching
    ]
