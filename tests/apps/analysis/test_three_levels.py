"""A country whose provinces have districts: what communes gave is shown once all areas between have closed."""

from collections.abc import Callable

import pytest
from bench import bench_country

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages.answers import load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import closing
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.analysis.fact import Fact
from sokehoach.domain.analysis.pivot import TOTAL, Dimension
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.reporting.status import ReportStatus
from tests.factories.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT, FORM, PERIOD = bench_country.AT, bench_country.FORM, bench_country.PERIOD
type Country = tuple[dict[str, tuple[Unit, User]], Callable[[Places], dict[str, Fact]]]


@pytest.fixture
def country(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Country:
    """Its areas above communes that have not sent, none of which has closed, and a way to ask by code of place."""
    for name, value in (("ELEMENTS", 2), ("WAITING", 3)):
        monkeypatch.setattr(bench_country, name, value)
    monkeypatch.setitem(bench_country.TREES, 40, (("country", 1), ("province", 2), ("district", 5)))
    areas, _clerk, _waiting = bench_country.build_country(40)
    top, user = areas["country"]

    def ask(places: Places) -> dict[str, Fact]:
        question = Question(area=top.code, measures=(f"{FORM}E01",), periods=(PERIOD,), places=places)
        answer = load_answer(user, load_catalogue(user, AT.date()), question, AT.date())
        codes = {str(row.pk): row.code for row in Unit.objects.all()}
        members = ((dict(row).get(Dimension.PLACE, TOTAL), facts[0]) for row, facts in answer.read(answer.rows))
        return {codes.get(member.key, ""): fact for member, fact in members}

    return areas, ask


def close(area: Unit, by: User) -> None:
    digest = closings.compute_inputs_digest(unit=area, form=FORM, period=PERIOD)
    closing.close(unit=area, form=FORM, period=PERIOD, seen_digest=digest, by=by, at=AT)


def list_below(area: Unit) -> set[str]:
    """The communes of a district, or of the districts of a province."""
    return {
        row.code for row in Unit.objects.filter(level="commune").select_related("parent__parent")
        if area in (row.parent, row.parent and row.parent.parent)
    }  # fmt: skip


def list_shown(facts: dict[str, Fact]) -> dict[str, object]:
    return {code: fact.part for code, fact in facts.items() if code and fact.part is not None}


def test_communes_are_shown_once_each_area_between_has_closed(country: Country) -> None:
    areas, ask = country
    (province, province_reviewer), (district, reviewer) = areas["province"], areas["district"]
    waiting, communes = list_below(district), ask(Places.COMMUNES)
    given = {f"9{n:05}": n % 7 for n in range(40)}
    assert list_shown(communes) == {code: given[code] for code in given.keys() - list_below(province)}
    assert communes[""].received == len(list_shown(communes)) > 0
    hidden = {communes[code].status for code in list_below(province) - waiting}
    assert hidden == {ReportStatus.NOT_PASSED}, "its districts have closed, the province has not"
    close(district, reviewer)
    assert list_shown(ask(Places.COMMUNES)) == list_shown(communes), "the province has not"
    close(province, province_reviewer)
    communes = ask(Places.COMMUNES)
    reported = {code: fact.part for code, fact in communes.items() if code in given and fact.lack is None}
    assert reported == {code: given[code] for code in reported}
    assert reported.keys() >= given.keys() - waiting
    assert communes[""].part == sum(reported.values())  # type: ignore[arg-type]
    assert (communes[""].received, communes[""].expected) == (len(reported), 40)


def test_areas_inside_have_their_own_counts(country: Country) -> None:
    areas, ask = country
    province, _reviewer = areas["province"]
    districts = ask(Places.DISTRICTS)
    shown = {code: fact for code, fact in districts.items() if code and fact.part is not None}
    assert {Unit.objects.get(code=code).level for code in shown} == {"province", "district"}
    assert not {row.code for row in Unit.objects.filter(parent=province)} & {*shown}
    for code, fact in shown.items():
        below = list_below(Unit.objects.get(code=code))
        assert (fact.received, fact.expected) == (len(below), len(below))
        assert fact.part == sum(int(one[1:]) % 7 for one in below)
