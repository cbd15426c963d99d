"""Consolidated figures with their parts and gaps, and definitions, as programs get them."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sokehoach.apps.accounts.models import Grant
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.services.earlier_figures import EarlierFigureInput, import_earlier_figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast
from tests.factories.district import District, found

FIGURES = "/api/v1/figures"
COMMUNES = {"unit": "099", "form": "01-XA", "period": "2021S1"}
POLICE = COMMUNES | {"form": "02-CA"}


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)


@pytest.fixture
def office(cast: Cast, district: District) -> Client:
    return program(make_token(cast.office))


def items(client: Client, path: str, query: dict[str, Any]) -> dict[str, Any]:
    return {one["element"]: one for one in client.get(path, query).json()["items"]}


def test_a_figure_has_its_parts_and_names_who_is_missing(cast: Cast, district: District, office: Client) -> None:
    district.report(cast.commune, {"B1": "3", "B2": "0"})
    district.report(cast.other_commune, {"B1": "4", "B2": "-"})
    told = office.get(FIGURES, COMMUNES).json()
    assert (told["received"], told["expected"]) == (2, 3)
    figures = {one["element"]: one for one in told["items"]}
    assert (figures["TT01"]["value"], figures["TT01"]["received"], figures["TT01"]["expected"]) == (7, 2, 3)
    assert figures["TT01"]["missing"] == ["03289"]
    assert {part["unit"]: (part["value"], part["gap"]) for part in figures["TT02"]["parts"]} == {
        "03304": (0, None), "03269": (None, "not_applicable"),
    }  # fmt: skip
    assert figures["TT02"]["value"] == 0, "zero is a number"


def test_a_figure_has_those_of_the_year_before_and_of_the_period_before(
    cast: Cast, district: District, office: Client
) -> None:
    for period, number in (("2020S1", "4"), ("2020S2", "6"), ("2021S1", "9")):
        district.report(cast.commune, {"B1": number, "B2": "0"}, period=period)
    figure = items(office, FIGURES, COMMUNES)["TT01"]
    assert (figure["value"], figure["year_before"], figure["previous"]) == (9, 4, 6)


def test_an_imported_number_is_told_from_a_reported_one(cast: Cast, district: District, office: Client) -> None:
    """Of the two periods before one was reported here, the other imported from before the product."""
    elements = {row.code: row for row in DataElement.objects.filter(code__in=("TT01", "TT02"))}
    imported = [
        EarlierFigureInput(cast.units["099"], elements[code], "", period, Decimal(number), "Báo cáo số 90/BC-UBND")
        for code, period, number in (("TT01", "2020S1", 11), ("TT02", "2020S2", 5))
    ]
    import_earlier_figures(figures=imported, by=cast.office, at=AT)
    district.report(cast.commune, {"B1": "6", "B2": "0"}, period="2020S2")
    district.report(cast.commune, {"B1": "9", "B2": "0"})
    figures = items(office, FIGURES, COMMUNES)
    names = ("year_before", "year_before_imported", "previous", "previous_imported")
    assert [figures["TT01"][name] for name in names] == [11, True, 6, False]
    assert [figures["TT02"][name] for name in names] == [None, False, 0, False], "what was reported here goes before"
    earlier = items(office, FIGURES, COMMUNES | {"period": "2020S2"})
    assert [earlier["TT01"][name] for name in names[2:]] == [11, True]
    assert [earlier["TT01"][name] for name in names[:2]] == [None, False]


def test_of_a_confidential_form_the_total_alone(cast: Cast, district: District, office: Client) -> None:
    district.report(cast.police, {"A1": "5", "A2": "2"}, form="02-CA")
    figures = items(office, FIGURES, POLICE)
    assert (figures["CA01"]["value"], figures["CA01"]["parts"], figures["CA01"]["parts_withheld"]) == (5, [], "wall")
    for who in ("police", "health", "commune"):
        assert program(make_token(getattr(cast, who))).get(FIGURES, POLICE).status_code in (403, 404), who


def test_what_is_withheld_has_no_number(
    cast: Cast, district: District, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts of persons below the level that the policy allows (limits.md, 4)."""
    from sokehoach.domain.indicators.element import DataElement

    district.report(cast.police, {"A1": "5", "A2": "2"}, form="02-CA")
    monkeypatch.setattr(DataElement, "may_exist_at", lambda self, *_where: not self.counts_persons)
    figures = items(office, FIGURES, POLICE)
    withheld = figures["CA02"]
    assert (withheld["value"], withheld["parts"], withheld["received"], withheld["expected"]) == (None, [], 0, 0)
    assert (withheld["withheld"], withheld["year_before"]) == ("persons", None)
    assert figures["CA01"]["value"] == 5


@pytest.mark.parametrize(
    "wrong", [{"unit": "03304"}, {"unit": "x"}, {"form": "99"}, {"period": "2021S9"}, {"unit": "098"}, {"unit": "11"}]
)
def test_what_is_not_there(office: Client, wrong: dict[str, str]) -> None:
    assert office.get(FIGURES, COMMUNES | wrong).status_code == 404


def test_what_is_missing_in_the_question(office: Client) -> None:
    answer = office.get(FIGURES, {"unit": "099"})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["form", "period"]
    assert office.get(FIGURES, COMMUNES | {"basis": "later"}).status_code == 422
    for basis in ("then", "now"):
        assert office.get(FIGURES, COMMUNES | {"basis": basis}).json()["basis"] == basis


def test_a_token_of_one_commune_sees_no_districts_figures(cast: Cast, district: District) -> None:
    client = program(make_token(cast.office, unit=cast.units["03304"]))
    assert client.get(FIGURES, COMMUNES).status_code == 404
    assert [one["code"] for one in client.get("/api/v1/units").json()["items"]] == ["03304"]


def test_definitions_of_the_programme(cast: Cast, district: District, office: Client) -> None:
    (programme,) = office.get("/api/v1/programmes").json()["items"]
    elements = office.get(f"/api/v1/programmes/{programme['code']}/elements").json()["items"]
    assert [one["code"] for one in elements] == ["CA01", "CA02", "TT01", "TT02"]
    form = office.get("/api/v1/forms/01-XA").json()
    assert [cell["element"] for cell in form["sections"][0]["cells"]] == ["TT01", "TT02"]
    assert office.get("/api/v1/forms/01-XA", {"period": "2021S1"}).json() == form
    assert office.get("/api/v1/forms/01-XA", {"period": "x"}).status_code == 404
    assert office.get("/api/v1/programmes/khac/elements").status_code == 404


def test_units_have_their_dates(cast: Cast, office: Client) -> None:
    unit = office.get("/api/v1/units/03304").json()
    assert (unit["parent"], unit["level"], unit["valid_from"], unit["valid_to"]) == (
        "099", "commune", "2004-01-01", None,
    )  # fmt: skip
    assert office.get("/api/v1/units", {"day": "2003-12-31"}).json()["items"] == []
    communes = office.get("/api/v1/units", {"level": "commune", "parent": "099"}).json()["items"]
    assert [one["code"] for one in communes] == ["03269", "03289", "03304"]
    assert office.get("/api/v1/units/03247").status_code == 404, "of another district"


def test_units_of_a_day_before_the_account_came(cast: Cast, office: Client) -> None:
    """Who reads figures of 2019 needs the units of 2019, also those that have ended."""
    today = clock.today()
    earlier = today.replace(year=today.year - 2)
    Grant.objects.update(valid_from=today)
    Unit.objects.filter(code="03269").update(valid_to=today, successors=["03289"])
    Unit.objects.filter(code="03289").update(valid_from=today)
    query = {"level": "commune", "fields": "code"}
    told = {
        day.isoformat(): [row["code"] for row in office.get("/api/v1/units", query | {"day": day}).json()["items"]]
        for day in (earlier, today)
    }
    assert told == {earlier.isoformat(): ["03269", "03304"], today.isoformat(): ["03289", "03304"]}
    assert office.get("/api/v1/units/03269", {"day": earlier}).json()["valid_to"] == today.isoformat()
    assert office.get("/api/v1/units/03247", {"day": earlier}).status_code == 404, "of another district"
    assert program(make_token(cast.commune)).get("/api/v1/units", {"day": earlier}).json()["items"][1:] == []


def test_a_sheet_says_whether_its_area_has_closed(cast: Cast, district: District, office: Client) -> None:
    district.report(cast.commune, {"B1": "3", "B2": "0"})
    assert office.get(FIGURES, COMMUNES).json()["closing"] is None
    digest = closings.compute_inputs_digest(unit=cast.units["099"], form="01-XA", period="2021S1")
    closing.close(
        unit=cast.units["099"], form="01-XA", period="2021S1", seen_digest=digest, by=cast.office, at=AT
    )  # fmt: skip
    assert office.get(FIGURES, COMMUNES).json()["closing"] == {
        "edition": 1, "closed_at": timezone.localtime(AT).isoformat(),
    }  # fmt: skip
    late = district.send(cast.other_commune, {"B1": "4", "B2": "1"})
    acceptance.accept(submission=late.id, version=late.version, why="Xã gửi muộn.", by=cast.office, at=AT)
    assert office.get(FIGURES, COMMUNES).json()["closing"]["edition"] == 2


def test_periods_and_levels(office: Client) -> None:
    periods = {one["id"]: one for one in office.get("/api/v1/periods").json()["items"]}
    assert periods["2021S1"]["name"] == "6 tháng đầu năm 2021"
    assert {one["code"] for one in office.get("/api/v1/levels").json()["items"]} >= {"district", "commune"}


def test_queries_of_a_sheet_are_bounded(
    cast: Cast, district: District, office: Client, django_assert_max_num_queries: Any
) -> None:
    for clerk in district.settle(4):
        district.report(clerk, {"B1": "1", "B2": "2"})
    office.get(FIGURES, COMMUNES)
    with django_assert_max_num_queries(22):
        assert office.get(FIGURES, COMMUNES).status_code == 200
