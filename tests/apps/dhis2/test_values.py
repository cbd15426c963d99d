"""Values are read and written by programs as by people: the same reports, checks, limits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sokehoach.apps.audit.models import Event
from sokehoach.apps.indicators.services.elements import import_elements
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.services.forms import import_forms
from sokehoach.domain.reporting.form import Cell, FormSection
from tests.apps.dhis2.conftest import Program
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, FORMS, PERIOD, POLICE, District, element
from tests.factories.programmes import first_programme

type SignIn = Callable[..., Program]


def build_body(program: Program, values: dict[str, Any], unit: str = "03304", **more: Any) -> dict[str, Any]:
    elements = program.list("dataElements")
    return {
        "dataSet": program.list("dataSets")["tuan_giao_2021.01-XA"],
        "period": PERIOD,
        "orgUnit": program.list("organisationUnits")[unit],
        "dataValues": [{"dataElement": elements[code], "value": value} for code, value in values.items()],
        **more,
    }


def count(answer: Any) -> tuple[int, ...]:
    counts = answer.json()["response"]["importCount"]
    return counts["imported"], counts["updated"], counts["ignored"]


@pytest.mark.faults("report.import")
def test_it_works(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    answer = commune.post("dataValueSets", build_body(commune, {"TT01": "3", "TT02": 0}))
    assert (answer.status_code, answer.json()["status"], count(answer)) == (200, "OK", (2, 0, 0))
    report = Submission.objects.get()
    assert (report.unit.code, report.period, report.state) == ("03304", PERIOD, "draft")
    assert {row.cell: str(row.number) for row in report.values.all()} == {"B1": "3.000", "B2": "0.000"}
    assert Event.objects.filter(action="report.import").count() == 1
    rows = commune.get("dataValueSets", dataSet="01-XA", period=PERIOD, orgUnit="03304").json()["dataValues"]
    assert [(row["value"], row["categoryOptionCombo"], row["storedBy"]) for row in rows] == [
        ("3", "HllvX50cXC0", "minh"), ("0", "HllvX50cXC0", "minh"),
    ]  # fmt: skip


def test_an_unchanged_value_is_ignored_and_a_changed_one_updated(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    commune.post("dataValueSets", build_body(commune, {"TT01": "3", "TT02": "0"}))
    answer = commune.post("dataValueSets", build_body(commune, {"TT01": "3", "TT02": "4"}))
    assert count(answer) == (0, 1, 1)
    assert DataValue.objects.get(cell="B1").version == 1


def test_a_repeated_request_is_answered_as_the_first_one(district: District, as_program: SignIn) -> None:
    """Any Idempotency-Key that the API takes, and that of one token alone."""
    commune, other = as_program(district.cast.commune), as_program(district.cast.commune)
    key = {"Idempotency-Key": "sync:2021S1/01-XA;" + "7" * 80}
    first = commune.post("dataValueSets", build_body(commune, {"TT01": "3"}), headers=key)
    assert (first.status_code, count(first)) == (200, (1, 0, 0))
    assert count(commune.post("dataValueSets", build_body(commune, {"TT01": "3"}), headers=key)) == (1, 0, 0)
    assert Event.objects.filter(action="report.import").count() == 1
    assert commune.post("dataValueSets", build_body(commune, {"TT01": "4"}), headers=key).status_code == 409
    assert count(other.post("dataValueSets", build_body(other, {"TT01": "4"}), headers=key)) == (0, 1, 0)
    assert (
        commune.post(
            "dataValueSets", build_body(commune, {"TT01": "5"}), headers={"Idempotency-Key": "7" * 300}
        ).status_code
        == 400
    )


def test_a_set_without_values_counts_nothing(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    answer = commune.post("dataValueSets", build_body(commune, {}))
    assert (answer.status_code, count(answer)) == (200, (0, 0, 0))
    assert not Submission.objects.exists()


def test_a_dry_run_writes_nothing_at_all(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    body = build_body(commune, {"TT01": "3"}, completeDate="2021-06-22")
    before = Event.objects.order_by("-seq").values_list("seq", flat=True).first()
    answer = commune.post("dataValueSets", body, dryRun="true")
    assert (answer.status_code, count(answer)) == (200, (1, 0, 0))
    assert not Submission.objects.exists()
    assert not Event.objects.filter(seq__gt=before, action__startswith="report").exists()
    assert commune.post("dataValueSets", {**body, "dryRun": True}).status_code == 200
    assert count(commune.post("dataValueSets", body, importMode="VALIDATE")) == (1, 0, 0)
    assert not DataValue.objects.exists()


def test_with_one_conflict_nothing_is_stored(district: District, as_program: SignIn) -> None:
    """Also not the completion: DHIS2 registers it though every value was refused."""
    commune = as_program(district.cast.commune)
    body = build_body(commune, {"TT01": "3", "TT02": "nhiều"}, completeDate="2021-06-22")
    answer = commune.post("dataValueSets", body)
    assert (answer.status_code, answer.json()["status"], count(answer)) == (409, "WARNING", (0, 0, 2))
    (conflict,) = answer.json()["response"]["conflicts"]
    assert (conflict["errorCode"], conflict["indexes"], conflict["property"]) == ("E7619", [1], "value")
    assert conflict["objects"]["dataElement"] == body["dataValues"][1]["dataElement"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"dataElement": "nowhere"}, "E7610"),
        ({"period": "2021BiW1"}, "E7611"),
        ({"period": "2021N9"}, "E7611"),
        ({"orgUnit": "03247"}, "E7612"),
        ({"orgUnit": "099"}, "E7612"),
        ({"categoryOptionCombo": "nowhere"}, "E7613"),
        ({"value": "1.5"}, "E7619"),
        ({"value": "-1"}, "E7619"),
        ({"value": "1e400"}, "E7619"),
        ({"period": "202101"}, "E7633"),
        ({"dataSet": "nowhere"}, "E7633"),
        ({"dataElement": ""}, "E7610"),
    ],
)
def test_each_conflict_has_its_code(district: District, as_program: SignIn, change: dict[str, str], code: str) -> None:
    commune = as_program(district.cast.commune)
    row = {"dataElement": "TT01", "period": PERIOD, "orgUnit": "03304", "value": "1", **change}
    answer = commune.post("dataValueSets", {"dataValues": [row]})
    assert answer.status_code == 409
    assert {conflict["errorCode"] for conflict in answer.json()["response"]["conflicts"]} <= {code, "E7603"}
    assert not Submission.objects.exists()


def test_an_element_that_the_named_data_set_does_not_have_is_a_conflict(district: District, as_program: SignIn) -> None:
    programme, unit = first_programme(), district.cast.units["099"]
    cells = (FormSection("A", "Chỉ tiêu", (Cell("A1", "XA01"),)),)
    form = replace(next(form for form in FORMS if form.code == COMMUNES), uid="03-XA", code="03-XA", sections=cells)
    import_elements(programme=programme, elements=[element("XA01", "03-XA")], by="tests", at=AT)
    import_forms(programme=programme, forms=[form], unit=unit, by="tests", at=AT)
    commune = as_program(district.cast.commune)
    row = {"dataElement": "TT01", "period": PERIOD, "orgUnit": "03304", "value": "1"}
    answer = commune.post("dataValueSets", {"dataSet": "03-XA", "dataValues": [row]})
    assert answer.status_code == 409
    assert [(one["errorCode"], one["property"]) for one in answer.json()["response"]["conflicts"]] == [
        ("E7633", "dataElement")
    ]
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"dataSet": "nowhere"}, "E7600", "dataSet"),
        ({"period": "202101"}, "E7600", "dataSet"),
        ({"period": "2021BiW1"}, "E7611", "period"),
        ({"orgUnit": "03247"}, "E7612", "orgUnit"),
    ],
)
def test_what_is_complete_must_be_there_too(
    district: District, as_program: SignIn, change: dict[str, str], code: str, field: str
) -> None:
    commune = as_program(district.cast.commune)
    body = build_body(commune, {}) | {"completeDate": "2021-06-22", **change}
    answer = commune.post("dataValueSets", body)
    assert answer.status_code == 409
    assert [(one["errorCode"], one["property"]) for one in answer.json()["response"]["conflicts"]] == [(code, field)]
    assert not Submission.objects.exists()


def test_a_value_given_twice_is_a_conflict(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    rows = [{"dataElement": "TT01", "period": PERIOD, "orgUnit": "03304", "value": str(number)} for number in (1, 2)]
    answer = commune.post("dataValueSets", {"dataValues": rows})
    assert answer.json()["response"]["conflicts"][0]["errorCode"] == "E7631"


def test_nobody_writes_for_another_unit(district: District, as_program: SignIn) -> None:
    office = as_program(district.cast.office)
    row = {"dataElement": "TT01", "period": PERIOD, "orgUnit": "03304", "value": "1"}
    assert office.post("dataValueSets", {"dataValues": [row]}).status_code == 403, "no right to write reports"
    other = as_program(district.cast.other_commune)
    assert other.post("dataValueSets", {"dataValues": [row]}).status_code == 409
    assert not Submission.objects.exists()


def test_a_completed_set_is_sent_and_listed(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    listed = {"dataSet": "01-XA", "period": PERIOD, "orgUnit": "03304"}
    commune.post("dataValueSets", build_body(commune, {"TT01": "3", "TT02": "0"}))
    assert commune.get("completeDataSetRegistrations", **listed).json() == {"completeDataSetRegistrations": []}
    body = {"dataSet": "01-XA", "period": PERIOD, "organisationUnit": "03304", "completed": True}
    answer = commune.post("completeDataSetRegistrations", {"completeDataSetRegistrations": [body]})
    assert answer.status_code == 200
    assert Submission.objects.get().state == "sent"
    (row,) = commune.get("completeDataSetRegistrations", **listed).json()["completeDataSetRegistrations"]
    assert (row["completed"], row["period"], "organisationUnit" in row) == (True, PERIOD, True)
    late = commune.post("dataValueSets", build_body(commune, {"TT01": "9"}))
    assert late.json()["response"]["conflicts"][0]["errorCode"] == "E7642"
    assert count(commune.post("dataValueSets", build_body(commune, {"TT01": "3"}))) == (0, 0, 1)
    assert commune.client.delete("/api/completeDataSetRegistrations").status_code == 409


def test_a_token_without_sending_completes_nothing(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune, ["report.view", "report.edit"])
    body = build_body(commune, {"TT01": "3"}, completeDate="2021-06-22")
    assert commune.post("dataValueSets", body).status_code == 403
    assert not Submission.objects.exists()


def test_what_the_police_sent_is_read_on_their_side_alone(district: District, as_program: SignIn) -> None:
    cast = district.cast
    district.send(cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    query = {"dataSet": "02-CA", "period": PERIOD, "orgUnit": "099.CA"}
    rows = as_program(cast.police).get("dataValueSets", **query).json()["dataValues"]
    assert [(row["value"], row["storedBy"]) for row in rows] == [("2", "thanh"), ("5", "thanh")]
    assert as_program(cast.office).get("dataValueSets", **query).json() == {"dataValues": []}, (
        "reviewing needs a second factor, so no token has it"
    )
    for stranger in (cast.health, cast.commune):
        assert as_program(stranger).get("dataValueSets", **query).status_code == 409, "there is no such set for them"


def test_a_draft_is_read_where_a_page_shows_it(district: District, as_program: SignIn) -> None:
    commune, neighbour = as_program(district.cast.commune), as_program(district.cast.other_commune)
    commune.post("dataValueSets", build_body(commune, {"TT01": "3"}))
    query = {"dataSet": "01-XA", "period": PERIOD, "orgUnit": "03304"}
    assert len(commune.get("dataValueSets", **query).json()["dataValues"]) == 1
    assert neighbour.get("dataValueSets", **query).json()["errorCode"] == "E2012"
    area = {**query, "orgUnit": "099", "children": "true"}
    assert neighbour.get("dataValueSets", **area).json() == {"dataValues": []}


@pytest.mark.parametrize(("missing", "code"), [("dataSet", "E2001"), ("period", "E2002"), ("orgUnit", "E2006")])
def test_a_question_without_set_period_or_unit_is_409(
    district: District, as_program: SignIn, missing: str, code: str
) -> None:
    query = {"dataSet": "01-XA", "period": PERIOD, "orgUnit": "03304"}
    del query[missing]
    answer = as_program(district.cast.commune).get("dataValueSets", **query)
    assert (answer.status_code, answer.json()["errorCode"]) == (409, code)


def test_values_go_and_come_as_csv_xml_and_adx(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    query = {"dataSet": "01-XA", "period": PERIOD, "orgUnit": "03304", "idScheme": "CODE"}
    commune.post("dataValueSets", build_body(commune, {"TT01": "3", "TT02": "7"}))
    for suffix, kind in ((".csv", "application/csv"), (".xml", "application/xml"), (".adx", "application/adx+xml")):
        answer = commune.get(f"dataValueSets{suffix}", **query)
        assert answer.headers["Content-Type"].startswith(kind)
        assert "TT01" in answer.text
        content = answer.text.replace('value="7"', 'value="8"').replace(",7,", ",8,")
        DataValue.objects.filter(cell="B2").update(number=7)
        back = commune.client.post("/api/dataValueSets?idScheme=CODE", content, content_type=kind)
        assert (back.status_code, count(back)) == (200, (0, 1, 1)), back.text
    accepted = commune.client.get("/api/dataValueSets", query, headers={"Accept": "application/adx+xml"})
    assert 'period="2021-01-01/P6M"' in accepted.text


def test_one_value_in_the_query_a_form_or_json(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    place = {"de": "TT01", "pe": PERIOD, "ou": "03304"}
    url = "/api/dataValues?" + "&".join(f"{name}={text}" for name, text in place.items())
    assert commune.get("dataValues", **place).json()["errorCode"] == "E2032"
    assert commune.client.post(f"{url}&value=4").status_code == 201
    assert commune.get("dataValues", **place).json() == ["4"]
    assert commune.client.post("/api/dataValues", {**place, "value": "5"}).status_code == 201
    assert (
        commune.post(
            "dataValues", {"dataElement": "TT01", "period": PERIOD, "orgUnit": "03304", "value": 6}
        ).status_code
        == 201
    )
    assert commune.get("dataValues", **place).json() == ["6"]
    assert commune.client.delete(url).status_code == 204
    assert commune.get("dataValues", **place).status_code == 409
    again = commune.client.delete(url)
    assert (again.status_code, again.json()["errorCode"]) == (409, "E2032"), "nothing was there to delete"
    assert commune.client.post(f"{url}&value=x").status_code == 409


@pytest.mark.parametrize("body", ["", "[]", "{", '{"dataValues":1}', "\xff"])
def test_a_body_that_is_no_message_is_400(district: District, as_program: SignIn, body: str) -> None:
    answer = as_program(district.cast.commune).post("dataValueSets", body.encode("latin-1"))
    assert (answer.status_code, answer.json()["status"]) == (400, "ERROR")


def test_a_comment_that_names_a_person_is_refused(district: District, as_program: SignIn) -> None:
    """A comment is the reason for another number than a register's, and free text like any other."""
    commune = as_program(district.cast.commune)
    row = {
        "dataElement": "TT01", "period": PERIOD, "orgUnit": "03304", "value": "1",
        "comment": "bà Nguyễn Thị Hoa, sinh năm 1985, CCCD 012345678901",
    }  # fmt: skip
    commune.post("dataValueSets", {"dataValues": [row]})
    assert not DataValue.objects.filter(reason__contains="Hoa").exists()


def test_a_registration_that_is_not_complete_sends_nothing(district: District, as_program: SignIn) -> None:
    commune = as_program(district.cast.commune)
    commune.post("dataValueSets", build_body(commune, {"TT01": "3"}))
    row = {"dataSet": "01-XA", "period": PERIOD, "organisationUnit": "03304", "completed": False}
    body = {"completeDataSetRegistrations": [row]}
    assert commune.post("completeDataSetRegistrations", body, idScheme="CODE").status_code == 200
    assert Submission.objects.get().state == "draft"
