"""Files that are downloaded have the names that officials give them; places stand without the name of their level."""

from urllib.parse import unquote

import pytest

from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages.file_names import build_document_headers, build_headers
from sokehoach.apps.documents.pages.offices import build_office
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_place_name
from tests.factories.cast import Cast


def read_name(headers: dict[str, str]) -> str:
    return (
        unquote(headers["Content-Disposition"].rpartition("''")[2]).removeprefix('attachment; filename="').rstrip('"')
    )


def test_a_file_is_named_by_number_kind_and_subject() -> None:
    row = OfficialDocument(kind="report", subject="Kết quả 6 tháng đầu năm 2021", number=5, symbol="/BC-LĐTBXH")
    assert read_name(build_document_headers(row, "pdf")) == "05-BC-LĐTBXH Báo cáo, Kết quả 6 tháng đầu năm 2021.pdf"
    draft = OfficialDocument(kind="report", subject="Kết quả")
    assert read_name(build_document_headers(draft, "xlsx", part="Phụ lục")) == "Phụ lục Dự thảo Báo cáo, Kết quả.xlsx"


@pytest.mark.parametrize("name", ['a/b\\c:d*e?f"g<h>i|j', "../../etc/passwd", "x\r\nSet-Cookie: y=1", "đ" * 500, " . "])
def test_what_no_file_name_may_hold_is_not_in_it(name: str) -> None:
    header = build_headers(name, "pdf")["Content-Disposition"]
    shown = read_name({"Content-Disposition": header})
    assert shown.endswith(".pdf")
    assert len(shown) <= 120
    assert not set(shown) & set('\\/:*?"<>|\r\n')
    assert "\n" not in header


@pytest.mark.django_db
def test_a_place_is_named_without_its_level(cast: Cast) -> None:
    unit: Unit = cast.units["03304"]
    assert get_place_name(unit) == "Tênh Phông"
    assert get_place_name(cast.units["099"]) == "Tuần Giáo"
    unit.name, unit.short_name = "Xã 7", "7"
    assert get_place_name(unit) == "Xã 7", "a number alone is no place"
    unit.name, unit.short_name = "Xã Tuần Giáo", "X. Tuần Giáo"
    assert build_office(unit).place == "Tuần Giáo"
