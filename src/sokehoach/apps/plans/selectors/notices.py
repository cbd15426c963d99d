"""Builds the warnings and questions on a plan's pages."""

from typing import Any

from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.selectors.chain import find_proposed_upper, list_upper_candidates
from sokehoach.apps.plans.selectors.succession import list_same_subject


def build_plan_notices(plan: Plan, *, may_confirm: bool) -> dict[str, Any]:
    """Returns `same_subject`, other plans in force of its subject and year, and `upper_proposed`.

    `upper_proposed` is the upper plan that its preamble names, where none is chosen yet.
    """
    is_watched = not plan.issued_above and plan.origin == Plan.Origin.SIGNED and plan.state != Plan.State.REPLACED
    return {
        "same_subject": list_same_subject(plan) if is_watched else [],
        "upper_proposed": find_proposed_upper(plan, list_upper_candidates(plan))
        if may_confirm and is_watched and plan.upper_id is None and plan.basis
        else None,
    }
