"""A report as its checks read it, and what they find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sokehoach.domain.reporting.form import Form, Rule
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Report:
    """Values by the code of their cell; a cell without one is «chưa báo cáo»."""

    form: Form
    values: Mapping[str, Value]
    previous: Mapping[str, Value] | None = None  # of the same unit, one period before
    last_year: Mapping[str, Value] | None = None  # of the same unit, the same period of the year before
    half: Mapping[str, Value] | None = None  # of an annual report: the same unit's first half-year
    second_half: Mapping[str, Value] | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # printed names of the data elements, by code
    printed: Mapping[str, str] = field(
        default_factory=dict
    )  # what cells are called, where not by their own code

    def value(self, code: str) -> Value:
        return self.values.get(code, Gap.NOT_REPORTED)

    def number(self, code: str) -> Decimal | None:
        value = self.value(code)
        return value if isinstance(value, Decimal) else None

    def name(self, code: str) -> str:
        """«ô B2.1 (nữ)»: how a message speaks of a cell."""
        cell = self.form.cell(code)
        label = cell.label or self.names.get(cell.element, "")
        printed = self.code(code)
        return f"ô {printed} ({label})" if label else f"ô {printed}"

    def code(self, code: str) -> str:
        """What a message calls a cell."""
        return self.printed.get(code, code)


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """One remark beside `cell`. A hard one stops sending; `related` are the other cells that it speaks of."""

    cell: str
    related: tuple[str, ...]
    rule: Rule | None  # None: completeness, which every form asks for
    hard: bool
    message_vi: str

    @property
    def waivable(self) -> bool:
        """Whether an explanation may stand in its place. An answer that is owed can always be given."""
        return self.hard and self.rule is not None and self.rule is not Rule.REQUIRED_WITH


def capitalize_first(text: str) -> str:
    """A capital at the head of a sentence; the rest keeps its own."""
    return text[:1].upper() + text[1:]
