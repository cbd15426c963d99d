from sokehoach.apps.plans.models.assignment import Assignment, AssignmentResult, Evidence
from sokehoach.apps.plans.models.coverage import DemandAnswer
from sokehoach.apps.plans.models.item import SURE, Duty, Item, ItemState, ReportingRule, Target
from sokehoach.apps.plans.models.plan import Clause, Plan
from sokehoach.apps.plans.models.proposal import ProposalDecision
from sokehoach.apps.plans.models.source import Source

__all__ = [
    "SURE",
    "Assignment",
    "AssignmentResult",
    "Clause",
    "DemandAnswer",
    "Duty",
    "Evidence",
    "Item",
    "ItemState",
    "Plan",
    "ProposalDecision",
    "ReportingRule",
    "Source",
    "Target",
]
