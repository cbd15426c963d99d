"""Figure → units → cell → register rows → clause: where a number is from."""

from dataclasses import dataclass
from decimal import Decimal

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors import figures, sheets
from sokehoach.apps.consolidation.selectors.register_moves import Moves, register_moves
from sokehoach.apps.consolidation.selectors.senders import Sender
from sokehoach.apps.consolidation.selectors.sheets import Line, Sheet
from sokehoach.apps.plans.selectors import clauses, plans
from sokehoach.apps.plans.selectors.clauses import Quote
from sokehoach.apps.reporting.selectors import lineage as reporting
from sokehoach.apps.reporting.selectors.late_entries import Moved
from sokehoach.apps.reporting.selectors.lineage import CellLineage
from sokehoach.domain.consolidation.figure import draw_together
from sokehoach.domain.reporting.status import ReportStatus
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Share:
    """What one sender gave. `value` None: nothing of it is in the figure."""

    sender: Sender
    value: Value | None
    moved: Moved | None = None  # its register says another number by now

    @property
    def number(self) -> Decimal | None:
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def status(self) -> ReportStatus:
        """Of one without a number: an accepted report may have left the cell blank, or say that it does not apply."""
        if self.value is Gap.NOT_APPLICABLE:
            return ReportStatus.NOT_APPLICABLE
        if self.value is Gap.NOT_REPORTED and self.sender.status is ReportStatus.ACCEPTED:
            return ReportStatus.BLANK
        return self.sender.status


@dataclass(frozen=True, slots=True)
class FigureLineage:
    sheet: Sheet
    line: Line
    shares: tuple[Share, ...]
    chosen: CellLineage | None
    quotes: tuple[Quote, ...]
    moves: Moves

    @property
    def register_now(self) -> Decimal | None:
        return self.moves.now(self.line)

    @property
    def greatest(self) -> int:
        return max((int(share.number) for share in self.shares if share.number is not None), default=0)

    @property
    def total(self) -> Decimal | None:
        """What the senders' numbers make: the figure."""
        return draw_together(
            (share.value for share in self.shares if share.value is not None), self.line.element.over_place
        )

    @property
    def missing(self) -> tuple[Share, ...]:
        """Those whose number the figure still lacks."""
        lacking = {*self.line.figure.missing}
        known = {share.sender.key: share for share in self.shares}
        return tuple(known.get(one.key, Share(one, None)) for one in self.sheet.senders if one.key in lacking)

    @property
    def not_applicable(self) -> tuple[Share, ...]:
        return tuple(share for share in self.shares if share.value is Gap.NOT_APPLICABLE)


def of_figure(
    user: User, *, unit: str, form: str, period: str, element: str, disaggregation: str, part: str
) -> FigureLineage:
    """The lineage of a figure as this account may see it, opened down to the reporter of the key `part`, if any."""
    sheet = sheets.sheet_for(user, unit=unit, form=form, period=period)
    line = sheet.line(element, disaggregation)
    moves = register_moves(sheet)
    given = {one.unit: one.value for one in line.figure.parts}
    shares = tuple(
        Share(one, given.get(one.key), moves.of_unit((element, disaggregation), one.unit))
        for one in sheet.senders
        if line.figure.parts_withheld is None
    )
    chosen = None
    opened = next((one for one in sheet.senders if one.key == part and part in given), None)
    if opened is not None and not opened.is_area:
        source = figures.source_of(
            unit=sheet.unit, form=form, period=period, name=(element, disaggregation), part=opened.unit.pk
        )
        if source is not None and source.submission is not None:
            chosen = reporting.cell(user, submission=source.submission, cell=source.cell)
    plan = plans.in_force(sheet.unit)
    return FigureLineage(
        sheet=sheet,
        line=line,
        shares=shares,
        chosen=chosen,
        moves=moves,
        quotes=clauses.quotes(plan, line.element.clauses) if plan else (),
    )
