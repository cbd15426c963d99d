"""Forms, submissions and data values. Private: other apps ask the selectors (contract C10)."""

from sokehoach.apps.reporting.models.form import Form
from sokehoach.apps.reporting.models.narrative import NarrativeText
from sokehoach.apps.reporting.models.submission import Step, Submission
from sokehoach.apps.reporting.models.value import DataValue

__all__ = [
    "DataValue",
    "Form",
    "NarrativeText",
    "Step",
    "Submission",
]
