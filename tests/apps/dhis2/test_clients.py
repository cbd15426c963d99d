"""Clients that others wrote run unmodified against the real server."""

from typing import Any

import pytest
from dhis2 import Api
from dhis2_client import DHIS2Client
from pytest_django.live_server_helper import LiveServer

from tests.factories.api_tokens import make_token
from tests.factories.cast import Cast, assemble
from tests.factories.district import PERIOD, found


@pytest.fixture
def served_cast(transactional_db: None) -> Cast:
    return assemble()


def test_dhis2_py(served_cast: Cast, live_server: LiveServer) -> None:
    found(served_cast)
    token = make_token(served_cast.commune).text
    api = Api(live_server.url, "minh", token)
    assert api.get_info()["version"] == "2.42.0"
    assert api.get_version_int() == 42
    assert api.get("me").json()["username"] == "minh"
    units = api.get("organisationUnits", params={"fields": "id,code", "paging": False}).json()["organisationUnits"]
    unit = next(row["id"] for row in units if row["code"] == "03304")
    pages = list(api.get_paged("dataElements", params={"fields": "id,code"}, page_size=1))
    elements = {row["code"]: row["id"] for page in pages for row in page["dataElements"]}
    assert (len(pages), set(elements)) == (2, {"TT01", "TT02"})
    merged: Any = api.get_paged("dataElements", page_size=1, merge=True)
    assert len(merged["dataElements"]) == 2
    values = [{"dataElement": uid, "period": PERIOD, "orgUnit": unit, "value": "4"} for uid in elements.values()]
    summary = api.post("dataValueSets", json={"dataValues": values}).json()
    assert summary["response"]["importCount"]["imported"] == 2
    data_set = api.get("dataSets", params={"fields": "id"}).json()["dataSets"][0]["id"]
    query = {"dataSet": data_set, "period": PERIOD, "orgUnit": unit}
    assert len(api.get("dataValueSets", params=query).json()["dataValues"]) == 2
    assert api.get("dataValueSets", file_type="csv", params=query).text.startswith("dataelement,period")
    versioned = Api(live_server.url, "minh", token, api_version=41)
    assert versioned.get("me").json()["username"] == "minh"


def test_dhis2_client(served_cast: Cast, live_server: LiveServer) -> None:
    district = found(served_cast)
    district.report(served_cast.commune, {"B1": "3", "B2": "0"})
    client = DHIS2Client(live_server.url, token=make_token(served_cast.office).text, retries=0)
    assert client.get_system_info()["version"] == "2.42.0"
    assert client.get_current_user()["username"] == "huong"
    units = {row["code"]: row["id"] for row in client.get_organisation_units(fields="id,code")}
    elements = {row["code"]: row["id"] for row in client.get_data_elements(fields="id,code")}
    assert client.get_org_unit(units["099"])["name"] == "Huyện Tuần Giáo"
    assert client.get_org_units_geojson(level=3)["type"] == "FeatureCollection"
    assert client.get_data_element(elements["TT01"])["valueType"] == "INTEGER_ZERO_OR_POSITIVE"
    table = client.get_analytics_data(dimension=[f"dx:{elements['TT01']}", f"pe:{PERIOD}", f"ou:{units['099']}"])
    assert table["rows"] == [[elements["TT01"], PERIOD, units["099"], "3.0"]]
    clerk = DHIS2Client(live_server.url, username="pao", password=make_token(served_cast.other_commune).text)
    body = {"dataElement": elements["TT01"], "period": PERIOD, "orgUnit": units["03269"], "value": "6"}
    assert clerk.post_data_value_set({"dataValues": [body]})["response"]["importCount"]["imported"] == 1
    client.close()
    clerk.close()
