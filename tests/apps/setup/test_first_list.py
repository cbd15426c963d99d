"""An empty installation that begins with a list of units of its own: of an area, of a department."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sokehoach.apps.accounts.models import Role
from sokehoach.apps.orgunits.models import Unit, UnitLevel
from sokehoach.apps.orgunits.queries.levels import get_place_name
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.setup.queries.proposals import read_standing_office
from tests.apps.setup.test_first_run import describe_administrator, open_page, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


HEAD = {
    "name": "Chương trình thử", "short_name": "Thử", "first_day": "01/01/2026", "area_code": "099",
    "area_name": "Huyện Mẫu", "office": "Phòng Y tế",
}  # fmt: skip
LIST = "Mã đơn vị\tTên\tCấp\n9001\tXã Một\tXã\n9002\tThị trấn Hai\tThị trấn\n"


def carry_on(page: Any, **changes: str) -> dict[str, str]:
    """What the page's form would send."""
    data = {bound.html_name: "" if bound.value() is None else str(bound.value()) for bound in page.context["matching"]}
    return {**dict(page.context["hidden_fields"]), **data, **changes}


def test_a_list_of_units_of_its_own_begins_the_programme() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    assert client.get(url).status_code == 200
    page = client.post(url, HEAD | {"text": LIST})
    assert "Số đơn vị: 2." in page.text
    assert not Programme.objects.exists(), "looking stores nothing"
    made = client.post(url, carry_on(page, merge="1"))
    assert made.status_code == 302
    assert Programme.objects.get().code == "thu_2026"
    names = {row.name: row.level for row in Unit.objects.filter(parent__code="099").exclude(code="099.TT")}
    assert names == {"Xã Một": "commune", "Thị trấn Hai": "thi_tran"}
    roles = {name for name in Role.objects.values_list("name", flat=True) if "Lãnh đạo UBND" in name}
    assert roles == {"Lãnh đạo UBND huyện"}
    invited = client.post(reverse("setup:first_administrator"), describe_administrator(client))
    assert invited.status_code == 302
    assert client.get(url).status_code == 302, "there is a programme"


def test_a_list_may_come_as_features_with_their_places() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"name": name},
            "geometry": {"type": "Point", "coordinates": [103.4 + number, 21.6]},
        }
        for number, (code, name) in enumerate({"9001": "Xã Một", "9002": "Xã Hai \ud800"}.items())
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    page = client.post(url, HEAD | {"file": SimpleUploadedFile("xa.geojson", content)})
    page = client.post(url, carry_on(page, preview="1", **{"c-code": "0"}))
    assert "Số đơn vị có chỗ trên bản đồ ô: 2." in page.text
    assert client.post(url, carry_on(page, merge="1")).status_code == 302
    tiles = {row.name: (row.tile_row, row.tile_column) for row in Unit.objects.filter(code__in=("9001", "9002"))}
    assert tiles == {"Xã Một": (0, 0), "Xã Hai": (0, 1)}


def test_a_level_with_units_below_it_in_the_list_adds_up_what_these_report() -> None:
    """Did both report, a total would count the communes twice."""
    client, url = open_page(), reverse("setup:first_own_units")
    rows = ("H1\tHuyện Một\tHuyện\t", "9001\tXã A\tXã\tH1", "9002\tXã B\tXã\tHuyện Một", "H2\tHuyện Hai\tHuyện\t")
    head = HEAD | {"area_code": "51", "area_name": "Tỉnh Mẫu"}
    page = client.post(url, head | {"text": "\n".join(("Mã đơn vị\tTên\tCấp\tĐơn vị cấp trên", *rows))})
    assert client.post(url, carry_on(page, merge="1")).status_code == 302
    units = {row.code: row for row in Unit.objects.select_related("parent")}
    levels = {row.code: row for row in UnitLevel.objects.all()}
    assert {code: levels[units[code].level].consolidates for code in ("51", "H1", "H2", "9001", "9002")} == {
        "51": True, "H1": True, "H2": True, "9001": False, "9002": False,
    }  # fmt: skip
    assert {units[code].parent.code for code in ("9001", "9002")} == {"H1"}
    assert {code for code, level in levels.items() if level.counts_persons} == {"province"}, "limits.md, 4"


def test_agencies_in_the_list_become_no_areas() -> None:
    page = open_page().post(reverse("setup:first_own_units"), HEAD | {"text": LIST + "9003\tSở Y tế\tCơ quan\n"})
    (problem,) = page.context["problems"]
    assert problem.row == 4
    assert "không phải địa bàn" in page.text


ORGANISATION = HEAD | {"area_code": "SCT", "area_name": "Sở Công Thương tỉnh Mẫu", "office": "Phòng Tổng hợp"}
DIVISIONS = "Mã\tTên đơn vị\tCấp\nP1\tPhòng Tổng hợp\tPhòng\nP2\tPhòng Công nghiệp\tPhòng\nP3\tChi cục Một\tChi cục\n"


def test_the_list_of_a_department_names_divisions_which_are_no_areas() -> None:
    """As areas they would all be asked about everything that the plan gives to one of them."""
    client, url = open_page(), reverse("setup:first_own_units")
    page = client.post(url, ORGANISATION | {"text": DIVISIONS})
    assert "mỗi dòng là một phòng, đơn vị của cơ quan" in page.text
    assert client.post(url, carry_on(page, merge="1")).status_code == 302
    units = {row.code: row for row in Unit.objects.all()}
    assert set(units) == {"SCT", "P1", "P2", "P3"}, "the standing office is the division of that name"
    assert {units[code].level for code in ("P1", "P2", "P3")} == {"agency"}
    assert read_standing_office(DefinitionVersion.objects.get().definition) == "P1"
    top = units["SCT"]
    assert not top.has_committee
    assert (top.short_name, get_place_name(top)) == ("Sở Công Thương", "Mẫu")
    assert units["P2"].superior_letterhead == "Sở Công Thương tỉnh Mẫu"
    roles = text(client)
    assert "UBND" not in roles.partition("Vai trò")[2].partition("Lập tài khoản")[0]
    assert client.post(reverse("setup:first_administrator"), describe_administrator(client)).status_code == 302


def test_an_office_in_a_list_of_areas_is_one_unit() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    page = client.post(url, HEAD | {"text": LIST + "9003\tPhòng Y tế\tPhòng\n"})
    assert client.post(url, carry_on(page, merge="1")).status_code == 302
    assert Unit.objects.filter(name="Phòng Y tế").count() == 1


PERSONS = LIST + "9003\tNguyễn Thị Bình\tXã\n9004\tXã Nguyễn Huân\tXã\n9005\tPhường Võ Thị Sáu\tPhường\n"


@pytest.mark.faults
def test_a_row_that_names_a_person_becomes_no_unit() -> None:
    """A word for its kind before the name makes it a place: «Xã Nguyễn Huân» is one."""
    client, url = open_page(), reverse("setup:first_own_units")
    page = client.post(url, HEAD | {"text": PERSONS})
    assert [problem.row for problem in page.context["personal_rows"]] == [4]
    refused = client.post(url, carry_on(page, merge="1"))
    assert refused.status_code == 422
    assert "Dòng 4" in refused.text
    assert "«Nguyễn Thị Bình» không phải thông tin cá nhân" in refused.text
    assert "Che các chỗ này" not in refused.text, "a redacted name would be that of a unit"
    assert not Programme.objects.exists()
    assert not Unit.objects.exists()
    assert carry_on(refused) == carry_on(page), "nothing typed is lost"


def test_a_unit_called_like_a_person_is_taken_once_that_is_said() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    page = client.post(url, HEAD | {"text": PERSONS})
    said = carry_on(page) | {"khong-phai": "Nguyễn Thị Bình"}
    again = client.post(url, said | {"preview": "1"})
    assert not again.context["personal_rows"]
    assert 'value="Nguyễn Thị Bình"' in again.text, "looking again keeps what was said"
    assert client.post(url, said | {"merge": "1"}).status_code == 302
    assert Unit.objects.get(code="9003").name == "Nguyễn Thị Bình"


@pytest.mark.parametrize(
    "row",
    [
        "9003\tXã Ba\tXã\tông Nguyễn Văn An",  # the name that it is also called by
        "9003\tXã Ba\tNguyễn Thị Bình\t",  # a level of the list alone
        "9003\tXã Ba 0912345678\tXã\t",
    ],
)
def test_whatever_is_stored_of_a_row_is_asked_about(row: str) -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    text = LIST.replace("Cấp", "Cấp\tTên gọi khác") + f"{row}\n"
    page = client.post(url, HEAD | {"text": text})
    assert [problem.row for problem in page.context["personal_rows"]] == [4]
    assert client.post(url, carry_on(page, merge="1")).status_code == 422
    assert not Programme.objects.exists()


def test_a_unit_of_the_country_is_not_asked_about() -> None:
    """By its name with its kind, or with its code; the words alone may be a person's."""
    rows = ("9003\tXã Bà Nà\tXã", "01330\tCô Ba\tXã", "9004\tCô Ba\tXã")
    page = open_page().post(reverse("setup:first_own_units"), HEAD | {"text": LIST + "\n".join(rows)})
    assert [problem.row for problem in page.context["personal_rows"]] == [6]


def test_a_number_of_a_person_is_refused_whatever_is_said() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    page = client.post(url, HEAD | {"text": LIST + "9003\tXã Ba 0912345678\tXã\n"})
    assert client.post(url, carry_on(page) | {"khong-phai": "0912345678", "merge": "1"}).status_code == 422


def test_the_name_of_the_file_names_nobody_either() -> None:
    """It becomes the source of each unit."""
    client, url = open_page(), reverse("setup:first_own_units")
    upload = SimpleUploadedFile("danh sách của Nguyễn Thị Bình.csv", LIST.encode())
    page = client.post(url, HEAD | {"file": upload})
    assert client.post(url, carry_on(page, merge="1")).status_code == 422
    said = carry_on(page) | {"khong-phai": "Nguyễn Thị Bình"}
    assert client.post(url, said | {"merge": "1"}).status_code == 302


def test_the_divisions_of_a_department_are_asked_about_too() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    page = client.post(url, ORGANISATION | {"text": DIVISIONS + "P4\tNguyễn Thị Bình\tPhòng\n"})
    assert client.post(url, carry_on(page, merge="1")).status_code == 422
    assert not Programme.objects.exists()


def make_book(*sheets: list[list[str]]) -> SimpleUploadedFile:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Trang {number}") if number else book.active
        for row in rows:
            sheet.append(row)  # type: ignore[union-attr]
    book.save(buffer)
    return SimpleUploadedFile("ds.xlsx", buffer.getvalue())


def test_sheets_that_are_not_read_are_named() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    rows = [line.split("\t") for line in LIST.splitlines()]
    page = client.post(url, HEAD | {"file": make_book(rows, [["x"]], [])})
    assert "Các trang chưa đọc: «Trang 1»." in page.text
    page = client.post(url, HEAD | {"file": make_book([], rows)})
    assert page.status_code == 422
    assert "«Trang 1»" in page.text
    page = client.post(url, HEAD | {"file": make_book(rows, [])})
    assert "chưa đọc" not in page.text


def test_two_units_of_one_name_below_one_are_told_and_taken() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    page = client.post(url, HEAD | {"text": LIST + "9003\tXã Một\tXã\n"})
    assert [(doubt.row, "9001" in doubt.reason) for doubt in page.context["doubts"]] == [(4, True)]
    assert client.post(url, carry_on(page, merge="1")).status_code == 302


def test_another_list_keeps_what_was_typed_beside_the_first() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    page = client.post(url, HEAD | {"text": LIST.replace("9002", "9001")})
    again = client.post(url, carry_on(page, again="1"))
    assert again.status_code == 200
    assert {name: again.context["form"][name].value() for name in HEAD} == HEAD


def test_a_file_that_is_no_sheet_is_called_so() -> None:
    upload = SimpleUploadedFile("quet.pdf", b"%PDF-1.7 \xff\xfe\x00")
    page = open_page().post(reverse("setup:first_own_units"), HEAD | {"text": "", "file": upload})
    assert page.status_code == 422
    assert "không phải bảng tính" in page.text
    assert ".docx" not in page.text


@pytest.mark.parametrize("code", ["Sở Y tế", "<9>", "9 9"])
def test_the_code_of_the_unit_above_has_no_blanks_or_signs(code: str) -> None:
    page = open_page().post(reverse("setup:first_own_units"), HEAD | {"text": LIST, "area_code": code})
    assert page.status_code == 422
    assert [*page.context["form"].errors] == ["area_code"]


def test_a_faulty_list_of_units_loads_nothing() -> None:
    client, url = open_page(), reverse("setup:first_own_units")
    page = client.post(url, HEAD | {"text": LIST.replace("9002", "9001")})
    assert [problem.row for problem in page.context["problems"]] == [3]
    assert client.post(url, carry_on(page, merge="1")).status_code == 422
    assert client.post(url, carry_on(page, merge="1", area_code="")).status_code == 302
    assert client.post(url, HEAD | {"text": "", "name": ""}).status_code == 422
    assert not Programme.objects.exists()
