"""Values as JSON, CSV, XML and ADX: what is written comes back, and what is no message is refused."""

from datetime import UTC, datetime

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.adapters.dhis2 import data_value_xml, data_values
from sokehoach.adapters.dhis2.data_values import DataValueFileError, ReceivedValue, ReceivedValues, SentValue

AT = datetime(2021, 7, 5, 8, tzinfo=UTC)
ADX = "{urn:ihe:qrph:adx:2015}"
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20)
VALUES = st.builds(
    SentValue,
    data_set=st.sampled_from(["01-XA", "02-CA"]),
    data_element=st.sampled_from(["TT01", "TT02"]),
    period=st.sampled_from(["2021S1", "202103", "2021"]),
    org_unit=st.sampled_from(["03304", "03269"]),
    category_option_combo=st.just(""),
    attribute_option_combo=st.just(""),
    value=TEXTS.filter(bool),
    categories=st.lists(st.tuples(st.sampled_from(["audience", "channel"]), TEXTS.filter(bool)), max_size=1).map(tuple),
)


def strip(received: ReceivedValues) -> list[tuple[object, ...]]:
    return sorted((row.data_element, row.period, row.org_unit, row.value, row.categories) for row in received.values)


@given(st.lists(VALUES, max_size=8))
def test_adx_comes_back_as_it_went(rows: list[SentValue]) -> None:
    content = data_value_xml.write_adx(rows, at=AT)
    received = data_value_xml.read_xml(content.encode())
    assert received.default_scheme == "CODE"
    assert strip(received) == sorted(
        (row.data_element, row.period, row.org_unit, row.value, row.categories) for row in rows
    )


@given(st.lists(VALUES, max_size=8))
def test_json_and_csv_come_back_as_they_went(rows: list[SentValue]) -> None:
    import json

    sent = sorted((row.data_element, row.period, row.org_unit, row.value, ()) for row in rows)
    content = json.dumps({"dataValues": data_values.write_json_rows(rows)}).encode()
    assert strip(data_values.read_json(content)) == sent
    assert strip(data_values.read_csv(data_values.write_csv(rows).encode())) == sent
    assert strip(data_value_xml.read_xml(data_values.write_xml(rows).encode())) == sent


def test_adx_says_period_group_and_options_as_the_profile_does() -> None:
    row = SentValue("01-XA", "TT01", "2021S1", "03265", "", "", "12", categories=(("GIOI", "NU"),))
    root = fromstring(data_value_xml.write_adx([row], at=AT))
    assert (root.tag, root.get("exported")) == (f"{ADX}adx", "2021-07-05T08:00:00+00:00")
    (group,) = root
    assert group.attrib == {"orgUnit": "03265", "period": "2021-01-01/P6M", "dataSet": "01-XA"}
    assert [value.attrib for value in group] == [{"dataElement": "TT01", "GIOI": "NU", "value": "12"}]


def test_the_example_of_the_profile_is_read() -> None:
    received = data_value_xml.read_xml(
        b"""<adx xmlns="urn:ihe:qrph:adx:2015" exported="2021-07-05T08:00:00Z">
         <group orgUnit="03265" period="2021-01-01/P6M" dataSet="BC6T" completeDate="2021-07-05">
          <dataValue dataElement="TT01" GIOI="NU" value="12"/>
          <dataValue dataElement="TT01" categoryOptionCombo="abc" GIOI="NU" value="13"/>
         </group></adx>"""
    )
    assert received.values[0].categories == (("GIOI", "NU"),)
    assert received.values[1].categories == (), "a combination that is named wins over options"
    assert (received.completions[0].period, received.completions[0].day) == ("2021S1", "2021-07-05")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<adx", b"<other/>", b'<adx xmlns="urn:other"/>',
        b'<!DOCTYPE adx [<!ENTITY a "b">]><adx xmlns="urn:ihe:qrph:adx:2015">&a;</adx>',
        b'<!DOCTYPE adx SYSTEM "file:///etc/passwd"><adx xmlns="urn:ihe:qrph:adx:2015"/>',
        b'<adx xmlns="urn:ihe:qrph:adx:2015">' + b"<a>" * 10 + b"</a>" * 10 + b"</adx>",
        b'<adx xmlns="urn:ihe:qrph:adx:2015"><group orgUnit="1" period="2021-01-01/P1Y"/></adx>',
        b'<adx xmlns="urn:ihe:qrph:adx:2015"><dataValue dataElement="TT01" value="1"/></adx>',
    ],
)  # fmt: skip
def test_xml_that_is_no_message_is_refused(content: bytes) -> None:
    with pytest.raises(DataValueFileError):
        data_value_xml.read_xml(content)


def test_a_message_has_no_more_values_than_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_values, "MAX_VALUES", 2)
    content = b'{"dataValues":[{"value":"1"},{"value":"2"},{"value":"3"}]}'
    with pytest.raises(DataValueFileError, match="More than 2"):
        data_values.read_json(content)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"nul", b'{"dataValues":3}', b'{"dataValues":[1]}', b'{"dataValues":[{"value":[]}]}',
        b'{"dataValues":[{"value":NaN}]}', b"[" * 100_000, b"\xff\xfe",
        b'{"dataValues":[{"value":' + b"9" * 5_000 + b"}]}",
    ],
)  # fmt: skip
def test_json_that_is_no_message_is_refused(content: bytes) -> None:
    with pytest.raises(DataValueFileError):
        data_values.read_json(content)


def test_json_takes_what_clients_send() -> None:
    received = data_values.read_json(
        b"""{"dataSet":"DS","completeDate":"2021-07-05","period":"2021S1","orgUnit":"OU","idScheme":"CODE",
        "dataValues":[{"dataElement":"A","value":4},{"dataElement":"B","value":1.5},{"dataElement":"C","value":true},
        {"dataElement":"D","value":"","period":"2021S2"},{"dataElement":"E","comment":"x","deleted":true}]}"""
    )
    assert [row.value for row in received.values] == ["4", "1.5", "true", None, None]
    assert [row.period for row in received.values] == ["2021S1", "2021S1", "2021S1", "2021S2", "2021S1"]
    assert received.values[4] == ReceivedValue("E", "2021S1", "OU", None, data_set="DS", comment="x", is_deleted=True)
    assert received.schemes == {"idScheme": "CODE"}
    assert received.completions[0].day == "2021-07-05"


def test_csv_is_read_by_its_header_or_by_dhis2s_order() -> None:
    by_name = data_values.read_csv(b"\xef\xbb\xbforgUnit,data_element,Value,period\nOU,A,4,2021\n\n")
    by_order = data_values.read_csv(b"A,2021,OU,COC,AOC,4\n", has_header=False)
    for period in (b"2021", b"2021S1", b"202103"):
        without_header = data_values.read_csv(b"A," + period + b",OU,COC,AOC,4\n")
        assert [row.value for row in without_header.values] == ["4"]
    assert not data_values.read_csv(b"de,pe,ou,co,ao,value\n").values
    assert strip(by_name) == strip(by_order) == [("A", "2021", "OU", "4", ())]
    with pytest.raises(DataValueFileError):
        data_values.read_csv(b"\xff\xff")
