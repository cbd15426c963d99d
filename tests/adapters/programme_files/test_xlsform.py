"""Forms of Kobo and ODK of several shapes become register types; what cannot be carried is named by question."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.adapters.programme_files import xlsform_conversion
from sokehoach.adapters.programme_files.xlsform_conversion import ConvertedForm, convert_form
from sokehoach.adapters.programme_files.xlsform_sheets import UniqueCodes, parse_sheets
from sokehoach.adapters.readers.xlsx.named_sheets import read_named_sheets, run_named_sheets_job
from sokehoach.adapters.readers.xlsx.package import WorkbookError

HEADS = ["type", "name", "label", "relevant", "constraint", "required", "calculation", "choice_filter"]
CHOICES = [
    ["list_name", "name", "label"],
    ["yn", "yes", "Có"],
    ["yn", "no", "Không"],
    ["nganh", "1", "Nông"],
    ["nganh", "2", "Công"],
]


def convert(*questions: Sequence[str], settings: Mapping[str, str] | None = None) -> ConvertedForm:
    sheets = {
        "survey": [HEADS, *questions],
        "choices": CHOICES,
        "settings": [
            list(settings or {"form_title": "Kiểm tra"}),
            list((settings or {"form_title": "Kiểm tra"}).values()),
        ],
    }
    return convert_form(parse_sheets(sheets), file_name="f.xlsx", taken_codes={}, taken_sets={})


def read_fields(made: ConvertedForm, number: int = 0) -> dict[str, Any]:
    text = list(made.files.values())[number]
    return {field["code"]: field for field in yaml.safe_load(text)["fields"]}


def list_reasons(made: ConvertedForm) -> dict[str, str]:
    return {row.question: str(row.reason) for row in made.not_carried}


def test_kinds_become_those_of_a_register() -> None:
    made = convert(
        ["date", "ngay", "Ngày làm", "", "", "yes"], ["text", "ghi", "Ghi chú"], ["integer", "so", "Số"],
        ["select_one yn", "mot", "Một"], ["select_multiple nganh", "nhieu", "Nhiều"],
    )  # fmt: skip
    fields = read_fields(made)
    assert {code: field["kind"] for code, field in fields.items()} == {
        "day": "day", "ghi": "text", "so": "number", "mot": "one", "nhieu": "many",
    }  # fmt: skip
    assert fields["day"]["label"] == "Ngày làm", "the first required date is the day of the entry"
    assert not made.not_carried
    assert made.option_sets[1]["options"] == {"lc_1": "Nông", "lc_2": "Công"}


def test_a_group_gives_its_label_and_condition_to_each_question() -> None:
    made = convert(
        ["select_one yn", "co", "Có không"], ["begin group", "g", "Chi tiết", "${co} = 'yes'"],
        ["integer", "n", "Số", "${co} != 'no'", "", "yes"], ["end group"], ["integer", "m", "Sau"],
    )  # fmt: skip
    fields = read_fields(made)
    assert fields["n"]["group"] == "Chi tiết"
    assert [condition["test"] for condition in fields["n"]["visible_when"]] == ["one_of", "none_of"]
    assert fields["n"]["required_when"] == fields["n"]["visible_when"]
    assert "group" not in fields["m"]


def test_a_repeat_becomes_a_register_of_rows() -> None:
    made = convert(
        ["integer", "n", "Số"],
        ["begin repeat", "lop", "Lớp"],
        ["text", "ten", "Tên lớp"],
        ["end repeat"],
        ["integer", "z", "Sau"],
    )
    assert made.codes == ["kiem_tra", "kiem_tra_lop"]
    assert {"n", "z"} <= read_fields(made).keys()
    rows = read_fields(made, 1)
    assert rows["phieu"] == {
        "code": "phieu", "label": "Thuộc Kiểm tra", "kind": "line", "register": "kiem_tra", "same_unit": True,
    }  # fmt: skip
    assert "ten" in rows


def test_a_question_of_a_repeat_is_not_taken_for_the_link_to_its_form() -> None:
    made = convert(
        ["integer", "n", "Số"], ["begin repeat", "lap", "Lặp"], ["integer", "phieu", "Số phiếu"], ["end repeat", "", ""]
    )
    (text,) = [text for text in made.files.values() if "parent:" in text]
    register = yaml.safe_load(text)
    assert [field["kind"] for field in register["fields"]] == ["day", "line", "number"]
    assert len({field["code"] for field in register["fields"]}) == 3
    assert register["parent"] == "phieu"
    assert register["columns"] == ["phieu_2"]


def test_constraints_become_limits_and_rules() -> None:
    made = convert(
        ["integer", "a", "A", "", ". <= 100"], ["integer", "b", "B", "", ". <= ${a}"],
        ["calculate", "t", "", "", "", "", "${a} + ${b}"], ["integer", "c", "C", "", ". = ${t}"],
        ["integer", "d", "D", "", ". >= 0"], ["text", "e", "E", "", "regex(., 'x')"],
    )  # fmt: skip
    register = yaml.safe_load(made.files["registers/kiem_tra.yaml"])
    assert read_fields(made)["a"]["most"] == 100
    assert [(rule["rule"], rule["fields"], rule["other"]) for rule in register["constraints"]] == [
        ("at_most", ["b"], "a"), ("sum_equals", ["a", "b"], "c"),
    ]  # fmt: skip
    assert list_reasons(made).keys() == {"t", "E"}


def test_thresholds_with_decimals_are_carried_and_a_largest_one_of_a_decimal_field_is_named() -> None:
    made = convert(
        ["decimal", "ha", "Diện tích", "", ". <= 50"], ["integer", "so", "Số", "", ". <= 99.5"],
        ["text", "a", "A", "${ha} > 12.5"], ["text", "b", "B", "${so} > 12.5"], ["text", "c", "C", "${ha} < 0"],
        ["decimal", "rong", "Rộng", "", ". <= 2.5"],
    )  # fmt: skip
    fields = read_fields(made)
    assert (fields["ha"]["most"], fields["so"]["most"]) == (50, 99)
    assert fields["a"]["visible_when"] == [{"field": "ha", "test": "at_least", "number": "12,501"}]
    assert fields["b"]["visible_when"] == [{"field": "so", "test": "at_least", "number": 13}]
    assert list_reasons(made).keys() == {"C", "Rộng"}


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (["text", "x", "Họ và tên chủ hộ"], "hỏi về một người"),
        (["text", "x", "Số điện thoại"], "hỏi về một người"),
        (["image", "x", "Ảnh"], "ảnh"),
        (["geopoint", "x", "Vị trí"], "tọa độ"),
        (["note", "x", "Nhắc"], "lời nhắc"),
        (["start", "x"], "thông tin máy"),
        (["rank nganh", "x", "Xếp hạng"], "kiểu «rank»"),
        (["select_one khac", "x", "Chọn"], "không có danh mục «khac»"),
        (["decimal", "x", "Số CCCD"], "hỏi về một người"),
        (["integer", "x", "X", "${n} > ${n}"], "điều kiện hiện"),
        (["integer", "x", "X", "", "", "${n} > 1 or ${k} > 2"], "điều kiện bắt buộc"),
        (["select_one yn", "x", "X", "", "", "", "", "a=${n}"], "danh mục phụ thuộc"),
        (["calculate", "x", "", "", "", "", "if(${n}>1,2,3)"], "phép tính"),
    ],
)
def test_what_cannot_be_carried_is_named(question: list[str], reason: str) -> None:
    made = convert(["integer", "n", "Số"], question)
    assert any(reason in str(row.reason) and row.row == 3 for row in made.not_carried), made.not_carried


def test_two_questions_with_one_list_and_label_stay_two() -> None:
    fields = read_fields(
        convert(["select_one yn", "a", "Có?"], ["select_one yn", "b", "Có?"], ["integer", "unit", "U"])
    )
    assert fields["a"]["label"] != fields["b"]["label"]
    assert "unit" not in fields, "a name that the pages use"


def test_questions_of_one_list_choose_from_one_option_set() -> None:
    questions = [["select_one yn", f"q{number}", f"Câu {number}"] for number in range(40)]
    made = convert(*questions, ["select_one yn or_other", "khac", "Câu khác"], ["select_one nganh", "n", "Ngành"])
    fields = read_fields(made)
    assert len({fields[f"q{number}"]["option_set"] for number in range(40)}) == 1
    assert [len(option_set["options"]) for option_set in made.option_sets] == [2, 3, 2]
    assert fields["khac"]["option_set"] not in (fields["q0"]["option_set"], fields["n"]["option_set"])


def test_options_whose_names_have_no_letters_get_codes_of_their_own() -> None:
    choices = [
        ["list_name", "name", "label"],
        *(["nganh", "?" * number, f"Ngành {number}"] for number in range(1, 900)),
    ]
    sheets = {"survey": [HEADS, ["select_one nganh", "n", "Ngành"]], "choices": choices}
    made = convert_form(parse_sheets(sheets), file_name="f.xlsx", taken_codes={}, taken_sets={})
    assert len(made.option_sets[0]["options"]) == 899
    looks: list[str] = []

    class CountedCodes(set[str]):
        def __contains__(self, code: object) -> bool:
            looks.append(str(code))
            return super().__contains__(code)

    codes = UniqueCodes()
    codes._codes = CountedCodes()
    assert [codes.add("lc") for _number in range(500)][-1] == "lc_500"
    assert len(looks) < 1_500


def test_questions_under_many_conditions_are_not_read_to_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse = xlsform_conversion.parse_conditions
    monkeypatch.setattr(xlsform_conversion, "parse_conditions", lambda *words: read.append(words[0]) or parse(*words))
    groups = [["begin group", f"g{number}", f"Nhóm {number}", "${so} > 1"] for number in range(100)]
    made = convert(["integer", "so", "Số"], *groups, ["integer", "cuoi", "Cuối"])
    assert "điều kiện hiện" in list_reasons(made)["Cuối"]
    assert len(read) < 10


def test_vietnamese_labels_come_first() -> None:
    sheets = {
        "survey": [["type", "name", "label::English (en)", "label::Tiếng Việt (vi)"], ["integer", "n", "Number", "Số"]]
    }
    made = convert_form(parse_sheets(sheets), file_name="x.xlsx", taken_codes={"x": 1}, taken_sets={})
    assert made.codes == ["x_2"]
    assert read_fields(made)["n"]["label"] == "Số"


def test_a_form_of_nothing_that_can_be_carried_makes_no_register() -> None:
    made = convert(["note", "n", "Chào"], ["image", "a", "Ảnh"])
    assert not made.files
    assert len(made.not_carried) == 3


def test_a_workbook_without_a_survey_is_no_form() -> None:
    with pytest.raises(LookupError):
        parse_sheets({"survey": [["a", "b"], ["1", "2"]]})


def test_the_three_sheets_are_read_by_their_names() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Survey "
    book.active.append(["type", "name"])
    book.active.append(["integer", 5.0])
    book.create_sheet("other").append(["x"])
    book.create_sheet("settings").append([True, None, 1.5])
    buffer = io.BytesIO()
    book.save(buffer)
    sheets = run_named_sheets_job(buffer.getvalue(), name="")
    assert sheets == {"survey": [["type", "name"], ["integer", "5"]], "settings": [["true", "", "1.5"]]}
    with pytest.raises(WorkbookError):
        run_named_sheets_job(b"PK nothing", name="")


WORDS = st.sampled_from(
    ["integer", "text", "select_one yn", "select_multiple nganh", "begin group", "end group", "begin repeat",
     "end repeat", "date", "calculate", "note", "decimal", "x",
     "${n1} = 'yes'", ". <= ${n1}", "yes", "n1", "n2", "unit", "Tên", ""]
)  # fmt: skip


@given(st.lists(st.lists(WORDS, min_size=3, max_size=8), max_size=14))
def test_any_survey_makes_yaml_that_reads_back(questions: list[list[str]]) -> None:
    made = convert(["integer", "n0", "Số"], *questions)
    for text in made.files.values():
        register = yaml.safe_load(text)
        codes = [field["code"] for field in register["fields"]]
        assert len(set(codes)) == len(codes)
        assert codes[0] == "day"
        assert "*id" not in text


@pytest.mark.parser_process
def test_the_sheets_are_read_in_the_confined_process() -> None:
    """Also where openpyxl loads a library that would start threads."""
    book = openpyxl.Workbook()
    book.active.title = "survey"
    book.active.append(["type", "name"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_named_sheets(buffer.getvalue()) == {"survey": [["type", "name"]]}
