"""Fills a superior's form for a period with the figures that one account may see."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from sokehoach.adapters.external_forms import form_files
from sokehoach.adapters.external_forms.form_files import FilledForm
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.consolidation.pages.unit_texts import list_sheet_narratives
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.queries import superior_forms
from sokehoach.apps.documents.queries.form_figures import Figures, FormAnswer
from sokehoach.apps.documents.queries.form_indicators import Indicators
from sokehoach.apps.documents.queries.superior_forms import FormUnits
from sokehoach.apps.documents.queries.vocabulary import build_own_vocabulary
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.level_names import name_in_sentence
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.place import Place, PlaceContent
from sokehoach.domain.documents.external_form.row_repeat import build_address
from sokehoach.domain.documents.external_form.scopes import find_total_source, has_measure_conflict
from sokehoach.domain.documents.external_form.source import EACH_UNIT, PlaceSource, SourceKind
from sokehoach.domain.documents.external_form.units_of_measure import convert_amount
from sokehoach.domain.messages import keep_vietnamese
from sokehoach.domain.periods import period as periods
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.value import format_plain, format_value

_OPEN_MARK = "…"


@dataclass(frozen=True, slots=True)
class FilledPlace:
    """What is written into a place. `unit`: the unit of a repeated row. `entry` None: filled in by hand. `why`: the
    reason why the place has no figure.
    """

    place: Place
    entry: PlaceContent | None
    why: str = ""
    unit: str = ""
    answer: FormAnswer | None = None

    @property
    def at(self) -> str:
        return self.entry.at if self.entry else self.place.at


@dataclass(frozen=True, slots=True)
class ExpectedTotal:
    """The consolidated value that a formula cell of the form must give."""

    place: Place
    source: PlaceSource
    value: Decimal
    percent: bool = False


@dataclass(frozen=True)
class FormFilling:
    """`unlisted`: by table, units of the period without a row in it. `silent`: by form, units that have not reported.
    `expected`: the form's own totals whose meaning is known and which have a number.
    """

    puts: tuple[FilledPlace, ...]
    unlisted: tuple[tuple[str, tuple[Unit, ...]], ...] = ()
    silent: tuple[tuple[str, tuple[str, ...]], ...] = ()
    expected: tuple[ExpectedTotal, ...] = ()

    @property
    def entries(self) -> tuple[PlaceContent, ...]:
        return tuple(filled_place.entry for filled_place in self.puts if filled_place.entry is not None)

    @property
    def manual_places(self) -> tuple[FilledPlace, ...]:
        return tuple(filled_place for filled_place in self.puts if filled_place.entry is None)

    @property
    def written(self) -> int:
        return len(self.puts) - len(self.left) - len(self.manual_places)

    @cached_property
    def left(self) -> tuple[FilledPlace, ...]:
        return tuple(filled_place for filled_place in self.puts if filled_place.why)


@write_in_vietnamese
def build_file(row: SuperiorForm, filling: FormFilling) -> FilledForm:
    """Writes the filled file. Raises FileRefusedError."""
    return form_files.fill_form(bytes(row.content), filling.entries)


def build_filling(user: User, row: SuperiorForm, period: str) -> FormFilling:
    """Fills the form; NotFoundError for an invalid period, or an area whose figures the account may not see."""
    area = sheets.access_area(user, unit=units.get_unit_area(row.unit).code, period=period)
    sources, places = superior_forms.get_settled_sources(row), superior_forms.get_places(row)
    reading = superior_forms.build_reading(row, build_own_vocabulary(user, row.unit, row.added_at.date()))
    filler = _FormFiller(user, row, area, periods.parse_period(period), sources, reading)
    repeated_grids = {
        place.grid for place in places if place.names and sources.get(place.at) == PlaceSource(SourceKind.UNITS)
    }
    puts = tuple(
        filled_place
        for place in places
        for filled_place in _fill_place(
            place,
            sources.get(place.at),
            filler,
            is_repeated=bool(place.repeats) and place.grid in repeated_grids,
        )
    )
    unlisted = filler.units.unlisted(places, sources.items())
    expected = tuple(
        total
        for place in reading.places
        if place.formula and (source := find_total_source(place, reading, sources)) is not None
        if (total := filler.find_expected_total(place, source)) is not None
    )
    return FormFilling(
        puts,
        tuple((grid, tuple(missing_units)) for grid, missing_units in unlisted),
        filler.list_silent(),
        expected,
    )


def _fill_place(
    place: Place, source: PlaceSource | None, filler: "_FormFiller", *, is_repeated: bool
) -> Iterator[FilledPlace]:
    source = source or PlaceSource(SourceKind.NONE)
    if source.kind is SourceKind.HAND:
        yield FilledPlace(place, None)
    elif is_repeated:
        for number, unit in enumerate(filler.units.rows):
            yield filler.fill_place(place, build_address(place.repeats, number), source, unit, number)
    else:
        yield filler.fill_place(place, place.at, source)


class _FormFiller:
    """The sources of text and numbers of a form, each read once."""

    def __init__(
        self,
        user: User,
        row: SuperiorForm,
        area: Unit,
        period: periods.Period,
        settled: dict[str, PlaceSource],
        reading: FormReading,
    ) -> None:
        self.row, self.period, self.reading = row, period, reading
        self.units = FormUnits(area, period, scope_of(user).programmes)
        self.figures = Figures(user, area, period, self.units)
        indicator_sources = [source for source in settled.values() if source.kind is SourceKind.INDICATOR]
        self.indicators = Indicators(user, area, period, row.plan, indicator_sources)

    def fill_place(
        self, place: Place, at: str, source: PlaceSource, unit: Unit | None = None, number: int = 0
    ) -> FilledPlace:
        name = unit.short_name if unit else ""
        match source.kind:
            case SourceKind.FIGURE | SourceKind.INDICATOR:
                return self._fill_number(place, at, source, unit)
            case SourceKind.NARRATIVE:
                code = unit.code if unit and source.unit == EACH_UNIT else source.unit
                if text := self.narrative(source.words, code):
                    return FilledPlace(place, PlaceContent(at, text), unit=name)
                gap = PlaceContent(at, "chưa có nội dung", marked=True)
                return FilledPlace(place, gap, _("chưa đơn vị nào viết phần lời này"), name)
            case SourceKind.NONE:
                return FilledPlace(place, PlaceContent(at, _OPEN_MARK, marked=True), _("không có nguồn"), name)
            case SourceKind.ORDER:
                return FilledPlace(place, PlaceContent(at, str(number + 1), str(number + 1)), unit=name)
        return FilledPlace(place, PlaceContent(at, self._get_text(place, source, unit)), unit=name)

    def _get_text(self, place: Place, source: PlaceSource, unit: Unit | None) -> str:
        match source.kind:
            case SourceKind.UNITS:
                return unit.name if unit else ""
            case SourceKind.UNIT:
                return self.row.unit.letterhead or self.row.unit.name
            case SourceKind.PERIOD:
                return periods.name_vi(self.period)
            case SourceKind.YEAR:
                return str(self.period.year)[2 if place.row.endswith("20") else 0 :]
        return source.words

    def _fill_number(self, place: Place, at: str, source: PlaceSource, unit: Unit | None) -> FilledPlace:
        name = unit.short_name if unit else ""
        if source.unit == EACH_UNIT and unit is None:
            gap = PlaceContent(at, "chưa có số liệu", marked=True)
            return FilledPlace(place, gap, _("ô lấy số của đơn vị trong dòng, mà dòng không nêu đơn vị nào"))
        code = unit.code if unit and source.unit == EACH_UNIT else source.unit
        answer = self._get_answer(place, source, code)
        if answer.value is None:
            gap = PlaceContent(at, "chưa có số liệu", marked=True)
            return FilledPlace(place, gap, answer.why, name, answer)
        return FilledPlace(place, _build_entry(place, at, answer.value, percent=answer.percent), "", name, answer)

    def find_expected_total(self, place: Place, source: PlaceSource) -> ExpectedTotal | None:
        """The expected value of a formula cell; None for a day, or where nothing is consolidated yet."""
        answer = self._get_answer(place, source, source.unit)
        if answer.value is None or isinstance(answer.value, DayNumber):
            return None
        return ExpectedTotal(place, source, answer.value, answer.percent)

    def _get_answer(self, place: Place, source: PlaceSource, code: str) -> FormAnswer:
        """The value of a source, converted to the unit of measure of the place."""
        if has_measure_conflict(place, source, self.reading):
            return FormAnswer(None, _("đơn vị tính của ô và của nguồn không quy đổi được cho nhau"))
        if source.kind is not SourceKind.FIGURE:
            return self.indicators.value(source, code)
        answer = self.figures.sum_operands(source.operands, source.role, code)
        source_measure, place_measure = (
            self.reading.vocabulary.measure_of(source.operands),
            self.reading.measure(place),
        )
        if (
            answer.value is None
            or isinstance(answer.value, DayNumber)
            or (value := convert_amount(answer.value, source_measure, place_measure)) == answer.value
        ):
            return answer
        assert source_measure is not None
        assert place_measure is not None
        original = answer.explanation or translate(format_value(answer.value))
        explanation = f"{original} {source_measure.text} = {translate(format_value(value))} {place_measure.text}"
        return replace(answer, value=value, explanation=explanation)

    def narrative(self, code: str, unit: str) -> str:
        """What the unit (code) wrote; «» for all: each text with the names of who wrote it."""
        units_by_text: dict[str, list[str]] = defaultdict(list)
        for form in sorted(self.figures.forms):
            sheet = self.figures.sheet(form, self.period.id)
            if sheet is not None and all(line.figure.withheld is None for line in sheet.lines):
                for narrative in list_sheet_narratives(sheet):
                    if narrative.heading == code and unit in ("", narrative.unit_code):
                        units_by_text[narrative.text].append(narrative.unit)
        if unit:
            return "\n".join(" ".join(text.split()) for text in units_by_text)
        return "\n".join(
            f"{name_in_sentence(names)}: {' '.join(text.split())}" for text, names in units_by_text.items()
        )

    def list_silent(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (sheet.form.code, tuple(sender.name for sender in sheet.missing))
            for sheet in self.figures.period_sheets
            if sheet.missing
        )


def _build_entry(place: Place, at: str, value: Decimal, *, percent: bool) -> PlaceContent:
    """The content of a number's place: a day is text. A share gets «%» unless the labels of the place have it."""
    if isinstance(value, DayNumber):
        return PlaceContent(at, keep_vietnamese(format_value(value)))
    labels = " ".join((place.row, *place.column, place.text_after[:2]))
    text = keep_vietnamese(format_value(value)) + ("%" if percent and "%" not in labels else "")
    return PlaceContent(at, text, format_plain(value), percent=percent)
