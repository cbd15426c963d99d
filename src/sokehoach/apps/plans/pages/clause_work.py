"""Lists what carries out each clause of a plan: its items, and what other apps add (settings.CLAUSE_WORK)."""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, Clause, Duty, Item, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.pages.assignments import build_tally, format_coordinating
from sokehoach.apps.plans.queries.clauses import ClauseWork
from sokehoach.apps.plans.queries.duty_work import count_entries
from sokehoach.apps.plans.queries.results import AssignmentProgress, compute_progress

_DEMANDS = re.compile(r"(?:mục đích\s*(?:,|-|–|và)?\s*)?yêu cầu\s*[:.]?", re.IGNORECASE)
_OWN_PLAN = re.compile(r"xây dựng[^.;]{0,40} kế hoạch", re.IGNORECASE)
LABELS: dict[str, str | Promise] = {
    "register": gettext_lazy("Sổ theo dõi"),
    "figure": gettext_lazy("Số liệu báo cáo"),
    "report": gettext_lazy("Báo cáo"),
    "document": gettext_lazy("Văn bản"),
    "plan": gettext_lazy("Kế hoạch"),
}


type ClauseWorkSource = Callable[[Plan, User, frozenset[str], Sequence[Item]], Iterable[ClauseWork]]
"""Of a plan, for an account: the paths of its clauses and its items are given, read once for all sources."""


@dataclass(slots=True)
class DutyProgress:
    """A duty and the progress of its leads in the current period, as far as the account may see their assignments.

    `result_text` is the result of a single lead; `in_charge` its person, or how many of several leads have one.
    """

    duty: Duty
    url: str = ""
    text: str = ""
    result_text: str = ""
    in_charge: str = ""

    @property
    def coordinating(self) -> str:
        return format_coordinating(self.duty)


@dataclass(slots=True)
class ClauseRow:
    """A clause with everything that carries it out."""

    clause: Clause
    is_leaf: bool
    duties: list[DutyProgress] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    rules: list[ReportingRule] = field(default_factory=list)
    works: list[ClauseWork] = field(default_factory=list)
    answered_above: bool = False  # a parent clause has the work that carries it out

    @property
    def is_unanswered(self) -> bool:
        return self.is_leaf and self.is_empty and not self.answered_above

    @property
    def is_empty(self) -> bool:
        return not (self.duties or self.targets or self.rules or self.works)

    @property
    def anchor(self) -> str:
        """Returns the id of the row on the page: «muc-II-2»."""
        return "muc-" + self.clause.path.replace(".", "-")

    @property
    def place(self) -> str:
        """Returns the clause's anchor on the page of the plan's text: «#c-7»."""
        return f"#c-{self.clause.position}"

    @property
    def level(self) -> int:
        return min(self.clause.path.count(".") + 1, 3)

    @property
    def groups(self) -> list[tuple[str | Promise, list[tuple[str, list[ClauseWork]]]]]:
        """Returns [(label of the kind, [(group, works), …]), …]."""
        groups = []
        for kind, label in LABELS.items():
            works_by_group: dict[str, list[ClauseWork]] = {}
            for work in self.works:
                if work.kind == kind:
                    works_by_group.setdefault(work.group, []).append(work)
            if works_by_group:
                groups.append((label, list(works_by_group.items())))
        return groups


@functools.cache
def _load_sources() -> tuple[ClauseWorkSource, ...]:
    return tuple(import_string(path) for path in settings.CLAUSE_WORK)


def list_clause_rows(plan: Plan, items: Iterable[Item], user: User, day: date) -> list[ClauseRow]:
    """Returns every clause of the plan in order, with two queries and those of the sources."""
    clauses = list(Clause.objects.filter(plan=plan))
    paths = frozenset(clause.path for clause in clauses)
    parents = {path.rsplit(".", 1)[0] for path in paths if "." in path}
    rows = [ClauseRow(clause, is_leaf=clause.path not in parents) for clause in clauses]
    items = list(items)
    leads = _list_lead_progress(plan, user, day, paths, [item for item in items if isinstance(item, Duty)])
    duties = {item.pk: item for item in items if isinstance(item, Duty)}
    for demand in find_demands(rows):
        demand.works.extend(_list_clarity_work(plan, demand.clause.path, leads, duties))
        for part in rows:
            part.answered_above |= bool(demand.works) and _is_part(part, demand)
    for item in items:
        row = _find_row(rows, item)
        if isinstance(item, Duty) and item.joined_id in duties:
            item = duties[item.joined_id]  # the duty that covers the task
        if row is None or item.state == ItemState.DISMISSED:
            continue
        match item:
            case Duty() if item.pk not in {duty_progress.duty.pk for duty_progress in row.duties}:
                row.duties.append(_build_duty_progress(item, leads.get(item.pk, []), plan))
            case Target():
                row.targets.append(item)
            case ReportingRule():
                row.rules.append(item)
    by_path: dict[str, ClauseRow] = {}
    for row in rows:
        by_path.setdefault(row.clause.path, row)
    for source in _load_sources():
        for work in source(plan, user, paths, items):
            if work.path in by_path:
                by_path[work.path].works.append(work)
    return rows


def find_demands(rows: Iterable[ClauseRow]) -> list[ClauseRow]:
    """Returns the clauses with requirements for all duties: «Yêu cầu», or «Mục đích, yêu cầu» where undivided."""
    demand_rows = [row for row in rows if _DEMANDS.fullmatch(row.clause.heading.strip())]
    return [row for row in demand_rows if not any(_is_part(other, row) for other in demand_rows)]


def _is_part(row: ClauseRow, parent: ClauseRow) -> bool:
    return row.clause.path.startswith(f"{parent.clause.path}.")


def _find_row(rows: list[ClauseRow], item: Item) -> ClauseRow | None:
    """Returns the innermost clause in which the item begins: the last that begins at or before it."""
    started_rows = [row for row in rows if row.clause.start <= item.start]
    return started_rows[-1] if started_rows else None


def _list_lead_progress(
    plan: Plan, user: User, day: date, paths: frozenset[str], duties: Sequence[Duty]
) -> Mapping[UUID, list[AssignmentProgress]]:
    """Returns the progress of the lead assignments that the account may see, by duty. One query and `count_entries`."""
    progress_by_duty: defaultdict[UUID, list[AssignmentProgress]] = defaultdict(list)
    visible_units = scope_of(user).units(Action.DUTY_VIEW, "general")
    rows = (
        Assignment.objects.filter(duty__plan=plan, part=Assignment.Part.LEAD, unit__in=visible_units)
        .select_related("duty__plan", "in_charge")
        .defer(*(f"duty__plan__{name}" for name in ("text", "paragraphs", "unread")))
        .annotate(documents=Count("evidence"))
        .order_by("unit__code", "due_number")
    )
    entries = count_entries(user, plan, rows, day, paths=paths, duties=duties)
    for row in rows:
        progress_by_duty[row.duty_id].append(compute_progress(row, day, entries.get(row.pk, 0)))
    return progress_by_duty


def _build_duty_progress(duty: Duty, leads: list[AssignmentProgress], plan: Plan) -> DutyProgress:
    if not leads:
        return DutyProgress(duty)
    documents = sum(getattr(lead.assignment, "documents", 0) for lead in leads)
    more = ngettext(", %(n)s tài liệu", ", %(n)s tài liệu", documents) % {"n": documents} if documents else ""
    if len(leads) == 1:
        lead = leads[0]
        result_text = "" if lead.last_period else lead.assignment.result
        person = str(lead.assignment.in_charge or "")
        url = reverse("plans:assignment", args=[lead.assignment.pk])
        return DutyProgress(duty, url, lead.state_name + more, result_text, person)
    units = {lead.assignment.unit_id for lead in leads}
    if len(units) == 1:  # several due days of one unit
        done = sum(lead.state == Assignment.State.DONE for lead in leads)
        text = _("%(done)s/%(all)s hạn đã có kết quả") % {"done": done, "all": len(leads)}
        person = str(leads[0].assignment.in_charge or "")
        return DutyProgress(duty, reverse("plans:board", args=[plan.pk]), text + more, "", person)
    unfinished = {lead.assignment.unit_id for lead in leads if lead.state != Assignment.State.DONE}
    counts = {"all": len(units), "done": len(units - unfinished)}
    text = _("%(done)s/%(all)s đơn vị đã có kết quả") % counts
    named = len({lead.assignment.unit_id for lead in leads if lead.assignment.in_charge_id is not None})
    person = _("%(n)s/%(all)s đơn vị") % {"n": named, "all": len(units)} if named else ""
    return DutyProgress(duty, reverse("plans:board", args=[plan.pk]), text + more, "", person)


def _list_clarity_work(
    plan: Plan, path: str, leads: Mapping[UUID, list[AssignmentProgress]], duties: Mapping[UUID, Duty]
) -> Iterable[ClauseWork]:
    """Yields, at the clause that demands it, how clear the visible duties are: person, deadline, result."""
    counts = build_tally(lead for rows in leads.values() for lead in rows)
    if not counts.all:
        return
    note = _(
        "%(all)s việc đã giao: %(person)s rõ người phụ trách, %(time)s rõ thời gian, %(result)s có kết quả của kỳ; "
        "%(together)s nhiệm vụ có cơ quan phối hợp"
    ) % {
        "all": counts.all,
        "person": counts.person,
        "time": counts.time,
        "result": counts.result,
        "together": sum(bool(format_coordinating(duties[pk])) for pk in leads if pk in duties),
    }
    yield ClauseWork(path, "plan", _("Mức rõ của từng việc"), reverse("plans:board", args=[plan.pk]), note)


def list_own_plan_work(plan: Plan, user: User, paths: frozenset[str], items: Sequence[Item]) -> Iterable[ClauseWork]:
    """Yields the plans that units make of this one, at the clauses that ask for them."""
    if plan.state != Plan.State.IN_FORCE or not permissions.can_see_all_duties(scope_of(user), plan):
        return
    asking_paths = (
        item.path
        for item in items
        if isinstance(item, Duty) and item.state != ItemState.DISMISSED and _OWN_PLAN.search(item.text)
    )
    for path in dict.fromkeys(asking_paths):
        yield ClauseWork(path, "plan", _("Kế hoạch của các đơn vị"), reverse("plans:own_plans", args=[plan.pk]))
