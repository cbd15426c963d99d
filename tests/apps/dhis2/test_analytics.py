"""Analytics gives published figures, and no more of them than the pivot on the page."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.apps.dhis2.conftest import Program
from tests.factories.district import PERIOD, POLICE, District

type SignIn = Callable[..., Program]


@pytest.fixture
def figures(district: District) -> District:
    """Two of three communes and the police have reported."""
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    district.report(district.cast.other_commune, {"B1": "4", "B2": "-"})
    district.report(district.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    return district


def ask(program: Program, dx: str, ou: str, pe: str = PERIOD, **params: Any) -> Any:
    units, elements = program.list("organisationUnits"), program.list("dataElements")
    items = ";".join(elements.get(code, code) for code in dx.split(";"))
    places = ";".join(units.get(code, code) for code in ou.split(";"))
    return program.get("analytics", dimension=[f"dx:{items}", f"pe:{pe}", f"ou:{places}"], **params)


def rows(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    names = answer.json()["metaData"]["items"]
    return [[names.get(cell, {"name": cell})["name"] for cell in row] for row in answer.json()["rows"]]


def test_it_works(figures: District, as_program: SignIn) -> None:
    answer = ask(as_program(figures.cast.office), "TT01;TT02", "099;03304;03269;03289")
    assert rows(answer) == [
        ["Chỉ tiêu TT01", "6 tháng đầu năm 2021", "Xã Pú Xi", "4.0"],
        ["Chỉ tiêu TT01", "6 tháng đầu năm 2021", "Xã Tênh Phông", "3.0"],
        ["Chỉ tiêu TT01", "6 tháng đầu năm 2021", "Huyện Tuần Giáo", "7.0"],
        ["Chỉ tiêu TT02", "6 tháng đầu năm 2021", "Xã Tênh Phông", "0.0"],
        ["Chỉ tiêu TT02", "6 tháng đầu năm 2021", "Huyện Tuần Giáo", "0.0"],
    ], "who has not reported, and «không áp dụng», is no zero and has no row"
    body = answer.json()
    assert [header["name"] for header in body["headers"]] == ["dx", "pe", "ou", "value"]
    assert (body["height"], body["width"]) == (5, 4)


def test_of_the_police_there_is_the_total_and_nothing_below_it(figures: District, as_program: SignIn) -> None:
    office = as_program(figures.cast.office)
    assert [row[-1] for row in rows(ask(office, "CA01;CA02", "099"))] == ["2.0", "5.0"]
    assert rows(ask(office, "CA01;CA02", "099.CA")) == []


def test_who_sees_no_consolidated_figures_asks_for_none(figures: District, as_program: SignIn) -> None:
    for account in (figures.cast.commune, figures.cast.police, figures.cast.health):
        assert ask(as_program(account), "TT01", "099").status_code == 403


def test_dimensions_may_be_one_parameter_and_a_filter(figures: District, as_program: SignIn) -> None:
    office = as_program(figures.cast.office)
    units, elements = office.list("organisationUnits"), office.list("dataElements")
    joined = f"dx:{elements['TT01']},pe:{PERIOD}"
    answer = office.get("analytics.json", dimension=joined, filter=f"ou:{units['099']}", skipMeta="true")
    assert answer.json()["rows"] == [[elements["TT01"], PERIOD, "7.0"]]
    assert "metaData" not in answer.json()
    together = office.get("analytics", dimension=joined, filter=f"ou:{units['03304']};{units['03269']}").json()
    assert together["rows"] == [[elements["TT01"], PERIOD, "7.0"]]


@pytest.mark.parametrize("name", ["dimension", "filter"])
def test_combinations_that_are_named_are_the_only_ones(figures: District, as_program: SignIn, name: str) -> None:
    """`dhis2-fetch` asks for each combination by itself: all of them in each answer would be counted many times."""
    office = as_program(figures.cast.office)
    units, elements = office.list("organisationUnits"), office.list("dataElements")
    default = office.get("categoryOptionCombos", filter="name:eq:default", fields="id").json()
    (combo,) = default["categoryOptionCombos"]
    dimensions = [f"dx:{elements['TT01']}", f"pe:{PERIOD}", f"ou:{units['099']}"]
    for uid, values in ((combo["id"], ["7.0"]), ("NoCombo0000", [])):
        named = f"co:{uid}"
        params = {"dimension": [*dimensions, named]} if name == "dimension" else {"dimension": dimensions, name: named}
        assert [row[-1] for row in office.get("analytics", **params).json()["rows"]] == values


def test_units_may_be_a_level_a_group_or_ones_own(figures: District, as_program: SignIn) -> None:
    office = as_program(figures.cast.office)
    group = office.get("organisationUnitGroups", filter="code:eq:commune", fields="id").json()
    group_uid = group["organisationUnitGroups"][0]["id"]
    for places, expected in (
        ("LEVEL-3;099", ["4.0", "3.0"]),
        (f"OU_GROUP-{group_uid}", ["4.0", "3.0"]),
        ("USER_ORGUNIT_CHILDREN", ["4.0", "3.0"]),
    ):
        assert [row[-1] for row in rows(ask(office, "TT01", places))] == expected


def test_combinations_and_codes_may_be_asked_for(figures: District, as_program: SignIn) -> None:
    office = as_program(figures.cast.office)
    elements = office.list("dataElements")
    combined = ask(office, f"{elements['TT01']}.HllvX50cXC0", "099")
    assert [row[-1] for row in rows(combined)] == ["7.0"]
    coded = ask(office, "TT01", "099", outputIdScheme="CODE").json()
    assert coded["rows"] == [["TT01", PERIOD, "099", "7.0"]]


def test_rates_of_reports(figures: District, as_program: SignIn) -> None:
    office = as_program(figures.cast.office)
    data_set = office.list("dataSets")["tuan_giao_2021.01-XA"]
    rates = ["EXPECTED_REPORTS", "ACTUAL_REPORTS", "REPORTING_RATE", "ACTUAL_REPORTS_ON_TIME"]
    answer = ask(office, ";".join(f"{data_set}.{rate}" for rate in rates), "099")
    assert [row[-1] for row in answer.json()["rows"]][:3] == ["3.0", "2.0", "66.67"]


def test_relative_periods(figures: District, as_program: SignIn) -> None:
    assert [row[-1] for row in rows(ask(as_program(figures.cast.office), "TT01", "099", "THIS_SIX_MONTH"))] == ["7.0"]
    assert rows(ask(as_program(figures.cast.office), "TT01", "099", "LAST_12_MONTHS")) == []


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"dimension": ["pe:2021S1", "ou:USER_ORGUNIT"]}, "E7101"),
        ({"dimension": ["dx:nowhere00000", "pe:2021S1", "ou:USER_ORGUNIT"]}, "E7124"),
        ({"dimension": ["dx:TT", "pe:2021S1", "ou:x"]}, "E7124"),
        ({"filter": ["dx:TT"]}, "E7100"),
    ],
)
def test_a_question_that_cannot_be_answered_is_409(
    figures: District, as_program: SignIn, params: dict[str, list[str]], code: str
) -> None:
    answer = as_program(figures.cast.office).get("analytics", **params)
    assert (answer.status_code, answer.json()["errorCode"]) == (409, code)
