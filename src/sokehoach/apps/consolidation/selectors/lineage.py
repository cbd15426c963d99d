"""Figure → units → cell → register rows → clause: where a number is from."""

from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors import figures, sheets
from sokehoach.apps.consolidation.selectors.senders import Sender
from sokehoach.apps.consolidation.selectors.sheets import Line, Sheet
from sokehoach.apps.plans.selectors import clauses, plans
from sokehoach.apps.plans.selectors.clauses import Quote
from sokehoach.apps.reporting.selectors import lineage as reporting
from sokehoach.apps.reporting.selectors.lineage import CellLineage
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Share:
    """What one sender gave, beside the greatest, for the bars."""

    sender: Sender
    value: Value | None
    applies: bool


@dataclass(frozen=True, slots=True)
class FigureLineage:
    sheet: Sheet
    line: Line
    shares: tuple[Share, ...]
    chosen: CellLineage | None
    quotes: tuple[Quote, ...]

    @property
    def greatest(self) -> int:
        numbers = [int(share.value) for share in self.shares if share.value is not None and share.applies]
        return max(numbers, default=0)


def of_figure(
    user: User, *, unit: str, form: str, period: str, element: str, disaggregation: str, part: str
) -> FigureLineage:
    """The lineage of a figure as this account may see it, opened down to the reporter of the key `part`, if any."""
    sheet = sheets.sheet_for(user, unit=unit, form=form, period=period)
    line = sheet.line(element, disaggregation)
    given = {one.unit: one.value for one in line.figure.parts}
    shares = tuple(
        Share(one, given.get(one.key), applies=_number(given.get(one.key)))
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
        quotes=clauses.quotes(plan, line.element.clauses) if plan else (),
    )


def _number(value: Value | None) -> bool:
    return value is not None and not isinstance(value, str)
