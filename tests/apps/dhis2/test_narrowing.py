"""What narrows an answer or an import is carried out or refused: passed over, it would mean more than was asked."""

from collections.abc import Callable
from typing import Any

import pytest

from sokehoach.apps.reporting.models import DataValue, Submission
from tests.apps.dhis2.conftest import Program
from tests.apps.dhis2.test_analytics import ask
from tests.apps.dhis2.test_values import build_body, count
from tests.factories.district import PERIOD, District

type SignIn = Callable[..., Program]


@pytest.fixture
def figures(district: District) -> District:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    district.report(district.cast.other_commune, {"B1": "4", "B2": "-"})
    return district


def get_values(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row[-1] for row in answer.json()["rows"]]


def get_refusal(answer: Any) -> tuple[int, str]:
    body = answer.json()
    assert (body["httpStatusCode"], body["status"], bool(body["message"])) == (answer.status_code, "ERROR", True)
    return answer.status_code, body["errorCode"]


class TestAnalytics:
    @pytest.mark.parametrize("name", ["dimension", "filter"])
    @pytest.mark.parametrize(
        "dimension", ["J5jldMd8OHv:bRowv6yZOF2", "J5jldMd8OHv", "ao:HllvX50cXC0", "LEVEL-3", "DX:x"]
    )
    def test_an_unknown_dimension(self, figures: District, as_program: SignIn, name: str, dimension: str) -> None:
        office = as_program(figures.cast.office)
        unit, element = office.list("organisationUnits")["099"], office.list("dataElements")["TT01"]
        params = {"dimension": [f"dx:{element}", f"pe:{PERIOD}", f"ou:{unit}"]}
        params.setdefault(name, []).append(dimension)
        assert get_refusal(office.get("analytics", **params)) == (409, "E7125")
        assert get_refusal(office.get("analytics.csv", **params)) == (409, "E7125")
        joined = {**params, name: ",".join(params[name])}
        assert get_refusal(office.get("42/analytics.json", **joined)) == (409, "E7125")

    def test_groups_of_units_and_categories_that_are_listed(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        uid = office.list("organisationUnitGroupSets")["level"]
        assert get_refusal(ask(office, "TT01", "099", filter=uid)) == (409, "E7125")

    @pytest.mark.parametrize(
        ("params", "code"),
        [
            ({"filter": "pe:2020S2"}, "E7103"),
            ({"startDate": "2021-01-01", "endDate": "2021-03-31"}, "E7105"),
            ({"endDate": "2021-03-31"}, "E7105"),
            ({"aggregationType": "COUNT"}, "E1003"),
            ({"approvalLevel": "x"}, "E1003"),
            ({"userOrgUnit": "x"}, "E1003"),
            ({"measureCriteria": "OVER:3"}, "E7124"),
            ({"measureCriteria": "GE:nan"}, "E7124"),
            ({"preAggregationMeasureCriteria": "GE:3"}, "E1003"),
            ({"order": "x"}, "E7124"),
        ],
    )
    def test_a_parameter_that_is_not_carried_out(
        self, figures: District, as_program: SignIn, params: dict[str, str], code: str
    ) -> None:
        assert get_refusal(ask(as_program(figures.cast.office), "TT01", "099", **params)) == (409, code)

    def test_a_parameter_that_asks_for_what_is_done(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        params = {"aggregationType": "DEFAULT", "tableLayout": "false", "skipRounding": "false", "userOrgUnit": ""}
        assert get_values(ask(office, "TT01", "099", **params)) == ["7.0"]

    @pytest.mark.parametrize("unit", ["USER_ORGUNIT_COUSINS", "LEVEL-", "LEVEL-x", "OU_GROUP-aaaaaaaaaaa"])
    def test_units_beside_known_ones(self, figures: District, as_program: SignIn, unit: str) -> None:
        assert get_refusal(ask(as_program(figures.cast.office), "TT01", f"{unit};099")) == (409, "E7124")

    def test_a_level_by_its_uid(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        levels = office.get("organisationUnitLevels", fields="id,level").json()["organisationUnitLevels"]
        uid = next(row["id"] for row in levels if row["level"] == 3)
        assert get_values(ask(office, "TT01", f"LEVEL-{uid};099")) == ["4.0", "3.0"]

    def test_criteria_and_order(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        assert get_values(ask(office, "TT01", "099;03304;03269", measureCriteria="GE:4")) == ["4.0", "7.0"]
        assert get_values(ask(office, "TT01", "099;03304;03269", measureCriteria="GT:3;LT:7")) == ["4.0"]
        assert get_values(ask(office, "TT01", "099;03304;03269", order="DESC")) == ["7.0", "4.0", "3.0"]

    def test_a_filter_counts_nothing_twice(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        units, element = office.list("organisationUnits"), office.list("dataElements")["TT01"]
        shown = [f"dx:{element}", f"pe:{PERIOD}"]
        answer = office.get("analytics", dimension=shown, filter=f"ou:{units['099']};{units['03304']}")
        assert get_values(answer) == ["7.0"], "the commune is within the district"
        shown = [f"dx:{element}", f"ou:{units['099']}"]
        assert get_refusal(office.get("analytics", dimension=shown, filter="pe:2021;2021S1")) == (409, "E7104")
        places = [f"pe:{PERIOD}", f"ou:{units['099']}"]
        two = f"dx:{element};{office.list('dataElements')['TT02']}"
        assert get_refusal(office.get("analytics", dimension=places, filter=two)) == (409, "E7108")

    def test_rates_over_filtered_places_are_one_row(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        units, data_set = office.list("organisationUnits"), office.list("dataSets")["tuan_giao_2021.01-XA"]
        shown = [f"dx:{data_set}.EXPECTED_REPORTS;{data_set}.REPORTING_RATE", f"pe:{PERIOD}"]
        answer = office.get("analytics", dimension=shown, filter=f"ou:{units['03304']};{units['03289']}")
        assert get_values(answer) == ["2.0", "50.0"]
        assert get_refusal(office.get("analytics", dimension=[*shown, "co", f"ou:{units['099']}"])) == (409, "E7114")

    def test_relative_periods_of_another_day(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        for day, values in (("2021-08-01", ["7.0"]), ("2021-06-01", [])):
            assert get_values(ask(office, "TT01", "099", "LAST_SIX_MONTH", relativePeriodDate=day)) == values

    def test_schemes_of_one_dimension(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        answer = ask(office, "TT01", "099", outputOrgUnitIdScheme="NAME", outputIdScheme="CODE").json()
        assert answer["rows"] == [["TT01", PERIOD, "Huyện Tuần Giáo", "7.0"]]

    def test_numerators_of_what_is_no_quotient_are_empty(self, figures: District, as_program: SignIn) -> None:
        answer = ask(as_program(figures.cast.office), "TT01", "099", includeNumDen="true").json()
        assert [header["name"] for header in answer["headers"]][3:] == [
            "value", "numerator", "denominator", "factor", "multiplier", "divisor",
        ]  # fmt: skip
        assert answer["rows"][0][3:] == ["7.0", "", "", "", "", ""]


class TestLists:
    @pytest.mark.parametrize(
        ("path", "params", "refusal"),
        [
            ("organisationUnits", {"level": "x"}, (400, "E1003")),
            ("organisationUnits", {"maxLevel": "2.5"}, (400, "E1003")),
            ("organisationUnits", {"memberObject": "x", "memberCollection": "dataSets"}, (409, "E1003")),
            ("users", {"orgUnit": "x"}, (409, "E1003")),
            ("organisationUnits.geojson", {"filter": "code:eq:03304"}, (409, "E1003")),
            ("dataValueSets", {"dataElementGroup": "x"}, (409, "E1003")),
            ("dataValueSets", {"attributeOptionCombo": "x"}, (409, "E1003")),
            ("dataValueSets", {"orgUnitGroup": "x"}, (409, "E2013")),
            ("completeDataSetRegistrations", {"createdDuration": "x"}, (409, "E2005")),
            ("dataValues", {"cc": "x", "cp": "y"}, (409, "E1003")),
        ],
    )
    def test_a_parameter_that_is_not_carried_out(
        self, district: District, as_program: SignIn, path: str, params: dict[str, str], refusal: tuple[int, str]
    ) -> None:
        query = {"dataSet": "01-XA", "period": PERIOD, "orgUnit": "03304"} if path[0] in "dc" else {}
        assert get_refusal(as_program(district.cast.office).get(path, **query, **params)) == refusal

    def test_units_above_and_below(self, district: District, as_program: SignIn) -> None:
        office = as_program(district.cast.office)
        units = office.list("organisationUnits")

        def list_codes(path: str, **params: str) -> list[str]:
            rows = office.get(path, fields="code", order="code:asc", **params).json()["organisationUnits"]
            return [row["code"] for row in rows]

        area = f"organisationUnits/{units['099']}"
        communes = sorted({*units} - {"11", "099"})
        assert list_codes(area, includeChildren="true") == sorted(["099", *communes])
        assert list_codes(f"{area}/children", filter="code:in:[03304,099]") == ["03304", "099"]
        assert list_codes(area, level="1") == communes
        assert list_codes(f"organisationUnits/{units['11']}", includeDescendants="true") == sorted(units)
        commune = f"organisationUnits/{units['03304']}"
        assert list_codes(commune, includeAncestors="true") == ["03304", "099", "11"]
        assert list_codes(f"{commune}/parents.json") == ["099", "11"]
        assert office.get("organisationUnits/aaaaaaaaaaa/children").status_code == 404

    def test_the_own_part_of_the_tree(self, district: District, as_program: SignIn) -> None:
        commune = as_program(district.cast.commune)
        assert {*commune.list("organisationUnits")} == {"11", "099", "03304"}
        assert {*commune.list("organisationUnits", withinUserHierarchy="true")} == {"03304"}
        rows = commune.get("organisationUnits", levelSorted="true", fields="level").json()["organisationUnits"]
        assert [row["level"] for row in rows] == [1, 2, 3]

    def test_metadata_with_filters(self, district: District, as_program: SignIn) -> None:
        office = as_program(district.cast.office)
        body = office.get("metadata", dataElements="true", filter="code:eq:TT01", fields="code").json()
        assert body["dataElements"] == [{"code": "TT01"}]
        own = {"dataElements:filter": "code:eq:TT02", "dataElements:fields": "code", "organisationUnits": "true"}
        body = office.get("metadata", **own, fields="code", filter="code:eq:099").json()
        assert (body["dataElements"], body["organisationUnits"]) == ([{"code": "TT02"}], [{"code": "099"}])
        assert "dataSets" not in body


class TestValues:
    def test_groups_of_units_and_combinations(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        group = office.list("organisationUnitGroups")["commune"]
        query = {"dataSet": "01-XA", "period": PERIOD}
        rows = office.get("dataValueSets", **query, orgUnitGroup=group).json()["dataValues"]
        assert len({row["orgUnit"] for row in rows}) == 2
        for combo, number in (("HllvX50cXC0", len(rows)), ("NoCombo0000", 0)):
            answer = office.get("dataValueSets", **query, orgUnitGroup="commune", categoryOptionCombo=combo)
            assert len(answer.json()["dataValues"]) == number

    def test_completions_since_and_so_many(self, figures: District, as_program: SignIn) -> None:
        office = as_program(figures.cast.office)
        query = {"dataSet": "01-XA", "period": PERIOD, "orgUnit": "099", "children": "true"}
        for params, number in (
            ({}, 2),
            ({"limit": "1"}, 1),
            ({"created": "2030-01-01"}, 0),
            ({"createdDuration": "1d"}, 2),
        ):
            answer = office.get("completeDataSetRegistrations", **query, **params)
            assert len(answer.json()["completeDataSetRegistrations"]) == number, params

    @pytest.mark.parametrize("strategy", ["CREATE", "UPDATE", "NEW", "SYNC"])
    def test_a_strategy_that_is_not_carried_out(self, district: District, as_program: SignIn, strategy: str) -> None:
        commune = as_program(district.cast.commune)
        body = build_body(commune, {"TT01": "3"})
        assert get_refusal(commune.post("dataValueSets", body, importStrategy=strategy)) == (409, "E1003")
        assert get_refusal(commune.post("dataValueSets", {**body, "importStrategy": strategy})) == (409, "E1003")
        assert not Submission.objects.exists()

    def test_deletion_as_a_strategy_stores_no_value(self, district: District, as_program: SignIn) -> None:
        commune = as_program(district.cast.commune)
        body = build_body(commune, {"TT01": "3", "TT02": "5"})
        commune.post("dataValueSets", body)
        only_one = {**body, "dataValues": body["dataValues"][:1]}
        answer = commune.post("dataValueSets", only_one, importStrategy="DELETE", dryRun="true")
        assert answer.json()["response"]["importCount"]["deleted"] == 1
        assert DataValue.objects.filter(number__isnull=False).count() == 2
        answer = commune.post("dataValueSets", only_one, importStrategy="DELETE")
        assert (count(answer), answer.json()["response"]["importCount"]["deleted"]) == ((0, 0, 0), 1)
        assert [row.cell for row in DataValue.objects.filter(number__isnull=False)] == ["B2"]
        complete = {**only_one, "completeDate": "2021-06-22"}
        assert get_refusal(commune.post("dataValueSets", complete, importStrategy="DELETE")) == (409, "E1003")

    @pytest.mark.parametrize("place", ["row", "set", "value", "completion", "adx"])
    def test_a_value_of_a_part_of_a_report(self, district: District, as_program: SignIn, place: str) -> None:
        commune = as_program(district.cast.commune)
        body = build_body(commune, {"TT01": "3"})
        part = {"attributeOptionCombo": "OtherCombo0"}
        if place == "row":
            answer = commune.post("dataValueSets", {**body, "dataValues": [body["dataValues"][0] | part]})
        elif place == "set":
            answer = commune.post("dataValueSets", body | part)
        elif place == "value":
            row = {"dataElement": "TT01", "period": PERIOD, "orgUnit": "03304", "value": 6}
            assert get_refusal(commune.post("dataValues", row | part)) == (409, "E1003")
            assert (
                commune.client.post(
                    "/api/dataValues", {"de": "TT01", "pe": PERIOD, "ou": "03304", "cp": "x", "value": 1}
                ).status_code
                == 409
            )
            assert commune.post("dataValues", row | {"attributeOptionCombo": "HllvX50cXC0"}).status_code == 201
            return
        elif place == "completion":
            row = {"dataSet": "01-XA", "period": PERIOD, "organisationUnit": "03304", "completed": True}
            answer = commune.post("completeDataSetRegistrations", {"completeDataSetRegistrations": [row | part]})
        else:
            adx = (
                '<adx xmlns="urn:ihe:qrph:adx:2015" exported="2021-07-05T08:00:00Z">'
                '<group orgUnit="03304" period="2021-01-01/P6M" dataSet="01-XA" FUNDING="UN">'
                '<dataValue dataElement="TT01" value="12"/></group></adx>'
            )
            answer = commune.client.post("/api/dataValueSets", adx, content_type="application/adx+xml")
        assert answer.status_code == 409
        assert [conflict["errorCode"] for conflict in answer.json()["response"]["conflicts"]] == ["E7615"]
        assert not Submission.objects.exists()

    def test_xml_says_itself_that_it_is_a_dry_run_or_a_deletion(self, district: District, as_program: SignIn) -> None:
        commune = as_program(district.cast.commune)
        text = (
            '<dataValueSet xmlns="http://dhis2.org/schema/dxf/2.0"{head} idScheme="CODE" orgUnit="03304"'
            ' period="2021S1" dataSet="01-XA"><dataValue dataElement="TT01" value="3"{row}/></dataValueSet>'
        )
        for head, row, number in ((' dryRun="true"', "", 0), ("", "", 1), ("", ' deleted="true"', 0)):
            content = text.format(head=head, row=row)
            answer = commune.client.post("/api/dataValueSets", content, content_type="application/xml")
            assert answer.status_code == 200, answer.text
            assert DataValue.objects.filter(number__isnull=False).count() == number
