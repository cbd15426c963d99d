"""Clauses of a plan, by the number printed before them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from sokehoach.apps.plans.models import Clause, Plan


@dataclass(frozen=True, slots=True)
class Quote:
    """What the plan says at a clause, its lines joined, and the address of the place in the reading page."""

    path: str
    heading: str
    text: str
    url: str


def quotes(plan: Plan, paths: Collection[str]) -> tuple[Quote, ...]:
    """What the plan says at these numbers, in the order of `paths`: one query.

    A number printed twice stands for its first place; one that the plan has not is passed over.
    """
    first: dict[str, Clause] = {}
    for found in Clause.objects.filter(plan=plan, path__in=paths):
        first.setdefault(found.path, found)
    return tuple(_quote(plan, first[path]) for path in paths if path in first)


def _quote(plan: Plan, found: Clause) -> Quote:
    text = " ".join(plan.text[found.start : found.end].split())
    place = reverse("plans:read", args=[plan.pk])
    return Quote(found.path, found.heading, text, f"{place}#c-{found.position}")
