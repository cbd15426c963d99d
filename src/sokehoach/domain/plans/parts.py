"""Where the parts of a plan lie: header, title, body, signature, appendices."""

import re
from dataclasses import dataclass

from sokehoach.domain.plans.endorsement import OFFICE, RECIPIENTS, SIGNING
from sokehoach.domain.plans.lines import Paragraph
from sokehoach.domain.plans.numbering import Kind
from sokehoach.domain.plans.passages import CAPITALS, Span, passage

KINDS = (
    "KẾ HOẠCH LIÊN TỊCH", "KẾ HOẠCH PHỐI HỢP", "KẾ HOẠCH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "CHƯƠNG TRÌNH CÔNG TÁC",
    "CHƯƠNG TRÌNH PHỐI HỢP", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN",
)  # fmt: skip


def _spaced(kind: str) -> str:
    """The kind, its letters perhaps set apart: «K Ế  H O Ạ C H»."""
    return r"\s+".join(" ?".join(word) for word in kind.split())


# The kind as a title: at the beginning of a line, or after small letters where a conversion ran lines
# together.
_KIND = re.compile(
    rf"(?:^[ \t*#|]*|(?<=[^\W\d_{CAPITALS}] )|(?<=[.)|*#—-] ))({'|'.join(map(_spaced, KINDS))})"
    rf"(?=[ \t*]*(?:$|\n|[{CAPITALS}(“\"]))",
    re.MULTILINE,
)
# A decision that issues or approves a plan without attaching it under a title of its own.
_ISSUED = re.compile(
    r"(?:BAN HÀNH|PHÊ DUYỆT|[Bb]an hành|[Pp]hê duyệt)\s+"
    r"(KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|Kế hoạch|Chương trình|Phương án|Đề án)\b"
)
_ALONE = re.compile(r"[ \t*|:]{0,200}(?:\n|$)")
_OTHER = re.compile(
    r"^[ \t*#|]*(BÁO CÁO|THÔNG BÁO|TỜ TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|BIÊN BẢN|QUYẾT ĐỊNH|HƯỚNG DẪN|QUY CHẾ)"
    r"[ \t*|]*$",
    re.MULTILINE,
)
_APPENDIX = re.compile(
    rf"PHỤ LỤC\b|Phụ lục(?: (?:số )?[IVX\d]+)?(?=\s*$|[.:]\s|\s*\(|\s[{CAPITALS}]{{2}})|BIỂU (?:MẪU|SỐ)|\[1\]"
)
_LONGEST_APPENDIX_TITLE = 160
_HIGH = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.UPPER, Kind.ROMAN)
_LOW = (Kind.ARABIC, Kind.DOTTED)
_DECIDES = re.compile(r"QUYẾT ĐỊNH\s*:?\s*$", re.MULTILINE)
_FEWEST_ARTICLES = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """`kind_start`, `kind_end`, `closing`: offsets into the text; `body`, `end`: paragraphs, half open.

    `kind`: the kind as it is written where its letters are not set apart. `articles`: the body is made of Điều.
    """

    kind_start: int
    kind_end: int
    kind: str
    body: int
    end: int
    closing: int
    articles: bool


def parts(source: str, found: list[Paragraph]) -> Parts | None:
    """The body begins at the first numbered clause of the highest kind; None where nothing is numbered."""
    kinds = list(_KIND.finditer(source))
    first, articles = _begins(source, found, [kind.start(1) for kind in kinds])
    if first is None:
        return None
    start = found[first].whole.span.start
    before = [match for match in reversed(kinds) if match.start(1) < start]
    if not before:
        before = list(_ISSUED.finditer(source, 0, start))[:1]
    # A kind alone on its line is the title; «CHƯƠNG TRÌNH …» may be a word of the title.
    kind = next((one for one in before if _ALONE.match(source, one.end())), before[0] if before else None)
    end = _end(found, first, articles=articles)
    closing = found[end].whole.span.start if end < len(found) else len(source)
    return Parts(
        kind_start=kind.start(1) if kind else start,
        kind_end=kind.end(1) if kind else start,
        kind=_written(kind[1]) if kind else "",
        body=first,
        end=end,
        closing=closing,
        articles=articles,
    )


def _begins(source: str, found: list[Paragraph], kinds: list[int]) -> tuple[int | None, bool]:
    """The first paragraph of the body, and whether the body is made of Điều."""
    title = kinds[0] if kinds else -1
    last = kinds[-1] if kinds else -1
    high = _first(found, _HIGH, after=title)
    low = _first(found, _LOW, after=last)
    article = _first(found, (Kind.ARTICLE,), after=last) if kinds else None
    if article is not None and (high is None or high > article or _holds_articles(found[high])):
        start = article if high is None or found[high].whole.span.start < last else min(high, article)
        decided = _DECIDES.search(source, last, found[article].whole.span.start)
        end = _end(found, start, articles=True)
        count = sum(one.marker is not None and one.marker.kind is Kind.ARTICLE for one in found[start:end])
        if decided is None and count >= _FEWEST_ARTICLES:
            return start, True
    if high is not None and low is not None and low < high and _end(found, low, articles=False) < high:
        return low, False  # «I.» stands only in an appendix
    return (high if high is not None else low), False


def _holds_articles(paragraph: Paragraph) -> bool:
    return paragraph.marker is not None and paragraph.marker.kind in (Kind.PART, Kind.CHAPTER, Kind.SECTION)


def _end(found: list[Paragraph], first: int, *, articles: bool) -> int:
    """Where the body that begins at `first` ends: at the signature, an appendix, a Điều of the decision."""
    return next(
        (at for at in range(first, len(found)) if _ends_body(found[at], articles=articles)), len(found)
    )


def _written(kind: str) -> str:
    """The kind without the space between its letters."""
    letters = "".join(kind.split()).upper()
    return next((one for one in KINDS if one.replace(" ", "") == letters), passage(kind).text.upper())


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


def _ends_body(paragraph: Paragraph, *, articles: bool) -> bool:
    if paragraph.marker is not None and paragraph.marker.kind is Kind.ARTICLE and not articles:
        return True
    text = paragraph.whole.text.lstrip("|*# ")
    if any(pattern.match(text) for pattern in (RECIPIENTS, OFFICE, SIGNING)):
        return True
    is_note = text.startswith("[1]")
    return _APPENDIX.match(text) is not None and (is_note or len(text) < _LONGEST_APPENDIX_TITLE)


def is_appendix(paragraph: Paragraph) -> bool:
    """Whether the paragraph begins an appendix."""
    return _APPENDIX.match(paragraph.whole.text.lstrip("|*# ")) is not None


def header_spans(source: str, found: list[Paragraph], where: Parts) -> tuple[Span, Span]:
    """Where the header's fields stand: before the body, and after it up to the first appendix or footnote."""
    last = next(
        (one.whole.span.start for one in found[where.end :] if _APPENDIX.match(one.whole.text)), len(source)
    )
    return Span(0, found[where.body].whole.span.start), Span(min(where.closing, last), last)
