"""Answers a question with a pivot over the published figures that its reader may see."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages.answer_places import (
    build_places,
    list_place_groups,
    list_units_of_then,
    place_asked_units,
)
from sokehoach.apps.analysis.pages.catalogue import Catalogue
from sokehoach.apps.analysis.pages.mixed_days import find_mixed_days
from sokehoach.apps.consolidation.queries import cube_context, cubes
from sokehoach.apps.consolidation.queries.cube_context import CubeContext
from sokehoach.apps.consolidation.queries.cube_places import Placement, draw_over_places
from sokehoach.apps.consolidation.queries.cube_rows import CubeQuery
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.analysis.fact import (
    NOT_ASKED,
    Fact,
    Measure,
    build_element_measure,
    build_indicator_measure,
    compare_facts,
    compare_with_level,
    has_same_periods,
)
from sokehoach.domain.analysis.pivot import TOTAL, Dimension, Facts, Heading, Member, Pivot
from sokehoach.domain.analysis.question import Places, Question, are_disjoint, resolve_periods
from sokehoach.domain.indicators.target_level import find_level, find_own_level
from sokehoach.domain.notation import write_day
from sokehoach.domain.orgtree.succession import UnitBasis
from sokehoach.domain.periods.period import Period, get_period_year_before
from sokehoach.domain.reporting.form_periods import pick_common_period

MAX_COLUMNS = 40
MAX_ARRANGED_CELLS = 20_000  # that are read at once to sort or to leave out rows
_CELLS_PER_PAGE = 1_000  # per page; the columns determine its number of rows
_MAX_ROWS_PER_PAGE = 300  # more than any province has communes


class UnanswerableQuestionError(ValueError):
    """Raised for a question without an answer; the message says what it lacks, or has too much of.

    `questions`: those with an answer into which it can be divided, each with its name.
    """

    def __init__(self, message: str, questions: Sequence[tuple[str, Question]] = ()) -> None:
        super().__init__(message)
        self.questions = questions


@dataclass(frozen=True, slots=True)
class PivotAnswer:
    """The `pivot` and the context for reading its figures. `read` loads those of some rows.

    `placement`: of which units each place is made. `reference`: the same question about the periods with which its
    changes compare, each a year before the period at the same position; None where nothing compares with a period.
    """

    question: Question
    catalogue: Catalogue
    context: CubeContext
    area: Unit
    periods: tuple[Period, ...]
    pivot: Pivot
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    placement: Placement
    reference: "PivotAnswer | None" = None

    @property
    def is_wide(self) -> bool:
        """Whether its rows are arranged and too many to be read at once."""
        return self.question.is_arranged and len(self.rows) * len(self.columns) > MAX_ARRANGED_CELLS

    @property
    def rows_a_page(self) -> int:
        return min(_MAX_ROWS_PER_PAGE, max(10, _CELLS_PER_PAGE // len(self.columns)))

    def get_measure(self, row: Heading, column: Heading) -> Measure:
        """The measure of a cell; of a question about one alone, that one."""
        return self.pivot.measures[self.pivot.get_member(Dimension.MEASURE, dict((*row, *column))).key]

    def read(self, rows: Sequence[Heading]) -> list[tuple[Heading, list[Fact]]]:
        """Returns each row with its cells: five queries, and those of denominators; twice for changes."""
        facts = self.facts(rows)
        cells = [(row, [self.pivot.cell(row, column, facts) for column in self.columns]) for row in rows]
        return cells if not self._changes else self._compare(cells, facts)

    @property
    def _changes(self) -> frozenset[str]:
        return frozenset(code for code, measure in self.pivot.measures.items() if measure.is_change)

    def _compare(
        self, cells: Sequence[tuple[Heading, list[Fact]]], facts_now: Facts
    ) -> list[tuple[Heading, list[Fact]]]:
        """The cells, those of changes beside the same cells of the periods before or a baseline."""
        reference = self.reference
        rows_before = [] if reference is None else [self.find_before(row) for row, _facts in cells]
        columns_before = [] if reference is None else [self.find_before(column) for column in self.columns]
        facts_before = None if reference is None else reference.facts(rows_before)
        compared_rows: list[tuple[Heading, list[Fact]]] = []
        for at, (row, facts) in enumerate(cells):
            compared_facts = []
            for index, (column, fact) in enumerate(zip(self.columns, facts, strict=True)):
                selection = dict((*row, *column))
                measure = self.get_measure(row, column)
                if measure.is_change and measure.rule.needs_year_before:
                    fact_before, is_total = NOT_ASKED, selection.get(Dimension.PLACE, TOTAL) is TOTAL
                    is_same_place = self._has_same_places if is_total else self._has_same_area
                    if reference is not None and facts_before is not None and is_same_place:
                        cell_before = rows_before[at], columns_before[index], facts_before
                        fact_before = reference.pivot.cell(*cell_before)
                        by_period = self.pivot.list_facts_of_periods(row, column, facts_now)
                        by_period_before = reference.pivot.list_facts_of_periods(*cell_before)
                        if fact_before.lack is None and not has_same_periods(by_period, by_period_before, measure):
                            fact_before = NOT_ASKED
                    fact = compare_facts(fact, fact_before, measure)
                elif measure.is_change:
                    fact = compare_with_level(fact, self._find_baseline(measure.uid, selection), measure)
                compared_facts.append(fact)
            compared_rows.append((row, compared_facts))
        return compared_rows

    def find_before(self, heading: Heading) -> Heading:
        """The heading with the periods a year before."""
        assert self.reference is not None
        names = dict(zip([period.id for period in self.periods], self.reference.periods, strict=True))
        return tuple(
            (dimension, member)
            if dimension is not Dimension.PERIOD or member is TOTAL
            else (dimension, Member(names[member.key].id, member.name))
            for dimension, member in heading
        )

    @property
    def _has_same_area(self) -> bool:
        """Whether the figures before are of the same area: by the units of then, another version is another area."""
        if self.reference is None or self.question.basis is UnitBasis.NOW:
            return self.reference is not None
        areas, areas_before = (
            {tree.area.pk for tree in answer.context.period_trees if tree.area is not None}
            for answer in (self, self.reference)
        )
        return areas_before <= areas

    @property
    def _has_same_places(self) -> bool:
        """Whether all places together are the same before: of an area they are the area, but named units may differ."""
        if self.reference is None:
            return False
        rows, rows_before = ({row.key for row in answer.placement.rows} for answer in (self, self.reference))
        return self._has_same_area and (self.question.places is not Places.NAMED or rows == rows_before)

    def _find_baseline(self, measure: str, selection: Mapping[Dimension, Member]) -> Decimal | None:
        """The baseline that the programme states for the year and for this place itself, or for the whole area."""
        indicator, chosen_periods = self.catalogue.indicators[measure], self.pivot.chosen(Dimension.PERIOD, selection)
        last_period = next(period for period in self.periods if period.id == chosen_periods[-1].key)
        form = next(form for form in self.catalogue.forms if form.uid == self.catalogue.form_of(measure))
        levels = indicator.at(form.get_first_day(last_period)).target_levels
        place = selection.get(Dimension.PLACE, TOTAL)
        rows = {row.key: row.unit for row in self.placement.rows}
        if place is TOTAL or rows[place.key].pk == self.area.pk:
            level = find_level(levels, unit=self.area.code, year=last_period.year)
        else:
            level = find_own_level(levels, unit=rows[place.key].code, year=last_period.year)
        return None if level is None else level.baseline

    def facts(self, rows: Sequence[Heading]) -> Facts:
        coordinates = [dict((*row, *column)) for row in rows for column in self.columns]
        listed = _list_member_keys(self.pivot, Dimension.MEASURE, coordinates)
        codes = [code for code in listed if code in self.pivot.measures]
        places = {coordinate.get(Dimension.PLACE, TOTAL) for coordinate in coordinates}
        single_places, all_places = places - {TOTAL}, self.pivot.members[Dimension.PLACE]
        query = CubeQuery(
            elements=tuple(self.catalogue.elements[code] for code in codes if code in self.catalogue.elements),
            indicators=tuple(self.catalogue.indicators[code] for code in codes if code in self.catalogue.indicators),
            options=tuple(_list_member_keys(self.pivot, Dimension.OPTION, coordinates)),
            places=self.placement.list_unit_ids({member.key for member in single_places}),
            together=self.placement.list_unit_ids({member.key for member in all_places}),
            has_total=TOTAL in places or len(all_places) == 1,
            adds_units=self.placement.adds_units
            and not any(
                element.counts_persons for code in codes for element in self.catalogue.list_measure_elements(code)
            ),
        )
        return draw_over_places(
            self.context,
            cubes.compute_facts(self.context, query, self.catalogue.elements),
            self.placement,
            [self.pivot.measures[code] for code in codes],
            query.options,
            {code: self.catalogue.list_measure_elements(code) for code in codes},
            self.catalogue.indicators,
            {member.key for member in single_places} if len(all_places) > 1 else None,
            query.has_total,
        )


def _list_member_keys(pivot: Pivot, dimension: Dimension, coordinates: Iterable[dict[Dimension, Member]]) -> list[str]:
    first = pivot.members[dimension][0]
    return [*dict.fromkeys(coordinate.get(dimension, first).key for coordinate in coordinates)]


def load_answer(user: User, catalogue: Catalogue, question: Question, day: date) -> PivotAnswer:
    """Answers a question. Raises UnanswerableQuestionError; NotFoundError for an area whose figures are outside the
    scope.
    """
    measures, question = _select_measures(catalogue, question), ask_by_options(catalogue, question)
    try:
        answer_periods = resolve_periods(question.periods, _find_current_period(catalogue, measures, day))
    except ValueError as error:
        raise UnanswerableQuestionError(_("Có kỳ không đọc được. Chọn lại kỳ.")) from error
    if not answer_periods:
        raise UnanswerableQuestionError(_("Chưa chọn kỳ."))
    axes = (*question.rows, *question.columns)
    if len(set(axes)) < len(axes):
        raise UnanswerableQuestionError(_("Mỗi chiều chỉ đặt được ở một chỗ: hàng, cột hoặc gộp lại."))
    if len(measures) > 1 and Dimension.MEASURE not in axes:
        raise UnanswerableQuestionError(_("Chỉ tiêu khác nhau không cộng được: đặt chỉ tiêu ở hàng hoặc cột."))
    if question.derivation.is_quotient and len(measures) > 2:
        raise UnanswerableQuestionError(_("Phép chia chỉ tính từ hai chỉ tiêu: bỏ bớt, giữ lại hai."))
    answer = _build_answer(user, catalogue, question, measures, answer_periods, day)
    changes = {code: measure for code, measure in measures.items() if measure.rule.needs_year_before}
    if not changes:
        return answer
    try:
        periods_before = tuple(get_period_year_before(period) for period in answer_periods)
        reference = _build_answer(user, catalogue, question, changes, periods_before, day)
    except (NotFoundError, UnanswerableQuestionError):
        return answer  # the area did not exist, or nobody reported: there is nothing to compare with
    if question.places is Places.NAMED:  # the same places, though a code may be another unit's in the year before
        members = {**reference.pivot.members, Dimension.PLACE: answer.pivot.members[Dimension.PLACE]}
        reference = replace(reference, pivot=replace(reference.pivot, members=members))
    return replace(answer, reference=reference)


def _build_answer(
    user: User,
    catalogue: Catalogue,
    question: Question,
    measures: Mapping[str, Measure],
    answer_periods: tuple[Period, ...],
    day: date,
) -> PivotAnswer:
    axes = (*question.rows, *question.columns)
    context = cube_context.load_cube_context(
        user,
        area=question.area,
        periods=answer_periods,
        forms={catalogue.form_of(code) for code in measures},
        today=day if question.basis is UnitBasis.NOW else None,
    )
    _check_days(catalogue, question, context, measures)
    groups = list_place_groups(catalogue, question, context, measures)
    placement = place_asked_units(question, context, groups)
    if not placement.rows:
        raise UnanswerableQuestionError(_("Không có đơn vị nào như đã chọn báo cáo các chỉ tiêu này."))
    members = {
        Dimension.PROGRAMME: _build_programmes(catalogue, measures),
        Dimension.MEASURE: _build_measures(user, catalogue, [*measures.values()]),
        Dimension.OPTION: _build_options(catalogue, question),
        Dimension.PLACE: build_places(placement),
        Dimension.PERIOD: tuple(Member(period.id, period_name(period)) for period in answer_periods),
    }
    if Dimension.PROGRAMME in axes and not members[Dimension.PROGRAMME]:
        raise UnanswerableQuestionError(_("Các chỉ tiêu đã chọn chưa thuộc chương trình nào."))
    pivot = Pivot(
        measures=measures,
        members=members,
        rows=question.rows,
        columns=question.columns,
        places_add=_is_disjoint(list_units_of_then(placement, context), context),
        periods_add=are_disjoint(answer_periods),
    )
    headings = tuple(pivot.row_headings()), tuple(pivot.column_headings())
    if len(headings[1]) > MAX_COLUMNS:
        params = {"n": len(headings[1]), "most": MAX_COLUMNS}
        raise UnanswerableQuestionError(
            _("Bảng có %(n)s cột, nhiều nhất %(most)s: chuyển bớt chiều sang hàng, hoặc chọn ít hơn.") % params
        )
    return PivotAnswer(question, catalogue, context, context.area, answer_periods, pivot, *headings, placement)


def _check_days(catalogue: Catalogue, question: Question, context: CubeContext, measures: Collection[str]) -> None:
    """Raises UnanswerableQuestionError where the forms stop counting on days with different units."""
    forms_by_day = find_mixed_days(catalogue, context, measures)
    if forms_by_day is None:
        return
    names = {day: ", ".join(form.name for form in forms) for day, forms in forms_by_day.items()}
    questions = []
    for day, forms in forms_by_day.items():
        uids = {form.uid for form in forms}
        codes = tuple(code for code in question.measures if code in measures and catalogue.form_of(code) in uids)
        if not question.derivation.is_quotient:  # it needs both
            questions.append((names[day], replace(question, measures=codes)))
    days = "; ".join(f"{names[day]}: {translate(write_day(day))}" for day in forms_by_day)
    raise UnanswerableQuestionError(
        _("Các biểu đã chọn chốt số liệu vào những ngày có đơn vị khác nhau (%(days)s). Hỏi riêng từng biểu.")
        % {"days": days},
        questions,
    )


def ask_by_options(catalogue: Catalogue, question: Question) -> Question:
    """The question by option, where all that it asks about is answered by options of one set: that has no total."""
    elements = [catalogue.elements[code] for code in question.measures if code in catalogue.elements]
    sets = {element.disaggregations[0] if element.kind.by_option else "" for element in elements}
    if len(elements) < len(question.measures) or len(sets) != 1 or "" in sets:
        return question
    is_placed = Dimension.OPTION in (*question.rows, *question.columns)
    rows = question.rows if is_placed else (*question.rows, Dimension.OPTION)
    return replace(question, option_set=sets.pop(), rows=rows)


def _find_current_period(catalogue: Catalogue, measures: Iterable[str], day: date) -> Period:
    """The current period of the forms that report these measures."""
    codes = {catalogue.form_of(code) for code in measures}
    return pick_common_period([form for form in catalogue.forms if form.uid in codes], day)


def _select_measures(catalogue: Catalogue, question: Question) -> dict[str, Measure]:
    programme_forms = {
        code
        for schedule in catalogue.reporting_schedules
        if schedule.code in question.programmes
        for code in schedule.forms
    }
    measures: dict[str, Measure] = {}
    for code in question.measures:
        if code in catalogue.elements:
            measures[code] = build_element_measure(catalogue.elements[code])
        elif code in catalogue.indicators:
            measures[code] = build_indicator_measure(catalogue.indicators[code], dict(catalogue.elements))
        if question.programmes and code in measures and catalogue.form_of(code) not in programme_forms:
            del measures[code]
    if not measures:
        raise UnanswerableQuestionError(_("Chưa chọn chỉ tiêu hoặc chỉ số nào (của chương trình đã chọn)."))
    return measures


def _build_measures(user: User, catalogue: Catalogue, measures: Iterable[Measure]) -> tuple[Member, ...]:
    """The measures; where the account works in several programmes, each with the name of its own."""
    programmes = query_forms.name_form_programmes(user)
    members = []
    for measure in measures:
        programme = programmes.get(catalogue.form_of(measure.uid))
        members.append(Member(measure.uid, measure.name + " (" + programme + ")" if programme else measure.name))
    return tuple(members)


def _build_programmes(catalogue: Catalogue, measures: Iterable[str]) -> tuple[Member, ...]:
    codes = list(measures)
    members = (
        Member(
            schedule.code,
            schedule.name,
            frozenset(code for code in codes if catalogue.form_of(code) in schedule.forms),
        )
        for schedule in catalogue.reporting_schedules
    )
    return tuple(member for member in members if member.within)


def _build_options(catalogue: Catalogue, question: Question) -> tuple[Member, ...]:
    printed = catalogue.options(question.option_set, question.measures)
    return (Member("", _("Tổng số")), *(Member(key, name) for key, name in printed))


def _is_disjoint(rows: Sequence[Unit], context: CubeContext) -> bool:
    """Whether no place lies within another."""
    place_ids = {row.pk for row in rows}
    areas = [
        (pk, inner_ids)
        for period_tree in context.period_trees
        for pk, inner_ids in period_tree.reporters_below.items()
        if pk in place_ids
    ]
    if any(len(inner_ids & place_ids) > (pk in inner_ids) for pk, inner_ids in areas):
        return False
    levels = get_levels()
    return sum(levels[code].consolidates for code in {row.level for row in rows}) < 2
