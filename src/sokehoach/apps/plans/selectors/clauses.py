"""Finds clauses of a plan by their printed number."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from sokehoach.apps.plans.models import Clause, Plan


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
