"""What a plan's file costs: how twins of the labelled plans read against their text, how long, in how much memory, and
how long its process takes to close itself in.

The figures are those of the corpus's own scorer; each file goes the whole way, through a process of its own.
"""

import io
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from tests.adapters.readers import test_twins as twins
from tests.adapters.readers.twins import plan, word
from tests.adapters.readers.twins import print as printed

from bench.short import size
from sokehoach.adapters.readers.text_files import open_file

SAMPLE = Path(__file__).resolve().parent.parent / "src/sokehoach/programmes/tuan_giao_2021/sample_plan.txt"
PAGES = size(40, 4)


def main() -> None:
    if twins.PLANS:
        score()
    else:
        print("the labelled plans are not on this machine: no figures of twins")
    sample = SAMPLE.read_text("utf-8")
    blocks = plan.taken_apart(sample, title="")
    floor = timed(sample.encode(), "floor.txt")
    for name, data in (("word.docx", word.made(blocks)), ("print.pdf", printed.made(blocks))):
        print(f"sample plan, {name}: {timed(data, name):.2f} s (as .txt: {floor * 1000:.0f} ms)")
    peak = memory()
    forty = of_pages(printed.made(blocks * size(12, 2)), PAGES)
    print(f"PDF of {PAGES} pages, {len(forty) / 1e6:.1f} MB: {timed(forty, 'forty.pdf'):.2f} s")
    tables = of_pages(printed.made(blocks * size(12, 2), printed.Look(rules=True)), PAGES)
    print(f"PDF of {PAGES} pages with ruled tables: {timed(tables, 'tables.pdf'):.2f} s")
    print(f"closing a process in: {closing_in():.1f} ms")
    print(f"most memory of a reading process: {memory():.0f} MB (sample plan: {peak:.0f} MB)")


def score() -> None:
    for path in twins.PLANS[: size(None, 1)]:
        gold, text, blocks = twins.case(path)
        docx = twins.figure(gold, open_file(word.made(blocks), name="a.docx").text)
        pdfs = [
            twins.figure(gold, open_file(printed.made(blocks, look), name="a.pdf").text)
            for look in twins.LOOKS.values()
        ]
        print(json.dumps({"plan": path.stem, "txt": round(text, 3), "docx": round(docx, 3),
                          "pdf": [round(one, 3) for one in pdfs]}))  # fmt: skip


def timed(data: bytes, name: str) -> float:
    taken = []
    for _ in range(size(3, 1)):
        began = time.perf_counter()
        open_file(data, name=name)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def of_pages(data: bytes, count: int) -> bytes:
    writer = PdfWriter()
    reader = PdfReader(io.BytesIO(data))
    for number in range(count):
        writer.add_page(reader.pages[number % len(reader.pages)])
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def closing_in() -> float:
    """Milliseconds, in a process that does nothing else: median of seven."""
    code = (
        "import time; from sokehoach.adapters.sandbox.confinement import close_in;"
        "began = time.perf_counter(); close_in(); print((time.perf_counter() - began) * 1000)"
    )
    words = [sys.executable, "-c", code]
    return statistics.median(float(subprocess.run(words, capture_output=True, check=True).stdout) for _ in range(7))


def memory() -> float:
    """The largest process that ended so far, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
