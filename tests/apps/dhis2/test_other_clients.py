"""Requests that clients in other languages make, taken from their source, answered as those clients expect.

| client | language | read in |
|---|---|---|
| dhis2-java-client, OpenMRS dhisconnector | Java | `Dhis2AsyncRequest`, `ApiFields`; `DHISConnectorServiceImpl` |
| d2, app-runtime, plain fetch | JavaScript | `d2.js`; `RestAPILink/fetchData.ts` |
| datimutils, dhis2r | R | `getMetadata.R`, `getAnalytics.R` |
| dhis2-fetch, d2apy | Python | `orgunits.py`, `analytics.py`, `visualizations.py`; `dhis2api.py` |
| Power BI and Excel («Web»), curl | – | CSV and JSON by address |
"""

import base64
import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.jobs import services
from sokehoach.apps.jobs.models import KEPT, Job
from sokehoach.apps.reporting.models import DataValue
from sokehoach.apps.shell import clock
from tests.apps.dhis2.conftest import Program
from tests.apps.dhis2.test_values import build_body
from tests.factories.api_tokens import make_token, program
from tests.factories.district import PERIOD, District

type SignIn = Callable[..., Program]

JAVA_ID = "id,code,name,created,lastUpdated,attributeValues,translations,sharing,access"
JAVA_NAME = f"{JAVA_ID},shortName,description"
JAVA_UNIT = (
    f"{JAVA_NAME},path,level,parent[{JAVA_NAME}],openingDate,closedDate,comment,url,\n"
    "          contactPerson,address,email,phoneNumber"
)
D2_ME = ":all,organisationUnits[id],userGroups[id],userCredentials[:all,!user,userRoles[id]"  # one bracket is missing


class TestD2:
    """`init()` of the JavaScript library asks all of these and fails as a whole where one fails."""

    def test_it_starts(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.commune)
        fields = "apiEndpoint,name,displayName,authorities,singular,plural,shareable,metadata,klass,properties"
        schemas = client.get("schemas", fields=fields).json()["schemas"]
        by_name = {schema["singular"]: schema for schema in schemas}
        assert {"dataElement", "dataSet", "organisationUnit", "category"} <= by_name.keys()
        assert by_name["dataElement"]["apiEndpoint"] == "http://testserver/api/dataElements"
        assert all(schema["metadata"] and isinstance(schema["properties"], list) for schema in schemas)
        units = {row["name"]: row["propertyType"] for row in by_name["organisationUnit"]["properties"]}
        assert (units["level"], units["path"], units["parent"]) == ("INTEGER", "TEXT", "REFERENCE"), "d2 keeps no other"
        one = client.get("schemas/dataSet", fields=fields).json()
        assert one == by_name["dataSet"]
        attributes = client.get("attributes", fields=":all,optionSet[:all,options[:all]]", paging="false").json()
        assert isinstance(attributes["attributes"], list)
        me = client.get("me", fields=D2_ME).json()
        assert (me["username"], set(me["organisationUnits"][0])) == ("minh", {"id"})
        assert client.get("me/authorization").json() == []
        assert client.get("userSettings").json()["keyUiLocale"] == "vi"
        assert client.get("system/info").json()["version"] == "2.42.0"
        assert client.get("apps").json() == []

    def test_every_endpoint_of_the_schemas_answers(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.office)
        for schema in client.get("schemas").json()["schemas"]:
            path = schema["apiEndpoint"].partition("/api/")[2]
            assert isinstance(client.get(path, paging="false").json()[schema["plural"]], list)

    def test_a_schema_that_there_is_not(self, district: District, as_program: SignIn) -> None:
        assert as_program(district.cast.office).get("schemas/trackedEntity").status_code == 404


def test_app_runtime_reads_the_message_of_a_refusal(district: District) -> None:
    headers = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}
    refused = Client(headers=headers).get("/api/42/me")
    assert (refused.status_code, refused.headers["Content-Type"]) == (401, "application/json")
    assert refused.json()["message"]


class TestJava:
    def test_objects_with_the_fields_of_the_client(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.office)
        me = client.get("me", fields=f"{JAVA_ID},username,settings,authorities,organisationUnits[{JAVA_UNIT}]").json()
        assert me["organisationUnits"][0]["name"] == "Phòng Lao động - TB&XH"
        units = client.get("organisationUnits", fields=JAVA_UNIT, paging="false", order="level:asc").json()
        assert [unit["level"] for unit in units["organisationUnits"]] == sorted(
            unit["level"] for unit in units["organisationUnits"]
        )
        codes = {unit["code"]: unit for unit in units["organisationUnits"]}
        assert codes["03304"]["parent"]["name"] == "Huyện Tuần Giáo"
        uid = codes["03304"]["id"]
        head = client.client.head(f"/api/organisationUnits/{uid}")
        assert (head.status_code, head.content) == (200, b"")
        assert client.client.head("/api/organisationUnits/aaaaaaaaaaa").status_code == 404

    def test_filters_joined_by_or(self, district: District, as_program: SignIn) -> None:
        query = {"filter": ["code:eq:03304", "code:in:[03269,x]"], "fields": "code", "paging": "false"}
        client = as_program(district.cast.office)
        found = client.get("organisationUnits", rootJunction="OR", order="code:asc", **query).json()
        assert [unit["code"] for unit in found["organisationUnits"]] == ["03269", "03304"]
        assert client.get("organisationUnits", **query).json()["organisationUnits"] == []

    @pytest.mark.parametrize(
        "plural",
        [
            "dataElementGroups", "dataElementGroupSets", "indicatorGroups", "categoryOptionGroups", "optionGroups",
            "legendSets", "dimensions", "dataApprovalWorkflows", "userGroups", "userRoles", "validationRules",
            "visualizations", "eventVisualizations", "maps", "reportTables", "predictorGroups", "sqlViews", "routes",
        ],
    )  # fmt: skip
    def test_lists_of_which_there_is_nothing(self, district: District, as_program: SignIn, plural: str) -> None:
        client = as_program(district.cast.office)
        assert client.get(plural, fields=JAVA_NAME).json()[plural] == []
        assert client.get(f"{plural}.json", paging="false").json() == {plural: []}
        assert plural not in client.get("metadata").json()


class TestBodiesInChunks:
    """Java (`ofInputStream`, chunked streaming), Go and Node send a body without Content-Length as they write it."""

    def send(self, client: Client, body: bytes) -> Any:
        extra = {"wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
        return client.generic("POST", "/api/dataValueSets", b"-", "application/json", **extra)

    def test_values_are_read(self, district: District, as_program: SignIn) -> None:
        commune = as_program(district.cast.commune)
        answer = self.send(commune.client, json.dumps(build_body(commune, {"TT01": "3"})).encode())
        assert (answer.status_code, answer.json()["response"]["importCount"]["imported"]) == (200, 1)

    def test_there_is_an_end_to_them(self, district: District, as_program: SignIn, settings: Any) -> None:
        commune = as_program(district.cast.commune)
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
        assert self.send(commune.client, b" " * 1_001).status_code == 413
        assert self.send(commune.client, b" " * 1_000).status_code == 400, "no JSON, but read"

    def test_of_a_stranger_nothing_is_read(self, district: District) -> None:
        body = io.BytesIO(b"{}")
        extra = {"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
        assert Client().generic("POST", "/api/dataValueSets", b"-", "application/json", **extra).status_code == 401
        assert body.tell() == 0


class TestPython:
    def test_settings_one_by_one_as_dhis2w_client_asks(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.commune)
        assert client.get("systemSettings/keyUiLocale").json() == {"keyUiLocale": "vi"}
        assert client.get("42/userSettings/keyDbLocale.json").json() == {"keyDbLocale": "vi"}
        assert client.get("systemSettings/keyNone").status_code == 404

    def test_metadata_as_pydhis2_and_d2_api_filter_it(self, district: District, as_program: SignIn) -> None:
        """Each list by parameters of its own; `dataElements:fields` alone names the list too."""
        params = {"dataElements:fields": "id,code", "dataElements:filter": "code:eq:TT01"}
        body = as_program(district.cast.office).get("metadata", **params).json()
        assert [row["code"] for row in body.pop("dataElements")] == ["TT01"]
        assert set(body) == {"system"}

    def test_tables_of_dhis2_fetch(self, district: District, as_program: SignIn) -> None:
        """It asks for all of a list at once, and for a row for each unit and period."""
        district.report(district.cast.commune, {"B1": "3", "B2": "0"})
        client = as_program(district.cast.office)
        levels = client.get("organisationUnitLevels", fields="level,name", paging="false").json()
        deepest = max(row["level"] for row in levels["organisationUnitLevels"])
        (top,) = client.get("organisationUnits", filter="level:eq:1", fields="id,name", paging="false").json()[
            "organisationUnits"
        ]
        filters = [f"level:eq:{deepest}", f"path:like:/{top['id']}"]
        units = client.get("organisationUnits", fields="id,name,ancestors[id,name]", filter=filters, paging="false")
        assert {row["ancestors"][0]["id"] for row in units.json()["organisationUnits"]} == {top["id"]}
        assert client.get("programs", fields="id,name,programType", paging="false").json()["programs"] == []
        element = client.list("dataElements")["TT01"]
        table = client.get(
            "analytics", dimension=[f"dx:{element}", f"pe:{PERIOD}", f"ou:{top['id']};LEVEL-{deepest}"],
            paging="false", skipMeta="true", ignoreLimit="true",
        ).json()  # fmt: skip
        assert "3" in {row[-1].removesuffix(".0") for row in table["rows"]}

    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
    def test_d2apy_is_told_that_metadata_is_only_read(
        self, district: District, as_program: SignIn, method: str
    ) -> None:
        client = as_program(district.cast.office).client
        answer = client.generic(method, "/api/dataElements/aaaaaaaaaaa", b"{}", content_type="application/json")
        assert (answer.status_code, answer.json()["httpStatus"]) == (405, "Method Not Allowed")


class TestAnImportThatIsAsync:
    """The Java client always imports so: it posts, looks at the task until it is completed, and reads its summary."""

    def post(self, client: Program, district: District, value: str = "4", **params: Any) -> Any:
        elements, units = client.list("dataElements"), client.list("organisationUnits")
        row = {"dataElement": elements["TT01"], "period": PERIOD, "orgUnit": units["03304"], "value": value}
        return client.post("dataValueSets", {"dataValues": [row]}, **({"async": "true"} | params))

    def follow(self, client: Program, answer: Any) -> Any:
        """The summary of the task that an answer names."""
        body = answer.json()
        assert (answer.status_code, body["httpStatus"]) == (200, "OK")
        job = body["response"]
        assert (job["jobType"], len(job["id"])) == ("DATAVALUE_IMPORT", 11)
        assert job["relativeNotifierEndpoint"] == f"/api/system/tasks/{job['jobType']}/{job['id']}"
        notes = client.get(f"system/tasks/{job['jobType']}/{job['id']}").json()
        assert [note["completed"] for note in notes] == [True]
        return client.get(f"system/taskSummaries/{job['jobType']}/{job['id']}").json()

    def test_it_works(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.commune)
        summary = self.follow(client, self.post(client, district))
        assert (summary["responseType"], summary["status"]) == ("ImportSummary", "SUCCESS")
        assert summary["importCount"] == {"imported": 1, "updated": 0, "ignored": 0, "deleted": 0}
        assert DataValue.objects.get().number == 4

    def test_a_conflict_is_told_by_the_summary(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.commune)
        summary = self.follow(client, self.post(client, district, "x"))
        assert summary["status"] == "WARNING"
        assert [conflict["errorCode"] for conflict in summary["conflicts"]] == ["E7619"]
        assert not DataValue.objects.exists()

    def test_a_dry_run_stores_no_value(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.commune)
        assert self.follow(client, self.post(client, district, dryRun="true"))["importCount"]["imported"] == 1
        assert not DataValue.objects.exists()

    def test_the_summary_is_for_the_token_alone(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.commune)
        job = self.post(client, district).json()["response"]
        path = f"system/taskSummaries/DATAVALUE_IMPORT/{job['id']}"
        for other in (as_program(district.cast.commune), as_program(district.cast.office)):
            assert other.get(path).status_code == 404
            assert other.get(path.replace("taskSummaries", "tasks")).status_code == 404
        assert client.get(path.replace("DATAVALUE_IMPORT", "METADATA_IMPORT")).status_code == 404
        assert client.get("system/taskSummaries/DATAVALUE_IMPORT/J9999999999").status_code == 404
        assert client.client.get("/api/v1/jobs").json()["items"] == [], "it is no job of the list"

    def test_a_job_of_a_page_is_no_task(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.commune)
        self.post(client, district)
        Job.objects.update(kind="documents.print")
        uid = f"J{Job.objects.get().pk:010d}"
        assert client.get(f"system/tasks/DATAVALUE_IMPORT/{uid}").status_code == 404

    def test_it_is_removed_after_its_time(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.commune)
        self.post(client, district)
        assert services.remove_old_results(clock.now() + KEPT + timedelta(minutes=1)) == 1
        assert not Job.objects.exists()


class TestOpenMrs:
    """Basic, «.json» after the UID, `/api/resources` to try the address, ADX under its older media type."""

    @pytest.fixture
    def openmrs(self, district: District) -> Client:
        token = make_token(district.cast.commune).text
        basic = base64.b64encode(f"openmrs:{token}".encode()).decode()
        return Client(headers={"Authorization": f"Basic {basic}", "Accept": "application/json"})

    def test_the_address_is_tried(self, openmrs: Client) -> None:
        resources = openmrs.get("/api/resources").json()["resources"]
        assert {"dataSets", "organisationUnits"} <= {resource["plural"] for resource in resources}
        assert openmrs.get("/api/system/ping").content == b"pong"

    def test_codes_are_looked_up(self, openmrs: Client) -> None:
        listed = openmrs.get("/api/organisationUnits.json?paging=false&fields=id,name").json()["organisationUnits"]
        (unit,) = (unit for unit in listed if unit["name"] == "Xã Tênh Phông")
        assert openmrs.get(f"/api/organisationUnits/{unit['id']}.json").json()["code"] == "03304"
        sets = openmrs.get("/api/dataSets.json?paging=false").json()["dataSets"]
        whole = openmrs.get(f"/api/dataSets/{sets[0]['id']}.json").json()
        element = whole["dataSetElements"][0]["dataElement"]["id"]
        assert openmrs.get(f"/api/dataElements/{element}.json").json()["code"] in ("TT01", "TT02")
        combo = openmrs.get(f"/api/dataElements/{element}.json").json()["categoryCombo"]["id"]
        options = openmrs.get(f"/api/categoryCombos/{combo}.json").json()["categoryOptionCombos"]
        assert openmrs.get(f"/api/categoryOptionCombos/{options[0]['id']}.json").json()["categoryCombo"]["id"] == combo

    def test_adx_under_its_older_media_type(self, openmrs: Client) -> None:
        adx = (
            '<adx xmlns="urn:ihe:qrph:adx:2015" exported="2021-07-05T08:00:00Z">'
            '<group orgUnit="03304" period="2021-01-01/P6M" dataSet="01-XA">'
            '<dataValue dataElement="TT01" value="12"/></group></adx>'
        )
        address = "/api/dataValueSets?dataElementIdScheme=CODE&orgUnitIdScheme=CODE&idScheme=CODE"
        answer = openmrs.post(address, adx, content_type="application/xml+adx")
        assert answer.json()["response"]["importCount"]["imported"] == 1
        assert DataValue.objects.get().number == 12


class TestR:
    def test_filters_as_datimutils_writes_them(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.office)
        uids = client.list("dataElements")
        for text, codes in (
            (f"id:in:[{uids['TT01']},{uids['TT02']}]", {"TT01", "TT02"}), ("code:!in:[TT01]", {*uids} - {"TT01"}),
            ("name:!like:TT0", {*uids} - {"TT01", "TT02"}), ("code:!eq:TT02", {*uids} - {"TT02"}),
        ):  # fmt: skip
            rows = client.client.get(f"/api/dataElements.json?paging=false&filter={text}&fields=code").json()
            assert {row["code"] for row in rows["dataElements"]} == codes, text

    def test_the_own_units_of_an_account(self, district: District, as_program: SignIn) -> None:
        client = as_program(district.cast.commune)
        for name in ("userOnly", "userDataViewOnly", "userDataViewFallback"):
            rows = client.get("organisationUnits", fields="code", **{name: "true"}).json()["organisationUnits"]
            assert [row["code"] for row in rows] == ["03304"]

    def test_analytics_with_a_filter(self, district: District, as_program: SignIn) -> None:
        district.report(district.cast.commune, {"B1": "3", "B2": "0"})
        client = as_program(district.cast.office)
        element, unit = client.list("dataElements")["TT01"], client.list("organisationUnits")["099"]
        path = f"/api/analytics?dimension=dx:{element}&dimension=ou:{unit};LEVEL-2&filter=pe:{PERIOD}"
        table = client.client.get(f"{path}&outputIdScheme=UID").json()
        assert [header["column"] for header in table["headers"]] == ["Data", "Organisation unit", "Value"]
        assert table["rows"] == [[element, unit, "3.0"]]
        assert [header["valueType"] for header in table["headers"]][-1] == "NUMBER"
        without = client.client.get(f"{path}&skipData=true").json()
        assert (without["rows"], without["metaData"]["items"][element]["name"]) == ([], "Chỉ tiêu TT01")


class TestTablesByAddress:
    """Power BI and Excel read an address as it is: CSV is a table without any step."""

    def test_analytics_as_csv(self, district: District, as_program: SignIn) -> None:
        district.report(district.cast.commune, {"B1": "3", "B2": "0"})
        client = as_program(district.cast.office)
        elements, unit = client.list("dataElements"), client.list("organisationUnits")["099"]
        query = f"dimension=dx:{elements['TT01']};{elements['TT02']}&dimension=pe:{PERIOD}&filter=ou:{unit}"
        answer = client.client.get(f"/api/analytics.csv?{query}&outputIdScheme=NAME")
        assert answer.headers["Content-Type"] == "application/csv; charset=utf-8"
        rows = list(csv.reader(io.StringIO(answer.content.decode())))
        assert rows[0] == ["Data", "Period", "Value"]
        assert sorted(row[::2] for row in rows[1:]) == [["Chỉ tiêu TT01", "3.0"], ["Chỉ tiêu TT02", "0.0"]]
        accepted = client.client.get(f"/api/41/analytics?{query}", headers={"Accept": "text/csv"})
        assert accepted.content.decode().startswith("Data,Period,Value\n")
        assert json.loads(client.client.get(f"/api/analytics.json?{query}").content)["height"] == 2

    def test_a_program_without_the_right_gets_no_table(self, district: District) -> None:
        answer = program(make_token(district.cast.commune)).get("/api/analytics.csv?dimension=dx:x")
        assert (answer.status_code, answer.json()["httpStatus"]) == (403, "Forbidden")
