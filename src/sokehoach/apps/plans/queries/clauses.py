"""Clauses of a plan: by their printed number, which a programme was written for, and what carries them out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Clause, Item, ItemState, Plan, ReportingRule
from sokehoach.domain.plans.comparison import is_one_subject

MIN_CLAUSE_SHARE = 0.9  # minimum share of the clauses named by definitions that a plan must have


def is_written_for(named: Collection[str], paths: Collection[str]) -> bool:
    """Whether definitions that name these clauses were written for a plan with these paths."""
    return bool(named) and len(set(named) & set(paths)) >= MIN_CLAUSE_SHARE * len(set(named))


def choose_programme_plan(plans: Sequence[Plan]) -> Plan:
    """Returns the first of `plans` (at least one) on the subject of the plan whose clauses the definitions name.

    A district has plans on many subjects: its reports, figures and meetings use the programme's plan, not the newest.
    Returns the first of all where the definitions match none.
    """
    named = {path for source in settings.NAMED_CLAUSES for path in import_string(source)()}
    paths: dict[object, set[str]] = {plan.pk: set() for plan in plans}
    for plan, path in Clause.objects.filter(plan__in=plans).values_list("plan", "path"):
        paths[plan].add(path)
    programme_plan = next((plan for plan in plans if is_written_for(named, paths[plan.pk])), None)
    if programme_plan is None:
        return plans[0]
    place = get_unit_area(programme_plan.unit).name
    return next(
        plan
        for plan in plans
        if plan.pk == programme_plan.pk or is_one_subject(plan.title, programme_plan.title, place=place)
    )


@dataclass(frozen=True, slots=True)
class ClauseQuote:
    """The text of a clause, its lines joined, and its address on the reading page."""

    path: str
    heading: str
    text: str
    url: str


def list_quotes(plan: Plan, paths: Collection[str]) -> tuple[ClauseQuote, ...]:
    """Returns the text of the clauses with these numbers, in the order of `paths`, with one query.

    A number printed twice means its first clause; an unknown one is skipped.
    """
    first: dict[str, Clause] = {}
    for clause in Clause.objects.filter(plan=plan, path__in=paths):
        first.setdefault(clause.path, clause)
    return tuple(_build_quote(plan, first[path]) for path in paths if path in first)


def _build_quote(plan: Plan, clause: Clause) -> ClauseQuote:
    text = " ".join(plan.text[clause.start : clause.end].split())
    place = reverse("plans:read", args=[plan.pk])
    return ClauseQuote(clause.path, clause.heading, text, f"{place}#c-{clause.position}")


@dataclass(frozen=True, slots=True)
class ClauseWork:
    """Something that carries out the clause `path`, with its page. `kind` is a key of `pages.clause_work.LABELS`.

    `group` names what it belongs to (the form of a data element); `note` describes its state.
    """

    path: str
    kind: str
    label: str
    url: str
    note: str = ""
    group: str = ""


def list_reporting_paths(items: Iterable[Item]) -> list[str]:
    """Returns the paths of the clauses with these items' reporting rules."""
    rules = (item for item in items if isinstance(item, ReportingRule) and item.state != ItemState.DISMISSED)
    return list(dict.fromkeys(rule.path for rule in rules))
