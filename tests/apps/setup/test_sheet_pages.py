"""An administrator takes lists of units, data elements and a form of Kobo into a draft: all rows, or none."""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.scaffold import NewProgramme, build_scaffold
from sokehoach.adapters.programme_files.sheet_text import parse_rows
from sokehoach.adapters.programme_files.shipped import SHIPPED
from sokehoach.adapters.programme_files.tables import parse_table
from sokehoach.adapters.programme_files.text_form import read_folder
from sokehoach.apps.accounts.models import User
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.setup.services.drafts import find_problems
from sokehoach.apps.setup.services.sheets import SheetKind, SheetRequest, build_sheet_changes
from sokehoach.apps.setup.services.xlsforms import build_xlsform_changes
from tests.factories.cast import AT
from tests.factories.drafts import begin, create_administrator, current

pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]
CODE = "tuan_giao_2021"


@pytest.fixture(scope="module", autouse=True)
def administrators(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
        begin(create_administrator("quy.vua"))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def official(signed_in: Browser) -> Client:
    return signed_in(User.objects.select_related("unit__parent").get(username="quy.vua"))


def make_workbook(**sheets: Sequence[Sequence[object]]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("danh-sach.xlsx", buffer.getvalue())


def send(official: Client, kind: str, **data: object) -> HttpResponse:
    return official.post(reverse("setup:sheet_import", args=[CODE, kind]), data)  # type: ignore[return-value]


def carry_on(page: Any, **changes: str) -> dict[str, str]:
    """What the page's form would send."""
    form = page.context["matching"]
    data = {bound.html_name: "" if bound.value() is None else str(bound.value()) for bound in form}
    return data | changes


def read_codes(draft: ProgrammeDraft, name: str) -> list[str]:
    return [row.values[0] for row in parse_table(draft.files[name]).rows]


def test_a_list_of_units_is_matched_looked_at_and_taken(official: Client) -> None:
    top = yaml.safe_load(current().files["programme.yaml"])["unit"]
    rows = [
        ["DANH SÁCH"],
        ["STT", "Mã ĐVHC", "Tên đơn vị hành chính", "Thuộc"],
        [1, 99001, "Xã Mới", top],
        [2, 99002, "Xã Khác", None],
    ]
    page = send(official, "don-vi", file=make_workbook(S=rows))
    assert page.status_code == 200
    form = page.context["matching"]
    assert (form["head_row"].value(), form["c-code"].value(), form["c-name"].value()) == ("1", "1", "2")
    assert "2 dòng mới, 0 dòng đổi" in page.content.decode()
    assert current().revision == 1, "looking changes nothing"
    saved = send(official, "don-vi", **carry_on(page, merge="1"))
    assert saved.status_code == 302
    assert {"99001", "99002"} <= set(read_codes(current(), "units.csv"))
    assert current().problems == []


@pytest.mark.parametrize("source", ["workbook", "text"])
def test_a_list_under_a_title_with_commas_is_taken(official: Client, source: str) -> None:
    rows = [["DANH SÁCH XÃ, PHƯỜNG, ĐẶC KHU"], [], ["Mã", "Tên"], ["99001", "Xã Mới"], [], ["", "Xã Không Mã"]]
    text = "\n".join("\t".join(row) for row in rows)
    page = send(official, "don-vi", **({"text": text} if source == "text" else {"file": make_workbook(S=rows)}))
    assert [problem.row for problem in page.context["changes"].problems] == [6], "as Excel counts"
    page = send(official, "don-vi", **carry_on(page, sheet=page.context["matching"]["sheet"].value() + "\n"))
    assert [problem.row for problem in page.context["changes"].problems] == [6]
    rows.pop()
    text = "\n".join("\t".join(row) for row in rows)
    page = send(official, "don-vi", **({"text": text} if source == "text" else {"file": make_workbook(S=rows)}))
    assert send(official, "don-vi", **carry_on(page, merge="1")).status_code == 302
    assert "99001" in read_codes(current(), "units.csv")


def test_a_list_with_the_names_that_units_have_changes_nothing(official: Client) -> None:
    table = parse_table(current().files["units.csv"])
    names = {row["code"]: row["name"] for row in table.list_records()}
    text = "Mã\tTên\tCấp trên\n" + "".join(f"{code}\t{name}\t\n" for code, name in names.items())
    page = send(official, "don-vi", text=text)
    changes = page.context["changes"]
    assert not changes.problems
    assert (changes.merged.changed_codes, len(changes.merged.same_codes)) == ((), len(names))


def test_a_unit_with_the_name_of_another_below_the_same_one_is_told(official: Client) -> None:
    units = parse_table(current().files["units.csv"]).list_records()
    known = next(row for row in units if row["parent"] and row["level"])
    text = f"Mã\tTên\tCấp trên\n99001\t{known['name']}\t{known['parent']}\n"
    changes = send(official, "don-vi", text=text).context["changes"]  # type: ignore[attr-defined]
    assert [(doubt.row, known["code"] in doubt.reason) for doubt in changes.doubts] == [(2, True)]
    assert changes.files


def test_the_columns_of_units_may_stand_in_any_order(official: Client) -> None:
    files = dict(current().files)
    table = parse_table(files["units.csv"])
    files["units.csv"] = "".join(
        ",".join(f'"{value}"' for value in reversed(values)) + "\n"
        for values in (table.columns, *(row.values for row in table.rows))
    )
    rows = [["Mã", "Tên", "Thuộc"], ["99001", "Xã Mới", dict(table.list_records()[0])["name"]]]
    request = SheetRequest(SheetKind.UNITS, rows, 0, {"code": 0, "name": 1, "parent": 2})
    changes = build_sheet_changes(request, files)
    assert not changes.problems
    added = parse_table(changes.files["units.csv"]).list_records()[-1]
    assert (added["code"], added["parent"]) == ("99001", table.list_records()[0]["code"])


def test_one_faulty_row_keeps_all_out_and_is_named(official: Client) -> None:
    before = current()
    text = "Mã\tTên\n99001\tXã Mới\n99001\tXã Hai\n\tXã Ba\n"
    page = send(official, "don-vi", text=text)
    assert [problem.row for problem in page.context["changes"].problems] == [3, 4]
    refused = send(official, "don-vi", **carry_on(page, merge="1"))
    assert refused.status_code == 422
    assert "trùng mã «99001» với dòng 2" in refused.content.decode()
    assert current().files == before.files
    assert current().revision == before.revision


def test_another_column_may_be_chosen(official: Client) -> None:
    page = send(official, "don-vi", text="Mã\tTên ngắn của đơn vị\tTên\n99001\tMới\tXã Mới\n")
    data = carry_on(page, **{"c-name": "", "preview": "1"})
    without = send(official, "don-vi", **data)
    assert "Chọn cột." in without.content.decode()
    again = send(official, "don-vi", **data | {"c-name": "2"})
    assert not again.context["changes"].problems


def test_elements_come_with_their_options_and_cells(official: Client) -> None:
    text = "Chỉ tiêu;ĐVT;Loại số;Lựa chọn\nSố buổi tập huấn mới;buổi;;\nMức độ thực hiện;đơn vị;chọn một;Tốt|Khá|Kém\n"
    page = send(official, "chi-tieu", text=text)
    assert send(official, "chi-tieu", **carry_on(page, form="01-XA", merge="1")).status_code == 302
    draft = current()
    assert draft.problems == []
    assert {"BS01", "BS02"} <= set(read_codes(draft, "elements.csv"))
    assert "Chỉ tiêu đưa từ bảng" in draft.files["forms/01-XA.yaml"]
    assert "ds_bs02" in draft.files["option_sets.yaml"]


def test_a_doubled_name_is_told_with_what_to_do_before_it_is_taken(official: Client) -> None:
    heads = [["KẾT QUẢ NĂM"], ["TT", "Tên chỉ tiêu", "Đơn vị tính"]]
    rows = [*heads, [1, "Số hộ được vay vốn", "hộ"], [2, "Nữ", "người"], [3, "Số lớp nghề", "lớp"], [4, "Nữ", "người"]]
    page = send(official, "chi-tieu", file=make_workbook(S=rows))
    text = page.content.decode()
    assert "Dòng 6: tên «Nữ» trùng với dòng 4" in text
    assert "thêm chữ để phân biệt" in text
    assert send(official, "chi-tieu", **carry_on(page, form="01-XA", merge="1")).status_code == 302
    again = send(official, "chi-tieu", text="Chỉ tiêu\tĐVT\nSố lớp nghề\tlớp\n")
    again = send(official, "chi-tieu", **carry_on(again, form="01-XA", preview="1"))
    assert "tên «Số lớp nghề» đã có trong biểu" in again.content.decode()
    other_form = next(code for code, _name in again.context["matching"].fields["form"].choices if code != "01-XA")
    elsewhere = send(official, "chi-tieu", **carry_on(again, form=other_form, preview="1"))
    assert elsewhere.context["changes"].doubts == (), "another form may count the same"


SHEET = "Chỉ tiêu\tĐVT\tLoại số\nSố lớp [mới]\tlớp\t\nKinh phí\ttriệu đồng\ttiền\nViệc còn vướng\t\tđoạn văn\n"
MORE = "Chỉ tiêu\tĐVT\nSố đợt kiểm tra\tđợt\n"


def take_elements(files: dict[str, str], sheet: str, form: str) -> dict[str, str]:
    rows = parse_rows(sheet)
    matching = {"name": 0, "unit": 1} | ({"kind": 2} if len(rows[0]) > 2 else {})
    request = SheetRequest(SheetKind.ELEMENTS, rows, 0, matching, form=form, source="Bảng «a.xlsx»")
    changes = build_sheet_changes(request, files)
    assert changes.problems == ()
    return {**files, **changes.files}


def read_sections(files: dict[str, str], outline: str) -> list[tuple[str, int, list[str], str]]:
    sections = yaml.safe_load(files[f"outlines/{outline}.yaml"])["sections"]
    return [(row["heading"], row["level"], row.get("sentences", []), row.get("narrative", "")) for row in sections]


def test_what_a_sheet_brings_is_said_in_the_report() -> None:
    new_programme = NewProgramme("Chương trình thử", "Thử", "51", "SYT", date(2026, 1, 1))
    files = take_elements(take_elements(build_scaffold(new_programme), SHEET, ""), MORE, "01-XA")
    assert read_sections(files, "bc-co-so") == [
        ("KẾT QUẢ THỰC HIỆN", 1, [], "result"),
        (
            "Chỉ tiêu khác", 2,
            ["Số lớp  mới: {BS01} lớp.", "Kinh phí: {BS02} triệu đồng.", "Số đợt kiểm tra: {BS04} đợt."], "",
        ),
        ("Việc còn vướng", 3, [], "BS03"),
    ]  # fmt: skip
    assert find_problems(files, new_programme.code) == []


def test_its_sentences_stand_with_the_results_and_leave_other_lines_as_they_are() -> None:
    new_programme = NewProgramme("Chương trình thử", "Thử", "51", "SYT", date(2026, 1, 1))
    files = take_elements(build_scaffold(new_programme), MORE, "")
    name = "outlines/bc-co-so.yaml"
    files[name] += "# lời của cơ quan\n- heading: KIẾN NGHỊ\n  level: 1\n"
    files = take_elements(files, SHEET, "01-XA")
    headings = [heading for heading, *_rest in read_sections(files, "bc-co-so")]
    assert headings == ["KẾT QUẢ THỰC HIỆN", "Chỉ tiêu khác", "Việc còn vướng", "KIẾN NGHỊ"]
    assert "# lời của cơ quan\n" in files[name]
    assert find_problems(files, new_programme.code) == []


def test_an_outline_that_does_not_print_the_form_is_left_alone() -> None:
    files = dict(read_folder(SHIPPED / CODE))
    changed_files = take_elements(files, MORE, "01-XA")
    outlines = {name: yaml.safe_load(text) for name, text in files.items() if name.startswith("outlines/")}
    annexed = {
        name for name, outline in outlines.items()
        if "01-XA" in (outline.get("annexes") or []) and "follows" not in outline
    }  # fmt: skip
    assert annexed
    assert {name for name in outlines if changed_files[name] != files[name]} == annexed
    assert find_problems(changed_files, CODE) == []


def test_a_draft_without_a_form_gets_its_first_one() -> None:
    new_programme = NewProgramme("Chương trình thử", "Thử", "51", "SYT", date(2026, 1, 1))
    files = build_scaffold(new_programme)
    rows = parse_rows("Chỉ tiêu\tĐVT\nSố buổi\tbuổi\n")
    changes = build_sheet_changes(
        SheetRequest(SheetKind.ELEMENTS, rows, 0, {"name": 0, "unit": 1}, source="Bảng «a.xlsx»"), files
    )
    assert {"forms/01-XA.yaml", "outlines/bc-co-so.yaml", "regimes.yaml"} <= changes.files.keys()
    assert find_problems({**files, **changes.files}, new_programme.code) == []


def test_a_form_without_sections_gets_its_first_one() -> None:
    files = take_elements(build_scaffold(NewProgramme("Thử", "Thử", "51", "SYT", date(2026, 1, 1))), MORE, "")
    form = yaml.safe_load(files["forms/01-XA.yaml"])
    del form["sections"]
    files["forms/01-XA.yaml"] = yaml.safe_dump(form, allow_unicode=True)
    files = take_elements(files, "Chỉ tiêu\tĐVT\nSố buổi họp\tbuổi\n", "01-XA")
    (section,) = yaml.safe_load(files["forms/01-XA.yaml"])["sections"]
    assert (section["code"], [cell["code"] for cell in section["cells"]]) == ("A", ["A1"])


def test_a_sheet_without_a_column_for_what_is_required_changes_nothing() -> None:
    request = SheetRequest(SheetKind.UNITS, [["Ghi chú"], ["Mã"], ["99001"]], 1, {"code": 0})
    changes = build_sheet_changes(request, dict(current().files))
    assert (changes.count, changes.files, changes.merged.text) == (0, {}, "")
    ((row, reason),) = ((problem.row, problem.reason) for problem in changes.problems)
    assert (row, reason.startswith("chưa chọn cột cho: ")) == (2, True)


def test_a_table_that_cannot_be_read_is_the_problem_of_the_sheet() -> None:
    request = SheetRequest(SheetKind.UNITS, [["Mã", "Tên"], ["99001", "Xã Mới"]], 0, {"code": 0, "name": 1})
    changes = build_sheet_changes(request, dict(current().files) | {"units.csv": 'code,name\n"a'})
    assert (changes.count, changes.files, [problem.row for problem in changes.problems]) == (1, {}, [1])


def test_a_name_of_a_person_is_asked_about(official: Client) -> None:
    page = send(official, "chi-tieu", text="Chỉ tiêu\nSố buổi của ông Lò Văn Minh, 0912345678\n")
    refused = send(official, "chi-tieu", **carry_on(page, merge="1"))
    assert refused.status_code == 422
    assert "Che các chỗ này" in refused.text
    assert "BS01" not in read_codes(current(), "elements.csv")


def test_the_name_of_a_unit_is_not_redacted(official: Client) -> None:
    """It would be taken as the name of a unit."""
    page = send(official, "don-vi", text="Mã\tTên\tCấp\n9001\tNguyễn Thị Bình\txã\n")
    refused = send(official, "don-vi", **carry_on(page, merge="1"))
    assert refused.status_code == 422
    assert "«Nguyễn Thị Bình» không phải thông tin cá nhân" in refused.text
    assert "Che các chỗ này" not in refused.text


@pytest.mark.parametrize(
    "data",
    [{}, {"text": "   "}, {"file": SimpleUploadedFile("a.xlsx", b"PK broken")},
     {"file": SimpleUploadedFile("a.csv", b"")},
     {"text": '"a\nb'}, {"sheet": "a\tb", "head_row": "99", "merge": "1"}],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["don-vi", "chi-tieu"])
def test_what_is_no_sheet_is_refused_with_a_sentence(official: Client, kind: str, data: dict[str, object]) -> None:
    for value in data.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    answer = send(official, kind, **data)
    assert answer.status_code in (200, 422)
    assert current().revision == 1


def test_the_second_of_two_is_told(official: Client) -> None:
    page = send(official, "don-vi", text="Mã\tTên\n99001\tXã Mới\n")
    ProgrammeDraft.objects.update(revision=7)
    assert send(official, "don-vi", **carry_on(page, merge="1")).status_code == 409


SURVEY = [
    ["type", "name", "label", "relevant"], ["date", "ngay", "Ngày", None], ["text", "ten", "Họ và tên", None],
    ["select_one yn", "co", "Có đèn không", None], ["integer", "so", "Số đèn", "${co} = 'yes'"],
    ["begin repeat", "dong", "Các điểm", None], ["integer", "n", "Số", None], ["end repeat", None, None, None],
]  # fmt: skip
CHOICES = [["list_name", "name", "label"], ["yn", "yes", "Có"], ["yn", "no", "Không"]]


def test_a_form_of_kobo_becomes_registers_and_says_what_is_left_out(official: Client) -> None:
    address = reverse("setup:xlsform", args=[CODE])
    page = official.post(address, {"file": make_workbook(survey=SURVEY, choices=CHOICES)})
    assert "hỏi về một người" in page.content.decode()
    assert current().revision == 1
    form = page.context["taking"]
    data = {bound.html_name: str(bound.value()) for bound in form}
    assert official.post(address, data | {"merge": "1"}).status_code == 302
    draft = current()
    assert draft.problems == []
    assert {"registers/danh_sach.yaml", "registers/danh_sach_dong.yaml"} <= draft.files.keys()
    assert "danh_sach" in draft.files["registers.yaml"]


@pytest.mark.parametrize("content", [b"PK no workbook", b"a,b\n1,2\n"])
def test_a_file_that_is_no_xlsform_is_refused(official: Client, content: bytes) -> None:
    address = reverse("setup:xlsform", args=[CODE])
    assert official.post(address, {"file": SimpleUploadedFile("a.xlsx", content)}).status_code == 422
    assert official.post(address, {"file": make_workbook(other=[["a"]])}).status_code == 422
    assert official.post(address, {"sheets": "[1", "name": "x"}).status_code == 302


def test_a_programme_without_own_registers_takes_a_form_of_kobo_too() -> None:
    """It has no file that says who keeps them: the first form brings it."""
    files = {name: text for name, text in current().files.items() if not name.startswith("registers")}
    sheets = {"survey": [[cell or "" for cell in row] for row in SURVEY], "choices": CHOICES}
    changes = build_xlsform_changes(sheets, "kobo.xlsx", files)
    assert len(changes.codes) == 2, "the repeated group has its own register, of the same levels"
    assert find_problems({**files, **changes.files}, CODE) == find_problems(files, CODE)
    (first, *_more) = yaml.safe_load(changes.files["registers.yaml"])["registers"]
    assert (first["code"], first["source"]) == (changes.codes[0], "XLSForm kobo.xlsx")


@pytest.mark.parametrize("owners", ["", "registers: []\n", None])
def test_a_repeated_group_leaves_a_programme_made_of_a_plan_without_faults(owners: str | None) -> None:
    """Its file of owners is empty, so it is written anew: two owners with the same levels gave it an anchor."""
    new_programme = NewProgramme("Chương trình thử", "Thử", "51", "SYT", date(2026, 1, 1))
    files = build_scaffold(new_programme) | ({} if owners is None else {"registers.yaml": owners})
    sheets = {"survey": [[cell or "" for cell in row] for row in SURVEY], "choices": CHOICES}
    changes = build_xlsform_changes(sheets, "kobo.xlsx", files)
    assert len(changes.codes) == 2
    assert "&" not in changes.files["registers.yaml"]
    assert find_problems({**files, **changes.files}, new_programme.code) == []


def test_of_two_choices_with_one_name_the_second_is_told() -> None:
    choices = [*CHOICES, ["yn", "no", "Chưa rõ"]]
    sheets = {"survey": [[cell or "" for cell in row] for row in SURVEY], "choices": choices}
    changes = build_xlsform_changes(sheets, "kobo.xlsx", dict(current().files))
    (told,) = [row for row in changes.not_carried if "«no»" in row.reason]
    assert told.row == 4
    assert "bỏ «Chưa rõ»" in told.reason
    assert "Chưa rõ" not in changes.files["option_sets.yaml"]


def test_a_question_without_a_name_is_told_as_that() -> None:
    sheets = {"survey": [["type", "name", "label"], ["text", "", "Ghi gì"], ["text", "a", "Nơi"]]}
    changes = build_xlsform_changes(sheets, "kobo.xlsx", dict(current().files))
    assert [row.reason for row in changes.not_carried] == ["câu hỏi không có tên ở cột «name»"]


def test_a_form_without_choices_leaves_the_lists_of_options_alone() -> None:
    sheets = {"survey": [["type", "name", "label"], ["date", "d", "Ngày"], ["integer", "n", "Số buổi"]]}
    changes = build_xlsform_changes(sheets, "kobo.xlsx", dict(current().files))
    assert {*changes.files} == {f"registers/{changes.codes[0]}.yaml", "registers.yaml"}
