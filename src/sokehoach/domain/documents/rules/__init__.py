"""The format linter: what in a measured document departs from NĐ 30/2020/NĐ-CP, and how it should be."""

from sokehoach.domain.documents.rules.finding import Finding, Place, Severity, told
from sokehoach.domain.documents.rules.lint import lint
from sokehoach.domain.documents.rules.measured import Measured

__all__ = ["Finding", "Measured", "Place", "Severity", "lint", "told"]
