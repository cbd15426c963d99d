"""What a search finds: units, duties, lines of registers, reports, data elements; each within the scope."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.plans.models import Duty, ItemState
from sokehoach.apps.plans.selectors import plans
from sokehoach.apps.registers.shelf.selectors.found import everywhere
from sokehoach.apps.reporting.selectors import forms
from sokehoach.apps.reporting.selectors.submissions import submissions_for
from sokehoach.domain.periods.period import at_hand, name_vi, parse
from sokehoach.domain.text.folding import fold

LEAST = 2  # letters
REPORTS = 400  # the newest among which a report is sought
MOST = 10  # of each kind; a search that finds more wants another word


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    note: str
    url: str  # «» where there is no page of its own to open
    clause: str = ""


def search(user: User, words: str, *, day: date) -> list[tuple[str, list[Hit]]]:
    """Hits by kind, kinds without any left out. Every word must occur; marks and case do not matter."""
    wanted = fold(words).split()
    if len("".join(wanted)) < LEAST:
        return []
    scope = scope_of(user)
    kinds = (
        (_("Đơn vị"), _units(scope, wanted, day)),
        (_("Nhiệm vụ"), _duties(scope, wanted)),
        (_("Báo cáo"), _reports(user, wanted)),
        (_("Dòng sổ"), _lines(user, scope, words)),
        (_("Chỉ tiêu thống kê"), _elements(user, scope, wanted, day)),
    )
    return [(kind, hits) for kind, hits in kinds if hits]


def _matching[T](rows: Iterable[T], wanted: list[str], text: Callable[[T], str]) -> list[T]:
    return [row for row in rows if all(word in fold(text(row)) for word in wanted)][:MOST]


def _units(scope: Scope, wanted: list[str], day: date) -> list[Hit]:
    """Names of units are no secret; the board opens where the account may see the unit's duties."""
    named = units.as_of(day).select_related("parent")
    for word in wanted:
        named = named.filter(folded__contains=word)
    plan = plans.visible(scope).filter(state="in_force").first()
    return [
        Hit(
            unit.name,
            f"{Level(unit.level).label}, {unit.parent.name}" if unit.parent else str(Level(unit.level).label),
            f"{reverse('plans:board', args=[plan.pk])}?don-vi={unit.code}"
            if plan and scope.may(Action.DUTY_VIEW, unit.pk)
            else "",
        )
        for unit in named[:MOST]
    ]


def _duties(scope: Scope, wanted: list[str]) -> list[Hit]:
    rows = (
        Duty.objects.filter(plan__in=plans.visible(scope).values("pk"), state=ItemState.CONFIRMED)
        .select_related("plan", "lead", "lead_group")
        .defer("plan__text", "plan__paragraphs", "plan__unread")
    )
    return [
        Hit(
            duty.title,
            f"{duty.plan.name} · {duty.lead_name}",
            f"{reverse('plans:read', args=[duty.plan_id])}#{duty.code.lower()}",
            duty.path,
        )
        for duty in _matching(rows, wanted, lambda duty: f"{duty.code} {duty.text} {duty.lead_name}")
    ]


def _lines(user: User, scope: Scope, words: str) -> list[Hit]:
    """Lines of the registers that the account reads, the last written first."""
    if not scope.anywhere(Action.REGISTER_VIEW):
        return []
    return [
        Hit(
            str(line),
            f"{line.day:%d/%m/%Y} · {line.unit.short_name} · {register.name}",
            register.address(line.pk),
        )
        for register, line in everywhere(user, words, most=MOST)
    ]


def _reports(user: User, wanted: list[str]) -> list[Hit]:
    rows = submissions_for(user).order_by("-period", "unit__code")[:REPORTS]
    return [
        Hit(
            _("Báo cáo %(period)s, biểu %(form)s: %(unit)s")
            % {"period": name_vi(parse(row.period)), "form": row.form.code, "unit": row.unit.name},
            f"{row.get_state_display()} · {row.form.name}",
            reverse("reporting:submission", args=[row.pk]),
        )
        for row in _matching(
            rows, wanted, lambda row: f"bao cao {row.unit.name} {row.form.code} {row.form.name} {row.period}"
        )
    ]


def _elements(user: User, scope: Scope, wanted: list[str], day: date) -> list[Hit]:
    """What is counted is no secret; the consolidated sheet opens where the account may see it."""
    matching = _matching(elements().values(), wanted, lambda one: f"{one.code} {one.name}")
    if not matching:
        return []
    area = units.area_of(user.unit)
    cells: dict[str, str] = {}
    if scope.may(Action.CONSOLIDATE_VIEW, area.pk):
        for form in forms.forms():
            sheet = reverse("consolidation:sheet", args=[area.code, at_hand(day).id, form.code])
            for cell in reversed(form.cells):  # the first cell of an element is its total
                cells[cell.element] = f"{sheet}#{cell.code}"
    return [
        Hit(
            one.name,
            _("%(code)s · %(unit)s · biểu %(form)s") % {"code": one.code, "unit": one.unit, "form": one.form},
            cells.get(one.code, ""),
        )
        for one in matching
    ]
