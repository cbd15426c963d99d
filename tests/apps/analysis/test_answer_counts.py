"""The pivot reads totals, rates and counts from each figure: the same as from the answers, on random trees of units."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from bench import bench_country

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages.answers import load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.consolidation.models import Closing, Figure
from sokehoach.apps.consolidation.queries.closings import list_paths
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.consolidation.services import figures
from sokehoach.apps.indicators.models import DataElement, Denominator, Option, OptionSet
from sokehoach.apps.indicators.services.elements import import_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.models import Form as FormRow
from sokehoach.domain.analysis.fact import Fact
from sokehoach.domain.analysis.pivot import TOTAL, Dimension
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator, measure_indicator
from sokehoach.domain.values.gap import Gap
from tests.factories.cast import Cast
from tests.factories.programmes import first_programme

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT, FORM, PERIOD, SINCE = bench_country.AT, bench_country.FORM, bench_country.PERIOD, bench_country.SINCE
PEOPLE = "people"
CUT_OFF = date(2021, 6, 14)
ENDINGS = [date(2020, 6, 1), date(2021, 2, 1), date(2021, 6, 1), date(2021, 7, 1)]  # before, within, after the period
ANSWERS = (Decimal(0), Decimal("0.125"), Decimal(7), Decimal(999_999_999), *Gap)
type Given = dict[int, dict[str, Decimal | Gap]]  # by row id of a commune, then element


def draw_tree(random: Random) -> tuple[Unit, list[Unit]]:
    """A country, and its communes. Some districts and communes end and are followed by others, old or new."""
    bench_country.store_levels()
    (country,) = bench_country.create_units([("X0", "country", None)])
    provinces = bench_country.create_units((f"X1{n}", "province", country) for n in range(3))
    districts = bench_country.create_units((f"X2{n}", "district", random.choice(provinces)) for n in range(6))
    communes = bench_country.create_units((f"X3{n:02}", "commune", random.choice(districts)) for n in range(24))
    for district in random.sample(districts[1:], 2):
        day = random.choice(ENDINGS)
        end(district, day, districts[0])
        for commune in [one for one in communes if one.parent_id == district.pk]:
            end(commune, day, commune)
            communes.append(create(commune.code, "commune", districts[0], day))
    for commune in random.sample([one for one in communes if one.valid_to is None], 4):
        day = random.choice(ENDINGS)
        if day > commune.valid_from:
            communes.append(create(f"{commune.code}N", "commune", commune.parent, day))
            end(commune, day, communes[-1])
    return country, communes


def create(code: str, level: str, parent: Unit | None, since: date) -> Unit:
    return Unit.objects.create(
        code=code, name=code, short_name=code, folded=code, level=level, parent=parent, valid_from=since
    )


def end(unit: Unit, day: date, successor: Unit) -> None:
    unit.valid_to, unit.successors = day, [successor.code]
    unit.save()


def report(random: Random, communes: list[Unit], elements: list[DataElement]) -> Given:
    """Most communes that existed in the period have reported, each element with a number, a zero or a gap."""
    given: Given = {}
    form = FormRow.objects.get(code=FORM)
    for commune in communes:
        if commune.valid_from > CUT_OFF or random.random() < 0.2:
            continue
        if commune.valid_to is not None and commune.valid_to <= date(2020, 12, 15):
            continue
        given[commune.pk] = {element.uid: random.choice(ANSWERS) for element in elements}
        row = Submission.objects.create(form=form, unit=commune, period=PERIOD, state="accepted", created_at=AT)
        DataValue.objects.bulk_create(
            DataValue(
                submission=row, element=element, cell=f"A{n:02}", source="typed", updated_at=AT,
                number=None if isinstance(answer, Gap) else answer,
                gap=answer.value if isinstance(answer, Gap) else "",
            )
            for n, element in enumerate(elements)
            for answer in [given[commune.pk][element.uid]]
        )  # fmt: skip
    return given


def change_some(random: Random, given: Given) -> None:
    """Some answers become others, as when reports are accepted once more."""
    for value in DataValue.objects.select_related("submission", "element").order_by("pk"):
        if random.random() < 0.3:
            answer = random.choice(ANSWERS)
            given[value.submission.unit_id][value.element.uid] = answer
            value.number, value.gap = (None, answer.value) if isinstance(answer, Gap) else (answer, "")
            value.save()


def close_some(random: Random, by: User) -> set[int]:
    areas = [
        unit
        for unit in Unit.objects.filter(level__in=("province", "district")).order_by("code", "valid_from")
        if (unit.valid_to is None or unit.valid_to > CUT_OFF) and random.random() < 0.8
    ]
    Closing.objects.bulk_create(Closing(unit=area, form=FORM, period=PERIOD, edition=1, by=by, at=AT) for area in areas)
    return {area.pk for area in areas}


def count_answers(given: Given, closed: set[int]) -> dict[tuple[int, str], tuple[Decimal | None, int, int]]:
    """By area and element: the sum of the numbers that came up to it, how many they are, how many «không áp dụng»."""
    found: dict[tuple[int, str], list[Decimal | Gap]] = defaultdict(list)
    for unit, path in list_paths(given, day=CUT_OFF).items():
        for area in path:
            for element, answer in given[unit].items():
                found[area, element].append(answer)
            if area not in closed:
                break
    return {
        key: (
            sum(numbers, Decimal()) if (numbers := [one for one in answers if not isinstance(one, Gap)]) else None,
            len(numbers),
            answers.count(Gap.NOT_APPLICABLE),
        )
        for key, answers in found.items()
    }


def ask(user: User, area: Unit, measures: list[str], places: Places) -> dict[tuple[int, str], Fact]:
    """By place and element; the total of several places under the area itself."""
    question = Question(area.code, tuple(measures), (PERIOD,), places)
    answer = load_answer(user, load_catalogue(user, AT.date()), question, AT.date())
    facts = {}
    for row, cells in answer.read(answer.rows):
        members = dict(row)
        place = members.get(Dimension.PLACE, TOTAL)
        key = area.pk if place is TOTAL else int(place.key)
        facts[key, members[Dimension.MEASURE].key] = cells[0]
    return facts


def measure_rates(
    indicators: list[Indicator], reporters: set[int], known: Given, people: dict[int, int], ended: set[int]
) -> dict[str, tuple[Decimal | None, Decimal | None, int, int]]:
    """By rate: both sides over these reporters, how many gave them, of how many. `known`: whose answers came up."""
    answers = {str(pk): {(element, ""): answer for element, answer in known.get(pk, {}).items()} for pk in reporters}
    denominators = {str(pk): {PEOPLE: people[pk]} for pk in reporters if pk in people}
    rates = {}
    for indicator in indicators:
        keys = sorted(map(str, reporters))
        result = measure_indicator(indicator, keys, answers, denominators, ended={str(pk) for pk in ended})
        expected = len(reporters) - len(result.not_applicable)
        part = None if result.whole is None else result.part_of_whole
        rates[indicator.uid] = (part, result.whole, expected - len(result.missing), expected)
    return rates


def create_rates(communes: list[Unit], random: Random, by: User) -> tuple[list[Indicator], dict[int, int]]:
    """Rates of every form, and how many people most communes have."""
    indicators = [
        Indicator(f"rate{n}", f"rate{n}", "x", parse_expression(part), parse_expression(whole), False, (), "tests")
        for n, (part, whole) in enumerate((
            (f"{FORM}E00", f"{FORM}E01"), (f"2 * {FORM}E00 - {FORM}E02", f"3 * {FORM}E01 + 4"),
            (f"{FORM}E02", f"@{PEOPLE}"), (f"{FORM}E01 + {FORM}E02", "1"), (f"{FORM}E01 + @{PEOPLE}", f"{FORM}E02"),
        ))
    ]  # fmt: skip
    import_indicators(programme=first_programme(), indicators=indicators, by="tests", at=AT)
    option_set = OptionSet.objects.create(programme=first_programme(), uid="denominator", code="denominator", name="x")
    kind = Option.objects.create(option_set=option_set, code=PEOPLE, name="x", position=1)
    people = {unit.pk: random.randrange(1, 999) for unit in communes if random.random() < 0.9}
    Denominator.objects.bulk_create(
        Denominator(unit_id=pk, kind=kind, year=2021, value=value, source="x", updated_by=by, updated_at=AT)
        for pk, value in people.items()
    )
    return indicators, people


@pytest.mark.parametrize("seed", range(8))
def test_rates_are_those_of_the_answers(cast: Cast, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Of the country, of every area in it, and of the communes without agencies, which report to provinces."""
    random = Random(100 + seed)
    monkeypatch.setattr(bench_country, "ELEMENTS", 3)
    country, communes = draw_tree(random)
    provinces = list(Unit.objects.filter(level="province").order_by("code"))
    agencies = bench_country.create_units((f"X8{n}", "agency", unit) for n, unit in enumerate(provinces))
    elements = list(bench_country.import_form(country, levels=("commune", "agency")))
    role, _clerk_role = bench_country.create_roles()
    user = bench_country.create_user("country", country, role)
    indicators, people = create_rates([*communes, *agencies], random, user)
    given, closed = report(random, [*communes, *agencies], elements), close_some(random, user)
    figures.recompute(form=FORM, period=PERIOD, at=AT)
    catalogue = load_catalogue(user, AT.date())
    question = Question(country.code, ("rate0",), (PERIOD,), Places.REPORTERS)
    context = load_answer(user, catalogue, question, AT.date()).context
    tree = context.period_trees[0]
    reporters = {*tree.reporters[FORM]}
    ended = {pk for pk in reporters if (end := context.rows[pk].valid_to) is not None and end <= CUT_OFF}
    paths = list_paths(reporters, day=CUT_OFF)
    known = {pk: answers for pk, answers in given.items() if {*paths.get(pk, [])[:-1]} <= closed}
    codes = [indicator.uid for indicator in indicators]
    shown = 0

    def check_rates(places: Places, is_place: bool) -> int:
        facts = ask(user, country, codes, places)
        for (place, measure), fact in facts.items():
            if place == country.pk:
                below = {pk for pk in reporters if is_place or context.rows[pk].level == "commune"}
            else:
                below = {place} if place in reporters else reporters & {*tree.reporters_below.get(place, ())}
            expected = measure_rates(indicators, below, known, people, ended)[measure]
            assert (fact.part, fact.whole, fact.received, fact.expected) == expected, (places, place, measure)
        return sum(fact.lack is None for fact in facts.values())

    for later in range(3):  # what was kept in the process is of the figures before
        for places, is_place in ((Places.AREA, True), (Places.DISTRICTS, True), (Places.COMMUNES, False)):
            shown += check_rates(places, is_place)
        if later < 2:
            change_some(random, given)
            figures.recompute(form=FORM, period=PERIOD, at=AT + timedelta(hours=later))
    totals = ask(user, country, [element.uid for element in elements], Places.COMMUNES)
    for element in elements:
        fact = totals[country.pk, element.uid]
        below = [pk for pk in reporters if context.rows[pk].level == "commune"]
        answers = [known[pk][element.uid] for pk in below if pk in known]
        numbers = [answer for answer in answers if not isinstance(answer, Gap)]
        assert (fact.part, fact.received) == (sum(numbers) if numbers else None, len(numbers))
        assert fact.expected == len(below) - answers.count(Gap.NOT_APPLICABLE)
    assert shown > len(codes)


@pytest.mark.parametrize("seed", range(6))
def test_counts_are_those_of_the_answers(cast: Cast, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    random = Random(seed)
    monkeypatch.setattr(bench_country, "ELEMENTS", 3)
    country, communes = draw_tree(random)
    elements = list(bench_country.import_form(country))
    role, _clerk_role = bench_country.create_roles()
    user = bench_country.create_user("country", country, role)
    given, closed = report(random, communes, elements), close_some(random, user)
    figures.recompute(form=FORM, period=PERIOD, at=AT)
    counted = count_answers(given, closed)
    stored = {
        (row.unit_id, row.element): (row.number, row.answered, row.not_applicable) for row in Figure.objects.all()
    }
    assert stored == counted
    assert not [*list_differences()]
    codes = [element.uid for element in elements]
    totals, areas = ask(user, country, codes, Places.AREA), ask(user, country, codes, Places.DISTRICTS)
    paths = list_paths({place for place, _element in areas}, day=CUT_OFF)
    shown = 0
    for (place, element), fact in (*totals.items(), *areas.items()):
        is_shown = place == country.pk or {place, *paths[place][:-1]} <= closed
        number, received, not_applicable = counted.get((place, element), (None, 0, 0)) if is_shown else (None, 0, 0)
        shown += number is not None
        assert (fact.part, fact.received) == (number, received), (place, element)
        assert (fact.lack is None) == (number is not None)
        assert not fact.expected or fact.expected + not_applicable >= fact.received
    assert shown > len(elements), "areas below the country have figures, too"
    assert len(totals) == len(elements)
