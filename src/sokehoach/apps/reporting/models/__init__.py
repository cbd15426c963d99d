"""Forms, submissions and data values. Private: other apps use the queries and pages (contract C10)."""

from sokehoach.apps.reporting.models.ad_hoc import AdHoc, AdHocFigure, AdHocSubmission, AdHocUnit, AdHocValue
from sokehoach.apps.reporting.models.extension import Extension
from sokehoach.apps.reporting.models.form import Form, FormVersion
from sokehoach.apps.reporting.models.layout import Layout
from sokehoach.apps.reporting.models.narrative import NarrativeText
from sokehoach.apps.reporting.models.proxy_entry import ProxyEntry
from sokehoach.apps.reporting.models.remark import Remark
from sokehoach.apps.reporting.models.reporting_schedule import ReportingSchedule
from sokehoach.apps.reporting.models.schedule import PlanSchedule, RuleDecision
from sokehoach.apps.reporting.models.snapshot import SubmissionSnapshot
from sokehoach.apps.reporting.models.submission import Step, Submission
from sokehoach.apps.reporting.models.value import DataValue
from sokehoach.apps.reporting.models.waiver import Waiver

__all__ = [
    "AdHoc",
    "AdHocFigure",
    "AdHocSubmission",
    "AdHocUnit",
    "AdHocValue",
    "DataValue",
    "Extension",
    "Form",
    "FormVersion",
    "Layout",
    "NarrativeText",
    "PlanSchedule",
    "ProxyEntry",
    "Remark",
    "ReportingSchedule",
    "RuleDecision",
    "Step",
    "Submission",
    "SubmissionSnapshot",
    "Waiver",
]
