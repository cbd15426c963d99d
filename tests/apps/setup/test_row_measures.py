"""A measure of rows in the tables in which a register is defined: read, typed, refused at its cell."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.register_files import MEASURES, read_draft_option_sets, read_register_file
from sokehoach.apps.setup.forms.register_cells import convert_rows
from sokehoach.apps.setup.pages.register_tables import list_values
from sokehoach.apps.setup.queries.register_drafts import RegisterContext
from tests.factories.quang_ngai import DIGITAL, FOLDERS

CLASSES, LEARNERS = "lop_ky_nang_so", "hoc_vien_lop"
KINDS = """
  - code: denominator
    name: Mẫu số
    source: kế hoạch
    options:
      households: Số hộ
"""


@pytest.fixture
def context() -> RegisterContext:
    folder = Path(FOLDERS[DIGITAL])
    files = {"option_sets.yaml": (folder / "option_sets.yaml").read_text("utf-8").rstrip() + KINDS}
    registers = {code: read_register_file((folder / f"registers/{code}.yaml").read_text("utf-8"))
                 for code in (CLASSES, LEARNERS)}  # fmt: skip
    return RegisterContext(CLASSES, read_draft_option_sets(files), registers, ())  # type: ignore[arg-type]


def test_what_a_file_says_is_what_its_table_says(context: RegisterContext) -> None:
    values = list_values(MEASURES, context)
    assert values[-1]["rows"] == "Người dự lớp kỹ năng số"
    assert values[-1]["field"] == "Lượt người dự"
    table = convert_rows(MEASURES, values, context)
    assert (table.problems, table.content.items) == ({}, list(context.file.parts[MEASURES]))


@dataclass(frozen=True)
class Typed:
    cells: dict[str, str]
    column: str
    sentence: str


def test_rows_are_named_by_what_officials_read(context: RegisterContext) -> None:
    row = dict.fromkeys(list_values(MEASURES, context)[-1], "") | {
        "name": "Xã đạt", "operation": "reaches", "rows": "người dự lớp kỹ năng số", "field": "lượt người dự",
        "through": "xã, phường, đặc khu", "adds_when": "Trong đó nữ ≥ 2", "units": "base_areas", "denominator": "số hộ",
    }  # fmt: skip
    table = convert_rows(MEASURES, [row], context)
    assert table.problems == {}
    (item,) = table.content.items
    assert item == {
        "code": "xa_dat", "name": "Xã đạt", "operation": "reaches", "rows": LEARNERS, "denominator": "households",
        "field": "learners", "through": "area", "units": "base_areas",
        "adds_when": [{"field": "women", "test": "at_least", "number": 2}],
    }  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        Typed({"rows": "Sổ lạ"}, "rows", "Không có «Sổ lạ». Có: «Người dự lớp kỹ năng số»."),
        Typed({"rows": "Người dự lớp kỹ năng số", "field": "Số buổi"}, "field", "Không có «Số buổi»."),
        Typed({"denominator": "dân số"}, "denominator", "Không có «dân số». Có: «Số hộ»."),
    ],
)
def test_what_is_none_is_refused_at_its_cell(context: RegisterContext, typed: Typed) -> None:
    row = dict.fromkeys(list_values(MEASURES, context)[-1], "") | {"name": "Số", "operation": "sum"} | typed.cells
    (problem,) = convert_rows(MEASURES, [row], context).problems[0, typed.column]
    assert problem.startswith(typed.sentence)
