"""Where the parts of a plan lie: header, title, body, signature, appendices."""

import re
from dataclasses import dataclass

from sokehoach.domain.plans.endorsement import OFFICE, RECIPIENTS, SIGNING
from sokehoach.domain.plans.lines import Paragraph
from sokehoach.domain.plans.numbering import Kind
from sokehoach.domain.plans.passages import CAPITALS, Span

KINDS = ("KẾ HOẠCH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "CHƯƠNG TRÌNH CÔNG TÁC", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN")
# The kind as a title: at the beginning of a line, or after small letters where a conversion ran lines
# together.
_KIND = re.compile(
    rf"(?:^[ \t*#|]*|(?<=[^\W\d_{CAPITALS}] )|(?<=[.)|*#—-] ))({'|'.join(KINDS)})"
    rf"(?=[ \t*]*(?:$|\n|[{CAPITALS}(“\"]))",
    re.MULTILINE,
)
# A decision that issues or approves a plan without attaching it under a title of its own.
_ISSUED = re.compile(
    r"(?:BAN HÀNH|PHÊ DUYỆT|[Bb]an hành|[Pp]hê duyệt)\s+"
    r"(KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|Kế hoạch|Chương trình|Phương án|Đề án)\b"
)
_ALONE = re.compile(r"[ \t*|:]*(?:\n|$)")
_OTHER = re.compile(
    r"^[ \t*#|]*(BÁO CÁO|THÔNG BÁO|TỜ TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|BIÊN BẢN|QUYẾT ĐỊNH|HƯỚNG DẪN|QUY CHẾ)"
    r"[ \t*|]*$",
    re.MULTILINE,
)
_APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?: [IVX\d]+)?\b|BIỂU (?:MẪU|SỐ)|\[1\]")
_LONGEST_APPENDIX_TITLE = 160
_HIGH = (Kind.PART, Kind.CHAPTER, Kind.UPPER, Kind.ROMAN)
_LOW = (Kind.ARABIC, Kind.DOTTED)


@dataclass(frozen=True, slots=True)
class Parts:
    """`kind_start`, `kind_end`, `closing`: offsets into the text; `body`, `end`: paragraphs, half open."""

    kind_start: int
    kind_end: int
    body: int
    end: int
    closing: int


def parts(source: str, found: list[Paragraph]) -> Parts | None:
    """The body begins at the first numbered clause of the highest kind; None where nothing is numbered."""
    kinds = list(_KIND.finditer(source))
    first = _first(found, _HIGH, after=kinds[0].start(1) if kinds else -1)
    if first is None:
        first = _first(found, _LOW, after=kinds[-1].start(1) if kinds else -1)
    if first is None:
        return None
    start = found[first].whole.span.start
    before = [match for match in reversed(kinds) if match.start(1) < start]
    if not before:
        before = list(_ISSUED.finditer(source, 0, start))[:1]
    # A kind alone on its line is the title; «CHƯƠNG TRÌNH …» may be a word of the title.
    kind = next((one for one in before if _ALONE.match(source, one.end())), before[0] if before else None)
    end = next((at for at in range(first, len(found)) if _ends_body(found[at])), len(found))
    closing = found[end].whole.span.start if end < len(found) else len(source)
    return Parts(kind.start(1) if kind else start, kind.end(1) if kind else start, first, end, closing)


def other_kind(source: str, where: Parts) -> str | None:
    """The kind of document printed as a title before the body, where it is one that is no plan."""
    match = _OTHER.search(source, 0, where.kind_start)
    return match[1] if match else None


def _first(found: list[Paragraph], kinds: tuple[Kind, ...], *, after: int) -> int | None:
    return next(
        (
            at
            for at, one in enumerate(found)
            if one.marker is not None
            and one.marker.kind in kinds
            and one.body.text
            and one.whole.span.start > after
        ),
        None,
    )


def _ends_body(paragraph: Paragraph) -> bool:
    text = paragraph.whole.text.lstrip("|*# ")
    if any(pattern.match(text) for pattern in (RECIPIENTS, OFFICE, SIGNING)):
        return True
    is_note = text.startswith("[1]")
    return _APPENDIX.match(text) is not None and (is_note or len(text) < _LONGEST_APPENDIX_TITLE)


def header_spans(source: str, found: list[Paragraph], where: Parts) -> tuple[Span, Span]:
    """Where the header's fields stand: before the body, and after it up to the first appendix or footnote."""
    last = next(
        (one.whole.span.start for one in found[where.end :] if _APPENDIX.match(one.whole.text)), len(source)
    )
    return Span(0, found[where.body].whole.span.start), Span(min(where.closing, last), last)
