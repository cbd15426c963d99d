from sokehoach.apps.plans.models.assignment import Assignment, Evidence
from sokehoach.apps.plans.models.item import Duty, ReportingRule, Target
from sokehoach.apps.plans.models.plan import Clause, Plan

__all__ = ["Assignment", "Clause", "Duty", "Evidence", "Plan", "ReportingRule", "Target"]
