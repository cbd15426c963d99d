"""Quantified goals: a number that must be reached, its unit and its bound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sokehoach.domain.plans.figures import COMMA, NEAR, Figure, figures, has_own_goal, unit
from sokehoach.domain.plans.headings import about_purpose, about_targets, announces_targets
from sokehoach.domain.plans.likelihood import likelihood
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage, Span

_CLAUSE = 300  # letters of a clause that ends in its number
_LONGEST_LEAD = 80  # letters of a clause before its number: «Duy trì hoạt động của 05 câu lạc bộ»
_LONG = 160  # letters of a quote
_SHORT = 8  # letters a clause must keep when its tail is cut off

# The words that belong to a number which opens its clause («Phấn đấu có ít nhất 70% …»).
_LEADS = (
    r"(?:phấn đấu|có|đạt|ít nhất|tối thiểu|trên|dưới|không dưới|không quá|tối đa|khoảng|từ|tăng thêm|tăng|giảm|cho|là"
    r"|hơn|đến|thêm|bảo đảm|đảm bảo|≥|≤|>|<)"
)
_LEADING = re.compile(
    rf"(?:{_LEADS}\s){{1,8}}(?:trợ giúp[^,;.]{{0,30}}\s(?:{_LEADS}\s){{0,3}})?$"
    rf"|trợ giúp[^,;.]{{0,30}}\s(?:{_LEADS}\s){{0,3}}$"
)
_PRESENT = re.compile(
    r"hiện nay|hiện có|hiện tại|đã đạt|tính đến|(?<!so với )(?<!cùng kỳ )năm trước|cùng kỳ đạt|trong năm qua|"
    r"kết quả năm"
)
# «… phấn đấu tỷ lệ … đạt 95%»: a goal wherever it stands.
_STRIVES = re.compile(r"(?:^|: |, |\. )(?:phấn đấu|mục tiêu|chỉ tiêu)[^.;]{0,160}")
_STOP = re.compile(r";|\.(?=\s|$)|(?<=\w)\s*\((?=các |trong đó|bao gồm)")
_TAIL = re.compile(
    r",? (?:nhằm|góp phần|trong đó|theo quy định|qua đó|từng bước|đồng thời|tiến tới|làm cơ sở)(?!\w)"
)
_OPENING = re.compile(r"(?:\W|và |trong đó |cụ thể:? |hằng năm, |hàng năm, |đến năm \d{4},? )*")
# What follows a counted thing: where, and what it is made of.
_PLACE = re.compile(r" (?:trong|trên|tại|ở) (?:các|địa bàn|toàn)(?!\w)|: ")
_CLAUSE_END = re.compile(r"[,;](?=\s|$)|\.(?=\s|$)| và ")
_CLOSES = re.compile(r"\s*(?:$|[,;.)]|trở lên|so với|(?:và|vào|dân số|số [^,;]{0,25}$))")
_RATE = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỷ trọng|tỷ suất|tốc độ|chỉ số|mức|điểm|số)\s[^,;%]*$")
_REACHED = re.compile(r"(?:đạt|dưới|còn|chiếm|là|tối thiểu|tăng|giảm)[^,;%]{0,24}$")


@dataclass(frozen=True, slots=True)
class Target:
    """A goal; `value` with a dot as decimal sign, `unit` «%» or the counted noun, `bound` = >= <= > <."""

    path: str
    quote: str
    value: str
    unit: str
    bound: str
    span: Span
    likelihood: float
    doubts: tuple[str, ...]
    signs: tuple[str, ...]


def targets(found: list[Block]) -> list[Target]:
    """The goals of the part on aims; elsewhere only those that a sentence says to strive for."""
    result: list[Target] = []
    announced: tuple[str, ...] | None = (
        None  # the headings around a sentence «… các chỉ tiêu cụ thể như sau:»
    )
    for block in found:
        headings = tuple(one.path for one in block.headings)
        if announced is not None and headings[: len(announced)] != announced:
            announced = None
        if not block.readable:
            continue
        inside = announced is not None or about_targets(block)
        if announces_targets(block):
            announced = headings
        for cell in block.cells or (block.body,):
            result += _of_block(replace(block, body=cell), inside=inside)
    return result


def _of_block(block: Block, *, inside: bool) -> Iterator[Target]:
    lower = block.body.lower
    aims = about_purpose(block)
    start = 0
    striving = False  # what follows «phấn đấu …;» up to the full stop is striven for too
    for stop in [match.span() for match in _STOP.finditer(lower)] + [(len(lower), len(lower))]:
        sentence = block.body.part(start, stop[0])
        strives = None if striving else _STRIVES.search(sentence.lower)
        since = strives.start() if strives is not None else 0
        striving = striving or strives is not None
        if not _PRESENT.search(sentence.lower):
            chosen = [
                one
                for one in figures(sentence.lower)
                if inside or (striving and one.start >= since) or (aims and one.percent)
            ]
            yield from _of_sentence(block, sentence, chosen, inside=inside, since=since)
        striving = striving and lower[stop[0] : stop[1]] == ";"
        start = stop[1]


def _of_sentence(
    block: Block, sentence: Passage, chosen: list[Figure], *, inside: bool, since: int
) -> Iterator[Target]:
    if not chosen:
        return
    lower = sentence.lower
    inner = [False, *(_is_within(lower, share, one) for share, one in pairwise(chosen))]
    leads = [_lead(lower, one, inner=within) for one, within in zip(chosen, inner, strict=True)]
    previous = since
    for at, (figure, lead) in enumerate(zip(chosen, leads, strict=True)):
        later = (one for one, within in zip(leads[at + 1 :], inner[at + 1 :], strict=True) if not within)
        start, end = _clause(
            lower, figure, lead, previous, _before(lower, figure.end, next(later, len(lower)))
        )
        previous = start if inner[at] else end
        quote = sentence.part(start, end)
        doubts: tuple[str, ...] = ()
        if not inside:
            doubts += ("Con số nằm ngoài phần mục tiêu, chỉ tiêu: cần xem có phải chỉ tiêu phải đạt không.",)
        if not figure.percent:
            doubts += ("Đơn vị tính được suy từ danh từ đứng sau con số: cần xem lại.",)
        signs = tuple(_signs(figure, quote, inside=inside, alone=len(chosen) == 1))
        for value in figure.values:
            yield Target(
                path=block.path,
                quote=quote.text,
                value=value,
                unit=unit(sentence, figure),
                bound=figure.bound,
                span=quote.span,
                likelihood=likelihood("target", signs),
                doubts=doubts,
                signs=signs,
            )


def _signs(figure: Figure, quote: Passage, *, inside: bool, alone: bool) -> Iterator[str]:
    yield "percent" if figure.percent else "count"
    if not inside:
        yield "elsewhere"
    if not alone:
        yield "several"
    if len(figure.values) > 1:
        yield "range"
    if len(quote) > _LONG:
        yield "long"


def _before(lower: str, at: int, following: int) -> int:
    """Where a clause ends at the latest: before the comma at which the next number's own clause begins."""
    commas = [match for match in COMMA.finditer(lower, at, following) if has_own_goal(lower, match.end())]
    return commas[0].start() if commas and following < len(lower) else following


def _is_within(lower: str, share: Figure, figure: Figure) -> bool:
    """Whether a count says how much is done for the share before it: «100% thôn, bản họp ít nhất 02 lần»."""
    if figure.percent or not share.percent or figure.bound == "=":
        return False
    return not any(
        has_own_goal(lower, comma.end()) for comma in COMMA.finditer(lower, share.end, figure.start)
    )


def _lead(lower: str, figure: Figure, *, inner: bool) -> int:
    """Where the words that belong to the number begin."""
    if not figure.percent and not inner:
        start = max((comma.end() for comma in COMMA.finditer(lower, 0, figure.start)), default=0)
        opening = _OPENING.match(lower, start)
        start = opening.end() if opening is not None else start
        if 0 <= figure.start - start <= _LONGEST_LEAD:
            return start
    lead = _LEADING.search(lower, max(0, figure.start - NEAR), figure.start)
    return lead.start() if lead is not None else figure.start


def _clause(lower: str, figure: Figure, lead: int, previous: int, following: int) -> tuple[int, int]:
    """The shortest clause that carries the number: «100% xã …», or «tỷ lệ … đạt 90%»."""
    before = lower[max(previous, lead - _CLAUSE) : lead]
    if re.search(r"\w{2}", before) and _closes_clause(lower, figure, following):
        opening = _OPENING.match(before)
        start = lead - len(before) + (opening.end() if opening else 0)
        colon = lower.rfind(": ", start, lead)
        end = _CLAUSE_END.search(lower, figure.end)
        return (colon + 2 if colon >= 0 else start), end.start() if end else len(lower)
    tail = _TAIL.search(lower, figure.end + _SHORT, following)
    if tail is None and not figure.percent:
        tail = _PLACE.search(lower, figure.end + _SHORT, following)
    clause = lower[lead : tail.start() if tail else following].rstrip(" ,")
    return lead, lead + len(clause.removesuffix(" và"))


def _closes_clause(lower: str, figure: Figure, following: int) -> bool:
    before = lower[max(0, figure.start - _CLAUSE) : figure.start]
    if _CLOSES.match(lower[figure.end : following]):
        return True
    return _RATE.search(before) is not None and _REACHED.search(before) is not None
