"""What carries each clause of a plan out: its items here, and what other apps name (settings.CLAUSE_WORK)."""

import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
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
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import (
    Assignment,
    Clause,
    Duty,
    Item,
    ItemState,
    Plan,
    ReportingRule,
    Target,
)

MOST_CLAUSES = 0.9  # share of the clauses named by definitions that a plan must have for them to speak of it

LABELS: dict[str, str | Promise] = {
    "register": gettext_lazy("Sổ theo dõi"),
    "figure": gettext_lazy("Số liệu báo cáo"),
    "report": gettext_lazy("Báo cáo"),
    "document": gettext_lazy("Văn bản"),
    "plan": gettext_lazy("Kế hoạch"),
}


@dataclass(frozen=True, slots=True)
class ClauseWork:
    """Something that carries out the clause of this path, and its page. `kind`: a key of LABELS.

    `within` names the thing that holds it (a form for its elements); `note` says how it stands.
    """

    path: str
    kind: str
    label: str
    url: str
    note: str = ""
    within: str = ""


type Source = Callable[[Plan, User, frozenset[str]], Iterable[ClauseWork]]


@dataclass(slots=True)
class DutyProgress:
    """A duty and how its leads stand, as far as the account sees their assignments."""

    duty: Duty
    url: str = ""
    text: str = ""


@dataclass(slots=True)
class ClauseRow:
    """A clause with everything that carries it out."""

    clause: Clause
    is_leaf: bool
    duties: list[DutyProgress] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    rules: list[ReportingRule] = field(default_factory=list)
    works: list[ClauseWork] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.duties or self.targets or self.rules or self.works)

    @property
    def anchor(self) -> str:
        """The id of the row on the page: «muc-II-2»."""
        return "muc-" + self.clause.path.replace(".", "-")

    @property
    def level(self) -> int:
        return min(self.clause.path.count(".") + 1, 3)

    @property
    def groups(self) -> list[tuple[str | Promise, list[tuple[str, list[ClauseWork]]]]]:
        """[(label of the kind, [(what holds them, works), …]), …]."""
        found = []
        for kind, label in LABELS.items():
            held: dict[str, list[ClauseWork]] = {}
            for work in self.works:
                if work.kind == kind:
                    held.setdefault(work.within, []).append(work)
            if held:
                found.append((label, list(held.items())))
        return found


@functools.cache
def _sources() -> tuple[Source, ...]:
    return tuple(import_string(path) for path in settings.CLAUSE_WORK)


def speaks_of(named: Collection[str], paths: Collection[str]) -> bool:
    """Whether definitions that name these clauses were written for a plan that has these paths."""
    return bool(named) and len(set(named) & set(paths)) >= MOST_CLAUSES * len(set(named))


def list_clause_rows(plan: Plan, items: Iterable[Item], user: User) -> list[ClauseRow]:
    """Every clause of the plan in order. Two queries and those of the sources."""
    clauses = list(Clause.objects.filter(plan=plan))
    paths = frozenset(clause.path for clause in clauses)
    parents = {path.rsplit(".", 1)[0] for path in paths if "." in path}
    rows = [ClauseRow(clause, is_leaf=clause.path not in parents) for clause in clauses]
    progress = _progress(plan, user)
    for item in items:
        row = _row_of(rows, item)
        if row is None or item.state == ItemState.DISMISSED:
            continue
        match item:
            case Duty():
                row.duties.append(_duty_progress(item, progress.get(item.pk, []), plan))
            case Target():
                row.targets.append(item)
            case ReportingRule():
                row.rules.append(item)
    by_path: dict[str, ClauseRow] = {}
    for row in rows:
        by_path.setdefault(row.clause.path, row)
    for source in _sources():
        for work in source(plan, user, paths):
            if work.path in by_path:
                by_path[work.path].works.append(work)
    return rows


def reporting_paths(plan: Plan) -> list[str]:
    """The clauses in which the plan asks for reports."""
    rules = ReportingRule.objects.filter(plan=plan).exclude(state=ItemState.DISMISSED)
    return list(dict.fromkeys(rules.values_list("path", flat=True)))


def _row_of(rows: list[ClauseRow], item: Item) -> ClauseRow | None:
    """The innermost clause in which the item begins: the last that begins at it or before."""
    before = [row for row in rows if row.clause.start <= item.start]
    return before[-1] if before else None


type _Lead = tuple[UUID, int, str, int]  # assignment, unit, state, documents


def _progress(plan: Plan, user: User) -> Mapping[UUID, list[_Lead]]:
    """The lead assignments that the account sees, by duty: one query."""
    found: defaultdict[UUID, list[_Lead]] = defaultdict(list)
    seen = scope_of(user).units(Action.DUTY_VIEW, "general")
    rows = (
        Assignment.objects.filter(duty__plan=plan, part=Assignment.Part.LEAD, unit__in=seen)
        .annotate(documents=Count("evidence"))
        .order_by("unit__code")
        .values_list("duty_id", "pk", "unit_id", "state", "documents")
    )
    for duty, pk, unit, state, documents in rows:
        found[duty].append((pk, unit, state, documents))
    return found


def _duty_progress(duty: Duty, leads: list[_Lead], plan: Plan) -> DutyProgress:
    if not leads:
        return DutyProgress(duty)
    documents = sum(count for *_rest, count in leads)
    more = ngettext(", %(n)s tài liệu", ", %(n)s tài liệu", documents) % {"n": documents} if documents else ""
    if len(leads) == 1:
        state = str(Assignment.State(leads[0][2]).label)
        return DutyProgress(duty, reverse("plans:assignment", args=[leads[0][0]]), state + more)
    done = sum(state == Assignment.State.DONE for _pk, _unit, state, _documents in leads)
    text = _("%(done)s/%(all)s đơn vị đã có kết quả") % {"done": done, "all": len(leads)}
    return DutyProgress(duty, reverse("plans:board", args=[plan.pk]), text + more)


def own_plans(plan: Plan, user: User, paths: frozenset[str]) -> Iterable[ClauseWork]:
    """The plans that units make of this one, at the clauses that ask for them."""
    if plan.state != Plan.State.IN_FORCE or not permissions.sees_all_duties(scope_of(user), plan):
        return
    asked = Duty.objects.filter(plan=plan, text__iregex=r"xây dựng[^.;]{0,40} kế hoạch")
    for path in dict.fromkeys(asked.exclude(state=ItemState.DISMISSED).values_list("path", flat=True)):
        yield ClauseWork(
            path, "plan", _("Kế hoạch của các đơn vị"), reverse("plans:own_plans", args=[plan.pk])
        )
