"""Find quantified targets: a number to be reached, with its unit and bound."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from sokehoach.domain.messages import say
from sokehoach.domain.plans.bounds import CONTEXT_LENGTH
from sokehoach.domain.plans.figures import (
    COMMA,
    PrintedFigure,
    find_figures,
    find_unit,
    has_own_goal,
)
from sokehoach.domain.plans.headings import announces_targets, is_about_purpose, is_about_targets
from sokehoach.domain.plans.likelihood import compute_likelihood
from sokehoach.domain.plans.orders import OPENING, ORDER
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage, Span
from sokehoach.domain.plans.unit_targets import UnitColumns, find_unit_columns, find_unit_levels, format_row
from sokehoach.domain.plans.yearly_targets import CELL_SEPARATOR, YearColumns, find_row_levels, find_year_columns
from sokehoach.domain.text import skip_match

_DIGIT = re.compile(r"\d|(?:ít nhất|tối thiểu) (?:một|hai|ba|bốn)(?!\w)")
_CLAUSE = 300  # letters of a clause that ends with its number
_LONGEST_LEAD = 80  # letters of a clause before its number: «Duy trì hoạt động của 05 câu lạc bộ»
_LONG = 160  # letters of a quote
_FEWEST_STATING = 2
_CONTENTS = re.compile(r"(?:các )?nội dung(?: (?:thực hiện|chủ yếu|cụ thể|kế hoạch|trọng tâm))?")
_LOOKBEHIND = 24  # letters
_ENDS_WITH_ORDER = re.compile(rf"(?:^|(?<=[\s,;]))(?:{ORDER.pattern})$")
_SHORT = 8  # minimum letters after the number that remain if the end of a clause is cut off

# The words before a number at the beginning of its clause («Phấn đấu có ít nhất 70% …»).
_LEADS = (
    r"(?:phấn đấu|có|đạt|ít nhất|tối thiểu|trên|dưới|không dưới|không quá|tối đa|khoảng|từ|tăng thêm|tăng|giảm|cho|là"
    r"|hơn|đến|thêm|bảo đảm|đảm bảo|≥|≤|>|<)"
)
_LEADING = re.compile(
    rf"(?:{_LEADS}\s){{1,8}}(?:trợ giúp[^,;.]{{0,30}}\s(?:{_LEADS}\s){{0,3}})?$"
    rf"|trợ giúp[^,;.]{{0,30}}\s(?:{_LEADS}\s){{0,3}}$"
)
_PRESENT = re.compile(
    r"hiện nay|^hiện (?:cả nước|toàn|trên địa bàn)|^(?:năm qua|qua kiểm tra)(?!\w)|"
    r"(?:(?<!chứng )(?<!địa )chỉ|(?<!đổi )mới) đạt(?! được)|mới (?:chỉ |có (?=\d))|đã được chỉ ra|"
    r"(?<!\w)năm \d{4} đã |bình quân mỗi năm xảy ra|"
    r"hiện có(?! ?(?:$|[,.;)]))|hiện tại|đã đạt(?! được (?:tại|trong|vào|từ|của)(?!\w))|tính đến|"
    r"(?<!so với )(?<!cùng kỳ )năm trước|cùng kỳ đạt|trong năm qua|kết quả năm"
)
# «…, năm học 2024 - 2025 con số này là 52%»: the year at the beginning of a clause, before its number.
_YEAR_FIRST = re.compile(
    r"(?:^|[,;:.] )(?:(?:đến|hết|cuối|trong|riêng) ){0,3}năm "
    r"(?:(?P<school>học )(?:\d{4} ?[-–] ?)?(?P<ends>\d{4})|(?P<year>\d{4})(?! ?[-–] ?\d))[^,;.%\d]{0,60}$"
)
_SCHOOL_YEAR_ENDS = (8, 31)
# «… phấn đấu tỷ lệ … đạt 95%»: a target in any part of the plan.
_STRIVES = re.compile(r"(?:^|: |, |\. )(?:phấn đấu|quyết tâm|(?:đặt )?(?:mục|chỉ) tiêu)[^.;]{0,160}")
# A colon before a rate with a number of its own is typed for «;»: «… 99% vào năm 2030: giảm tỷ lệ …».
_STOP = re.compile(
    r";|(?:(?<=năm \d{4})|(?<=%)):(?= (?:phấn đấu )?(?:giảm |tăng )?tỷ (?:lệ|suất))"
    r"|\.(?=\s|$)|(?<=\w)\s*\((?=các |trong đó|bao gồm)(?![^()]*\)\s*\w)"
)
_ASIDE = re.compile(r"\([^()]{0,400}\)")
_TAIL = re.compile(r",? (?:nhằm|góp phần|trong đó|theo quy định|qua đó|từng bước|đồng thời|tiến tới|làm cơ sở)(?!\w)")
_OPENING = re.compile(r"(?:\W|và |trong đó |cụ thể:? |hằng năm, |hàng năm, |đến năm \d{4},? )*")
# Follows a counted noun: its place, or its composition.
_PLACE = re.compile(r" (?:trong|trên|tại|ở) (?:các|địa bàn|toàn)(?!\w)|: ")
_CLAUSE_END = re.compile(r"[,;](?=\s|$)|\.(?=\s|$)| và ")
_CLOSES = re.compile(
    r"(?:/(?:năm|tháng|quý))?\s*(?:$|[,;.)(]|số [^,;(]{0,25} \("
    r"|trở lên|so với|(?:và|vào|dân số|số [^,;]{0,25}$))"
)
_RATE = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tỷ số|tỷ trọng|tỷ suất|tốc độ|chỉ số|mức|điểm|số|doanh thu|thu nhập|sản lượng|năng suất|diện tích|"
    r"giá trị|kim ngạch|thời gian|tuổi thọ|công suất)\s[^,;%]*$"
)
# Before a comma: the number of a clause of its own, or a time that stands before the clause.
_NUMBER_OR_TIME = re.compile(r"(?<![\w/])\d[\d.,]*(?![\w/])|(?:hằng|hàng|mỗi) (?:năm|quý|tháng)|trước mắt")
_GOAL_VERB = re.compile(r"(?:đạt|dưới|còn|chiếm|là|tối thiểu|tăng|giảm)[^,;%]{0,24}$")


@dataclass(frozen=True, slots=True)
class Target:
    """A target; `value` with a decimal point, `unit` «%» or the counted noun, `bound` = >= <= > <.

    `year`: of the column of a table in which the level stands.
    """

    path: str
    quote: str
    value: str
    unit: str
    bound: str
    span: Span
    likelihood: float
    doubts: tuple[str, ...]
    signs: tuple[str, ...]
    year: int | None = None


def find_targets(blocks: list[Block], *, signed: date | None = None) -> list[Target]:
    """All targets in the parts on targets; elsewhere only those introduced by words such as «phấn đấu».

    In the part «Mục đích, yêu cầu» also percentages. `signed`: the plan's day; levels of years before it are none.
    """
    result: list[Target] = []
    stating_ids = _find_stating_headings(blocks)
    announced: tuple[str, ...] | None = None  # the headings around a sentence «… các chỉ tiêu cụ thể như sau:»
    columns: YearColumns | UnitColumns | None = None
    for block in blocks:
        headings = tuple(heading.path for heading in block.headings)
        if announced is not None and headings[: len(announced)] != announced:
            announced = None
        if not block.is_readable:
            continue
        inside = announced is not None or is_about_targets(block) or id(block) in stating_ids
        if announces_targets(block):
            announced = headings
        columns = (_find_columns(block, signed) or columns) if block.cells else None
        levels = list(_find_row_targets(block, columns)) if inside and columns is not None else []
        if levels:
            result += levels
            continue
        for part in [replace(block, body=cell) for cell in block.cells] or [block]:
            result += _find_block_targets(part, inside=inside, signed=signed)
    return result


def _find_columns(block: Block, signed: date | None) -> YearColumns | UnitColumns | None:
    return find_unit_columns(block.cells, signed) or find_year_columns(block.cells, signed)


def _find_row_targets(block: Block, columns: YearColumns | UnitColumns) -> Iterator[Target]:
    """A target for each year to come, quoted as the whole row; or for each column, quoted behind its head."""
    first = columns.place if isinstance(columns, UnitColumns) else columns.name
    cells = [cell for cell in block.cells[first:] if cell.text]
    if not cells:
        return
    span, path = Span(cells[0].span.start, cells[-1].span.end), block.path
    if isinstance(columns, UnitColumns):
        if block.headings and block.path.startswith(f"{block.headings[-1].path}."):
            path = block.headings[-1].path  # a number before the area counts rows, and makes no clause
        levels = [
            (figure, unit, year, format_row(words, cells[1:]))
            for figure, unit, year, words in find_unit_levels(columns, block.cells)
        ]
    else:
        quote = CELL_SEPARATOR.join(cell.text for cell in cells)
        levels = [(*level, quote) for level in find_row_levels(columns, block.cells)]
    for figure, unit, year, quote in levels:
        signs = ("percent" if figure.percent else "count",)
        yield from _build_targets(path, quote, span, figure, unit, doubts=(), signs=signs, year=year)


def _find_stating_headings(blocks: list[Block]) -> set[int]:
    """In a plan without a part on aims, the headings (by id) below «Nội dung» that say what is to be reached.

    «2. Thành lập mới ít nhất 500 ha khu công nghiệp:» above those who do it; at least two of a row state such a number.
    """
    if any(is_about_targets(block) for block in blocks if block.numbered):
        return set()
    rows: defaultdict[int, list[Block]] = defaultdict(list)
    for block, following in pairwise(blocks):
        parent = block.headings[-1] if block.headings else None
        if block.numbered and not following.numbered and parent is not None and _CONTENTS.fullmatch(parent.title.lower):
            rows[id(parent)].append(block)
    stating_ids: set[int] = set()
    for row in rows.values():
        stating = [block for block in row if len(block.body) <= _LONG and find_figures(block.body.lower)]
        sure = sum(
            any(figure.percent or figure.bound != "=" for figure in find_figures(block.body.lower)) for block in stating
        )
        stating_ids.update(id(block) for block in stating if sure >= _FEWEST_STATING)
    return stating_ids


def _find_block_targets(block: Block, *, inside: bool, signed: date | None) -> Iterator[Target]:
    lower = block.body.lower
    if _DIGIT.search(lower) is None:
        return
    aims = is_about_purpose(block)
    start = 0
    striving = False  # applies to what follows «phấn đấu …;» up to the full stop
    asides = [match.span() for match in _ASIDE.finditer(lower)]
    for stop in [match.span() for match in _STOP.finditer(lower)] + [(len(lower), len(lower))]:
        if lower[stop[0] : stop[1]] == ";" and any(begin < stop[0] < end for begin, end in asides):
            continue  # «166 dự án (gồm 100 dự án lớn; 66 dự án nhỏ)» is one sentence
        sentence = block.body.part(start, stop[0])
        strives = None if striving else _STRIVES.search(sentence.lower)
        since = strives.start() if strives is not None else 0
        striving = striving or strives is not None
        may_aim = inside or striving or aims
        if may_aim and not _PRESENT.search(_ASIDE.sub("", sentence.lower)):
            goals = [
                figure
                for figure in find_figures(sentence.lower, in_aims=inside)
                if (inside or (striving and figure.start >= since) or (aims and figure.percent))
                and not (signed is not None and _is_of_past_year(sentence.lower, figure, signed))
            ]
            yield from _find_sentence_targets(block, sentence, goals, inside=inside, since=since)
        striving = striving and lower[stop[0] : stop[1]] == ";"
        start = stop[1]


def _find_sentence_targets(
    block: Block, sentence: Passage, goals: list[PrintedFigure], *, inside: bool, since: int
) -> Iterator[Target]:
    if not goals:
        return
    lower = sentence.lower
    inner = [False, *(_is_within(lower, share, goal) for share, goal in pairwise(goals))]
    clauses = _list_clause_starts(lower, goals[-1].start)
    leads = [_find_lead(lower, goal, clauses, inner=is_inner) for goal, is_inner in zip(goals, inner, strict=True)]
    for at in range(1, len(goals)):  # «300 ha rừng và 50 ha vườn»: the second begins behind the first
        if not inner[at] and leads[at] <= goals[at - 1].start:
            joint = lower.rfind(" và ", goals[at - 1].end, goals[at].start)
            leads[at] = joint + len(" và ") if joint >= 0 else goals[at].start
    previous = 0 if inside else since
    for at, (figure, lead) in enumerate(zip(goals, leads, strict=True)):
        later_leads = (
            next_lead for next_lead, is_inner in zip(leads[at + 1 :], inner[at + 1 :], strict=True) if not is_inner
        )
        start, end = _find_clause(
            lower, figure, lead, previous, _find_latest_end(lower, figure.end, next(later_leads, len(lower)))
        )
        previous = start if inner[at] else end
        quote = sentence.part(start, end)
        quote = quote.part(0, len(quote.text.rstrip(" ,.;")))
        doubts: tuple[str, ...] = ()
        if not inside:
            doubts += (say("Con số nằm ngoài phần mục tiêu, chỉ tiêu: cần xem có phải chỉ tiêu phải đạt không."),)
        if not figure.percent:
            doubts += (say("Đơn vị tính được suy từ danh từ đứng sau con số: cần xem lại."),)
        signs = tuple(_list_signs(figure, quote, inside=inside, alone=len(goals) == 1))
        unit = find_unit(sentence, figure)
        yield from _build_targets(block.path, quote.text, quote.span, figure, unit, doubts=doubts, signs=signs)


def _build_targets(
    path: str,
    quote: str,
    span: Span,
    figure: PrintedFigure,
    unit: str,
    *,
    doubts: tuple[str, ...],
    signs: tuple[str, ...],
    year: int | None = None,
) -> Iterator[Target]:
    bounds = (figure.bound,) if len(figure.values) == 1 else (">=", "<=")  # «1 - 2%» is at least 1, at most 2
    for value, bound in zip(figure.values, bounds, strict=True):
        yield Target(path, quote, value, unit, bound, span, compute_likelihood("target", signs), doubts, signs, year)


def _is_of_past_year(lower: str, figure: PrintedFigure, signed: date) -> bool:
    year = _YEAR_FIRST.search(lower, 0, figure.start)
    if year is None:
        return False
    return date(int(year["ends"]), *_SCHOOL_YEAR_ENDS) < signed if year["school"] else int(year["year"]) < signed.year


def _list_signs(figure: PrintedFigure, quote: Passage, *, inside: bool, alone: bool) -> Iterator[str]:
    yield "percent" if figure.percent else "count"
    if not inside:
        yield "elsewhere"
    if not alone:
        yield "several"
    if len(figure.values) > 1:
        yield "range"
    if len(quote) > _LONG:
        yield "long"


def _find_latest_end(lower: str, at: int, following: int) -> int:
    """The latest end of a clause: before the comma at which the clause of the next number begins."""
    commas = [match for match in COMMA.finditer(lower, at, following) if has_own_goal(lower, match.end())]
    return commas[0].start() if commas and following < len(lower) else following


def _is_within(lower: str, share: PrintedFigure, figure: PrintedFigure) -> bool:
    """Whether a count describes the percentage before it: «100% thôn, bản họp ít nhất 02 lần»."""
    if figure.percent or not share.percent or figure.bound == "=":
        return False
    return not any(has_own_goal(lower, comma.end()) for comma in COMMA.finditer(lower, share.end, figure.start))


def _list_clause_starts(lower: str, limit: int) -> list[int]:
    """The positions at which clauses begin, up to `limit`."""
    starts = [0]
    searched, is_stated = 0, False  # whether a number or a time stands since the last beginning
    for comma in COMMA.finditer(lower, 0, limit):
        is_stated = is_stated or _NUMBER_OR_TIME.search(lower, searched, comma.start()) is not None
        searched = comma.start()
        if comma[0].startswith(";") or is_stated or _begins_clause(lower, comma):
            starts.append(comma.end())
            searched, is_stated = comma.end(), False
    return starts


def _find_lead(lower: str, figure: PrintedFigure, clauses: list[int], *, inner: bool) -> int:
    """The position at which the words that belong to the number begin. `clauses`: where clauses do."""
    if not figure.percent and not inner:
        start = clauses[bisect_right(clauses, figure.start) - 1]
        start = skip_match(_OPENING, lower, start)
        if 0 <= figure.start - start <= _LONGEST_LEAD:
            return start
    lead = _LEADING.search(lower, max(0, figure.start - CONTEXT_LENGTH), figure.start)
    return lead.start() if lead is not None else figure.start


def _begins_clause(lower: str, comma: re.Match[str]) -> bool:
    """Whether a clause begins after the comma, and not another name of a list: «ứng dụng 5G, IoT», «các khu, cụm».

    An order without an object shares that of the next one: «xây dựng, duy trì ít nhất 02 mô hình».
    """
    if _ENDS_WITH_ORDER.search(lower, max(0, comma.start() - _LOOKBEHIND), comma.start()) is not None:
        return False
    return has_own_goal(lower, comma.end()) or OPENING.match(lower, comma.end()) is not None


def _find_clause(lower: str, figure: PrintedFigure, lead: int, previous: int, following: int) -> tuple[int, int]:
    """The shortest clause with the number: «100% xã …», or «tỷ lệ … đạt 90%»."""
    preceding = lower[max(previous, lead - _CLAUSE) : lead]
    if re.search(r"\w{2}", preceding) and _closes_clause(lower, figure, following):
        start = lead - len(preceding) + skip_match(_OPENING, preceding)
        colon = lower.rfind(": ", start, lead)
        end = _CLAUSE_END.search(lower, figure.end)
        return (colon + 2 if 0 <= colon < lead - 2 else start), end.start() if end else len(lower)
    tail = _TAIL.search(lower, figure.end + _SHORT, following)
    if tail is None and not figure.percent:
        tail = _PLACE.search(lower, figure.end + _SHORT, following)
    clause = lower[lead : tail.start() if tail else following].rstrip(" ,")
    return lead, lead + len(clause.removesuffix(" và"))


def _closes_clause(lower: str, figure: PrintedFigure, following: int) -> bool:
    preceding = lower[max(0, figure.start - _CLAUSE) : figure.start]
    if _CLOSES.match(lower[figure.end : following]):
        return True
    return _RATE.search(preceding) is not None and _GOAL_VERB.search(preceding) is not None
