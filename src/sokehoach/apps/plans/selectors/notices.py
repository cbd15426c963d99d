"""What a plan's pages warn of or ask for."""

from typing import Any

from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.selectors.chain import proposed_upper, upper_candidates
from sokehoach.apps.plans.selectors.succession import of_one_subject


def plan_notices(plan: Plan, *, may_confirm: bool) -> dict[str, Any]:
    """`same_subject`: other plans in force of its subject and year. `upper_proposed`: the plan above that its preamble
    names, where none is chosen yet.
    """
    concerned = (
        not plan.issued_above and plan.origin == Plan.Origin.SIGNED and plan.state != Plan.State.REPLACED
    )
    return {
        "same_subject": of_one_subject(plan) if concerned else [],
        "upper_proposed": proposed_upper(plan, upper_candidates(plan))
        if may_confirm and concerned and plan.upper_id is None and plan.basis
        else None,
    }
