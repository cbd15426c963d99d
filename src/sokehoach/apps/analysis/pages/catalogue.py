"""Lists what may be asked about (areas, measures, options, units, periods, programmes), and the ready questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import filter_programmes, has_changed_units, scope_of
from sokehoach.apps.analysis import permissions, question_query
from sokehoach.apps.analysis.models import ReadyQuestion
from sokehoach.apps.indicators.queries import elements as element_queries
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.kept_tree import load_known_tree
from sokehoach.apps.orgunits.queries.level_names import name_base_areas, name_levels
from sokehoach.apps.orgunits.queries.levels import get_levels, list_consolidating_codes
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.analysis import question as questions
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.indicators.element import DataElement, OptionSet, ValueKind, parse_key
from sokehoach.domain.indicators.indicator import Indicator, get_form_code
from sokehoach.domain.periods.period import Period, list_periods
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.reporting_schedule import ReportingSchedule

_MAX_NAMED = 500  # units to choose by name
_YEARS = 4  # offered in the list; the address may have any other period


def list_place_choices(chosen_places: Places) -> list[tuple[Places, str]]:
    """Returns whose figures may be asked for, with labels. What the installation lacks is left out unless chosen."""
    levels = get_levels()
    inner_levels = [level for level in levels.consolidating if level.code in levels.in_use][1:]
    labels = {
        Places.AREA: _("cả địa bàn"),
        Places.DISTRICTS: _("từng %(areas)s") % {"areas": name_levels(inner_levels, 1) or _("địa bàn tổng hợp")},
        Places.REPORTERS: _("từng đơn vị báo cáo"),
        Places.COMMUNES: _("từng %(areas)s") % {"areas": name_base_areas(1)},
        Places.AGENCIES: _("từng cơ quan"),
        Places.NAMED: _("các đơn vị chọn dưới đây"),
    }
    return [
        (place, label)
        for place, label in labels.items()
        if place is not Places.DISTRICTS or inner_levels or place is chosen_places
    ]


@dataclass(frozen=True, slots=True)
class Catalogue:
    areas: tuple[Unit, ...]
    forms: tuple[Form, ...]
    elements: Mapping[str, DataElement]
    indicators: Mapping[str, Indicator]
    option_sets: Mapping[str, OptionSet]
    reporting_schedules: tuple[ReportingSchedule, ...]
    periods: tuple[Period, ...]
    has_changed_units: bool  # figures by the units of then and of today differ

    def form_of(self, measure: str) -> str:
        """Returns the form whose reporters answer for a measure."""
        if measure in self.indicators:
            return get_form_code(self.indicators[measure], self.elements)
        return self.elements[measure].form

    def list_measure_elements(self, measure: str) -> list[DataElement]:
        """Returns the element of a measure, or those of an indicator, the first of its numerator first."""
        if measure in self.indicators:
            return [self.elements[element] for element, _option in self.indicators[measure].names]
        return [self.elements[measure]]

    def by_form(self) -> list[tuple[Form, list[DataElement]]]:
        """Returns the elements by form, in print order. A percentage is asked for as its indicator."""
        shares = {name for indicator in self.indicators.values() for name, _key in indicator.names}
        return [
            (
                form,
                [
                    self.elements[code]
                    for code in dict.fromkeys(cell.element for cell in form.cells)
                    if self.elements[code].form == form.uid
                    and not (self.elements[code].kind is ValueKind.PERCENTAGE and code in shares)
                ],
            )
            for form in self.forms
        ]

    def options(self, option_set: str, measures: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Returns keys and names of the options that the forms print for these measures, in the order of the set."""
        set_definition = self.option_sets.get(option_set)
        if set_definition is None:
            return ()
        printed = {cell.disaggregation for form in self.forms for cell in form.cells if cell.element in measures}
        alone = {key for key in printed if set(parse_key(key) or {}) == {option_set}}
        offered = ((f"{option_set}={option.code}", option.name) for option in set_definition.options)
        return tuple((key, name) for key, name in offered if key in alone)


def load_catalogue(user: User, day: date) -> Catalogue:
    """Loads the catalogue with eight queries. Raises NotFoundError for an account that may ask about no area."""
    scope = scope_of(user)
    if not permissions.may_ask(scope):
        raise NotFoundError
    area_ids = permissions.list_area_ids(scope)
    all_forms = query_forms.list_own_forms(user)
    kinds = {kind for form in all_forms for kind in form.all_period_types}
    printed = {form.uid for form in all_forms}
    elements_by_code = {
        uid: element
        for uid, element in element_queries.list_elements(user=user).items()
        if element.form in printed and not element.kind.is_text
    }
    option_sets = element_queries.list_option_sets(user)
    used = {
        code
        for element in elements_by_code.values()
        if element.kind is not ValueKind.PERCENTAGE
        for code in element.disaggregations
    }
    rows, consolidating = load_known_tree().rows_by_pk.items(), list_consolidating_codes()
    areas = {row.code: row for pk, row in rows if row.level in consolidating and pk in area_ids}
    return Catalogue(
        areas=tuple(areas.values()),
        forms=all_forms,
        elements=elements_by_code,
        indicators=element_queries.list_own_indicators(user),
        option_sets={code: option_set for code, option_set in option_sets.items() if code in used},
        reporting_schedules=query_forms.list_reporting_schedules(user),
        periods=tuple(
            sorted(
                (period for kind in kinds for period in list_periods(kind, day.year - _YEARS + 1, day.year)),
                key=lambda period: (period.start, period.end),
                reverse=True,
            )
        ),
        has_changed_units=has_changed_units(user, day),
    )


def list_named_choices(user: User, question: Question) -> tuple[list[Unit], bool]:
    """The units to choose by name, by level and code: all that the account may ask about, of a country those in the
    question's area, and in an area that is too large only areas and what is chosen; whether some are left out.
    """
    area_ids = permissions.list_area_ids(scope_of(user))
    known_tree, levels = load_known_tree(), get_levels()
    rows = [row for pk, row in known_tree.rows_by_pk.items() if pk in area_ids]
    is_whole = len(rows) <= _MAX_NAMED
    if not is_whole:
        in_area = [row for row in rows if _is_within(row, question.area)]
        is_small = len(in_area) <= _MAX_NAMED
        rows = in_area if is_small else [row for row in rows if levels[row.level].consolidates]
        rows += [row for row in known_tree.rows_by_pk.values() if row.pk in area_ids and row.code in question.named]
    ranks = known_tree.rank_units()
    ordered = sorted(
        {row.pk: row for row in rows}.values(), key=lambda row: (levels[row.level].sort_key, ranks[row.pk])
    )
    return ordered, not is_whole


def _is_within(unit: Unit | None, area: str) -> bool:
    while unit is not None and unit.code != area:
        unit = unit.parent
    return unit is not None


@dataclass(frozen=True, slots=True)
class QuestionCard:
    title: str
    programme: int
    summary: str
    query: str
    current: bool  # whether it is the current question


def list_cards(user: User, question: Question) -> list[QuestionCard]:
    """Returns all ready questions for the area of the current one, with one query."""
    cards = []
    for row in ReadyQuestion.objects.filter(filter_programmes(scope_of(user))):
        query = question_query.build_query(questions.parse_question(row.definition | {"area": question.area}))
        cards.append(
            QuestionCard(row.title, row.programme_id, row.about, query, query == question_query.build_query(question))
        )
    return cards
