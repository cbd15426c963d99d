"""A superior's form filled for a period, as one account may see its figures."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.adapters.blank import opening
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors import sheets
from sokehoach.apps.consolidation.selectors.sheets import Line, Sheet
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.selectors import superior_forms as rows
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.selectors import narratives
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.filling import Entry
from sokehoach.domain.documents.foreign.places import Place
from sokehoach.domain.documents.foreign.source import Kind, Role, Source
from sokehoach.domain.indicators.element import Operator
from sokehoach.domain.periods import period as periods
from sokehoach.domain.values.value import plain, show

_OPEN = "…"


@dataclass(frozen=True, slots=True)
class Left:
    """A place that stays without a figure, and why."""

    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class Filling:
    entries: tuple[Entry, ...]
    left: tuple[Left, ...]


def file_for(user: User, row: SuperiorForm, period: str) -> bytes:
    return opening.fill(bytes(row.content), filling(user, row, period).entries).content


def filling(user: User, row: SuperiorForm, period: str) -> Filling:
    """404 for a period that is none, or an area whose figures the account may not see."""
    area = units.area_of(row.unit)
    sheets.area_for(user, unit=area.code, period=period)
    drawing = _Drawing(user, area.code, periods.parse(period))
    known = rows.settled(row)
    entries, left = [], []
    for place in rows.places_of(row):
        source = known.get(place.at, Source(Kind.NONE))
        if source.kind is Kind.HAND:
            left.append(Left(place, _("điền bằng tay")))
            continue
        entry, why = _entry(place, source, row, drawing)
        entries.append(entry)
        if why:
            left.append(Left(place, why))
    return Filling(tuple(entries), tuple(left))


def _entry(place: Place, source: Source, row: SuperiorForm, drawing: "_Drawing") -> tuple[Entry, str]:
    match source.kind:
        case Kind.FIGURE:
            found = drawing.value(source)
            if isinstance(found, Decimal):
                return Entry(place.at, show(found), plain(found)), ""
            return Entry(place.at, _("chưa có số liệu"), marked=True), found
        case Kind.UNIT:
            return Entry(place.at, row.unit.letterhead or row.unit.name), ""
        case Kind.PERIOD:
            return Entry(place.at, periods.name_vi(drawing.period)), ""
        case Kind.YEAR:
            short = place.row.endswith("20")
            return Entry(place.at, str(drawing.period.year)[2 if short else 0 :]), ""
        case Kind.TEXT:
            return Entry(place.at, source.words), ""
        case Kind.NARRATIVE:
            words = drawing.narrative(source.words)
            return (Entry(place.at, words), "") if words else (
                Entry(place.at, _("chưa có nội dung"), marked=True), _("chưa đơn vị nào viết phần lời này"),
            )  # fmt: skip
    return Entry(place.at, _OPEN, marked=True), _("không có nguồn")


class _Drawing:
    """Sheets of the area by form and period, each drawn once."""

    def __init__(self, user: User, area: str, period: periods.Period) -> None:
        self.user, self.area, self.period = user, area, period
        self.elements = elements()
        self._sheets: dict[tuple[str, str], Sheet] = {}

    def sheet(self, form: str, period: str) -> Sheet:
        if (form, period) not in self._sheets:
            self._sheets[form, period] = sheets.sheet_for(self.user, unit=self.area, form=form, period=period)
        return self._sheets[form, period]

    def value(self, source: Source) -> Decimal | str:
        """The sum of the operands; a sentence where one of them has no number: never a part of a sum."""
        total = Decimal(0)
        for operand in source.operands:
            if operand.element not in self.elements:
                return _("chỉ tiêu %(code)s không còn") % {"code": operand.element}
            found = self._in_role(operand, source.role, source.unit)
            if not isinstance(found, Decimal):
                return found
            total += found
        return total

    def _in_role(self, operand: Operand, role: Role, unit: str) -> Decimal | str:
        if role is Role.BEFORE:
            line = self._line(operand, self.period.id)
            if not unit and line.before is not None:
                return line.before
            return self._number(operand, periods.previous_year(self.period).id, unit)
        if role is Role.YEAR and self.period.id.endswith("S2"):
            operator = self.elements[operand.element].over_time
            if operator is Operator.NONE:
                return _("chỉ tiêu này không lũy kế được")
            first, second = (
                self._number(operand, one, unit) for one in (f"{self.period.year}S1", self.period.id)
            )
            if operator is Operator.LAST or not isinstance(second, Decimal):
                return second
            if not isinstance(first, Decimal):
                return first
            return first + second if operator is Operator.SUM else max(first, second)
        return self._number(operand, self.period.id, unit)

    def _line(self, operand: Operand, period: str) -> Line:
        form = self.elements[operand.element].form
        return self.sheet(form, period).line(operand.element, operand.disaggregation)

    def _number(self, operand: Operand, period: str, unit: str) -> Decimal | str:
        figure = self._line(operand, period).figure
        withheld = figure.withheld or (figure.parts_withheld if unit else None)
        if withheld is not None:
            return withheld.message_vi
        value = (
            next((part.value for part in figure.parts if part.unit == unit), None) if unit else figure.value
        )
        if isinstance(value, Decimal):
            return value
        return value.label_vi if value is not None else _("chưa báo cáo")

    def narrative(self, code: str) -> str:
        told: dict[str, list[str]] = defaultdict(list)
        for form in sorted({one.form for one in self.elements.values()}):
            if self.user and all(
                line.figure.withheld is None for line in self.sheet(form, self.period.id).lines
            ):
                for one in narratives.gathered(form, self.period.id):
                    if one.heading == code:
                        told[one.text].append(one.unit)
        return "\n".join(f"{', '.join(names)}: {' '.join(text.split())}" for text, names in told.items())
