"""Elements that are texts as an author writes them; whatever would count texts is refused with its line."""

from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.record import DefinitionProblem
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.domain.reporting.form import Cell, Form
from tests.adapters.programme_files.test_refusals import BC, XA, folder, plant, problems_of
from tests.adapters.programme_files.test_value_kinds import add_element

__all__ = ["folder"]
TEXT = {"kind": "text", "unit": "", "over_place": "none", "over_time": "none", "name": "Số, ký hiệu kế hoạch"}
CELL = "{code: A10, element: TN01}"


def read_commune_form(folder: Path) -> Form:
    return next(form for form in read_programme(folder).forms if form.code == "01-XA")


def test_its_cell_is_a_box_of_the_form_and_no_number(folder: Path) -> None:
    add_element(folder, **TEXT)
    form = read_commune_form(folder)
    assert form.cell("A10") == Cell(
        "A10", "TN01", label="Số, ký hiệu kế hoạch", element_code="TN01", most=200, is_line=True
    )
    assert "A10" not in {cell.code for cell in form.cells}
    assert form.printed_codes["A10"] == "TN01"
    assert [(box.code, box.heading, box.most) for box in form.text_boxes if box.element] == [("A10", "TN01", 200)]


@pytest.mark.parametrize(
    ("kind", "cell", "most"),
    [
        ("text", "{code: A10, element: TN01, most: 60}", 60),
        ("long_text", CELL, 1500),
        ("long_text", "{code: A10, element: TN01, most: 5000}", 5000),
    ],
)
def test_it_is_loaded_with_its_limit_and_written_back(
    folder: Path, tmp_path: Path, kind: str, cell: str, most: int
) -> None:
    add_element(folder, **TEXT | {"kind": kind})
    plant(folder, XA, CELL, cell)
    programme = read_programme(folder)
    assert next(form for form in programme.forms if form.code == "01-XA").cell("A10").most == most
    for name, content in write_programme(programme).items():
        path = tmp_path / "written" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    assert canonicalize(read_programme(tmp_path / "written")).digest == canonicalize(programme).digest


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"over_place": "last"}, "lời không gộp được, chỉ liệt kê theo đơn vị: ghi none"),
        ({"over_time": "last"}, "lời không gộp được, chỉ liệt kê theo đơn vị: ghi none"),
        ({"disaggregations": "content"}, "lời không phân tổ"),
        ({"counts_persons": "yes"}, "chỉ tiêu loại text là lời, không đếm người: ghi no"),
        ({"decimals": "1"}, "«decimals» từ 0 đến 3, chỉ của decimal, money, percentage"),
    ],
)
def test_an_element_whose_texts_would_be_aggregated_is_refused(
    folder: Path, columns: dict[str, str], reason: str
) -> None:
    add_element(folder, **TEXT | columns)
    line = (folder / "elements.csv").read_text("utf-8").count("\n")
    assert DefinitionProblem("elements.csv", line, reason) in problems_of(folder)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("{code: A10, element: TN01, most: 301}", "«most» của ô A10 từ 1 đến 300 ký tự"),
        ("{code: A10, element: TN01, most: 0}", "«most» của ô A10 từ 1 đến 300 ký tự"),
        (
            "{code: A10, element: TN01, sum_of: [A8, A9]}",
            "ô A10 là lời: chỉ nhập, không tự cộng, không phân tổ, không lấy từ sổ",
        ),
        (
            "{code: A10, element: TN01, source: {register: activities, measure: sessions}}",
            "ô A10 là lời: chỉ nhập, không tự cộng, không phân tổ, không lấy từ sổ",
        ),
    ],
)
def test_a_text_is_typed_and_nothing_else(folder: Path, cell: str, reason: str) -> None:
    add_element(folder, **TEXT)
    line = plant(folder, XA, CELL, cell)
    assert DefinitionProblem(XA, line, reason) in problems_of(folder)


def test_a_number_has_no_limit_of_letters(folder: Path) -> None:
    line = plant(folder, XA, "{code: A9, element: CD09}", "{code: A9, element: CD09, most: 60}")
    assert DefinitionProblem(XA, line, "trường lạ «most»") in problems_of(folder)


@pytest.mark.parametrize(
    "check", ["{rule: required_with, cells: [A10, A9]}", "{rule: parts_sum_to_whole, cells: [A8, A9, A10]}"]
)
def test_a_check_that_counts_a_text_is_refused(folder: Path, check: str) -> None:
    add_element(folder, **TEXT)
    line = plant(folder, XA, "checks:\n", f"checks:\n  - {check}\n") + 1
    (problem,) = (problem for problem in problems_of(folder) if problem.line == line)
    assert problem.reason.endswith("không dùng với ô lời này")


def test_it_may_be_required_with_a_number(folder: Path) -> None:
    add_element(folder, **TEXT)
    plant(folder, XA, "checks:\n", "checks:\n  - {rule: required_with, cells: [A9, A10]}\n")
    assert read_commune_form(folder)


def test_no_indicator_is_of_texts(folder: Path) -> None:
    add_element(folder, **TEXT)
    text = "indicators:\n  - {code: loi, name: Lời, numerator: TN01, per: none, on_map: no, words: [], source: x}\n"
    line = plant(folder, "indicators.yaml", "indicators:\n", text) + 1
    (problem,) = problems_of(folder)
    assert (problem.file, problem.line) == ("indicators.yaml", line)
    assert problem.reason.endswith("chỉ tiêu «TN01» là lời: chỉ số và mục tiêu chỉ tính trên số")


def test_no_ready_question_asks_for_texts(folder: Path) -> None:
    add_element(folder, **TEXT)
    line = plant(folder, "questions.yaml", "measures: [", "measures: [TN01, ")
    found = [problem for problem in problems_of(folder) if problem.line == line]
    assert [problem.file for problem in found] == ["questions.yaml"]
    assert "TN01" in found[0].reason


def test_it_stands_below_a_heading_and_in_no_sentence(folder: Path) -> None:
    add_element(folder, **TEXT)
    line = plant(folder, BC, "sentences:\n", 'sentences:\n      - "Kế hoạch {TN01}."\n') + 1
    (problem,) = problems_of(folder)
    reason = "{TN01}: lời không điền vào câu, ghi «narrative: TN01» ở mục cần in"
    assert problem == DefinitionProblem(BC, line, reason)


def test_its_code_is_not_that_of_a_heading(folder: Path) -> None:
    add_element(folder, **TEXT)
    line = plant(folder, XA, CELL, "{code: result, element: TN01}")
    assert DefinitionProblem(XA, line, "ô result trùng mã với một ô nhận xét của biểu") in problems_of(folder)
