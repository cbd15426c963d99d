"""The parts of a sheet: cells with value, source and findings; narrative boxes; sections."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.apps.reporting.models import Remark, Waiver
from sokehoach.apps.reporting.queries.answers import CellAnswer, Source, find_source_badge, format_provenance
from sokehoach.domain.indicators.element import DataElement, ValueKind
from sokehoach.domain.reporting.checks import ReportFinding
from sokehoach.domain.reporting.form import Cell, FormSection, Narrative
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_typed


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell. `last_year`: the accepted value of the same period a year before.

    code       as printed; `sum_codes`: those of the cells that it adds up
    remark     the reviewer's remark when the report was returned
    was        the value last sent, as typed; None where it is the same, or nothing was sent
    explained  hard findings that have an explanation, each with it
    """

    cell: Cell
    code: str
    element: DataElement
    answer: CellAnswer
    last_year: Value | None
    last_year_old: bool  # «số liệu cũ»: imported from before the product
    findings: tuple[ReportFinding, ...]
    changed: bool  # the register's number has changed since the report was sent
    remark: Remark | None = None
    was: str | None = None
    previous: Value | None = None  # accepted for the period just before, where that is not the one a year before
    previous_old: bool = False
    explained: tuple[tuple[ReportFinding, Waiver], ...] = ()
    sum_codes: tuple[str, ...] = ()
    share: str = ""  # of the denominator of a percentage: the percentage, or why there is none
    overlap: str = ""  # the sentence that its parts are not added up

    @property
    def label(self) -> str:
        return self.cell.label or self.element.name

    @property
    def value(self) -> Value:
        return self.answer.value

    @property
    def is_day(self) -> bool:
        return self.element.kind is ValueKind.DATE

    @property
    def place(self) -> str:
        """The code under which it is posted, and reviewed."""
        return self.cell.code

    @property
    def typed(self) -> str:
        return format_typed(self.answer.value)

    @property
    def version(self) -> int:
        return 0 if self.answer.stored is None else self.answer.stored.version

    @property
    def reason(self) -> str:
        return "" if self.answer.stored is None else self.answer.stored.reason

    @property
    def overridden(self) -> bool:
        return self.answer.source == Source.OVERRIDE

    @property
    def register_moved(self) -> bool:
        """Whether the register's number differs from the stored one."""
        stored = self.answer.stored
        return stored is not None and self.answer.register != stored.register_number

    @property
    def computed(self) -> bool:
        return bool(self.cell.sum_of)

    @property
    def elsewhere(self) -> bool:
        """Whether its number is entered in another form."""
        return self.answer.shared is not None

    @property
    def is_free(self) -> bool:
        """Whether it is typed, and nothing else gives its value."""
        return not self.computed and not self.elsewhere and self.answer.source_value is None

    @property
    def was_shown(self) -> str:
        return {"": _("chưa báo cáo"), "-": _("không áp dụng")}.get(self.was or "", self.was or "")

    @property
    def blank(self) -> bool:
        return self.value is Gap.NOT_REPORTED and not self.computed

    @property
    def not_applicable(self) -> bool:
        return self.value is Gap.NOT_APPLICABLE

    @property
    def wrong(self) -> bool:
        """Whether it has a hard finding that nobody has explained."""
        return any(finding.hard for finding in self.unexplained)

    @property
    def unexplained(self) -> tuple[ReportFinding, ...]:
        explained_findings = [finding for finding, _waiver in self.explained]
        return tuple(finding for finding in self.findings if finding not in explained_findings)

    @property
    def rows(self) -> int:
        return 0 if self.answer.measured is None else len(self.answer.measured.rows)

    @property
    def mark(self) -> str:
        """The name of its source in `shell.status_badges.SOURCES`; «» where nobody has answered."""
        return find_source_badge(self.value, self.answer.source)

    @property
    def provenance(self) -> str:
        """The computed number of the cell, in words."""
        return format_provenance(self.answer)

    @property
    def sum_shown(self) -> str:
        """«TT03 + TT04»; of more than three «CS01.1 + … + CS01.5»."""
        parts = self.sum_codes
        return " + ".join(parts if len(parts) <= 3 else (parts[0], "…", parts[-1]))

    @property
    def anchor(self) -> str:
        """The code as part of an HTML id: a dot would have to be escaped in every selector."""
        return self.cell.code.replace(".", "-")

    @property
    def is_text(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class NarrativeBox:
    """The text under a heading, or of a cell. `code`: that of a cell as printed; «»: a heading's."""

    narrative: Narrative
    text: str = ""
    version: int = 0
    remark: Remark | None = None
    rewritten: bool = False  # since the report was last sent
    parts: tuple[tuple[str, str], ...] = ()  # of a longer period: the texts of its parts, with period
    code: str = ""
    cell: Cell | None = None
    findings: tuple[ReportFinding, ...] = ()

    @property
    def is_text(self) -> bool:
        return True

    @property
    def place(self) -> str:
        return self.narrative.code

    @property
    def label(self) -> str:
        return self.narrative.title

    @property
    def typed(self) -> str:
        return self.text

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def wrong(self) -> bool:
        return any(finding.hard for finding in self.findings)

    @property
    def anchor(self) -> str:
        return self.narrative.code.replace(".", "-")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A section of the form. `entries`: what stands in it in the order of print; `lines`: the numbers among them."""

    section: FormSection
    entries: tuple[CellLine | NarrativeBox, ...]

    @property
    def lines(self) -> tuple[CellLine, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, CellLine))

    @property
    def errors(self) -> int:
        return sum(entry.wrong for entry in self.entries)

    @property
    def blanks(self) -> int:
        return sum(entry.blank for entry in self.entries)

    @property
    def unanswered(self) -> list[CellLine | NarrativeBox]:
        """The blanks that are filled in here."""
        return [
            entry for entry in self.entries if entry.blank and (isinstance(entry, NarrativeBox) or not entry.elsewhere)
        ]

    @property
    def answered(self) -> int:
        return len(self.entries) - self.blanks
