"""The format linter: where a measured document departs from NĐ 30/2020/NĐ-CP, and what is required."""

from sokehoach.domain.documents.rules.finding import FormatFinding, Location, Severity, render_finding
from sokehoach.domain.documents.rules.lint import lint_document
from sokehoach.domain.documents.rules.measured_document import MeasuredDocument

__all__ = ["FormatFinding", "Location", "MeasuredDocument", "Severity", "lint_document", "render_finding"]
