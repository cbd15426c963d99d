"""The answer to a question: a pivot over the published figures that its reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.selectors.catalogue import Catalogue
from sokehoach.apps.consolidation.selectors import cubes, grounds
from sokehoach.apps.consolidation.selectors.cube_rows import Wanted
from sokehoach.apps.consolidation.selectors.grounds import Ground
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.domain.analysis.fact import Fact, Measure, of_element, of_indicator
from sokehoach.domain.analysis.pivot import TOTAL, Dimension, Facts, Heading, Member, Pivot
from sokehoach.domain.analysis.question import Places, Question, disjoint, periods
from sokehoach.domain.periods.period import Period, name_vi

MOST_COLUMNS = 40
_CELLS = 1_000  # of a page; its rows follow from its columns


class Unanswerable(ValueError):
    """The sentence says what is missing from the question, or too much in it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`pivot` with the ground that its figures are read from. `read` reads those of some rows."""

    question: Question
    catalogue: Catalogue
    ground: Ground
    area: Unit
    periods: tuple[Period, ...]
    pivot: Pivot
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]

    @property
    def rows_a_page(self) -> int:
        return max(10, _CELLS // len(self.columns))

    def read(self, rows: Sequence[Heading]) -> list[tuple[Heading, list[Fact]]]:
        """Each row with its cells: five queries, and those of denominators."""
        facts = self.facts(rows)
        return [(row, [self.pivot.cell(row, column, facts) for column in self.columns]) for row in rows]

    def facts(self, rows: Sequence[Heading]) -> Facts:
        chosen = [dict((*row, *column)) for row in rows for column in self.columns]
        codes = _keys(self.pivot, Dimension.MEASURE, chosen)
        singled = {dict(row).get(Dimension.PLACE, TOTAL) for row in (*rows, *self.columns)} - {TOTAL}
        every = self.pivot.members[Dimension.PLACE]
        wanted = Wanted(
            elements=tuple(
                self.catalogue.elements[code] for code in codes if code in self.catalogue.elements
            ),
            indicators=tuple(
                self.catalogue.indicators[code] for code in codes if code in self.catalogue.indicators
            ),
            options=tuple(_keys(self.pivot, Dimension.OPTION, chosen)),
            places=frozenset(int(member.key) for member in singled),
            together=frozenset(int(member.key) for member in every),
        )
        return cubes.facts(self.ground, wanted, self.catalogue.elements)


def _keys(pivot: Pivot, dimension: Dimension, chosen: Iterable[dict[Dimension, Member]]) -> list[str]:
    first = pivot.members[dimension][0]
    return [*dict.fromkeys(one.get(dimension, first).key for one in chosen)]


def answer(user: User, catalogue: Catalogue, question: Question, day: date) -> Answer:
    """Unanswerable with a sentence; Http404 for an area whose figures the account may not see."""
    measures = _measures(catalogue, question)
    try:
        when = periods(question.periods, day)
    except ValueError as error:
        raise Unanswerable(_("Có kỳ không đọc được. Chọn lại kỳ.")) from error
    if not when:
        raise Unanswerable(_("Chưa chọn kỳ."))
    axes = (*question.rows, *question.columns)
    if len(set(axes)) < len(axes):
        raise Unanswerable(_("Mỗi chiều chỉ đặt được ở một chỗ: hàng, cột hoặc gộp lại."))
    if len(measures) > 1 and Dimension.MEASURE not in axes:
        raise Unanswerable(_("Chỉ tiêu khác nhau không cộng được: đặt chỉ tiêu ở hàng hoặc cột."))
    ground = grounds.ground(user, area=question.area, periods=when)
    area = next(one.area for one in reversed(ground.standing) if one.area is not None)
    rows = _places(catalogue, question, ground, area, measures)
    members = {
        Dimension.PROGRAMME: _programmes(catalogue, measures),
        Dimension.MEASURE: tuple(Member(one.code, one.name) for one in measures.values()),
        Dimension.OPTION: _options(catalogue, question),
        Dimension.PLACE: _named(rows),
        Dimension.PERIOD: tuple(Member(one.id, name_vi(one)) for one in when),
    }
    if Dimension.PROGRAMME in axes and not members[Dimension.PROGRAMME]:
        raise Unanswerable(_("Các chỉ tiêu đã chọn chưa thuộc chương trình nào."))
    pivot = Pivot(
        measures=measures,
        members=members,
        rows=question.rows,
        columns=question.columns,
        places_add=_apart(rows, ground),
        periods_add=disjoint(when),
    )
    headings = tuple(pivot.row_headings()), tuple(pivot.column_headings())
    if len(headings[1]) > MOST_COLUMNS:
        told = {"n": len(headings[1]), "most": MOST_COLUMNS}
        raise Unanswerable(
            _("Bảng có %(n)s cột, nhiều nhất %(most)s: chuyển bớt chiều sang hàng, hoặc chọn ít hơn.") % told
        )
    return Answer(question, catalogue, ground, area, when, pivot, *headings)


def _measures(catalogue: Catalogue, question: Question) -> dict[str, Measure]:
    within = {code for one in catalogue.regimes if one.code in question.programmes for code in one.forms}
    found: dict[str, Measure] = {}
    for code in question.measures:
        if code in catalogue.elements:
            found[code] = of_element(catalogue.elements[code])
        elif code in catalogue.indicators:
            found[code] = of_indicator(catalogue.indicators[code], dict(catalogue.elements))
        if question.programmes and code in found and catalogue.form_of(code) not in within:
            del found[code]
    if not found:
        raise Unanswerable(_("Chưa chọn chỉ tiêu hoặc chỉ số nào (của chương trình đã chọn)."))
    return found


def _programmes(catalogue: Catalogue, measures: Iterable[str]) -> tuple[Member, ...]:
    codes = list(measures)
    found = (
        Member(one.code, one.name, frozenset(code for code in codes if catalogue.form_of(code) in one.forms))
        for one in catalogue.regimes
    )
    return tuple(one for one in found if one.within)


def _options(catalogue: Catalogue, question: Question) -> tuple[Member, ...]:
    printed = catalogue.options(question.option_set, question.measures)
    return (Member("", _("Tổng số")), *(Member(key, name) for key, name in printed))


def _places(
    catalogue: Catalogue, question: Question, ground: Ground, area: Unit, measures: Iterable[str]
) -> list[Unit]:
    """The versions of units that the question is about, by level and code."""
    if question.places is Places.AREA:
        return [area]
    asked = {catalogue.form_of(code) for code in measures}
    reporting: set[int] = set()
    districts: set[int] = set()
    for standing in ground.standing:
        if standing.area is None:
            continue
        mine = {standing.area.pk} if area.level == Level.DISTRICT else set()
        for form, reporters in standing.reporters.items():
            owner = ground.forms[form][0]
            if form in asked or asked & {catalogue.elements[cell.element].form for cell in owner.cells}:
                reporting.update(reporters)
        inside = {unit.identity for unit in standing.snapshot.descendants(standing.area.code)}
        districts |= mine | {
            pk
            for pk in standing.below
            if ground.rows[pk].level == Level.DISTRICT
            and (ground.rows[pk].code, ground.rows[pk].valid_from) in inside
        }
    by_level = {
        Places.DISTRICTS: districts,
        Places.REPORTERS: reporting,
        Places.COMMUNES: {pk for pk in reporting if ground.rows[pk].level in (Level.COMMUNE, Level.TOWNSHIP)},
        Places.AGENCIES: {pk for pk in reporting if ground.rows[pk].level == Level.AGENCY},
        Places.NAMED: {pk for pk in reporting | districts if ground.rows[pk].code in question.named},
    }
    rows = [ground.rows[pk] for pk in by_level[question.places]]
    if not rows:
        raise Unanswerable(_("Không có đơn vị nào như đã chọn báo cáo các chỉ tiêu này."))
    return sorted(rows, key=lambda row: (row.level == Level.AGENCY, row.code, row.valid_from))


def _named(rows: Sequence[Unit]) -> tuple[Member, ...]:
    """A code that stands for two versions is told apart by the day on which the first ended."""
    codes = [row.code for row in rows]
    return tuple(
        Member(
            str(row.pk),
            f"{row.short_name} (đến trước {row.valid_to:%d/%m/%Y})"
            if codes.count(row.code) > 1 and row.valid_to
            else row.short_name,
        )
        for row in rows
    )


def _apart(rows: Sequence[Unit], ground: Ground) -> bool:
    """Whether no place lies within another."""
    chosen = {row.pk for row in rows}
    areas = [(pk, below) for one in ground.standing for pk, below in one.below.items() if pk in chosen]
    if any(below & (chosen - {pk}) for pk, below in areas):
        return False
    levels = {row.level for row in rows if row.level in (Level.DISTRICT, Level.PROVINCE)}
    return len(levels) < 2
