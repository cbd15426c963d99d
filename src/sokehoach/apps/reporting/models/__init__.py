"""Forms, submissions and data values. Private: other apps use the queries and pages (contract C10)."""

from sokehoach.apps.reporting.models.ad_hoc import AdHoc, AdHocFigure, AdHocUnit, AdHocValue
from sokehoach.apps.reporting.models.extension import Extension
from sokehoach.apps.reporting.models.form import Form
from sokehoach.apps.reporting.models.intake import Intake
from sokehoach.apps.reporting.models.layout import Layout
from sokehoach.apps.reporting.models.narrative import NarrativeText
from sokehoach.apps.reporting.models.regime import Regime
from sokehoach.apps.reporting.models.remark import Remark
from sokehoach.apps.reporting.models.schedule import PlanSchedule, RuleDecision
from sokehoach.apps.reporting.models.sending import Sending
from sokehoach.apps.reporting.models.submission import Step, Submission
from sokehoach.apps.reporting.models.value import DataValue
from sokehoach.apps.reporting.models.waiver import Waiver

__all__ = [
    "AdHoc",
    "AdHocFigure",
    "AdHocUnit",
    "AdHocValue",
    "DataValue",
    "Extension",
    "Form",
    "Intake",
    "Layout",
    "NarrativeText",
    "PlanSchedule",
    "Regime",
    "Remark",
    "RuleDecision",
    "Sending",
    "Step",
    "Submission",
    "Waiver",
]
