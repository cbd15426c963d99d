"""Traces a figure to its units, a cell, register entries and the clause, and compares it with today's registers."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.pages.unit_groups import FigureGroup, group_shares
from sokehoach.apps.consolidation.queries import figures, sheets
from sokehoach.apps.consolidation.queries.figures import Name
from sokehoach.apps.consolidation.queries.senders import Sender
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.queries import clauses, plans
from sokehoach.apps.plans.queries.clauses import ClauseQuote
from sokehoach.apps.reporting.pages import lineage as reporting
from sokehoach.apps.reporting.pages.late_entries import RegisterChange, list_register_changes_by_unit
from sokehoach.apps.reporting.pages.lineage import CellLineage
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.reporting.status import ReportStatus
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """The changed cells by name, of senders whose parts the audience may see."""

    cells: dict[Name, list[RegisterChange]] = field(default_factory=dict)

    @property
    def units(self) -> list[Unit]:
        return list(dict.fromkeys(change.unit for changes in self.cells.values() for change in changes))

    def of_unit(self, name: Name, unit: Unit) -> RegisterChange | None:
        return next((change for change in self.cells.get(name, ()) if change.unit == unit), None)

    def now(self, line: FigureLine) -> Decimal | None:
        """What the figure would be with today's registers; None where nothing changed, or a register cannot tell."""
        changes = self.cells.get((line.cell.element, line.cell.disaggregation), [])
        if not changes or line.figure.value is None or line.element.over_place is not Operator.SUM:
            return None
        total = line.figure.value
        for change in changes:
            if change.now is None:
                return None
            total += change.now - (change.value or 0)
        return None if total == line.figure.value else total


def find_register_changes(sheet: ConsolidatedSheet) -> RegisterChanges:
    """Two queries; if registers were written since, two more and those of `measure_units`."""
    submission_ids = {
        sender.unit.pk: sender.reports[0].submission
        for sender in sheet.received
        if not sender.is_area and sender.reports[0].submission is not None
    }
    visible_names = {
        (line.cell.element, line.cell.disaggregation)
        for line in sheet.lines
        if line.figure.withheld is None and line.figure.parts_withheld is None
    }
    changes_by_name: dict[Name, list[RegisterChange]] = defaultdict(list)
    if submission_ids and visible_names and not sheet.predecessors:
        for cell_changes in list_register_changes_by_unit(sheet.form, submission_ids).values():
            for change in cell_changes:
                if change.name in visible_names:
                    changes_by_name[change.name].append(change)
    return RegisterChanges(dict(changes_by_name))


@dataclass(frozen=True, slots=True)
class SenderShare:
    """The input of one sender. `value` None: the figure includes nothing from it."""

    sender: Sender
    value: Value | None
    register_change: RegisterChange | None = None  # its register gives another number by now

    @property
    def number(self) -> Decimal | None:
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def status(self) -> ReportStatus:
        """Why a sender has no number: an accepted report may have left the cell blank, or not applicable."""
        if self.value is Gap.NOT_APPLICABLE:
            return ReportStatus.NOT_APPLICABLE
        if self.value is Gap.NOT_REPORTED and self.sender.status is ReportStatus.ACCEPTED:
            return ReportStatus.BLANK
        return self.sender.status


@dataclass(frozen=True, slots=True)
class FigureLineage:
    sheet: ConsolidatedSheet
    line: FigureLine
    shares: tuple[SenderShare, ...]
    cell_lineage: CellLineage | None
    quotes: tuple[ClauseQuote, ...]
    moves: RegisterChanges
    groups: tuple[FigureGroup, ...] = ()  # by today's units, where the sheet is
    predecessors: tuple["FigureLineage", ...] = ()  # of the sheets of then, where the area was others

    @property
    def register_now(self) -> Decimal | None:
        return self.moves.now(self.line)

    @property
    def is_day(self) -> bool:
        return self.line.element.kind is ValueKind.DATE

    @property
    def total_name(self) -> str:
        """What the figure is of the senders' numbers: «Cộng», «Lớn nhất», of days «Muộn nhất»."""
        match self.line.element.over_place:
            case Operator.MAX:
                return _("Muộn nhất") if self.is_day else _("Lớn nhất")
            case Operator.MIN:
                return _("Sớm nhất") if self.is_day else _("Nhỏ nhất")
            case Operator.LAST:
                return _("Đơn vị cuối")
        return _("Cộng")

    @property
    def greatest(self) -> int:
        return max((int(share.number) for share in self.shares if share.number is not None), default=0)

    @property
    def total(self) -> Decimal | None:
        """The senders' numbers aggregated: equal to the figure."""
        return aggregate_values(
            (share.value for share in self.shares if share.value is not None), self.line.element.over_place
        )

    @property
    def missing(self) -> tuple[SenderShare, ...]:
        """The senders whose number the figure lacks."""
        missing_keys = {*self.line.figure.missing}
        shares_by_key = {share.sender.key: share for share in self.shares}
        return tuple(
            shares_by_key.get(sender.key, SenderShare(sender, None))
            for sender in self.sheet.senders
            if sender.key in missing_keys
        )

    @property
    def not_applicable(self) -> tuple[SenderShare, ...]:
        return tuple(share for share in self.shares if share.value is Gap.NOT_APPLICABLE)


def load_figure_lineage(
    user: User,
    *,
    unit: str,
    form: str,
    period: str,
    element: str,
    disaggregation: str,
    part: str,
    today: date | None = None,
) -> FigureLineage:
    """The lineage of a figure as this account may see it; with `part`, the key of a reporter, down to its cell.

    `today`: by the units of that day; None: by the units of then.
    """
    sheet = sheets.access_sheet(user, unit=unit, form=form, period=period, today=today)
    line = sheet.line(element, disaggregation)
    if sheet.predecessors:
        earlier_lines = ((predecessor, predecessor.line(element, disaggregation)) for predecessor in sheet.predecessors)
        predecessors = (FigureLineage(*at, (), None, (), RegisterChanges()) for at in earlier_lines)
        return FigureLineage(sheet, line, (), None, (), RegisterChanges(), predecessors=tuple(predecessors))
    moves = find_register_changes(sheet)
    values_by_key = {figure_part.unit: figure_part.value for figure_part in line.figure.parts}
    shares = tuple(
        SenderShare(sender, values_by_key.get(sender.key), moves.of_unit((element, disaggregation), sender.unit))
        for sender in sheet.senders
        if line.figure.parts_withheld is None
    )
    cell_lineage = None
    part_sender = next((sender for sender in sheet.senders if sender.key == part and part in values_by_key), None)
    if part_sender is not None and not part_sender.is_area:
        source = figures.find_figure_input(
            unit=sheet.unit,
            form=form,
            period=period,
            name=(element, disaggregation),
            part=part_sender.unit.pk,
        )
        if source is not None and source.submission is not None:
            cell_lineage = reporting.find_cell_lineage(user, submission=source.submission, cell=source.cell)
    plan = plans.find_plan_in_force(sheet.unit, [sheet.programme])
    return FigureLineage(
        sheet=sheet,
        line=line,
        shares=shares,
        cell_lineage=cell_lineage,
        moves=moves,
        groups=group_shares(sheet, line) if sheet.history is not None and line.figure.parts_withheld is None else (),
        quotes=clauses.list_quotes(plan, line.element.clauses) if plan else (),
    )
