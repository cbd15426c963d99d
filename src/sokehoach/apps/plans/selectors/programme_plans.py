"""Chooses, among several plans in force, the one that the programme's definitions were written for."""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from sokehoach.apps.orgunits.selectors.units import get_unit_area
from sokehoach.apps.plans.models import Clause, Plan
from sokehoach.domain.plans.subjects import is_one_subject

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
