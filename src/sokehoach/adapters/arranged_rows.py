"""Reads the rows of a large answer in the order of one of its columns, from a snapshot, in a process of its own.

The process (`arranging_process`) may read the one folder and nothing else, writes no file, and has limits of memory,
threads and time. It gets no SQL: it gets the place of a column, an order and a filter.
"""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from io import BytesIO
from pathlib import Path
from typing import Any

from sokehoach.adapters import snapshots
from sokehoach.adapters.rollup.engine import EngineError
from sokehoach.adapters.rollup.tables import FileTable
from sokehoach.adapters.sandbox.slots import parser_turn
from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.snapshots import SnapshotError
from sokehoach.domain.messages import say

# A cell of an answer. `row`, `place`: where it stands, from 0. Its number is `whole` + `rest`, and 0 ≤ rest < 1.
# The other columns are about its row.
ANSWER_CELLS = FileTable(
    "answer_cells",
    {
        "row": "BIGINT", "place": "BIGINT", "whole": "DECIMAL(38, 0)", "rest": "DECIMAL(38, 38)",
        "is_total": "BOOLEAN", "has_figure": "BOOLEAN", "has_gap": "BOOLEAN",
    },
    ("place", "row"),
)  # fmt: skip
WALL_SECONDS = 20.0  # a page waits for it

_PROCESS = "sokehoach.adapters.rollup.arranging_process"
_SOURCES = str(Path(__file__).resolve().parents[2])
_BROKEN = say("Bảng đã lập bị hỏng nên không đưa ra: %(reason)s")
_ENDED = say("Việc sắp xếp bảng bị ngắt: dùng quá nhiều bộ nhớ hoặc thời gian. Hãy chọn ít đơn vị, ít chỉ tiêu hơn.")

type SplitNumber = tuple[str, str] | None  # the text of `whole` and `rest`


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`place`: of the column by which rows are sorted; None: as they stand. `shown`: a column of flags, «» for all."""

    place: int | None = None
    descending: bool = False
    shown: str = ""  # «», has_figure or has_gap


@dataclass(frozen=True, slots=True)
class ArrangedPage:
    """`count`: of all rows that are shown. `rows`: those of the page, each with its number in the sorted column.

    `description`: what the maker of the snapshot says of it.
    """

    description: dict[str, Any]
    count: int
    rows: tuple[tuple[int, SplitNumber], ...]


def split_number(number: Decimal | None) -> SplitNumber:
    """The number as it is stored; None for none. No digit is lost but after the 38th decimal."""
    if number is None:
        return None
    with localcontext(prec=120):
        number += 0  # no −0
        whole = number.to_integral_value(ROUND_FLOOR)
        rest = (number - whole).quantize(Decimal(1).scaleb(-38), ROUND_FLOOR).normalize()
    return f"{whole:f}", f"{rest:f}"


@slow_work
def read_page(content: bytes, arrangement: Arrangement, *, start: int, length: int, home: Path) -> ArrangedPage:
    """Some rows of the packed snapshot, from `start` of the arranged ones, else of their last page.

    `home`: where a private folder is made. Raises SnapshotError where the snapshot is not whole, EngineError where the
    process needs too much or is not there, ParserBusyError where others hold all turns.
    """
    with parser_turn(), tempfile.TemporaryDirectory(prefix="answer.", dir=home) as directory:
        folder = Path(directory).resolve()
        snapshot = _unpack_snapshot(content, folder)
        files = [str(path.resolve()) for path in snapshot.files.get(ANSWER_CELLS.name, ())]
        if not files:
            raise SnapshotError(_BROKEN % {"reason": ANSWER_CELLS.name})
        request = {"folder": str(folder), "files": files, "start": start, "length": length, **asdict(arrangement)}
        answer = _run_process(request)
    if "problem" in answer:
        raise EngineError(_BROKEN % {"reason": answer["problem"]})
    return ArrangedPage(
        snapshot.description,
        answer["count"],
        tuple((row, None if whole is None else (whole, rest)) for row, whole, rest in answer["rows"]),
    )


def _unpack_snapshot(content: bytes, folder: Path) -> snapshots.SnapshotFolder:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            package.extractall(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise SnapshotError(_BROKEN % {"reason": type(error).__name__}) from error
    return snapshots.open_snapshot(folder)


def _run_process(request: Mapping[str, Any]) -> dict[str, Any]:
    environment = {name: os.environ[name] for name in ("TZ", "PATH", "LANG") if name in os.environ}
    try:
        completed = subprocess.run(  # noqa: S603 our own interpreter and program
            [sys.executable, "-P", "-s", "-m", _PROCESS],
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment | {"PYTHONPATH": _SOURCES, "PYTHONUTF8": "1"},
            timeout=WALL_SECONDS,
            check=True,
        )
        answer: dict[str, Any] = json.loads(completed.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise EngineError(_ENDED) from None
    return answer
