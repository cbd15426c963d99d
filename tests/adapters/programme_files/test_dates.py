"""Elements that are days as an author writes them; whatever would add or count days is refused with its line."""

from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.record import DefinitionProblem
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.domain.indicators.element import ValueKind
from tests.adapters.programme_files.test_refusals import BC, XA, folder, plant, problems_of
from tests.adapters.programme_files.test_value_kinds import add_element

__all__ = ["folder"]
DAY = {"kind": "date", "unit": "ngày", "over_place": "max", "over_time": "last", "name": "Ngày họp"}
CELL = "{code: A10, element: TN01}"


def test_a_day_is_loaded_and_written_back(folder: Path, tmp_path: Path) -> None:
    add_element(folder, **DAY)
    programme = read_programme(folder)
    (element,) = (element for element in programme.elements if element.code == "TN01")
    assert element.kind is ValueKind.DATE
    assert "TN01,Ngày họp,ngày,date,flow,last,max" in write_programme(programme)["elements.csv"]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"over_place": "sum"}, "ngày không cộng, các đơn vị không có thứ tự: ghi min (sớm nhất), max (muộn nhất)"),
        ({"over_place": "last"}, "ngày không cộng, các đơn vị không có thứ tự"),
        ({"over_time": "sum"}, "ngày không cộng: ghi last (kỳ cuối), min (sớm nhất), max (muộn nhất) hoặc none"),
        ({"counts_persons": "yes"}, "chỉ tiêu loại date là một ngày, không đếm người: ghi no"),
        ({"decimals": "2"}, "«decimals» từ 0 đến 3, chỉ của decimal, money, percentage"),
    ],
)
def test_an_element_whose_days_would_be_added_is_refused(folder: Path, columns: dict[str, str], reason: str) -> None:
    add_element(folder, **DAY | columns)
    line = (folder / "elements.csv").read_text("utf-8").count("\n")
    found = [problem for problem in problems_of(folder) if reason in problem.reason]
    assert [(problem.file, problem.line) for problem in found] == [("elements.csv", line)]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("{code: A10, element: TN01, sum_of: [A8, A9]}", "ô A10 là ngày, không tự cộng được"),
        (
            "{code: A10, element: TN01, source: {register: activities, measure: sessions}}",
            "ô A10 là ngày: sổ đếm ra số, không cho ngày",
        ),
    ],
)
def test_a_day_is_typed_and_never_counted(folder: Path, cell: str, reason: str) -> None:
    add_element(folder, **DAY)
    line = plant(folder, XA, CELL, cell)
    assert DefinitionProblem(XA, line, reason) in problems_of(folder)


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        ("{rule: within_history, cells: [A10]}", "phép kiểm tra within_history tính trên số, không dùng với ô ngày"),
        ("{rule: part_within_whole, cells: [A10, A9]}", "phép kiểm tra so ngày với số: cả hai ô phải là ngày"),
        (
            "{rule: parts_sum_to_whole, cells: [A8, A9, A10]}",
            "phép kiểm tra parts_sum_to_whole tính trên số, không dùng với ô ngày",
        ),
    ],
)
def test_a_check_that_computes_with_days_is_refused(folder: Path, check: str, reason: str) -> None:
    add_element(folder, **DAY)
    line = plant(folder, XA, "checks:\n", f"checks:\n  - {check}\n") + 1
    assert DefinitionProblem(XA, line, reason) in problems_of(folder)


def test_a_day_may_be_required_with_a_number(folder: Path) -> None:
    add_element(folder, **DAY)
    plant(folder, XA, "checks:\n", "checks:\n  - {rule: required_with, cells: [A9, A10]}\n")
    assert read_programme(folder)


def test_no_indicator_and_so_no_target_is_computed_from_days(folder: Path) -> None:
    add_element(folder, **DAY)
    text = "indicators:\n  - {code: ngay, name: Ngày, numerator: TN01, per: none, on_map: no, words: [], source: x}\n"
    line = plant(folder, "indicators.yaml", "indicators:\n", text) + 1
    (problem,) = problems_of(folder)
    assert (problem.file, problem.line) == ("indicators.yaml", line)
    assert problem.reason.endswith("chỉ tiêu «TN01» là ngày: chỉ số và mục tiêu chỉ tính trên số")


def test_a_sentence_may_print_a_day_but_not_its_rise(folder: Path) -> None:
    add_element(folder, **DAY)
    sentence = '{text: "Họp {TN01}, {TN01 so cùng kỳ}."}'
    line = plant(folder, BC, "sentences:\n", f"sentences:\n      - {sentence}\n") + 1
    (problem,) = problems_of(folder)
    assert problem == DefinitionProblem(BC, line, "{TN01 so cùng kỳ}: ngày không tăng, giảm so với cùng kỳ")
