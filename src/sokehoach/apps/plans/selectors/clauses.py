"""Clauses of a plan, by the number printed before them."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from sokehoach.apps.plans.models import Clause, Plan


@dataclass(frozen=True, slots=True)
class Quote:
    """What the plan says at a clause, its lines joined, and the address of the place in the reading page."""

    path: str
    heading: str
    text: str
    url: str


def clause(plan: Plan, path: str) -> Clause:
    """A number printed twice stands for its first place. Http404 where the plan has none such."""
    found = Clause.objects.filter(plan=plan, path=path).first()
    if found is None:
        raise Http404
    return found


def quote(plan: Plan, path: str) -> Quote:
    found = clause(plan, path)
    text = " ".join(plan.text[found.start : found.end].split())
    place = reverse("plans:read", args=[plan.pk])
    return Quote(found.path, found.heading, text, f"{place}#c-{found.position}")
