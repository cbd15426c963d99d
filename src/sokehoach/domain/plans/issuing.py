"""Who issues a plan: the agency at the top, and the sentence «… UBND huyện ban hành Kế hoạch … như sau:»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.passages import fold_passage
from sokehoach.domain.plans.rows import split_segments
from sokehoach.domain.plans.sentences import parse_agency_order
from sokehoach.domain.text import fold_tones

_PREAMBLE_LENGTH = 12_000  # letters before the body in which the sentence stands
# «…, UBND huyện ban hành Kế hoạch mở thư viện, cụ thể như sau:», at the end of the preamble.
_ISSUES = re.compile(r" (?:xây dựng|ban hành) (?P<kind>kế hoạch|chương trình|phương án|đề án)(?!\w)")
_SUBJECT_START = re.compile(r"[.;,:] ")
_LONGEST_SUBJECT, _LONGEST_OBJECT = 120, 500
_AS_FOLLOWS = re.compile(
    r"(?:,? (?:cụ thể|với (?:các |những |một số )?(?:nội dung|nhiệm vụ)[^,.;:]{0,40}))?"
    r"(?: cụ thể)?,? (?:như sau|sau đây|sau)\W*$|:$"
)
# «…, (sau đây gọi tắt là Kế hoạch)»
_SHORT_NAME = re.compile(r",? ?\((?:sau đây |dưới đây )?(?:gọi|viết)[^()]{0,200}\)", re.IGNORECASE)
# A line of the head above the preamble.
_HEAD_LINE = re.compile(
    r"\W*(?:Số\s*:|Độc lập|CỘNG\s+H|V/v)"
    r"|[^\n]{0,60},\s?ngày\s[\s\d.…]{0,12}\btháng\s[\s\d.…]{0,12}\bnăm\s[\s\d.…]{0,9}\W*$"
)
_PREAMBLE_LINE = re.compile(r"\W*(?:Căn cứ|Thực hiện|Triển khai|Theo|Xét|Nhằm|Để|Trên cơ sở)(?!\w)")
# A name that lacks its place: «ỦY BAN NHÂN DÂN».
_WITHOUT_PLACE = re.compile(r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd)")
_SHORT_FORMS = (("ubnd", "ủy ban nhân dân"), ("hđnd", "hội đồng nhân dân"))
_LONGEST_ISSUER = 120  # letters of one line of the issuer's name; longer capitals above it are a title
# A number left blank beside the issuer's name: «SỞ CÔNG THƯƠNG /KH-SCT».
_BLANK_SYMBOL = re.compile(
    r"(?:\s{0,9}\bSỐ\s{0,9}:?)?[\s.…]{0,40}(?<!\w)(?:\d{0,5}\s{0,3}/\s{0,3}(?:KH|QĐ|CTr|CT|PA|ĐA|TB|BC)\b[\w/&-]{0,40}"
    r"|\d{0,5}\s{0,3}-?\s{0,3}(?:KH|QĐ|CTr|CT|ĐA|TB|BC|NQ)/[ĐTHU][\wƯ]{0,9})\s{0,9}\Z",
    re.IGNORECASE,
)
# «ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 5/QĐ-SCT»
_BY_DECISION = re.compile(r"\s{0,9}\bTHEO\s{1,9}QUYẾT\s{1,9}ĐỊNH\b.*", re.DOTALL)
_MOTTO = re.compile(r"CỘNG\s+H[^\W\d_]{2}\s+XÃ\s+HỘI|Đ[ẢÁ]NG\s+CỘNG\s+SẢN", re.IGNORECASE)
_MOTTO_LINES = re.compile(
    r"(?:CỘNG\s+H[^\W\d_]{2}\s+XÃ|Đ[ẢÁ]NG\s+CỘNG\s+SẢN|CHỦ\s+NGHĨA\s+VIỆT|XÃ\s+HỘI\s+CHỦ|Độc\s+lập).*",
    re.IGNORECASE,
)
_INDENT = 30  # maximum characters before a line of the left column
_MOTTO_SECOND = re.compile(r"^[^\w\n]{0,99}Độc\s{1,9}lập", re.MULTILINE | re.IGNORECASE)
_MOTTO_REST = re.compile(r"VIỆT NAM|CHỦ NGHĨA|HỘI CHỦ")
# Bodies that are named only by the organisation above them.
_NAMELESS = re.compile(r"BAN (?:THƯỜNG TRỰC|THƯỜNG VỤ|CHẤP HÀNH|GIÁM HIỆU|GIÁM ĐỐC)")
# «UBND TỈNH A SỞ Y TẾ Số: 5/KH-SYT»: the lines of a head that a converter joined.
_NUMBER_BEHIND = re.compile(r"\bSố\s{0,9}:.*", re.DOTALL)
_TWO_BODIES = re.compile(
    r"(?<=[^\W\d_]) (?=(?:SỞ|PHÒNG|CHI CỤC|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN|BAN (?:CHỈ ĐẠO|QUẢN LÝ|DÂN TỘC))\b)"
)
_COMMITTEE_OF = re.compile(r"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN) (?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG)\b")
_PLACE = re.compile(r"(?:TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG|QUẬN|THỊ|ĐẶC KHU)\b(?! (?:ỦY|UỶ))")
# Bodies whose name is complete without its place, which may stand on the next line.
_COMPLETE = re.compile(r"(?:SỞ|PHÒNG|CHI CỤC|CỤC) \w+ \w+|(?:\w{2} BAN NHÂN DÂN|UBND)$")
_LONGEST_PLACE = 3  # words


@dataclass(frozen=True, slots=True)
class Issuing:
    """What the sentence that issues a plan says, as printed; `head_end`: where the head above the preamble ends."""

    issuer: str
    kind: str
    title: str
    head_end: int


def find_issuing(before_body: str) -> Issuing | None:
    """The sentence at the end of the text before the body that issues the plan, or None."""
    preamble = fold_passage(before_body[-_PREAMBLE_LENGTH:])
    end = _AS_FOLLOWS.search(preamble.lower)
    result = None
    for verb_match in _ISSUES.finditer(preamble.lower) if end is not None else ():
        assert end is not None
        earliest = max(0, verb_match.start() - _LONGEST_SUBJECT)
        stops = [stop.end() for stop in _SUBJECT_START.finditer(preamble.lower, earliest, verb_match.start())]
        start = stops[-1] if stops else earliest
        title = _SHORT_NAME.sub("", preamble.text[verb_match.end() : end.start()]).strip(' ,;:“”"')
        is_whole = start == 0 or bool(stops)
        if is_whole and AGENCY.match(preamble.lower, start) and 0 < len(title) <= _LONGEST_OBJECT:
            issuer = preamble.text[start : verb_match.start()]
            result = Issuing(issuer, verb_match["kind"].upper(), title, _find_head_end(before_body))
    return result


def _find_head_end(before_body: str) -> int:
    """Where the last line of the head ends, above the first line of the preamble."""
    at = end = 0
    for line in before_body.split("\n"):
        if _PREAMBLE_LINE.match(line):
            break
        at += len(line) + 1
        end = at if _HEAD_LINE.match(line) else end
    return min(end, len(before_body))


def find_issuer(top: str, before_body: str) -> str | None:
    """The agency at the top, else that of the sentence which issues the plan; that one also completes a bare name."""
    printed_name = _find_printed_issuer(top)
    if printed_name is not None and _WITHOUT_PLACE.fullmatch(fold_tones(printed_name)) is None:
        return printed_name
    issuing = find_issuing(before_body)
    if printed_name is None:
        return issuing.issuer if issuing is not None else _find_issuer_in_preamble(before_body)
    full_name = _expand_name(issuing.issuer) if issuing is not None else ""
    return (
        issuing.issuer
        if issuing is not None and full_name.startswith(_expand_name(printed_name) + " ")
        else printed_name
    )


def _expand_name(name: str) -> str:
    """The name in small letters, its abbreviation in full."""
    lower = fold_tones(name)
    return next((long + lower.removeprefix(short) for short, long in _SHORT_FORMS if lower.startswith(short)), lower)


def _find_printed_issuer(top: str) -> str | None:
    """The agency at the top: capitals before the national motto, else after it; of two, the lower one."""
    motto = _MOTTO.search(top)
    head = top[: motto.start()] if motto is not None else top[: _find_names_end(top)]
    names = (motto and _list_names_beside_motto(top, motto.start())) or []
    if not names:
        names = _list_capitals(head)
        if names and motto is not None:
            names += _list_names_within_motto(top[motto.end() :])
    if not names and motto is not None:
        rest = top[motto.end() :]
        names = [name for name in _list_capitals(rest[: _find_names_end(rest)]) if not _MOTTO_REST.search(name)]
    while len(names) > 1 and len(names[0]) > _LONGEST_ISSUER:
        names = names[1:]
    for at in range(len(names) - 1, 0, -1):
        if not _NAMELESS.fullmatch(names[at]) and _begins_lower_body(names, at):
            return fold_passage(_BY_DECISION.sub("", " ".join(names[at:]))).text
    return fold_passage(_BY_DECISION.sub("", " ".join(names))).text or None


def _find_names_end(text: str) -> int:
    """The latest position at which the agencies' names end: the number or the date."""
    stop = re.search(r"Số\b|\bngày\b", text)
    return stop.start() if stop is not None else 0


def _list_names_within_motto(below: str) -> list[str]:
    """A lower body between the two lines of the motto, where a converter wrote the rows of the head one by one."""
    second_line = _MOTTO_SECOND.search(below)
    if second_line is None:
        return []
    return [name for name in _list_capitals(below[: second_line.start()]) if not _MOTTO_REST.search(name)]


def _list_names_beside_motto(top: str, motto: int) -> list[str]:
    """The capitals to the left of the motto, if both are on one line."""
    begin = top.rfind("\n", 0, motto) + 1
    if not top[begin:motto].strip(" |*#"):
        return []
    names: list[str] = [name for line in top[:begin].split("\n") for name in _list_capitals(line)]
    if "|" in top[begin:motto]:
        return names + list(_list_first_cells(top[begin:]))
    for line in top[begin:].split("\n"):
        segment = next(split_segments(_MOTTO_LINES.sub("", line)), (0, ""))
        if re.match(r"\W*(?:Số\b|[\W_]{3,}$)", segment[1]):
            break
        if segment[0] <= _INDENT:
            names += _list_capitals(segment[1])
    return names


def _list_first_cells(rows: str) -> Iterator[str]:
    """The capitals in the first cells of the rows, down to the number."""
    for line in rows.split("\n"):
        cells = line.strip(" |").split("|")
        capitals = _list_capitals(_MOTTO_LINES.sub("", cells[0]))
        if "|" not in line or not capitals:
            return
        yield from capitals


def _list_capitals(text: str) -> list[str]:
    """The lines (or columns of lines) in all capitals."""
    cells = (_NUMBER_BEHIND.sub("", cell) for line in text.split("\n") for cell in re.split(r"\||\s{3,}", line))
    parts = (part.strip(" -–—_*#|\t") for cell in cells for part in _split_bodies(cell.strip()))
    names = (_BLANK_SYMBOL.sub("", part).strip(" -–—") for part in parts if part.isupper())
    return [name for name in names if len(name) > 1]


def _split_bodies(cell: str) -> list[str]:
    return _TWO_BODIES.split(cell, maxsplit=1) if _COMMITTEE_OF.match(cell) else [cell]


def _begins_lower_body(names: list[str], at: int) -> bool:
    """Whether the name of a second body begins at the line: below a body's name, or below its place."""
    if AGENCY.match(fold_tones(names[at])) is None or _PLACE.match(names[at]):
        return False
    upper_line = at - 1
    if upper_line and _is_place(names[upper_line]) and _COMPLETE.match(names[upper_line - 1]):
        upper_line -= 1
    return AGENCY.match(fold_tones(names[upper_line])) is not None


def _is_place(name: str) -> bool:
    """Whether the line may be the place of the body above: «TỈNH …», or some words that begin no body's name."""
    return _PLACE.match(name) is not None or (
        len(name.split()) <= _LONGEST_PLACE and AGENCY.match(fold_tones(name)) is None
    )


def _find_issuer_in_preamble(preamble: str) -> str | None:
    """The agency that «xây dựng / ban hành Kế hoạch», if the header is missing."""
    for line in re.split(r"\n\s*\n|[;.,]\s", preamble):
        order = parse_agency_order(fold_passage(line))
        if order is not None and re.match(r"(?:xây dựng|ban hành|phát động)", order.duty.lower):
            return order.agency.text
    return None
