"""Rows of a large answer are sorted over a snapshot as the pages sort them, and nothing of a torn one is given out."""

import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.adapters import arranged_rows, snapshots
from sokehoach.adapters.arranged_rows import ANSWER_CELLS, Arrangement, read_page, split_number
from sokehoach.adapters.rollup import arranging_process
from sokehoach.adapters.rollup.engine import EngineError
from sokehoach.adapters.snapshots import SnapshotError, SnapshotFile
from sokehoach.adapters.writers.zip_file import zip_folder

type Cells = Sequence[tuple[Decimal | None, bool, bool, bool]]  # of one column: number, is_total, has_figure, has_gap

numbers = st.none() | st.decimals(-(10**15), 10**15, places=3) | st.fractions(-99, 99, max_denominator=10**6).map(
    lambda share: Decimal(share.numerator) / Decimal(share.denominator)
)  # fmt: skip
columns = st.lists(st.tuples(numbers, st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=25)


def write_rows(folder: Path, cells: Cells) -> None:
    rows = [
        (row, place, *((place and split_number(number)) or (None, None)), *flags)
        for row, (number, *flags) in enumerate(cells)
        for place in (0, 1)
    ]
    with snapshots.prepare_snapshot(folder / "made", [SnapshotFile(ANSWER_CELLS, rows)], {"shape": "x"}):
        pass


def pack(folder: Path, cells: Cells) -> bytes:
    write_rows(folder, cells)
    return zip_folder(folder / "made")


@settings(max_examples=20)
@given(columns, st.booleans(), st.sampled_from(["", "has_figure", "has_gap"]), st.integers(0, 5), st.integers(1, 30))
def test_rows_are_in_the_order_of_the_exact_numbers(
    tmp_path_factory: pytest.TempPathFactory, cells: Cells, descending: bool, shown: str, start: int, length: int
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    write_rows(folder, cells)
    request = {
        "folder": str(folder), "files": [str(folder / "made" / "answer_cells.parquet")], "place": 1,
        "descending": descending, "shown": shown, "start": start, "length": length,
    }  # fmt: skip
    flag = {"": lambda _row: True, "has_figure": lambda row: cells[row][2], "has_gap": lambda row: cells[row][3]}[shown]
    sign = -1 if descending else 1
    expected = sorted(
        filter(flag, range(len(cells))),
        key=lambda row: (cells[row][1], cells[row][0] is None, sign * (cells[row][0] or 0)),
    )
    answer = arranging_process.arrange_rows(request)
    assert answer["count"] == len(expected)
    start = min(start, max(0, len(expected) - 1) // length * length)  # past the end stands the last page
    assert [row for row, *_number in answer["rows"]] == expected[start : start + length]
    for row, *number in answer["rows"]:
        assert (tuple(number) if number[0] is not None else None) == split_number(cells[row][0])


@given(numbers.filter(lambda number: number is not None))
def test_no_digit_of_a_number_is_lost(number: Decimal) -> None:
    split = split_number(number)
    assert split is not None
    whole, rest = map(Decimal, split)
    assert 0 <= rest < 1
    top, bottom = rest.as_integer_ratio()
    assert (int(whole) * bottom + top, bottom) == number.as_integer_ratio()


def test_the_process_gives_a_page(tmp_path: Path) -> None:
    content = pack(tmp_path, [(Decimal(value), False, True, False) for value in (3, 5, 4)])
    page = read_page(content, Arrangement(1, descending=True), start=0, length=2, home=tmp_path)
    assert (page.count, page.rows) == (3, ((1, ("5", "0")), (2, ("4", "0"))))
    assert page.description["shape"] == "x"
    assert [path.name for path in tmp_path.iterdir()] == ["made"], "nothing is left behind"


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_a_torn_snapshot_is_a_sentence(tmp_path: Path, where: float) -> None:
    content = pack(tmp_path, [(Decimal(1), False, True, False)])
    with pytest.raises(SnapshotError):
        read_page(content[: int(len(content) * where)], Arrangement(), start=0, length=1, home=tmp_path)


def test_a_file_that_is_not_the_one_of_the_manifest_is_not_read(tmp_path: Path) -> None:
    pack(tmp_path, [(Decimal(1), False, True, False)])
    other = tmp_path / "other"
    other.mkdir()
    pack(other, [(Decimal(2), False, True, False)])
    (tmp_path / "made" / "answer_cells.parquet").write_bytes((other / "made" / "answer_cells.parquet").read_bytes())
    with pytest.raises(SnapshotError, match="mã băm"):
        read_page(zip_folder(tmp_path / "made"), Arrangement(), start=0, length=1, home=tmp_path)


def test_a_snapshot_of_something_else_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("manifest.json", '{"format": 1, "files": []}')
    with pytest.raises(SnapshotError):
        read_page(buffer.getvalue(), Arrangement(), start=0, length=1, home=tmp_path)


def test_what_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = pack(tmp_path, [(Decimal(1), False, True, False)])
    monkeypatch.setattr(arranged_rows, "WALL_SECONDS", 0.001)
    with pytest.raises(EngineError, match="bị ngắt"):
        read_page(content, Arrangement(), start=0, length=1, home=tmp_path)


def test_a_folder_outside_is_not_read(tmp_path: Path) -> None:
    write_rows(tmp_path, [(Decimal(1), False, True, False)])
    (tmp_path / "empty").mkdir()
    request = {
        "folder": str(tmp_path / "empty"), "files": [str(tmp_path / "made" / "answer_cells.parquet")], "place": 0,
        "descending": False, "shown": "", "start": 0, "length": 1,
    }  # fmt: skip
    assert arranging_process.arrange_rows(request) == {"problem": "PermissionException"}
