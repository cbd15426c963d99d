"""What a register in a programme's folder may not say; each mistake with its file and line."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sokehoach.adapters.programme_files.canonical import canonicalize, parse_plain, to_plain
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.register_types import _KINDS
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.registers.field_kinds import LARGEST, FieldKind
from sokehoach.domain.registers.register_type import RegisterType
from tests.factories.definitions.folders import render_file
from tests.factories.definitions.registers import MODULE_REGISTER, register_types
from tests.factories.quang_ngai import DIGITAL, FOLDERS
from tests.soak import times

SETS_OF_DIGITAL = {"content": {"payment": ""}, "line": {"fibre": ""}, "platform": {"zalo": ""}}
PAGE = "  - {code: tung-noi-dung, name: Theo nội dung, kind: first_days, field: content, options: [payment]}\n"
FIRST = FOLDERS[DIGITAL].parent / "tuan_giao_2021"
CLASSES, LEARNERS, STATES = "lop_ky_nang_so", "hoc_vien_lop", "trang_thai_diem"


def read_problems(tmp_path: Path, register: str, old: str, new: str) -> list[str]:
    folder = Path(shutil.copytree(FOLDERS[DIGITAL], tmp_path / "programme"))
    path = folder / "registers" / f"{register}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        read_programme(folder, registers={"activities": "general"}, measures={})
    except DefinitionError as refused:
        return [str(problem) for problem in refused.problems]
    return []


@pytest.mark.parametrize(
    ("register", "old", "new", "expected"),
    [
        (CLASSES, "code: lop_ky_nang_so\n", "code: activities\n",
         "registers/lop_ky_nang_so.yaml:2: mã sổ «activities» đã có"),
        (CLASSES, "kind: text, most: 200}", "kind: person}", ":9: «kind» là «person», phải là một trong: text, long,"),
        (CLASSES, "kind: text, most: 200}", "kind: staff}", ":9: «kind» là «staff», phải là một trong: text, long,"),
        (CLASSES, "label: Tên lớp,", "label: Họ và tên học viên,",
         ":9: nhãn «Họ và tên học viên» hỏi về một người («ho va ten»)"),
        (CLASSES, "label: Tên lớp,", "label: Điện thoại liên hệ,", "hỏi về một người («dien thoai»)"),
        (CLASSES, "row: lớp", "row: lớp của ông Nguyễn Văn Tèo 0912345678", ":4: «row» nêu thông tin của một người"),
        (CLASSES, "kind: number, most: 60}", "kind: number, most: 999999999999}",
         "«most» của kiểu number nhiều nhất 10000000"),
        (CLASSES, "option_set: class_mode}", "option_set: nowhere}", ":11: không có danh mục «nowhere»"),
        (CLASSES, "option_set: class_mode}", "option_set: content}", ":11: hai trường cùng «option_set» là «content»"),
        (CLASSES, "{code: day,", "{code: ngay,", ":8: trường đầu tiên là «day»"),
        (CLASSES, "columns: [title,", "columns: [tên,", "«columns» nêu trường «tên» không có trong sổ"),
        (CLASSES, "totals: [sessions]", "totals: [title]",
         "«totals» chỉ cộng trường kiểu number, money, decimal, không phải «title»"),
        (CLASSES, "kind: number, most: 60}", "kind: percent}", "«totals» chỉ cộng trường kiểu number, money, decimal"),
        (CLASSES, "kind: number, most: 60}", "kind: percent}", "phép sum không dùng với trường kiểu percent"),
        (CLASSES, "kind: number, most: 60}", "kind: percent, most: 101}", "«most» của kiểu percent nhiều nhất 100"),
        (CLASSES, "label: Số buổi, kind: number", "label: Số điện thoại, kind: decimal", "hỏi về một người"),
        (LEARNERS, "label: Lượt người dự, kind: number", "label: Lượt người dự, kind: decimal",
         "ô B3 nhận số thập phân, chỉ tiêu XH01 phải thuộc loại decimal hoặc money"),
        (LEARNERS, "địa bàn dự lớp, operation: sum", "địa bàn dự lớp, operation: average", "ô B3 nhận số thập phân"),
        (CLASSES, "filters: [content,", "filters: [title,",
         "«filters» chỉ lọc theo trường để chọn, không phải «title»"),
        (CLASSES, "options: [in_person]}", "options: [standing]}",
         "danh mục «class_mode» không có lựa chọn «standing»"),
        (CLASSES, "{field: mode, test: one_of, options", "{field: sessions, test: one_of, options",
         "phép thử one_of không dùng với trường kiểu number"),
        (CLASSES, "{field: mode, test", "{field: way, test", "điều kiện nêu trường «way» không có trong sổ"),
        (CLASSES, "    required: no\n    hint: nhà", "    hint: nhà", "trường có điều kiện thì ghi «required: no»"),
        (CLASSES, "operation: sum, field: sessions", "operation: sum, field: title",
         "phép sum không dùng với trường kiểu text"),
        (CLASSES, "operation: count}", "operation: median}",
         "«operation» là «median», phải là một trong: count, sum,"),
        (CLASSES, "operation: count}", "operation: count, sql: drop table}", "trường lạ «sql»"),
        (CLASSES, "operation: count}", "operation: count, latest_by: title}", "«latest_by» chỉ dùng với span: stock"),
        (LEARNERS, "register: lop_ky_nang_so,", "register: activities,",
         "chương trình không định nghĩa sổ «activities»"),
        (LEARNERS, "through: area}", "through: content}", "«through» phải là trường kiểu unit, units"),
        (LEARNERS, "fields: [women], other: learners", "fields: [women], other: day",
         "at_most chỉ so số với nhau hoặc ngày"),
        (LEARNERS, "fields: [women], other: learners,", "fields: [women],",
         "«other» chỉ dùng, và phải có, với at_most"),
        (LEARNERS, "code: learners, name", "code: pupils, name", "sổ «hoc_vien_lop» không có phép đếm «learners»"),
        (STATES, "code: trang_thai_diem\n", "code: tinh_trang\n", "không đơn vị nào giữ sổ «tinh_trang»"),
        (LEARNERS, "parent: class", "parent: area", "«parent» phải là trường bắt buộc kiểu line của sổ khác"),
        (LEARNERS, "parent: class\n", "parent: class\nrows_by: area\n", "sổ có «rows_by» gồm day, trường «parent»"),
        (LEARNERS, "kind: one, option_set: content", "kind: one, option_set: content, own_area: yes",
         "«own_area» chỉ dùng với kiểu unit"),
        (LEARNERS, "same_unit: yes", "same_unit: no", "«parent» phải là trường bắt buộc kiểu line của sổ khác"),
        (LEARNERS, "rule: at_most, fields: [women], other: learners", "rule: total_at_most, fields: [women], other: x",
         "«of» chỉ dùng, và phải có, với total_at_most: trường kiểu line"),
        (LEARNERS, "rule: at_most, fields: [women], other: learners",
         "rule: total_at_most, fields: [women], of: class, other: title",
         "sổ «lop_ky_nang_so» không có trường số «title»"),
        (CLASSES, "code: lop_ky_nang_so\n", "code: lop_ky_nang_so\nslug: Lớp\n",
         ":3: «slug» là «Lớp», phải gồm chữ thường không dấu"),
        (CLASSES, "title: title\n", "title: title\nplace: sessions\n", "«place» phải là trường kiểu text hoặc unit"),
        (LEARNERS, "message: Số nữ lớn hơn số lượt người dự.", "message: 'Số nữ {women} trên {learner}.'",
         "câu nêu «{learner}», không phải số hay ngày của ràng buộc này"),
        (LEARNERS, "rule: at_most, fields: [women], other: learners", "rule: one_positive, fields: [area]",
         "one_positive chỉ dùng với trường kiểu number, money"),
        (LEARNERS, "rule: at_most, fields: [women], other: learners", "rule: one_place, fields: [women]",
         "one_place chỉ dùng với trường kiểu text"),
        *(
            (LEARNERS, "rule: at_most, fields: [women], other: learners", f"rule: not_after_today, fields: [{fields}]",
             "not_after_today chỉ dùng với trường kiểu day")
            for fields in ("women", "area", "content", "class", "day, learners")
        ),
        *(
            (LEARNERS, "rule: at_most, fields: [women], other: learners", f"rule: {rule}", expected)
            for rule, expected in (
                ("within_cut_offs, fields: [day], other: day", "«cut_offs» chỉ dùng, và phải có, với within_cut_offs"),
                ("at_most, fields: [women], other: learners, cut_offs: [15/05]", "«cut_offs» chỉ dùng, và phải có"),
                ("within_cut_offs, fields: [day], other: day, cut_offs: [29/02]", "«29/02», không phải ngày"),
                ("within_cut_offs, fields: [day], other: day, cut_offs: ['5/5']", "«5/5», không phải ngày dạng 15/05"),
                (f"within_cut_offs, fields: [day], other: day, cut_offs: [{', '.join(['15/05'] * 13)}]",
                 "«cut_offs» nhiều nhất 12 ngày"),
                ("no_overlap, fields: [women], other: day", "no_overlap có một trường ở «fields» và một ở «other»"),
                ("no_overlap, fields: [day]", "no_overlap có một trường ở «fields» và một ở «other»"),
                ("no_overlap, fields: [day], other: day, of: women", "«of» của no_overlap là trường kiểu one, text"),
            )
        ),
        (LEARNERS, "message: Số nữ lớn hơn số lượt người dự.", "message: 'Cộng lại {sum}.'",
         "câu nêu «{sum}», không phải số hay ngày của ràng buộc này"),
        (LEARNERS, "rule: at_most, fields: [women], other: learners", "rule: at_least, fields: [women], other: day",
         "at_least chỉ so số với nhau hoặc ngày"),
        (CLASSES, "title: title\n", "title: sessions\n",
         "«title» phải là trường kiểu text, domain, one, unit, day, quarter"),
        (CLASSES, "label: Tên lớp,", "label: 'Lớp của {area}',",
         ":9: «label» chỉ nêu được «{base_areas}», không phải «{area}»"),
        (CLASSES, "label: Tên lớp,", "label: 'Lớp của {0}',",
         ":9: «label» chỉ nêu được «{base_areas}», không phải «{0}»"),
        (CLASSES, "label: Tên lớp,", "label: 'Lớp của {2026}',",
         ":9: «label» chỉ nêu được «{base_areas}», không phải «{2026}»"),
        (CLASSES, "operation: sum, field: sessions", "operation: distinct_places, field: sessions",
         "phép distinct_places không dùng với trường kiểu number"),
        (CLASSES, "operation: sum, field: sessions", "operation: last_written, field: title",
         "phép last_written không dùng với trường kiểu text"),
        (CLASSES, "operation: sum, field: sessions", "operation: has_any, field: mode, options: [standing]",
         "danh mục không có lựa chọn «standing»"),
        (LEARNERS, "rule: at_most, fields: [women]", "rule: total_at_most, of: class, fields: [area]",
         "total_at_most chỉ cộng trường kiểu number, money"),
        (CLASSES, "kind: text, most: 200}", "kind: text, most: 200, keeps_hidden: yes}",
         ":9: «keeps_hidden» chỉ dùng với trường có «visible_when»"),
        (CLASSES, "{field: mode, test: one_of, options: [in_person]}", "{field: day, test: in_year}",
         "phép thử theo ngày chốt số liệu chỉ dùng trong phép đếm"),
        (CLASSES, "operation: count}", "operation: count, conditions: [{field: mode, test: before_cut_off}]}",
         "phép thử before_cut_off không dùng với trường kiểu one"),
        *((CLASSES, "rows: hoc_vien_lop, field: learners", row, expected) for row, expected in (
            ("rows: trang_thai_diem, field: state", ":35: «rows» là «trang_thai_diem», không phải sổ có «parent»"),
            ("rows: lop_ky_nang_so, field: sessions", ":35: «rows» là «lop_ky_nang_so», không phải sổ có «parent»"),
            ("rows: khong_co, field: sessions", ":35: «rows» là «khong_co», không phải sổ có «parent»"),
            ("rows: hoc_vien_lop, field: sessions", ":35: «field» nêu trường «sessions» không có trong sổ"),
            ("rows: hoc_vien_lop, field: area", "phép sum không dùng với trường kiểu unit"),
            ("rows: hoc_vien_lop, field: learners, through: content", "«through» phải là trường kiểu unit"),
            ("rows: hoc_vien_lop, field: learners, dated_by: class", "«dated_by» nêu trường «class» không có trong sổ"),
            ("rows: hoc_vien_lop, field: learners, adds_when: [{field: mode, test: present}]",
             "điều kiện nêu trường «mode» không có trong sổ"),
            ("rows: hoc_vien_lop, field: learners, denominator: households",
             "«denominator» chỉ dùng, và phải có, với phép reaches"),
        )),
        (CLASSES, "operation: sum, rows: hoc_vien_lop, field: learners",
         "operation: last, rows: hoc_vien_lop, field: learners", "phép last không tính trên dòng của một dòng khác"),
        (CLASSES, "operation: sum, rows: hoc_vien_lop, field: learners",
         "operation: reaches, rows: hoc_vien_lop, field: learners, through: area",
         "«denominator» chỉ dùng, và phải có, với phép reaches"),
        (CLASSES, "operation: sum, rows: hoc_vien_lop, field: learners",
         "operation: reaches, rows: hoc_vien_lop, field: learners, through: area, denominator: staff",
         ":35: không có mẫu số «staff», có: "),
        (CLASSES, "operation: sum, field: sessions", "operation: reaches, field: sessions, denominator: staff",
         "không có mẫu số «staff»"),
        *((LEARNERS, "measures: [learners, completed, learners_taught]", row, expected) for row, expected in (
            ("measures: [learners, pupils]", "trang by_unit nêu «pupils», không phải phép đếm của từng đơn vị"),
            ("field: area", "«measures» chỉ dùng, và phải có, với trang by_unit"),
            ("measures: [learners]\n    field: area", "«field» chỉ dùng, và phải có, với trang first_days, waiting"),
            ("measures: [learners]\n    denominator: staff", "không có mẫu số «staff», có: –"),
        )),
        (LEARNERS, "kind: by_unit", "kind: first_days\n    field: area", "«measures» chỉ dùng, và phải có, với trang"),
        (LEARNERS, "mở, operation: sum", "mở, units: below, operation: sum",
         "trang by_unit nêu «learners_taught», không phải phép đếm của từng đơn vị"),
        *((CLASSES, "title: title\n", f"title: title\noverviews:\n{page}", expected) for page, expected in (
            (PAGE.replace("tung-noi-dung", "nhap"), "mã trang «nhap» phải gồm chữ thường không dấu"),
            (PAGE.replace("field: content", "field: mode"), "trang first_days cần trường kiểu many"),
            (PAGE.replace("field: content", "field: what"), "«field» nêu trường «what» không có trong sổ"),
            (PAGE.replace("[payment]", "[standing]"), "danh mục không có lựa chọn «standing»"),
            (PAGE.replace("options", "columns"), "«columns» chỉ dùng với trang waiting"),
            (PAGE + PAGE, "hai trang cùng một mã"),
            (PAGE.replace("first_days", "waiting"), "«done_on» chỉ dùng, và phải có, với trang waiting"),
            (PAGE.replace("Theo nội dung", "Bà Nguyễn Thị Hoa 0912345678"), "«name» nêu thông tin của một người"),
        )),
    ],
)  # fmt: skip
def test_a_mistake_is_named_where_it_stands(tmp_path: Path, register: str, old: str, new: str, expected: str) -> None:
    problems = read_problems(tmp_path, register, old, new)
    assert any(expected in problem for problem in problems), problems


def test_rows_are_kept_by_who_keeps_their_entry_and_have_no_rows(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDERS[DIGITAL], tmp_path / "programme"))
    owners = folder / "registers.yaml"
    text = owners.read_text(encoding="utf-8")
    before, after = text.split("  - code: hoc_vien_lop")
    fewer = after.replace("agencies: [51.SKHCN, 51.SGDDT]", "agencies: [51.SKHCN]", 1)
    owners.write_text(f"{before}  - code: hoc_vien_lop{fewer}", encoding="utf-8")
    states = folder / "registers" / "trang_thai_diem.yaml"
    states.write_text(
        states.read_text(encoding="utf-8")
        .replace("register: diem_dich_vu_cong", "register: hoc_vien_lop")
        .replace("columns:", "parent: point\ncolumns:", 1),
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as refused:
        read_programme(folder)
    for expected in (
        "sổ «hoc_vien_lop» phải do đúng các đơn vị giữ sổ «lop_ky_nang_so» giữ",
        "dòng của một dòng khác không có dòng con",
    ):
        assert expected in str(refused.value)


@pytest.mark.parametrize(("function", "is_refused"), [("general", True), ("support", True), ("enforcement", False)])
def test_no_field_refers_to_entries_behind_another_wall(tmp_path: Path, function: str, is_refused: bool) -> None:
    """The form of the first would offer the names of the second to whoever may write it."""
    folder = Path(shutil.copytree(FIRST, tmp_path / "programme"))
    register = """code: nhac_lai
name: Việc nhắc lại
row: việc
about: Mỗi dòng là một việc.
fields:
  - {code: day, label: Ngày, kind: day}
  - {code: title, label: Việc, kind: text}
  - {code: counts, label: Số liệu, kind: line, register: enforcement}
columns: [title, counts]
"""
    (folder / "registers" / "nhac_lai.yaml").write_text(register, encoding="utf-8")
    with (folder / "registers.yaml").open("a", encoding="utf-8") as owners:
        owners.write(f"  - {{code: nhac_lai, function: {function}, agencies: [099.CA], source: x}}\n")
    problems = ""
    try:
        read_programme(folder)
    except DefinitionError as refused:
        problems = str(refused)
    told = "sổ «nhac_lai» không được trỏ tới sổ «enforcement» của nhóm bảo mật «enforcement»"
    assert (told in problems) is is_refused
    assert problems.count("\n") == 0, problems
    assert bool(problems) is is_refused, problems


def test_no_field_refers_to_a_confidential_register_of_another_programme(tmp_path: Path) -> None:
    """Its entries are in the same installation, whether this programme gives the register to anybody or not."""
    folder = Path(shutil.copytree(FIRST, tmp_path / "programme"))
    register = """code: nhac_lai
name: Việc nhắc lại
row: việc
about: Mỗi dòng là một việc.
fields:
  - {code: day, label: Ngày, kind: day}
  - {code: visit, label: Lượt, kind: line, register: visits}
columns: [day, visit]
"""
    (folder / "registers" / "nhac_lai.yaml").write_text(register, encoding="utf-8")
    with (folder / "registers.yaml").open("a", encoding="utf-8") as owners:
        owners.write("  - {code: nhac_lai, function: general, agencies: [099.CA], source: x}\n")
    told = "sổ «nhac_lai» không được trỏ tới sổ «visits» của nhóm bảo mật «enforcement»"
    with pytest.raises(DefinitionError, match=told):
        read_programme(folder, registers={"visits": "enforcement"})


def test_no_kind_of_field_can_hold_a_person() -> None:
    """Names stand in no kind; a telephone has ten digits, an identity number nine or twelve."""
    assert FieldKind.STAFF not in _KINDS
    assert {kind.value for kind in _KINDS} == {
        "text", "long", "domain", "number", "decimal", "percent", "money", "year", "day", "quarter", "flag", "one",
        "many", "unit", "units", "line",
    }  # fmt: skip
    assert LARGEST[FieldKind.NUMBER] < 10**8
    assert LARGEST[FieldKind.DECIMAL] < 10**8
    assert LARGEST[FieldKind.YEAR] < 10**4


@settings(
    max_examples=times(12, 200), suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(register_types("so_moi", SETS_OF_DIGITAL))
def test_any_register_comes_back_from_its_file(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    folder = Path(shutil.copytree(FOLDERS[DIGITAL], tmp_path_factory.mktemp("any") / "programme"))
    (folder / "registers" / "so_moi.yaml").write_text(render_file("so_moi.yaml", content), encoding="utf-8")
    with (folder / "registers.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {code: so_moi, function: general, levels: [commune], source: kiểm thử}\n")
    programme = read_programme(folder)
    written = tmp_path_factory.mktemp("written")
    for name, text in write_programme(programme).items():
        (written / name).parent.mkdir(parents=True, exist_ok=True)
        (written / name).write_text(text, encoding="utf-8")
    read = read_programme(written)
    assert canonicalize(read).digest == canonicalize(programme).digest
    (register,) = (item for item in programme.register_types if item.code == "so_moi")
    assert parse_plain(RegisterType, to_plain(register)) == register


def test_an_average_goes_into_no_element_that_is_added_up(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDERS[DIGITAL], tmp_path / "programme"))
    replace_text(
        folder / "registers" / f"{LEARNERS}.yaml", "địa bàn dự lớp, operation: sum", "dự lớp, operation: average"
    )
    replace_text(folder / "elements.csv", "lượt người,count,flow", "lượt người,decimal,flow")
    with pytest.raises(DefinitionError) as refused:
        read_programme(folder, registers={"activities": "general"}, measures={})
    assert any("ô B3 là số trung bình, chỉ tiêu XH01 không được cộng" in str(row) for row in refused.value.problems)


def test_a_total_compares_decimals_with_decimals(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDERS[DIGITAL], tmp_path / "programme"))
    path = folder / "registers" / f"{LEARNERS}.yaml"
    replace_text(path, "Trong đó nữ, kind: number", "Trong đó nữ, kind: decimal")
    replace_text(
        path, "at_most, fields: [women], other: learners", "total_at_most, of: class, fields: [women], other: sessions"
    )
    with pytest.raises(DefinitionError) as refused:
        read_programme(folder, registers={"activities": "general"}, measures={})
    assert any("total_at_most không so số thập phân với số nguyên" in str(row) for row in refused.value.problems)


def replace_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("register: establishments", "register: inspections", "chương trình không định nghĩa sổ «inspections»"),
        ("same_unit: yes}\n", "same_unit: yes}\nparent: place\n", "dòng của sổ «establishments» không có dòng con"),
        ("columns:", "constraints: [{rule: total_at_most, fields: [n], other: n, of: place, message: x}]\ncolumns:",
         "total_at_most không dùng với dòng của sổ «establishments»"),
    ],
)  # fmt: skip
def test_a_field_refers_to_entries_of_a_module_that_offers_them(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert any(expected in problem for problem in read_module_problems(tmp_path, old, new)) is bool(expected)


def test_who_refers_to_entries_of_a_module_has_the_module(tmp_path: Path) -> None:
    expected = "sổ «kiem_tra_moi» cần sổ «establishments», không đơn vị nào giữ"
    problems = read_module_problems(tmp_path, "", "", owners="  - code: establishments\n")
    assert any(expected in problem for problem in problems)


def read_module_problems(tmp_path: Path, old: str, new: str, *, owners: str = "") -> list[str]:
    """Of a register that refers to establishments, where `old` is `new`; `owners`: the line whose owner is left out."""
    folder = Path(shutil.copytree(FIRST, tmp_path / "programme"))
    (folder / "registers" / "kiem_tra_moi.yaml").write_text(
        MODULE_REGISTER.replace(old, new) if old else MODULE_REGISTER, "utf-8"
    )
    path = folder / "registers.yaml"
    text = path.read_text("utf-8") + "  - {code: kiem_tra_moi, function: general, levels: [commune], source: x}\n"
    path.write_text(text.replace(owners, "  - code: surveys_of_nobody\n") if owners else text, "utf-8")
    try:
        programmes.read_programme(folder)
    except DefinitionError as refused:
        return [str(problem) for problem in refused.problems]
    return []
