"""Locate the parts of a plan: header, title, body, signature, appendices."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from sokehoach.domain.plans.endorsement import OFFICE, RECIPIENTS, SIGNING
from sokehoach.domain.plans.issuing import find_issuing
from sokehoach.domain.plans.lines import PlanParagraph
from sokehoach.domain.plans.numbering import MarkerKind
from sokehoach.domain.plans.passages import CAPITALS, Span, fold_passage
from sokehoach.domain.plans.table_columns import find_columns

KINDS = (
    "KẾ HOẠCH LIÊN TỊCH", "KẾ HOẠCH PHỐI HỢP", "KẾ HOẠCH HÀNH ĐỘNG", "KẾ HOẠCH", "CHƯƠNG TRÌNH HÀNH ĐỘNG",
    "CHƯƠNG TRÌNH CÔNG TÁC", "CHƯƠNG TRÌNH PHỐI HỢP", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN",
)  # fmt: skip


def _build_spaced_pattern(kind: str) -> str:
    """Pattern for the kind, also with spaces between its letters: «K Ế  H O Ạ C H»."""
    spelled = r"\s+".join(" ?".join(syllable) for syllable in kind.split())
    return spelled.replace("Ế", "[ẾÉÊẺ]").replace("O ?Ạ", "O ?[ẠA]")  # as a scan reads «KẾ HOẠCH»


# The kind as a title: at the beginning of a line, or after small letters if a conversion merged lines.
_KIND = re.compile(
    rf"(?:^[ \t*#|]*|(?<=[^\W\d_{CAPITALS}] )|(?<=[.)|*#—-] ))({'|'.join(map(_build_spaced_pattern, KINDS))})"
    rf"(?=[ \t*]*(?:$|\n|[{CAPITALS}(“\"]))",
    re.MULTILINE,
)
# «KẾ HOẠCH công tác năm 2026», the kind and the title on one line.
_BEFORE_TITLE = re.compile(rf"^[ \t*#|]*(KẾ HOẠCH) (?=[^\W\d_{CAPITALS}])", re.MULTILINE)
# «QUY ĐỊNH» is the title of a plan where a decision attaches it; elsewhere the word is part of a title.
_RULES = re.compile(r"^[ \t*#|]*(QUY ĐỊNH)[ \t*|:]*$", re.MULTILINE)
_FIRST_ARTICLE = re.compile(r"^[ \t*#|]*Điều 1\b", re.MULTILINE)
# A decision that issues or approves a plan without attaching it under a separate title.
_ISSUED = re.compile(
    r"(?:BAN HÀNH|PHÊ DUYỆT|[Bb]an hành|[Pp]hê duyệt)\s+"
    r"(KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|Kế hoạch|Chương trình|Phương án|Đề án)\b"
)
_DECISION = re.compile(r"^[ \t*#|]*QUYẾT ĐỊNH|(?i:về việc (?:ban hành|phê duyệt))", re.MULTILINE)
_MISREAD = re.compile(r"K[ẾÉÊẺ]HO[ẠA]CH")
_ALONE = re.compile(r"[ \t*|:]{0,200}(?:\n|$)")
_OTHER_KIND = re.compile(
    r"^[ \t*#|]*(BÁO CÁO|THÔNG BÁO|TỜ TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|BIÊN BẢN|QUYẾT ĐỊNH|HƯỚNG DẪN|QUY CHẾ)"
    r"[ \t*|]*$",
    re.MULTILINE,
)
RESOLUTION = "NGHỊ QUYẾT"  # read like a plan where it gives work under headings (module `reading`)
_APPENDIX = re.compile(
    rf"PHỤ LỤC\b|Phụ lục(?: (?:số )?[IVX\d]+)?(?=\s*$|[.:]\s|\s*\(|\s[{CAPITALS}]{{2}})|BIỂU (?:MẪU|SỐ)|\[1\]"
)
_LONGEST_APPENDIX_TITLE = 160
# «PHỤ LỤC I» above a title.
_UNDER_APPENDIX = re.compile(r"(?:^|\n)[ \t*#|]*(?:PHỤ LỤC|Phụ lục)[^\n]{0,60}\n\s*\Z")
_CAPITALS_FIRST = re.compile(rf"(?:[{CAPITALS}]{{2,}}(?:[ ,]+|$)){{2}}")
_ATTACHED = re.compile(
    r"\(\s?(?:ban hành )?kèm theo (?:quyết định|kế hoạch|chương trình|công văn|phương án|đề án)", re.IGNORECASE
)
_NOTE_WITHIN, _NOTE_PARAGRAPHS = 500, 6  # letters of a paragraph, and paragraphs, in which the note stands
_HIGH = (MarkerKind.PART, MarkerKind.CHAPTER, MarkerKind.SECTION, MarkerKind.UPPER, MarkerKind.ROMAN)
_LOW = (MarkerKind.ARABIC, MarkerKind.DOTTED)
_DECIDES = re.compile(r"QUYẾT ĐỊNH\s*:?\s*$", re.MULTILINE)
_FEWEST_ARTICLES = 2
# The title of an article of a decision whose first article has the plan in its body.
_WORK_TITLE = re.compile(
    r"(?:tổ chức|triển khai) thực hiện(?: (?:đề án|chương trình|kế hoạch|quyết định))?"
    r"|(?:phân công )?(?:trách nhiệm|nhiệm vụ)(?: (?:của|tổ chức|thực hiện|các)[^.;:]{0,80})?|phân công thực hiện"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The positions of the parts. `kind_start`, `kind_end`, `closing`: offsets in the text.

    `body`, `end`: paragraph indexes, half-open. `kind`: in normal spelling, without spaces between letters. `articles`:
    the body consists of Điều.
    """

    kind_start: int
    kind_end: int
    kind: str
    body: int
    end: int
    closing: int
    articles: bool


def find_parts(source: str, paragraphs: list[PlanParagraph]) -> Parts | None:
    """Locate the parts; the body begins at the first numbered clause of the highest kind. None if there is none."""
    kinds = _leave_out_headings(_find_kinds(source), paragraphs)
    first, articles = _find_body_start(source, paragraphs, [kind.start(1) for kind in kinds])
    if first is None:
        return None
    start = paragraphs[first].whole.span.start
    kinds_before = [match for match in reversed(kinds) if match.start(1) < start]
    end = _find_body_end(paragraphs, first, articles=articles)
    closing = paragraphs[end].whole.span.start if end < len(paragraphs) else len(source)
    issuing = None if kinds_before or _OTHER_KIND.search(source, 0, start) else find_issuing(source[:start])
    if issuing is not None:
        head_end = issuing.head_end
        return Parts(head_end, head_end, issuing.kind, body=first, end=end, closing=closing, articles=articles)
    if not kinds_before and _DECISION.search(source, 0, start) is not None:
        kinds_before = list(_ISSUED.finditer(source, 0, start))[:1]
    # A kind alone on its line is the title; «CHƯƠNG TRÌNH …» may be a word of the title.
    kind = next(
        (kind_match for kind_match in kinds_before if _ALONE.match(source, kind_match.end())),
        kinds_before[0] if kinds_before else None,
    )
    return Parts(
        kind_start=kind.start(1) if kind else start,
        kind_end=kind.end(1) if kind else start,
        kind=_format_kind(kind[1]) if kind else "",
        body=first,
        end=end,
        closing=closing,
        articles=articles,
    )


def _find_kinds(source: str) -> list[re.Match[str]]:
    """The kinds printed as titles, in text order."""
    kinds = list(_KIND.finditer(source))
    kinds += [] if kinds else _BEFORE_TITLE.finditer(source)
    first_article = _FIRST_ARTICLE.search(source)
    if first_article is not None:
        kinds += _RULES.finditer(source, first_article.end())
    other = None if kinds else _OTHER_KIND.search(source)
    if other is not None and other[1] == RESOLUTION:
        return [other]
    kinds.sort(key=lambda kind: kind.start(1))
    return [
        kind for kind in kinds if _UNDER_APPENDIX.search(source, max(0, kind.start(1) - 200), kind.start(1)) is None
    ] or kinds


def _leave_out_headings(kinds: list[re.Match[str]], paragraphs: list[PlanParagraph]) -> list[re.Match[str]]:
    """Without the kinds within numbered items: a line of «3. NỘI DUNG THI ĐUA, PHƯƠNG ÁN TRIỂN KHAI» is no title."""
    starts = [paragraph.whole.span.start for paragraph in paragraphs]
    markers_around = (paragraphs[max(0, bisect_right(starts, kind.start(1)) - 1)].marker for kind in kinds)
    titles = [
        kind
        for kind, marker in zip(kinds, markers_around, strict=True)
        if marker is None or marker.kind is MarkerKind.BULLET
    ]
    return titles or kinds


def _find_body_start(source: str, paragraphs: list[PlanParagraph], kinds: list[int]) -> tuple[int | None, bool]:
    """The first paragraph of the body, and whether the body consists of Điều."""
    title = kinds[0] if kinds else -1
    last = kinds[-1] if kinds else -1
    high = _find_first(paragraphs, _HIGH, after_offset=title)
    low = _find_first(paragraphs, _LOW, after_offset=last)
    article = _find_first(paragraphs, (MarkerKind.ARTICLE,), after_offset=last) if kinds else None
    if article is not None and (high is None or high > article or _holds_articles(paragraphs[high])):
        start = article if high is None or paragraphs[high].whole.span.start < last else min(high, article)
        decided = _DECIDES.search(source, last, paragraphs[article].whole.span.start)
        end = _find_body_end(paragraphs, start, articles=True)
        count = sum(
            paragraph.marker is not None and paragraph.marker.kind is MarkerKind.ARTICLE
            for paragraph in paragraphs[start:end]
        )
        if decided is None and count >= _FEWEST_ARTICLES:
            return start, True
    if high is None and low is None:
        return _find_table(paragraphs, after_offset=last), False
    if high is not None and low is not None and low < high and _find_body_end(paragraphs, low, articles=False) < high:
        return low, False  # «I.» only occurs in an appendix
    if high is not None and low is not None and low < high and _begins_before_second(paragraphs[low], paragraphs[high]):
        return low, False
    return (high if high is not None else low), False


def _begins_before_second(low: PlanParagraph, high: PlanParagraph) -> bool:
    """Whether «1- MỤC ĐÍCH» in capitals stands above «II- NHIỆM VỤ»: the first part lost its Roman number in a scan."""
    is_second = high.marker is not None and high.marker.label == "II"
    return is_second and low.marker is not None and low.marker.label == "1" and low.body.text.isupper()


def _find_table(paragraphs: list[PlanParagraph], *, after_offset: int) -> int | None:
    """The heads of the first table of tasks: the body of a plan that consists of it."""
    return next(
        (
            at
            for at, paragraph in enumerate(paragraphs)
            if paragraph.cells
            and paragraph.whole.span.start > after_offset
            and find_columns(paragraph.cells) is not None
        ),
        None,
    )


def _holds_articles(paragraph: PlanParagraph) -> bool:
    return paragraph.marker is not None and paragraph.marker.kind in (
        MarkerKind.PART,
        MarkerKind.CHAPTER,
        MarkerKind.SECTION,
    )


def _find_body_end(paragraphs: list[PlanParagraph], first: int, *, articles: bool) -> int:
    """The end of the body that begins at `first`: the signature, an appendix, or a Điều of the decision."""
    return next(
        (at for at in range(first, len(paragraphs)) if _ends_body(paragraphs, at, articles=articles)),
        len(paragraphs),
    )


def _format_kind(kind: str) -> str:
    """The kind without spaces between its letters."""
    letters = _MISREAD.sub("KẾHOẠCH", "".join(kind.split()).upper())
    return next(
        (known_kind for known_kind in (*KINDS, RESOLUTION) if known_kind.replace(" ", "") == letters),
        fold_passage(kind).text.upper(),
    )


def find_other_kind(source: str, plan_parts: Parts) -> str | None:
    """The kind of document printed as a title before the body, if it is not a plan."""
    match = _OTHER_KIND.search(source, 0, plan_parts.kind_start)
    return match[1] if match else None


def _find_first(paragraphs: list[PlanParagraph], kinds: tuple[MarkerKind, ...], *, after_offset: int) -> int | None:
    return next(
        (
            at
            for at, paragraph in enumerate(paragraphs)
            if paragraph.marker is not None
            and paragraph.marker.kind in kinds
            and not paragraph.cells
            and paragraph.body.text
            and paragraph.whole.span.start > after_offset
        ),
        None,
    )


def _ends_body(paragraphs: list[PlanParagraph], at: int, *, articles: bool) -> bool:
    paragraph = paragraphs[at]
    if _begins_attachment(paragraphs, at):
        return True
    if paragraph.marker is not None and paragraph.marker.kind is MarkerKind.ARTICLE and not articles:
        return not _gives_work(paragraphs, at)
    text = paragraph.whole.text.lstrip("|*# ")
    if any(pattern.match(text) for pattern in (RECIPIENTS, OFFICE, SIGNING)):
        return True
    is_note = text.startswith("[1]")
    return _APPENDIX.match(text) is not None and (is_note or len(text) < _LONGEST_APPENDIX_TITLE)


def _gives_work(paragraphs: list[PlanParagraph], at: int) -> bool:
    """Whether an article of the decision goes on with the plan: «Điều 2. Tổ chức thực hiện» above numbered items."""
    if _WORK_TITLE.fullmatch(paragraphs[at].body.lower.strip(" .:")) is None or at + 1 == len(paragraphs):
        return False
    following = paragraphs[at + 1].marker
    return following is not None and following.kind is MarkerKind.ARABIC


def _begins_attachment(paragraphs: list[PlanParagraph], at: int) -> bool:
    """Whether a title in capitals begins here, with the note «(Kèm theo Quyết định …)» below it."""
    paragraph = paragraphs[at]
    if paragraph.marker is not None or paragraph.cells or _CAPITALS_FIRST.match(paragraph.whole.text) is None:
        return False
    return any(
        _ATTACHED.search(paragraph.whole.text[:_NOTE_WITHIN]) for paragraph in paragraphs[at : at + _NOTE_PARAGRAPHS]
    )


def is_appendix(paragraph: PlanParagraph) -> bool:
    """Whether the paragraph begins an appendix."""
    return _APPENDIX.match(paragraph.whole.text.lstrip("|*# ")) is not None


def find_header_spans(source: str, paragraphs: list[PlanParagraph], plan_parts: Parts) -> tuple[Span, Span]:
    """The spans of the header's fields: before the body, and after it up to the first appendix or footnote."""
    last = next(
        (
            paragraph.whole.span.start
            for paragraph in paragraphs[plan_parts.end :]
            if _APPENDIX.match(paragraph.whole.text)
        ),
        len(source),
    )
    return Span(0, paragraphs[plan_parts.body].whole.span.start), Span(min(plan_parts.closing, last), last)
