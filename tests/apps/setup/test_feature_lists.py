"""A list of units that comes as a GeoJSON file is matched, looked at and taken into a draft like a sheet."""

import json

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sokehoach.adapters.programme_files.tables import parse_table
from sokehoach.apps.setup.services.drafts import find_problems
from tests.apps.setup.test_sheet_pages import CODE, administrators, carry_on, official, send
from tests.factories.drafts import current

__all__ = ["administrators", "official"]  # fixtures
pytestmark = pytest.mark.django_db


def make_feature(code: str, name: str, geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {"ma_xa": code, "ten_xa": name, "cap": "Xã"}, "geometry": geometry}


def make_features(*features: object) -> SimpleUploadedFile:
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return SimpleUploadedFile("ranh-gioi.geojson", content.encode())


SQUARE = {"type": "Polygon", "coordinates": [[[103.0, 21.0], [104.0, 21.0], [104.0, 22.0], [103.0, 21.0]]]}


def test_features_become_units_with_places_on_the_tile_map(official: Client) -> None:
    top = yaml.safe_load(current().files["programme.yaml"])["unit"]
    features = make_features(
        make_feature("99001", "Xã Hình Một", SQUARE),
        make_feature("99002", "Xã Hình Hai", {"type": "Point", "coordinates": [103.25, 21.5]}),
        make_feature("99003", "Xã Không Hình", None),
    )
    page = send(official, "don-vi", file=features)
    assert page.status_code == 200
    assert "3 dòng mới" in page.text
    assert "Số đơn vị có chỗ trên bản đồ ô: 2." in page.text
    assert send(official, "don-vi", **carry_on(page, merge="1")).status_code == 302
    draft = current()
    records = parse_table(draft.files["units.csv"]).list_records()
    assert {record["code"]: record["parent"] for record in records[-3:]} == dict.fromkeys(
        ("99001", "99002", "99003"), top
    )
    places = {record["code"]: record for record in parse_table(draft.files["map.csv"]).list_records()}
    assert (places["99001"]["longitude"], places["99001"]["latitude"]) == ("103.50000", "21.50000")
    assert "99003" not in places
    assert not [problem for problem in find_problems(draft.files, CODE) if problem.file in ("map.csv", "units.csv")]


def test_a_feature_without_a_place_on_earth_keeps_all_out_and_is_named(official: Client) -> None:
    far = {"type": "Point", "coordinates": [587000.5, 2333000.5]}  # metres
    broken = {"type": "Polygon", "coordinates": "một đường"}
    features = [make_feature("99001", "Xã Một", far), make_feature("99002", "Xã Hai", broken)]
    page = send(official, "don-vi", file=make_features(*features))
    assert page.context["changes"].files == {}
    assert [problem.row for problem in page.context["problems"]] == [2, 3]
    assert "kinh độ, vĩ độ phải là số độ" in page.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"type": "FeatureCollection", "features": []}', "tệp không có hình nào"),
        (b'{"type": "Topology"}', "không phải GeoJSON loại FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": ' + b"[" * 100_000, "không phải tệp GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [' + b"{}," * 5_001 + b"{}]}", "quá 5000 dòng"),
        (
            b'{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:3405"}}, "features": [{}]}',
            "hệ tọa độ không phải",
        ),
    ],
)
def test_a_file_of_no_features_is_refused_with_a_sentence(official: Client, content: bytes, sentence: str) -> None:
    page = send(official, "don-vi", file=SimpleUploadedFile("xa.geojson", content))
    assert page.status_code == 422
    assert sentence in page.text
