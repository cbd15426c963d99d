"""Parse the header fields of an official document (NĐ 30/2020, Điều 8 and Phụ lục I) and the place of its date."""

import re
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.plans.endorsement import RECIPIENTS, find_signer, list_recipients
from sokehoach.domain.plans.issuing import find_issuer, find_issuing
from sokehoach.domain.plans.letters import join_letters
from sokehoach.domain.plans.parts import Parts
from sokehoach.domain.plans.passages import CAPITALS, fold_passage

_DATE_START = re.compile(r",[ \t]*ngày\b")
_COLUMN = re.compile(r"[ \t]{3,}|[|\t]")
_CLOSING = 900  # characters at the end that contain the signature
_MAX_PLACE_LENGTH = 60  # letters of the place beside the date
_LONGEST_REFERENCE = 40  # letters after the number of the decision that a plan is attached to, with its date
_HEAD_LENGTH = 3000  # characters that contain number and date
_LONGEST_TITLE = 60  # lines
_JOINT = r"(?: ?[/-]|[/-]\s| - (?=(?:TTg|CP|TU|TW|BTC|UBND|HĐND|BCĐ|MTTQ|SGDĐT)\b))"
_SYMBOL = rf"\d{{1,5}}[a-zđ]?(?:/\d{{4}})?{_JOINT}(?:QH\d+|[A-ZĐƯƠÔ][\w&]*(?:{_JOINT}[A-ZĐƯƠÔ][\w&]*)*)"
_NUMBER = re.compile(r"Số\s*:?\s*(" + _SYMBOL + ")")
_NOTE = re.compile(r"[Kk]èm\s+theo\s+Quyết\s+định\s+số\s*:?\s*(" + _SYMBOL + ")")
_REASON = re.compile(r"^[ \t*+–-]*(?:Căn\s|Thực hiện|Xét|Theo|Triển khai|Để)", re.MULTILINE)
_BASIS_ITEM = re.compile(r"[;.]\s*\n|; ")
_OF_TITLE = re.compile(r"(?<!\w)(?:về|quy định|ban hành|phê duyệt|thực hiện|triển khai|sửa đổi|hướng dẫn)(?!\w)")
# «… đến năm 2040” và Kế hoạch số 9/KH-UBND», «… ngày 01/7/2025 của Chính phủ và Kế hoạch số 9/KH-UBND»
_AND_ANOTHER = re.compile(r"[\d)”\"](?: của [^\d;,]{2,60})? và [^\d;]{4,30}\Z")
# «Luật số 1/2015/QH13 được sửa đổi, bổ sung một số điều tại Luật số 2/2025/QH15»: both are the basis.
_AMENDED = re.compile(r"được sửa đổi(?:, bổ sung)?[^;\d]{0,60}(?:tại|bởi|theo|bằng) [^;\d]{0,40}\Z")
# «Nghị quyết số 5-NQ/TW ngày 1/2/2024 về đọc sách, Quyết định số 9/QĐ-BVH …»: the next of a list.
_NEXT_IN_LIST = re.compile(
    r"\w[”\")]?, (?:Kế hoạch|Quyết định|Thông tư|Nghị quyết|Nghị định|Chỉ thị|Công văn|Kết luận|Hướng dẫn) số:? ?\Z"
)
_BASIS = re.compile(r"(?<![\w/-])(?<!\d\.)(?:\d{1,2}\.(?=\d{3}/))?" + _SYMBOL)  # also «1.402/QĐ-UBND»
# The proposal to issue the plan is no basis: «Theo đề nghị của Sở Y tế tại Tờ trình số …».
_PROPOSAL = (
    r"(?m:^)[ \t*]*Xét\s(?:các\s)?đề\s+nghị(?:[^\n]|\n(?=[^\n]*\S)(?![ \t]*(?:Căn cứ|Theo|Thực hiện|[IVX1]+\.)))*"
)
_SUBMISSION = re.compile(
    _PROPOSAL
    + r"|[Tt]ờ\s+trình\s+số\s+"
    + _SYMBOL
    + r"|(?:[Tt]heo|[Xx]ét)\s+đề\s+nghị(?:\s+[^\s;]+){1,40}?\s+[Ss]ố\s+"
    + _SYMBOL
)
_DATE = re.compile(
    r"(?P<place>[^\W\d_]\s*,\s*)?ngày\s*(?P<day>\d[\dO]?)\s*tháng\s*(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
# «Đồng Sen, ngày 09/01/2026», at the end of its line.
_SHORT_DATE = re.compile(
    r"[^\W\d_]\s?,\s?ngày\s{0,3}(?P<day>\d[\dO]?)\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})[ \t*|]*$",
    re.MULTILINE,
)
_BASIS_LINE = re.compile(r"\W*căn cứ(?!\w)", re.IGNORECASE)
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}")
_ARTICLE = re.compile(r"^[ \t*#|]*Điều \d+\b", re.MULTILINE)
# The authority that decides, below the title of a decision: «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH».
_AUTHORITY = re.compile(r"(?:CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|CHÁNH ÁN|(?:TỔNG )?CỤC TRƯỞNG|GIÁM ĐỐC|HIỆU TRƯỞNG)(?!\w)")
# «CỦA BAN THƯỜNG VỤ TỈNH ỦY» between kind and title: who issues it.
_OF_BODY = re.compile(rf"\A\s{{0,99}}C[ỦU]A [{CAPITALS} ]{{4,80}}\n\s{{0,99}}(?=[^\W\d_{CAPITALS}])")
_GOES_ON = re.compile(r"(?:,|(?<!\w)(?:của|do|và|với|số))$", re.IGNORECASE)
_OPENER = re.compile(
    r"(?:[-–+] ?)?(?:Thực hiện|Căn cứ|Triển khai|Nhằm|Để|Trên cơ sở|Xét|Theo|Ngày|Tiếp tục|Năm|Trong|UBND|Ủy ban|"
    r"Uỷ ban|Do|"
    r"Phát huy|Sau)\b"
)
_LONGEST_PRINTED, _LONGEST_TITLE_LINE = 150, 100  # letters of a printed line, and of a line of a title
_RESOLVES = re.compile(r"QUYẾT NGHỊ\s*:?$")
_SIGNS = re.compile(r"[\W_]+")
# The subject of a letter, up to a line that begins with a capital.
_SUBJECT = re.compile(r"^[ \t|]*V/v:?\s+([^\n|]+(?:\n[ \t]*(?!ngày)[a-zà-ỹđ][^\n|]*){0,4})", re.MULTILINE)
# «Suối Bạc, ngày 5 tháng 4 năm 2023», alone on its line.
_LAST_DATE = re.compile(r"^[ \t]*[^\W\d_][^\n,.;:]{1,40}(?=,[ \t]*ngày[ \t]+\d)", re.MULTILINE)
_LAST_LENGTH = 300  # letters before the recipients
_ATTACHED = re.compile(r"\(?\s{0,9}(?:Ban hành )?[Kk]èm theo ")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields as printed, with folded white space; `date` is ISO; None or () if absent.

    `basis`: numbers of the documents cited in the preamble; `issuer`: of two agencies at the top, the lower one.
    """

    kind: str | None
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    signer: str | None
    recipients: tuple[str, ...]
    basis: tuple[str, ...]


def parse_header(source: str, start: int, parts: Parts) -> Header:
    """Parse the header; `start` is the offset of the body."""
    top = join_letters(source[: parts.kind_start] if parts.kind_start < start else source[:start])
    title, preamble = _parse_title(source[parts.kind_end : start])
    if parts.kind_start == parts.kind_end:  # no kind is printed
        title, preamble = _parse_title_without_kind(source[:start], parts)
    closing = source[parts.closing :]
    number = _NUMBER.search(top[:_HEAD_LENGTH])
    own_number = tidy_symbol(number[1]) if number else None
    note = _NOTE.search(source, parts.kind_end, start)
    if note is not None and tidy_symbol(note[1]).startswith(own_number or ""):
        own_number = tidy_symbol(note[1])  # the full number of the decision that the plan is attached to
    note_text = source[note.end() : note.end() + _LONGEST_REFERENCE] if note is not None else ""
    reasons = preamble
    articles = _ARTICLE.search(top)
    if articles is not None:  # a decision with an attached plan: its preamble and signature are used
        opening = _REASON.search(top, number.end() if number else 0, articles.start())
        reasons = top[opening.start() if opening else articles.start() : articles.start()] + "\n" + preamble
        if RECIPIENTS.search(closing) is None:
            closing = top[articles.end() :]
    return Header(
        kind=parts.kind or None,
        number=_print_symbol(number[1]) if number and own_number == tidy_symbol(number[1]) else own_number,
        date=_find_date(top, note_text) or _find_stamp(closing) or _find_last_date(source, parts.closing),
        issuer=find_issuer(top, preamble),
        title=title,
        signer=find_signer(closing),
        recipients=tuple(list_recipients(closing)),
        basis=tuple(symbol for symbol in _list_basis(reasons) if symbol != own_number),
    )


def _parse_title(text: str) -> tuple[str | None, str]:
    """The title printed below the kind, and the preamble after it."""
    lines = _OF_BODY.sub("", text).split("\n", _LONGEST_TITLE)
    title_lines: list[str] = []
    unwrapped = any(len(line) > _LONGEST_PRINTED for line in lines)  # each line is a paragraph, as in Word files
    blanks, noted, at = 0, False, 0
    for at, line in enumerate(lines):  # noqa: B007 the place where the title ends is needed below
        stripped = line.strip(" *#|\t\xa0")
        if not stripped:
            blanks += 1
            continue
        attached = _ATTACHED.search(stripped)
        if noted or (attached is not None and attached.start() == 0 and not title_lines):
            noted = ")" not in stripped  # the note «(Kèm theo Quyết định …)» before the title
            continue
        goes_on = unwrapped and blanks == 1 and _is_title_line(title_lines, stripped)
        if title_lines and not goes_on and _ends_title(title_lines, stripped, blanks):
            break
        if attached is not None:
            title_lines.append(stripped[: attached.start()])
            break
        title_lines.append(stripped)
        blanks = 0
    return fold_passage(" ".join(title_lines)).text or None, "\n".join(lines[at:])


def _parse_title_without_kind(before_body: str, parts: Parts) -> tuple[str | None, str]:
    """The title of a page that lost its kind, or of a letter («V/v …»), and the preamble."""
    reason = _REASON.search(before_body)
    preamble = before_body[reason.start() :] if reason is not None else before_body[parts.kind_end :]
    subject = _SUBJECT.search(before_body)
    if not parts.kind:
        return (fold_passage(subject[1]).text if subject is not None else None), preamble
    head_lines = before_body[parts.kind_end : reason.start() if reason is not None else len(before_body)]
    lines = [line for line in head_lines.split("\n") if len(line.split()) > 1]
    title = " ".join(line for line in lines if line.isupper()) or (lines[0] if len(lines) == 1 else "")
    issuing = find_issuing(before_body)
    return fold_passage(title.strip(" |*#")).text or (issuing.title if issuing is not None else None), preamble


def _is_title_line(title_lines: list[str], line: str) -> bool:
    """Whether a short paragraph below the title continues it; a quotation that the title opens is always continued."""
    title = " ".join(title_lines)
    if title.count("“") > title.count("”"):
        return True
    is_short = len(line) <= _LONGEST_TITLE_LINE and not line.endswith((".", ";", ":"))
    return is_short and _OPENER.match(line) is None and _SIGNS.fullmatch(line) is None and not title.endswith(".")


def _ends_title(title_lines: list[str], line: str, blanks: int) -> bool:
    if _OPENER.match(line) and not _mostly_capitals(line):
        return True
    if _SIGNS.fullmatch(line) or _RESOLVES.match(line):
        return True
    if _AUTHORITY.match(line) and line.isupper() and _GOES_ON.search(title_lines[-1]) is None:
        return True
    if _mostly_capitals(title_lines[0]):
        return not _mostly_capitals(line)
    return blanks > 1 or (blanks == 1 and line[0].isupper())


def _mostly_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) >= 0.6 * len(letters)


def _print_symbol(symbol: str) -> str:
    """The number as printed, with the blank that some write before the stroke: «47 /KH-UBND»."""
    tidy = tidy_symbol(symbol)
    return tidy.replace("/", " /", 1) if re.match(r"\d+\s+/", symbol) else tidy


def tidy_symbol(symbol: str) -> str:
    """The number without the blanks within it."""
    return re.sub(r"\s", "", symbol).rstrip("-/")


def _find_date(text: str, note: str) -> str | None:
    """The date after the place name («Hà Nội, ngày …»), else in `note`, the note «kèm theo Quyết định số …», else any.

    «… SỐ 14-CT/TW NGÀY 19 THÁNG 7 NĂM 2017» in a title in capitals is the date of what the title names.
    """
    found = (match for match in _DATE.finditer(text[:_HEAD_LENGTH]) if not _cites(text, match.start()))
    printed_dates = [match for match in found if match["place"] or "NGÀY" not in match[0]]
    placed_dates = [match for match in printed_dates if match["place"]]
    placed_dates += _SHORT_DATE.finditer(text[:_HEAD_LENGTH])
    matches = (*placed_dates, *_DATE.finditer(note), *(match for match in printed_dates if not match["place"]))
    days = (
        _parse_iso(f"{match['year']}-{match['month']:0>2}-{match['day'].replace('O', '0'):0>2}") for match in matches
    )
    return next((day for day in days if day is not None), None)


def _cites(text: str, at: int) -> bool:
    """Whether the line cites another document: «Căn cứ Luật Trẻ em ngày …»."""
    return _BASIS_LINE.match(text, text.rfind("\n", 0, at) + 1) is not None


def _find_stamp(text: str) -> str | None:
    match = _STAMP.search(text)
    return _parse_iso(match[1]) if match else None


def _find_last_date(source: str, closing: int) -> str | None:
    """The date on a line of its own just above the recipients, or below them."""
    dates = []
    for place in _LAST_DATE.finditer(source, max(0, closing - _LAST_LENGTH)):
        line = source[place.start() : source.find("\n", place.end()) % (len(source) + 1)].strip()
        day_match = _DATE.search(line)
        if day_match is not None and day_match.end() == len(line.rstrip(" .*|")):
            day = day_match["day"].replace("O", "0")
            dates.append(_parse_iso(f"{day_match['year']}-{day_match['month']:0>2}-{day:0>2}"))
    return next((day for day in dates if day is not None), None)


def _parse_iso(text: str) -> str | None:
    """The text if it is a day of the calendar: «31 tháng 02» is a slip, not a date."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _list_basis(reasons: str) -> list[str]:
    """The documents named as basis, without those that only occur in the title of another."""
    symbols: list[str] = []
    for item in _BASIS_ITEM.split(_SUBMISSION.sub("", reasons)):
        end = None
        for match in _BASIS.finditer(item):
            named_inside = end is not None and _OF_TITLE.search(item, end, match.start()) is not None
            exceptions = (_AND_ANOTHER, _AMENDED, _NEXT_IN_LIST)
            if named_inside and not any(pattern.search(item, end or 0, match.start()) for pattern in exceptions):
                continue
            symbols.append(tidy_symbol(match[0]))
            end = match.end()
    return list(dict.fromkeys(symbols))


def find_place(text: str) -> str:
    """The place beside the date: «Tuần Giáo» of «Tuần Giáo, ngày 04 tháng 3 năm 2021»; «» if there is none."""
    for line in text[:_HEAD_LENGTH].split("\n"):
        start = _DATE_START.search(line)
        place = _COLUMN.split(line[: start.start()])[-1].strip(" *_") if start else ""
        if place[:1].isalpha() and len(place) <= _MAX_PLACE_LENGTH and not any(letter.isdigit() for letter in place):
            return place
    return ""


def get_head(text: str, body: int) -> str:
    """The text before the body; `body` is the offset of the body."""
    return _tidy_lines(text[: body or _HEAD_LENGTH])


def get_closing(text: str) -> str:
    """The text at the end: recipients and signature."""
    return _tidy_lines(text[-_CLOSING:].partition("\n")[2] or text[-_CLOSING:])


def _tidy_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
