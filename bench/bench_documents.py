"""How long a district report of twelve pages with four annexes takes as DOCX and as PDF.

usage: python -m bench.bench_documents     Fails above the limits that the product promises.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
from tests.golden.report import report, table

from bench.short import held
from sokehoach.adapters.writers import docx, pdf
from sokehoach.domain.documents.content import Annex, Document, Paragraph, Text

LIMITS = {"DOCX": 1.0, "PDF": 0.3}  # seconds, after warm-up
PAGES, ANNEXES, TIMES = 12, 4, 7
_WORDS = (
    "Các xã, thị trấn tiếp tục tuyên truyền trực tiếp tại thôn, bản, lồng ghép với các chương trình khác; nội dung "
    "tập trung vào quy định của pháp luật, tác hại của tệ nạn và kỹ năng tự bảo vệ. "
)


def district(paragraphs: int) -> Document:
    """A report whose four annexes have 120 rows each."""
    given = table()
    many = replace(given, rows=given.rows[1:] * 20)
    body = tuple(Paragraph((Text(f"{place}. {_WORDS * 2}"),)) for place in range(paragraphs))
    annexes = tuple(Annex(f"Biểu số {place}", (many,)) for place in range(1, ANNEXES + 1))
    return replace(report(), blocks=(*report().blocks, *body), annexes=annexes)


def body_pages(document: Document) -> int:
    with pdfium.PdfDocument(pdf.write_pdf(replace(document, annexes=()))) as file:
        return len(file)


def middle(work: Callable[[int], bytes]) -> float:
    """Seconds of the middle run; each run writes another document, so that nothing is found ready."""
    work(0)
    spent = []
    for turn in range(1, TIMES + 1):
        began = time.perf_counter()
        work(turn)
        spent.append(time.perf_counter() - began)
    return sorted(spent)[TIMES // 2]


def main() -> int:
    paragraphs = next(count for count in range(20, 400, 2) if body_pages(district(count)) >= PAGES)

    def told(turn: int) -> Document:
        return replace(district(paragraphs), title=f"Kết quả công tác, lần {turn}")

    spent = {
        "DOCX": middle(lambda turn: docx.write_docx(told(turn))),
        "PDF": middle(lambda turn: pdf.write_pdf(told(turn))),
    }
    for kind, seconds in spent.items():
        print(f"{kind:5} {seconds:6.3f} s   (limit {LIMITS[kind]} s; {PAGES} pages, {ANNEXES} annexes of 120 rows)")
    slow = [kind for kind, seconds in spent.items() if seconds > LIMITS[kind]]
    if slow:
        print(f"too slow: {', '.join(slow)}", file=sys.stderr)
    return held(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
