"""The metadata of somebody else's DHIS2 as a draft programme: what is taken, what is left out and said."""

import json
from datetime import date
from typing import Any

import pytest

from sokehoach.adapters.dhis2.metadata_file import MetadataError, read_metadata
from sokehoach.adapters.dhis2.metadata_programme import (
    MetadataChoice,
    ReadProgramme,
    build_programme_files,
    write_mapping,
)
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.messages import TranslatableText

DEFAULT = "bjDvmb4bfuf"


def ref(uid: str) -> dict[str, str]:
    return {"id": uid}


def element(uid: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": uid, "name": name, "valueType": "INTEGER_ZERO_OR_POSITIVE", "aggregationType": "SUM",
        "categoryCombo": ref(DEFAULT), **more,
    }  # fmt: skip


METADATA: dict[str, Any] = {
    "system": {"version": "2.42.0"},
    "organisationUnits": [
        {"id": "ImspTQPwCqd", "name": "Tỉnh Thử", "code": "OU_T", "openingDate": "1994-01-01T00:00:00.000"},
        {"id": "O6uvpzGd5pu", "name": "Xã Một", "parent": ref("ImspTQPwCqd"), "openingDate": "1990-01-01"},
        {"id": "fdc6uOvgoji", "name": "Xã Hai", "code": "OU_2", "parent": ref("ImspTQPwCqd"),
         "openingDate": "2000-01-01", "closedDate": "2020-12-31T00:00:00.000"},
    ],
    "organisationUnitLevels": [{"id": "l1", "level": 1, "name": "Tỉnh"}, {"id": "l2", "level": 2, "name": "Xã"}],
    "categories": [{"id": "cX5k9anHEHd", "name": "Giới", "code": "GIOI", "categoryOptions": [ref("o1"), ref("o2")]}],
    "categoryOptions": [{"id": "o1", "name": "Nam", "code": "NAM"}, {"id": "o2", "name": "Nữ", "code": "NU"}],
    "categoryCombos": [
        {"id": "dPmavA0qloX", "name": "Giới", "categories": [ref("cX5k9anHEHd")],
         "categoryOptionCombos": [ref("c1"), ref("c2")]},
    ],
    "categoryOptionCombos": [
        {"id": "c1", "name": "Nam", "categoryOptions": [ref("o1")]},
        {"id": "c2", "name": "Nữ", "categoryOptions": [ref("o2")]},
    ],
    "dataElements": [
        element("fbfJHSPpUQD", "Lượt khám", code="ANC 1st visit", categoryCombo=ref("dPmavA0qloX")),
        element("cYeuwXTCPkU", "Ghi chú", valueType="LONG_TEXT", aggregationType="NONE"),
        element("Jtf34kNZhzP", "Ảnh", valueType="IMAGE"),
        element("hfdmMSPBgLG", "Trung bình", valueType="NUMBER", aggregationType="AVERAGE"),
    ],
    "dataSets": [
        {"id": "lyLU2wR22tC", "name": "Khám thai", "code": "DS 1", "periodType": "Monthly",
         "dataSetElements": [{"dataElement": ref(uid)} for uid in
                             ("fbfJHSPpUQD", "cYeuwXTCPkU", "Jtf34kNZhzP", "hfdmMSPBgLG")],
         "organisationUnits": [ref("O6uvpzGd5pu"), ref("fdc6uOvgoji")],
         "sections": [ref("s1")]},
        {"id": "BfMAe6Itzgt", "name": "Tuần", "periodType": "WeeklyWednesday", "organisationUnits": [],
         "dataSetElements": [{"dataElement": ref("cYeuwXTCPkU")}]},
    ],
    "sections": [{"id": "s1", "name": "Khám", "sortOrder": 1, "dataElements": [ref("fbfJHSPpUQD")],
                  "greyedFields": []}],
    "indicatorTypes": [{"id": "p", "factor": 100}],
    "indicators": [
        {"id": "Uvn6LCg7dVU", "name": "Tỷ lệ nữ", "code": "TY LE NU", "indicatorType": ref("p"),
         "numerator": "#{fbfJHSPpUQD.c2}", "denominator": "#{fbfJHSPpUQD}"},
        {"id": "OdiHJayrsKo", "name": "Lạ", "indicatorType": ref("p"), "numerator": "#{fbfJHSPpUQD.c2}*2/3",
         "denominator": "1"},
    ],
}  # fmt: skip
# The UIDs of combinations in expressions have eleven letters.
METADATA = json.loads(json.dumps(METADATA).replace('"c1"', '"c1aaaaaaaaa"').replace('"c2"', '"c2aaaaaaaaa"'))
METADATA = json.loads(json.dumps(METADATA).replace("QD.c2}", "QD.c2aaaaaaaaa}"))


def read(metadata: dict[str, Any] = METADATA, **choice: Any) -> ReadProgramme:
    options = {"valid_from": date(2021, 1, 1), "code": "thai_san", "name": "Thai sản", **choice}
    return build_programme_files(read_metadata(json.dumps(metadata).encode()), MetadataChoice(**options))


def load(programme: ReadProgramme) -> ProgrammeDefinition:
    return read_programme(programme.files)


def test_it_becomes_a_programme_that_can_be_published() -> None:
    programme = load(read())
    assert (programme.code, programme.unit, programme.standing_office) == ("thai_san", "OU_T", "OU_T")
    (form,) = programme.forms
    assert (form.code, form.period_type, form.reporters.levels) == ("ds_1", "month", ("cap2",))
    by_name = {element.name: element for element in programme.elements}
    visits = by_name["Lượt khám"]
    assert (visits.code, visits.disaggregations, visits.kind) == ("ANC1STVISIT", ("gioi",), ValueKind.COUNT)
    cells = [(cell.code, cell.element, cell.disaggregation) for cell in form.cells]
    assert cells[:2] == [("A1", "ANC1STVISIT", "gioi=nam"), ("A2", "ANC1STVISIT", "gioi=nu")]
    assert [cell.element for cell in form.printed_cells if cell.holds_text] == [by_name["Ghi chú"].code]
    assert [option.name for option in programme.option_sets[0].options] == ["Nam", "Nữ"]


def test_units_keep_their_days_and_their_place() -> None:
    units = {row.unit.code: row.unit for row in load(read()).units}
    assert (units["OU_2"].valid_from, units["OU_2"].valid_to) == (date(2000, 1, 1), date(2021, 1, 1))
    assert units["O6uvpzGd5pu"].valid_from == date(1994, 1, 1), "no unit is older than the one above it"
    assert [level.consolidates for level in load(read()).levels] == [True, False]


def test_an_indicator_of_sums_is_taken() -> None:
    (indicator,) = load(read()).indicators
    assert (indicator.code, indicator.numerator.text) == ("ty_le_nu", "ANC1STVISIT{gioi=nu}")
    assert indicator.denominator.text == "ANC1STVISIT{gioi=nam} + ANC1STVISIT{gioi=nu}"


def test_everything_that_was_left_out_is_named() -> None:
    remarks = {(remark.kind, remark.name, remark.reason.split(":")[0]) for remark in read().remarks}
    assert [remark.reason for remark in read().remarks if not isinstance(remark.reason, TranslatableText)] == []
    assert ("dataElements", "Ảnh", "loại IMAGE không có ở đây") in remarks
    assert ("dataElements", "Trung bình", "cách gộp AVERAGE không có ở đây") in remarks
    assert ("dataSets", "Tuần", "kỳ WeeklyWednesday không có ở đây") in remarks
    assert any(kind == "indicators" and name == "Lạ" for kind, name, _reason in remarks)
    assert any(name == "ANC 1st visit" and "đếm người" in reason for _kind, name, reason in remarks)
    assert any(kind == "organisationUnits" and name == "Xã Một" for kind, name, _reason in remarks)


def test_codes_may_be_chosen() -> None:
    mapping = {"fbfJHSPpUQD": "KT01", "DS 1": "01-KT", "O6uvpzGd5pu": "00001", "OU_T": "99"}
    programme = load(read(mapping=mapping))
    assert programme.unit == "99"
    assert {row.unit.code for row in programme.units} == {"99", "00001", "OU_2"}
    assert programme.forms[0].code == "01-KT"
    assert "KT01" in {element.code for element in programme.elements}


def test_the_mapping_says_where_each_value_goes() -> None:
    lines = write_mapping(read()).splitlines()
    assert lines[0] == "kind,theirs,ours"
    assert "orgUnit,ImspTQPwCqd,OU_T" in lines
    assert "dataSet,lyLU2wR22tC,ds_1" in lines
    assert "cell,fbfJHSPpUQD.c1aaaaaaaaa,ds_1/A1" in lines


def test_one_data_set_alone_may_be_chosen() -> None:
    assert len(load(read(data_sets=["lyLU2wR22tC"])).forms) == 1
    with pytest.raises(MetadataError, match="khongcogidau"):
        read(data_sets=["khongcogidau"])


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"dataSets":[{"id":"a"}]}', b'{"dataSets":{},"organisationUnits":[]}', b"[" * 9_999],
)
def test_what_is_no_metadata_is_refused(content: bytes) -> None:
    with pytest.raises(MetadataError):
        read_metadata(content)


@pytest.mark.parametrize("choice", [{"unit": "nowhere"}, {"standing_office": "nowhere"}, {"valid_from": None}])
def test_a_choice_that_names_nothing_is_refused(choice: dict[str, Any]) -> None:
    with pytest.raises(MetadataError):
        read(**choice)


def test_objects_that_are_broken_do_no_harm() -> None:
    broken = json.loads(json.dumps(METADATA))
    broken["dataElements"][0]["attributeValues"] = [{"attribute": {"id": "r9QR39I0KZy"}, "value": '{"kind": 3}'}]
    broken["dataSets"][0]["sections"].append({"id": "nowhere"})
    broken["organisationUnits"][1]["parent"] = ref("O6uvpzGd5pu")  # its own parent
    broken["organisationUnits"].append({"id": 7, "name": None})
    with pytest.raises(MetadataError):  # two units without one above
        read(broken)
    assert read(broken, unit="ImspTQPwCqd").files
