"""`targets.csv`: levels of indicators by year and unit as an author writes them, and what is refused."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.target_levels import (
    TARGET_COLUMNS,
    TARGET_OPTIONS,
    add_target_levels,
    flatten_level,
)
from sokehoach.adapters.programme_files.writing import _join, write_programme
from sokehoach.domain.indicators.target_level import BOUNDS, TargetLevel, sort_levels
from sokehoach.domain.programmes.difference import Weight, compare_definitions
from tests.adapters.programme_files.test_refusals import problems_of
from tests.adapters.programme_files.test_value_kinds import folder

__all__ = ["folder"]

HEADER = "indicator,unit,year,bound,value,source,carry,baseline\n"


def write(folder: Path, *rows: str) -> None:
    (folder / "targets.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")


def read_levels(folder: Path, code: str = "xa_co_ke_hoach") -> Sequence[TargetLevel]:
    return next(row for row in read_programme(folder).indicators if row.code == code).target_levels


def test_levels_are_read_by_year_and_unit(folder: Path) -> None:
    write(
        folder,
        "xa_co_ke_hoach,03304,2022,>=,100,KH xã,,",
        "xa_co_ke_hoach,,2021,>=,60,KH 1,,",
        'xa_co_ke_hoach,,2022,>=,"62,5",KH 1,yes,',
        "xa_co_ke_hoach,,,>,50,KH 1,no,",
    )
    assert read_levels(folder) == (
        TargetLevel(Decimal(50), ">", source="KH 1"),
        TargetLevel(Decimal(60), year=2021, source="KH 1"),
        TargetLevel(Decimal("62.5"), year=2022, carry=True, source="KH 1"),
        TargetLevel(Decimal(100), unit="03304", year=2022, source="KH xã"),
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("khong_co,,2021,>=,60,KH 1,,", "không có chỉ số «khong_co»"),
        ("xa_co_ke_hoach,99999,2021,>=,60,KH 1,,", "không có đơn vị mã «99999»"),
        ("xa_co_ke_hoach,03269,2030,>=,60,KH 1,,", "đơn vị «03269» không có trong năm 2030"),
        ("xa_co_ke_hoach,,21,>=,60,KH 1,,", "«year» phải là năm từ 2000 đến 2099, hoặc để trống cho mọi năm"),
        ("xa_co_ke_hoach,,2021,=>,60,KH 1,,", "«bound» là «=>», phải là một trong: >=, <=, >, <, =="),
        ("xa_co_ke_hoach,,2021,>=,60 %,KH 1,,", "«value» phải là số từ 0, như 1500 hoặc 62,5"),
        ("xa_co_ke_hoach,,2021,>=,1.500,KH 1,,", "không có dấu ngăn hàng nghìn"),
        ("xa_co_ke_hoach,,2021,>=,,KH 1,,", "thiếu «value»"),
        ("xa_co_ke_hoach,,2021,>=,60,,,", "thiếu «source»"),
        ("xa_co_ke_hoach,,2021,>=,60,KH 1,có,", "«carry» phải là yes hoặc no"),
        ("xa_co_ke_hoach,,,>=,60,KH 1,yes,", "mức không ghi năm đã dùng cho mọi năm"),
        ("xa_co_ke_hoach,,2021,>=,60,KH 1,,5", "mới có «baseline»"),
        ("xa_co_ke_hoach,,2020,>=,70,KH 1,,", "đã có mức cho đơn vị và năm này"),
    ],
)
def test_what_does_not_suit_is_refused_with_its_line(folder: Path, row: str, reason: str) -> None:
    write(folder, "xa_co_ke_hoach,,2020,>=,50,KH 1,,", row)
    (problem,) = problems_of(folder)
    assert (problem.file, problem.line) == ("targets.csv", 3)
    assert reason in problem.reason


def test_a_missing_column_is_named(folder: Path) -> None:
    (folder / "targets.csv").write_text("indicator,unit,bound,value,source\n", "utf-8")
    assert [(problem.line, problem.reason) for problem in problems_of(folder)] == [(1, "thiếu cột «year»")]


def test_each_changed_level_waits_for_later_windows_and_breaks_nothing(folder: Path) -> None:
    before = json.loads(canonicalize(read_programme(folder)).text)
    write(folder, "xa_co_ke_hoach,,2021,>=,60,KH 1,,", "xa_co_ke_hoach,03304,2021,>=,80,KH 1,,")
    first = json.loads(canonicalize(read_programme(folder)).text)
    write(folder, "xa_co_ke_hoach,,2021,>=,65,KH 2,,", "xa_co_ke_hoach,,2022,>=,70,KH 2,,")
    second = json.loads(canonicalize(read_programme(folder)).text)
    added = compare_definitions(before, first)
    assert {(change.place, change.weight) for change in added.changes} == {
        ("chỉ số xa_co_ke_hoach, mức chỉ tiêu năm 2021", Weight.NARROWING),
        ("chỉ số xa_co_ke_hoach, mức chỉ tiêu 03304 năm 2021", Weight.NARROWING),
    }
    assert {(change.forms, change.elements) for change in added.changes} == {(("01-XA",), ("CD01",))}
    assert {(change.place, change.weight) for change in compare_definitions(first, second).changes} == {
        ("chỉ số xa_co_ke_hoach, mức chỉ tiêu năm 2021, value", Weight.NARROWING),
        ("chỉ số xa_co_ke_hoach, mức chỉ tiêu năm 2021, source", Weight.WORDING),
        ("chỉ số xa_co_ke_hoach, mức chỉ tiêu năm 2022", Weight.NARROWING),
        ("chỉ số xa_co_ke_hoach, mức chỉ tiêu 03304 năm 2021", Weight.NARROWING),
    }


def test_levels_written_into_a_folder_are_read_back_with_the_digest(folder: Path, tmp_path: Path) -> None:
    write(folder, 'xa_co_ke_hoach,03304,2021,<,"0,125",KH 1,yes,', "xa_co_ke_hoach,,,==,50,KH 1,,")
    programme = read_programme(folder)
    for name, content in write_programme(programme).items():
        (tmp_path / "written" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "written" / name).write_text(content, "utf-8")
    again = read_programme(tmp_path / "written")
    assert read_levels(tmp_path / "written") == read_levels(folder)
    assert canonicalize(again).digest == canonicalize(programme).digest


LEVELS = st.lists(
    st.builds(
        TargetLevel,
        value=st.integers(0, 10**9).map(lambda number: Decimal(number) / 1000),
        bound=st.sampled_from(BOUNDS),
        unit=st.sampled_from(["", "03269", "03304"]),
        year=st.integers(2021, 2024),
        carry=st.booleans(),
        source=st.sampled_from(["KH 1", 'mục II, "phụ lục"']),
    ),
    unique_by=lambda level: (level.unit, level.year),
    max_size=6,
)
PROGRAMME = read_programme(Path(__file__).resolve().parents[3] / "src/sokehoach/programmes/tuan_giao_2021")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(LEVELS)
def test_any_levels_are_read_back_as_they_were_written(levels: list[TargetLevel]) -> None:
    rows = (flatten_level("xa_co_ke_hoach", level) for level in levels)
    with TemporaryDirectory() as name:
        (Path(name) / "targets.csv").write_text(_join((*TARGET_COLUMNS, *TARGET_OPTIONS), rows), "utf-8")
        files = Folder(Path(name))
        records = files.csv("targets.csv", TARGET_COLUMNS, TARGET_OPTIONS)
        indicators = add_target_levels(PROGRAMME.indicators, records, PROGRAMME.units)
    assert files.problems == []
    found = next(row for row in indicators if row.code == "xa_co_ke_hoach")
    assert found.target_levels == sort_levels(levels)
