"""Lists and objects: what an account sees of units and definitions, and nothing of the other side of the wall."""

from collections.abc import Callable

import pytest
from django.test import Client

from sokehoach.adapters.dhis2.uids import is_uid
from tests.apps.dhis2.conftest import Program
from tests.factories.district import District

type SignIn = Callable[..., Program]

ADDRESSES = (
    "system/info", "me", "metadata", "periodTypes", "schemas", "organisationUnits", "organisationUnits.geojson",
    "organisationUnitLevels", "organisationUnitGroups", "dataElements", "dataSets", "categoryCombos",
    "categoryOptionCombos", "optionSets", "indicators", "programIndicators", "users", "dataValueSets", "dataValues",
    "completeDataSetRegistrations", "analytics",
)  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("prefix", ["", "42/"])
def test_without_a_token_the_answer_is_401_in_json(district: District, path: str, prefix: str) -> None:
    for client in (Client(), Client(headers={"Authorization": "Basic YWRtaW46ZGlzdHJpY3Q="})):
        answer = client.get(f"/api/{prefix}{path}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/json")
        assert "Basic" in answer.headers["WWW-Authenticate"]
        assert answer.json()["httpStatusCode"] == 401


def test_a_session_opens_nothing(district: District) -> None:
    client = Client()
    client.force_login(district.cast.office)
    assert client.get("/api/me").status_code == 401


@pytest.mark.parametrize("path", ["me", "me/", "me.json", "41/me", "44/me.json"])
def test_a_version_a_suffix_and_a_slash_are_accepted(district: District, as_program: SignIn, path: str) -> None:
    answer = as_program(district.cast.commune).get(path)
    assert (answer.status_code, answer.json()["username"]) == (200, "minh")
    assert len(answer.json()["organisationUnits"]) == 1


@pytest.mark.parametrize("path", ["nowhere", "24/me", "45/me", "organisationUnits/aaaaaaaaaaa"])
def test_what_there_is_not_is_404_in_json(district: District, as_program: SignIn, path: str) -> None:
    answer = as_program(district.cast.commune).get(path)
    assert (answer.status_code, answer.json()["httpStatus"]) == (404, "Not Found")


def test_the_server_calls_itself_one_that_typed_clients_accept(district: District, as_program: SignIn) -> None:
    info = as_program(district.cast.commune).get("system/info").json()
    assert info["version"] == "2.42.0"
    assert (info["calendar"], info["contextPath"]) == ("iso8601", "http://testserver")


def test_units_have_path_level_and_days(district: District, as_program: SignIn) -> None:
    office = as_program(district.cast.office)
    fields = "id,code,level,path,parent[id,name],openingDate,organisationUnitGroups[code],children~size"
    units = {
        row["code"]: row
        for row in office.get("organisationUnits", fields=fields, paging="false").json()["organisationUnits"]
    }
    commune, area = units["03304"], units["099"]
    assert commune["path"] == f"{area['path']}/{commune['id']}"
    assert (commune["level"], commune["parent"]["name"]) == (3, "Huyện Tuần Giáo")
    assert commune["openingDate"].startswith("2004-01-01T")
    assert commune["organisationUnitGroups"] == [{"code": "commune"}]
    assert "03247" not in units, "a commune of another district"
    assert all(is_uid(row["id"]) for row in units.values())
    below = office.get("organisationUnits", filter=[f"path:like:/{area['id']}/"], fields="code", paging="false")
    assert {row["code"] for row in below.json()["organisationUnits"]} == {*units} - {"11", "099"}


def test_a_list_comes_in_pages(district: District, as_program: SignIn) -> None:
    first = as_program(district.cast.office).get("organisationUnits", pageSize=2, order="code:asc").json()
    assert (first["pager"]["page"], first["pager"]["pageSize"], len(first["organisationUnits"])) == (1, 2, 2)
    assert "page=2" in first["pager"]["nextPage"]
    assert set(first["organisationUnits"][0]) == {"id", "displayName"}
    refused = as_program(district.cast.office).get("organisationUnits", filter="x")
    assert (refused.status_code, refused.json()["errorCode"]) == (400, "E1003")


def test_no_side_of_the_wall_sees_the_definitions_of_the_other(district: District, as_program: SignIn) -> None:
    cast = district.cast
    assert set(as_program(cast.commune).list("dataElements")) == {"TT01", "TT02"}
    assert set(as_program(cast.health).list("dataElements")) == set()
    assert set(as_program(cast.police).list("dataElements")) == {"CA01", "CA02"}
    assert set(as_program(cast.office).list("dataElements")) == {"TT01", "TT02", "CA01", "CA02"}
    assert as_program(cast.outsider).get("dataSets", fields="organisationUnits[id]").json()["dataSets"][0] == {
        "organisationUnits": []
    }


def test_a_form_is_a_data_set_with_its_elements_and_reporters(district: District, as_program: SignIn) -> None:
    office = as_program(district.cast.office)
    rows = office.get(
        "dataSets", fields="code,periodType,dataSetElements[dataElement[code]],organisationUnits[code],sections[name]"
    ).json()["dataSets"]
    assert rows[0]["code"] == "tuan_giao_2021.01-XA"
    assert rows[0]["periodType"] == "SixMonthly"
    assert [row["dataElement"]["code"] for row in rows[0]["dataSetElements"]] == ["TT01", "TT02"]
    assert {row["code"] for row in rows[0]["organisationUnits"]} == {"03304", "03269", "03289"}
    assert rows[0]["sections"] == [{"name": "Truyền thông"}]


def test_lists_that_are_empty_have_their_key(district: District, as_program: SignIn) -> None:
    program = as_program(district.cast.commune)
    for plural in ("programIndicators", "indicators", "optionSets", "programs"):
        assert program.get(plural).json()[plural] == []
    assert [row["username"] for row in program.get("users", fields="username").json()["users"]] == ["minh"]


def test_combinations_have_what_every_server_has(district: District, as_program: SignIn) -> None:
    rows = as_program(district.cast.commune).get("categoryOptionCombos", fields="id,name").json()
    assert {"id": "HllvX50cXC0", "name": "default"} in rows["categoryOptionCombos"]


def test_another_method_is_405(district: District, as_program: SignIn) -> None:
    answer = as_program(district.cast.commune).client.put("/api/me")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


def test_the_root_leads_to_the_sign_in_page_without_a_query(district: District) -> None:
    """Clients follow it to learn the address of the server (dhis2w-client): «/login» and no address after it."""
    answer = Client().get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login")
    page = Client().get("/login")
    assert (page.status_code, "Đăng nhập" in page.text) == (200, True)
    assert "?next=/bao-cao/" in Client().get("/bao-cao/").headers["Location"]
