"""A superior's form filled for a period, as one account may see its figures."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from sokehoach.adapters.blank import opening
from sokehoach.adapters.blank.opening import Filled
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors import sheets
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.selectors import superior_forms as rows
from sokehoach.apps.documents.selectors.form_figures import Answer, Figures
from sokehoach.apps.documents.selectors.form_indicators import Indicators
from sokehoach.apps.documents.selectors.form_units import FormUnits
from sokehoach.apps.documents.selectors.vocabulary import vocabulary
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.selectors import narratives
from sokehoach.domain.documents.foreign.filling import Entry
from sokehoach.domain.documents.foreign.measures import convert
from sokehoach.domain.documents.foreign.place import Place
from sokehoach.domain.documents.foreign.reading import FormReading
from sokehoach.domain.documents.foreign.repeating import address
from sokehoach.domain.documents.foreign.scopes import conflict, meaning_of_total
from sokehoach.domain.documents.foreign.source import EACH, Kind, Source
from sokehoach.domain.periods import period as periods
from sokehoach.domain.values.value import plain, show

_OPEN = "…"


@dataclass(frozen=True, slots=True)
class Put:
    """What is written into a place; in a row of its own for a unit, `unit` is that. `entry` None: left for the pen.
    `why`: the place stays without its figure.
    """

    place: Place
    entry: Entry | None
    why: str = ""
    unit: str = ""
    answer: Answer | None = None

    @property
    def at(self) -> str:
        return self.entry.at if self.entry else self.place.at


@dataclass(frozen=True, slots=True)
class Expected:
    """What a cell that the form works out has to come to."""

    place: Place
    source: Source
    value: Decimal
    percent: bool = False


@dataclass(frozen=True)
class Filling:
    """`unlisted`: by table, units of the period that have no row in it; `silent`: by form, who has not reported.
    `expected`: of the form's own totals, those whose meaning is known and that have a number.
    """

    puts: tuple[Put, ...]
    unlisted: tuple[tuple[str, tuple[Unit, ...]], ...] = ()
    silent: tuple[tuple[str, tuple[str, ...]], ...] = ()
    expected: tuple[Expected, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(one.entry for one in self.puts if one.entry is not None)

    @property
    def by_hand(self) -> tuple[Put, ...]:
        return tuple(one for one in self.puts if one.entry is None)

    @property
    def written(self) -> int:
        return len(self.puts) - len(self.left) - len(self.by_hand)

    @cached_property
    def left(self) -> tuple[Put, ...]:
        return tuple(one for one in self.puts if one.why)


def made(row: SuperiorForm, found: Filling) -> Filled:
    """Raises NotTaken."""
    return opening.fill(bytes(row.content), found.entries)


def filling(user: User, row: SuperiorForm, period: str) -> Filling:
    """404 for a period that is none, or an area whose figures the account may not see."""
    area = sheets.area_for(user, unit=units.area_of(row.unit).code, period=period)
    known, places = rows.settled(row), rows.places_of(row)
    reading = rows.reading_of(row, vocabulary(row.unit, row.added_at.date()))
    drawing = _Drawing(user, row, area, periods.parse(period), known, reading)
    repeated = {one.grid for one in places if one.names and known.get(one.at) == Source(Kind.UNITS)}
    puts = tuple(
        put
        for place in places
        for put in _puts(
            place, known.get(place.at), drawing, repeated=bool(place.each) and place.grid in repeated
        )
    )
    unlisted = drawing.units.unlisted(places, known.items())
    expected = tuple(
        one
        for place in reading.places
        if place.formula and (source := meaning_of_total(place, reading, known)) is not None
        if (one := drawing.expected(place, source)) is not None
    )
    return Filling(puts, tuple((grid, tuple(found)) for grid, found in unlisted), drawing.silent(), expected)


def _puts(place: Place, source: Source | None, drawing: "_Drawing", *, repeated: bool) -> Iterator[Put]:
    source = source or Source(Kind.NONE)
    if source.kind is Kind.HAND:
        yield Put(place, None)
    elif repeated:
        for number, unit in enumerate(drawing.units.rows):
            yield drawing.put(place, address(place.each, number), source, unit, number)
    else:
        yield drawing.put(place, place.at, source)


class _Drawing:
    """All that a form takes its words and numbers from, each read once."""

    def __init__(
        self,
        user: User,
        row: SuperiorForm,
        area: Unit,
        period: periods.Period,
        settled: dict[str, Source],
        reading: FormReading,
    ) -> None:
        self.row, self.period, self.reading = row, period, reading
        self.units = FormUnits(area, period)
        self.figures = Figures(user, area, period, self.units)
        wanted = [one for one in settled.values() if one.kind is Kind.INDICATOR]
        self.indicators = Indicators(user, area, period, row.plan, wanted)

    def put(self, place: Place, at: str, source: Source, unit: Unit | None = None, number: int = 0) -> Put:
        name = unit.short_name if unit else ""
        match source.kind:
            case Kind.FIGURE | Kind.INDICATOR:
                return self._number(place, at, source, unit)
            case Kind.NARRATIVE:
                if words := self.narrative(source.words):
                    return Put(place, Entry(at, words))
                gap = Entry(at, _("chưa có nội dung"), marked=True)
                return Put(place, gap, _("chưa đơn vị nào viết phần lời này"))
            case Kind.NONE:
                return Put(place, Entry(at, _OPEN, marked=True), _("không có nguồn"), name)
            case Kind.ORDER:
                return Put(place, Entry(at, str(number + 1), str(number + 1)), unit=name)
        return Put(place, Entry(at, self._words(place, source, unit)), unit=name)

    def _words(self, place: Place, source: Source, unit: Unit | None) -> str:
        match source.kind:
            case Kind.UNITS:
                return unit.name if unit else ""
            case Kind.UNIT:
                return self.row.unit.letterhead or self.row.unit.name
            case Kind.PERIOD:
                return periods.name_vi(self.period)
            case Kind.YEAR:
                return str(self.period.year)[2 if place.row.endswith("20") else 0 :]
        return source.words

    def _number(self, place: Place, at: str, source: Source, unit: Unit | None) -> Put:
        name = unit.short_name if unit else ""
        if source.unit == EACH and unit is None:
            gap = Entry(at, _("chưa có số liệu"), marked=True)
            return Put(place, gap, _("ô lấy số của đơn vị trong dòng, mà dòng không nêu đơn vị nào"))
        code = unit.code if unit and source.unit == EACH else source.unit
        answer = self._answer(place, source, code)
        if answer.value is None:
            gap = Entry(at, _("chưa có số liệu"), marked=True)
            return Put(place, gap, answer.why, name, answer)
        return Put(place, _entry(place, at, answer.value, percent=answer.percent), "", name, answer)

    def expected(self, place: Place, source: Source) -> Expected | None:
        """None where nothing is consolidated yet: there is no number to differ from."""
        answer = self._answer(place, source, source.unit)
        return None if answer.value is None else Expected(place, source, answer.value, answer.percent)

    def _answer(self, place: Place, source: Source, code: str) -> Answer:
        """In the unit of measure of the place."""
        if conflict(place, source, self.reading):
            return Answer(None, _("đơn vị tính của ô và của nguồn không quy đổi được cho nhau"))
        if source.kind is not Kind.FIGURE:
            return self.indicators.value(source, code)
        answer = self.figures.summed(source.operands, source.role, code)
        kept, wanted = self.reading.vocabulary.measure_of(source.operands), self.reading.measure(place)
        if answer.value is None or (value := convert(answer.value, kept, wanted)) == answer.value:
            return answer
        assert kept is not None
        assert wanted is not None
        told = f"{answer.told or show(answer.value)} {kept.text} = {show(value)} {wanted.text}"
        return replace(answer, value=value, told=told)

    def narrative(self, code: str) -> str:
        told: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.figures.forms):
            sheet = self.figures.sheet(form, self.period.id)
            if sheet is not None and all(line.figure.withheld is None for line in sheet.lines):
                for one in narratives.gathered(form, self.period.id):
                    if one.heading == code:
                        told[one.text].append(one.unit)
        return "\n".join(f"{', '.join(names)}: {' '.join(text.split())}" for text, names in told.items())

    def silent(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (sheet.form.code, tuple(one.unit.short_name for one in sheet.missing))
            for sheet in self.figures.drawn
            if sheet.missing
        )


def _entry(place: Place, at: str, value: Decimal, *, percent: bool) -> Entry:
    """A share says «%» where the labels do not."""
    labels = " ".join((place.row, *place.column, place.after[:2]))
    text = show(value) + ("%" if percent and "%" not in labels else "")
    return Entry(at, text, plain(value), percent=percent)
