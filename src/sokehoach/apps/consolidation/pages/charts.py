"""Builds the charts of several periods and the map of an indicator, for pages and documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.consolidation.queries.area_history import AreaHistory
from sokehoach.apps.consolidation.queries.figures import list_numbers
from sokehoach.apps.consolidation.queries.measures import MeasuredIndicator
from sokehoach.apps.indicators.queries import earlier_figures
from sokehoach.apps.indicators.queries.elements import list_consolidated_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.window_rules import get_cut_off
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.numbers import write_number
from sokehoach.apps.shell.periods import chart_label, frequency_name
from sokehoach.domain.charts import Chart, ChartKind, MapPlace, MissingReason, PlaceMap, Series
from sokehoach.domain.charts.place_map import SHADES
from sokehoach.domain.consolidation.figure import Figure
from sokehoach.domain.disclosure.publish import publish_figure
from sokehoach.domain.indicators.element import DataElement, ValueKind
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.sequence import list_recent_periods
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.programmes.earlier import has_break
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.form_periods import get_latest_period
from sokehoach.domain.values.gap import Gap

PERIODS = 4


def build_trends(
    user: User,
    area: Unit,
    period: Period,
    *,
    targets: Iterable[str],
    day: date,
    programme: Programme | None = None,
    history: AreaHistory | None = None,
) -> list[Chart]:
    """One chart for each data element of clauses without a number. `targets`: the clauses with one.

    Elements of one programme, or of all whose figures the account sees in the area.
    Each shows the last periods of its form that had begun on the day, up to the given period. One query for each form
    of the elements, one for the forms and one for figures from before the product. `history`: by today's units, the
    area's figures of then are those of the areas that it took over.
    """
    trend_elements = _list_trend_elements(list_consolidated_elements(user, area.pk, programme), list(targets))
    if not trend_elements:
        return []
    by_form: dict[str, list[DataElement]] = defaultdict(list)
    for element in trend_elements:
        by_form[element.form].append(element)
    forms = {form.uid: form for form in query_forms.list_own_forms(user) if form.uid in by_form}
    recent_periods = {
        uid: list_recent_periods(get_latest_period(form, period, day), PERIODS) for uid, form in forms.items()
    }
    cut_offs = {
        uid: {recent.id: get_cut_off(forms[uid], recent.id) for recent in periods}
        for uid, periods in recent_periods.items()
    }
    all_ids = {period_id for by_period in cut_offs.values() for period_id in by_period}
    elements_by_uid = {element.uid: element for element in trend_elements}
    if history is not None and area != history.find_area(area.code):
        history = None  # an area that ended stays as it was
    imported_figures: dict[tuple[str, str], Decimal | None] = (
        {**earlier_figures.list_totals(area.code, sorted(all_ids))}
        if history is None
        else _list_imported_totals(history, area, [*cut_offs.values()], elements_by_uid)
    )
    names = {} if programme else query_forms.name_form_programmes(user)
    charts = {}
    for form, periods in recent_periods.items():
        period_ids = [recent.id for recent in periods]
        stored = (
            list_numbers(unit=area, form=form, periods=period_ids)
            if history is None
            else history.list_numbers(area, form, cut_offs[form], elements_by_uid)
        )
        for element in by_form[form]:
            shown_periods = [
                recent
                for recent in periods
                if _is_published(user, element, area, forms[form], recent)
                and _is_comparable(element, forms[form], recent, periods[-1])
            ]
            values = [
                stored[recent.id].get((element.uid, ""), imported_figures.get((recent.id, element.uid)))
                for recent in shown_periods
            ]
            if shown_periods:
                charts[element.uid] = _build_chart(element, area, shown_periods, values, names.get(form, ""))
    return [charts[element.uid] for element in trend_elements if element.uid in charts]


def _list_imported_totals(
    history: AreaHistory, area: Unit, cut_offs: Iterable[Mapping[str, date]], elements: Mapping[str, DataElement]
) -> dict[tuple[str, str], Decimal | None]:
    """By period and element. `cut_offs`: of each form, by period; one query for the forms that count the same days."""
    cut_off_groups: list[dict[str, date]] = []
    for by_period in cut_offs:
        for group in cut_off_groups:
            if all(group.get(period_id, day) == day for period_id, day in by_period.items()):
                group.update(by_period)
                break
        else:
            cut_off_groups.append({**by_period})
    return {
        (period_id, name[0]): number
        for group in cut_off_groups
        for period_id, numbers in history.list_imported(area, group, elements).items()
        for name, number in numbers.items()
        if not name[1]
    }


def _list_trend_elements(all_elements: Iterable[DataElement], targets: Sequence[str]) -> list[DataElement]:
    """Elements of clauses without a number of their own, in the plan's part with most targets.

    Days and texts are drawn in no chart. Elements of a confidential group are among them only where the group says so.
    """
    parts = Counter(path.split(".")[0] for path in targets if path)
    if not parts:
        return []
    part = parts.most_common(1)[0][0]
    numbered_clauses = set(targets)
    functions = {GENERAL, *(group.code for group in policies.get_groups() if group.in_trends)}
    return [
        element
        for element in all_elements
        if element.kind is not ValueKind.DATE
        and not element.kind.is_text
        and element.function in functions
        and any(clause.split(".")[0] == part and clause not in numbered_clauses for clause in element.clauses)
    ]


def _is_comparable(element: DataElement, form: Form, period: Period, last: Period) -> bool:
    """Whether the element counts the same in both periods: a line of numbers that count otherwise would mislead."""
    return not has_break(element.breaks, (form.get_first_day(period), form.get_first_day(last)))


def _is_published(user: User, element: DataElement, area: Unit, form: Form, period: Period) -> bool:
    """Whether disclosure gives the account this figure: a withheld figure is not a gap, and is not drawn.

    Whoever reports counts of persons is looked up where the programme has a policy of its own; the strict default lets
    no form in whose reporters stand too low.
    """
    places = _list_places(form) if element.counts_persons and element.persons_policy.rules else {}
    figure = Figure(element.uid, "", None, parts=(), expected=tuple(places), missing=())
    published = publish_figure(
        figure, element, unit_level=get_levels()[area.level], audience=audience_of(user), part_levels=places,
        counted_from=form.get_first_day(period),
    )  # fmt: skip
    return published.withheld is None


def _list_places(form: Form) -> dict[str, Level]:
    """The levels of the places of all who report the form, by the code of the level or agency. At most one query."""
    levels = get_levels()
    places = {code: levels[code] for code in form.reporters.levels}
    if form.reporters.codes:
        for unit in Unit.objects.filter(code__in=form.reporters.codes).select_related("parent__parent"):
            places[unit.code] = levels[units.get_unit_area(unit).level]
    return places


def _build_chart(
    element: DataElement, area: Unit, periods: Sequence[Period], values: Sequence[Decimal | None], programme: str
) -> Chart:
    """`programme`: its name, «» where charts of one programme stand together."""
    return Chart(
        title=element.name + " (" + programme + ")" if programme else element.name,
        kind=ChartKind.COLUMN,
        labels=tuple(chart_label(period) for period in periods),
        series=(Series(area.short_name, tuple(Gap.NOT_REPORTED if value is None else value for value in values)),),
        unit=_("%(unit)s, %(frequency)s")
        % {"unit": translate(element.unit), "frequency": frequency_name(periods[0].type)},
        plain=True,
    )


_MISSING_REASONS = {"returned": MissingReason.RETURNED, "sent": MissingReason.WAITING}


def build_place_map(measured_indicator: MeasuredIndicator) -> PlaceMap:
    """The map of an indicator. One query. The caller has checked that a map is allowed (`indicator.on_map`)."""
    expected = measured_indicator.sheet.expected
    borders_by_code = units.list_borders(
        [report.unit.code for report in expected],
        get_cut_off(measured_indicator.sheet.form, measured_indicator.sheet.period.id),
    )
    places = []
    for report, share in zip(expected, measured_indicator.measured.shares, strict=True):
        is_reported = share.part is not None and bool(share.whole)
        border = borders_by_code.get(report.unit.code)
        places.append(
            MapPlace(
                name=report.unit.short_name,
                number_text=f"{write_number(share.part or 0)}/{write_number(share.whole or 0)}" if is_reported else "",
                shade=compute_shade(share.part or Decimal(), share.whole or Decimal(1))
                if is_reported
                else _MISSING_REASONS.get(report.state, MissingReason.NOT_REPORTED),
                row=report.unit.tile_row,
                column=report.unit.tile_column,
                rings=border.rings if border else None,
            )
        )
    drawn_map = PlaceMap(measured_indicator.indicator.name, tuple(places))
    if drawn_map.shaped:
        sources = dict.fromkeys(boundary.source for boundary in borders_by_code.values())
        note = _("Ranh giới mang tính minh họa.")
        return PlaceMap(
            drawn_map.title,
            drawn_map.places,
            (note,),
            _("Nguồn ranh giới: %(s)s") % {"s": "; ".join(sources)},
        )
    return PlaceMap(
        drawn_map.title,
        drawn_map.places,
        (_("Vị trí ô theo tâm địa bàn, không phải ranh giới; mang tính minh họa."),),
    )


def compute_shade(part: Decimal, total: Decimal) -> int:
    """The shade from 1 to SHADES. Only the whole is darkest, and a small part is never shown_periods as nothing."""
    return SHADES if part >= total else 1 + int((SHADES - 1) * part / total)
