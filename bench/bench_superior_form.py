"""How long a superior's form of 300 cells takes to be read, to have its sources proposed, and to be filled.

usage: python -m bench.bench_superior_form     Fails above the limits that the product promises.
"""

import csv
import io
import sys
import time
from collections.abc import Callable
from importlib.resources import files

import openpyxl
from openpyxl.styles import Border, Side

from bench.short import held
from sokehoach.adapters.external_forms import form_files
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form import field_matching
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.label_words import content_words, normalize_label
from sokehoach.domain.documents.external_form.place import PlaceContent
from sokehoach.domain.documents.external_form.places import list_places
from sokehoach.domain.documents.external_form.scopes import complete_mapping
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary

LIMITS = {"read": 2.0, "propose": 2.0, "fill": 2.0}  # seconds; reading and filling start a process each
ROWS, TIMES = 75, 3
HEADS = ("TT", "Nội dung", "Kỳ này", "Cùng kỳ năm trước", "Lũy kế", "Ước cả năm")


def names() -> dict[str, str]:
    programme = files("sokehoach.programmes") / "tuan_giao_2021"
    with io.StringIO((programme / "elements.csv").read_text("utf-8")) as told:
        return {row["code"]: row["name"] for row in csv.DictReader(told)}


def form(labels: list[str]) -> bytes:
    book, thin = openpyxl.Workbook(), Side("thin")
    sheet = book.active
    for row, told in enumerate((HEADS, *((number, f"Số {one}") for number, one in enumerate(labels, 1))), 1):
        for column in range(1, len(HEADS) + 1):
            cell = sheet.cell(row, column, told[column - 1] if column <= len(told) else None)
            cell.border = Border(thin, thin, thin, thin)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def middle(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    spent = []
    for _turn in range(TIMES):
        field_matching._compute_likeness.cache_clear()
        field_matching._sort_words.cache_clear()
        content_words.cache_clear()
        normalize_label.cache_clear()
        began = clock()
        work()
        spent.append(clock() - began)
    return sorted(spent)[TIMES // 2]


def main() -> int:
    known = names()
    data = form(list(known.values())[:ROWS])
    vocabulary = Vocabulary([KnownFigure(Operand(code), name) for code, name in known.items()], {}, {})
    wanted = list_places(form_files.read_form(data, name="a.xlsx"))
    entries = [PlaceContent(one.at, str(number), str(number)) for number, one in enumerate(wanted)]
    spent = {
        "read": middle(lambda: form_files.read_form(data, name="a.xlsx")),
        "propose": middle(lambda: complete_mapping(FormReading(wanted, vocabulary), {}), time.process_time),
        "fill": middle(lambda: form_files.fill_form(data, entries)),
    }
    for step, seconds in spent.items():
        print(f"{step:8} {seconds:6.3f} s   (limit {LIMITS[step]} s; {len(wanted)} cells, {len(known)} names)")
    slow = [step for step, seconds in spent.items() if seconds > LIMITS[step]]
    if slow:
        print(f"too slow: {', '.join(slow)}", file=sys.stderr)
    return held(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
