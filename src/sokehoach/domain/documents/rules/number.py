"""Rules for number and symbol, place and date (Mục II.3, II.4)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sokehoach.domain.documents.rules.component_patterns import KINDS
from sokehoach.domain.documents.rules.finding import FormatFinding, Severity, clause, locate_line
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say

_LEFT_OPEN = re.compile(r"[….\s_]*")
_SYMBOL = re.compile(r"S[ốỐ]\s*(?P<colon>:?)\s*(?P<number>[\d….\s_]*?)(?P<slash>\s*[/\\-]\s*)(?P<symbol>.+)", re.I)
# Abbreviations with small letters in the official list (Phụ lục III.I).
_MIXED = {"QyĐ", "CTr", "TTr", "TrS"}
_DAY = re.compile(
    r"(?P<place>.{0,120}?)(?P<comma>\s{0,9},\s{0,9}|\s{1,30}|)ngày(?P<day>[\s\d….]*)tháng(?P<month>[\s\d….]*)năm(?P<year>[\s\d….]*)$",
    re.IGNORECASE,
)
_NUMBER_CLAUSE, _SYMBOL_CLAUSE = clause("II.3", "c"), clause("II.3", "b")


def check_number_form(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.3 c: «Số: 05/KH-UBND»: colon, leading zero below 10, «/» and «-» without spaces, capitals."""
    line = roles.number
    match = _SYMBOL.match(line.words) if line is not None else None
    if line is None or match is None:
        return
    number, symbol, slash = match["number"].strip(), match["symbol"].strip(), match["slash"]
    at = locate_line(line)
    if not match["colon"]:
        yield FormatFinding(
            Severity.ERROR, "number_colon", _NUMBER_CLAUSE, at, say("sau từ «Số» không có dấu hai chấm"), say("«Số: …»")
        )
    if match[0].startswith("SỐ"):
        yield FormatFinding(
            Severity.ERROR, "number_word", _NUMBER_CLAUSE, at, say("từ «SỐ» viết in hoa"), say("«Số», chữ in thường")
        )
    if number.isdigit() and int(number) < 10 and not number.startswith("0"):
        yield FormatFinding(
            Severity.ERROR,
            "number_zero",
            _NUMBER_CLAUSE,
            at,
            say("số %(number)s", number=number),
            say("số nhỏ hơn 10 có số 0 phía trước: 0%(number)s", number=number),
        )
    if slash.strip() != "/":
        yield FormatFinding(
            Severity.ERROR,
            "number_slash",
            _NUMBER_CLAUSE,
            at,
            say("giữa số và ký hiệu có dấu «%(slash)s»", slash=slash.strip()),
            say("dấu gạch chéo (/)"),
        )
    spaced = re.search(r"\s-|-\s|\s/|/\s", symbol) or slash.endswith(" ") or (number.isdigit() and slash[0] == " ")
    if spaced:
        yield FormatFinding(
            Severity.ERROR,
            "number_spaces",
            _NUMBER_CLAUSE,
            at,
            say("ký hiệu có cách chữ"),
            say("dấu «/» và «-» viết liền, không cách chữ"),
        )
    groups = [group.strip() for group in re.split(r"[-/–]", symbol) if group.strip()]
    small = [group for group in groups if group not in _MIXED and not group.isupper() and not group.isdigit()]
    if small:
        yield FormatFinding(
            Severity.ERROR,
            "number_capitals",
            _NUMBER_CLAUSE,
            at,
            say("ký hiệu «%(small)s»", small=small[0]),
            say("ký hiệu viết in hoa"),
        )
    if "–" in symbol:
        yield FormatFinding(
            Severity.ERROR,
            "number_dash",
            _NUMBER_CLAUSE,
            at,
            say("dấu gạch dài (–) trong ký hiệu"),
            say("gạch nối (-)"),
        )


def check_number_kind(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.3 b, Phụ lục III.I: the symbol begins with the kind's abbreviation.

    A công văn has none: «CV» is not required, and gives advice if present.
    """
    line = roles.number
    match = _SYMBOL.match(line.words) if line is not None else None
    if line is None or match is None:
        return
    groups = [group.strip() for group in re.split(r"[-/–]", match["symbol"]) if not group.strip().isdigit()]
    first = groups[0] if groups else ""
    abbreviation = KINDS.get(roles.kind_name)
    if abbreviation and first.upper() != abbreviation.upper():
        yield FormatFinding(
            Severity.ERROR,
            "number_kind",
            _SYMBOL_CLAUSE,
            locate_line(line),
            say("ký hiệu bắt đầu bằng «%(first)s»", first=first),
            say("chữ viết tắt của tên loại: %(abbreviation)s", abbreviation=abbreviation),
        )
    elif roles.official_letter and first.upper() == "CV":
        yield FormatFinding(
            Severity.ADVICE,
            "number_letter",
            _SYMBOL_CLAUSE,
            locate_line(line),
            say("công văn có chữ «CV» trong ký hiệu"),
            say("cơ quan ban hành - đơn vị soạn thảo, ví dụ 12/UBND-VX"),
        )


def check_day_form(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.4 b, c: written out, Arabic numerals, a zero before days 1–9 and months 1, 2, comma after the place."""
    line = roles.day
    if line is None:
        return
    at = locate_line(line)
    match = _DAY.match(line.words)
    if match is None:
        yield FormatFinding(
            Severity.ERROR,
            "day_form",
            clause("II.4", "b"),
            at,
            say("ngày viết tắt"),
            say("«ngày … tháng … năm …», viết đầy đủ"),
        )
        return
    if match["place"].strip() and "," not in match["comma"]:
        yield FormatFinding(
            Severity.ERROR,
            "day_comma",
            clause("II.4", "c"),
            at,
            say("sau địa danh không có dấu phẩy"),
            say("dấu phẩy (,)"),
        )
    if not match["place"].strip():
        yield FormatFinding(
            Severity.ERROR, "day_place", clause("II.4", "a"), at, say("không có địa danh"), say("địa danh trước ngày")
        )
    elif not match["place"].lstrip(". …")[:1].isupper() and match["place"].strip(". …"):
        yield FormatFinding(
            Severity.ERROR,
            "day_place",
            clause("II.4", "c"),
            at,
            say("địa danh không viết hoa"),
            say("chữ cái đầu viết hoa"),
        )
    day, month = match["day"].strip(), match["month"].strip()
    if day.isdigit() and int(day) < 10 and len(day) == 1:
        yield FormatFinding(
            Severity.ERROR,
            "day_zero",
            clause("II.4", "b"),
            at,
            say("ngày %(day)s", day=day),
            say("ngày 0%(day)s", day=day),
        )
    if month in ("1", "2"):
        yield FormatFinding(
            Severity.ERROR,
            "month_zero",
            clause("II.4", "b"),
            at,
            say("tháng %(month)s", month=month),
            say("tháng 0%(month)s", month=month),
        )
    elif month.startswith("0") and month.isdigit() and int(month) > 2:
        yield FormatFinding(
            Severity.ADVICE, "month_no_zero", clause("II.4", "b"), at, say("tháng %(month)s", month=month),
            say("tháng %(month)s: số 0 chỉ thêm trước tháng 1, 2", month=int(month)),
        )  # fmt: skip


def check_places_level(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.4 c: place and date are on the line of the number. Checked only if both are in a two-column head."""
    number, day = roles.number, roles.day
    if number is None or day is None or not (number.column and day.column):
        return
    order = [line for line in roles.document.lines if line is number or line is day]
    if any(a.column == b.column for a, b in pairwise(order)):
        yield FormatFinding(
            Severity.ERROR, "day_level", clause("II.4", "c"), locate_line(day),
            say("địa danh, thời gian ở cùng một bên với số, ký hiệu"), say("bên phải, cùng dòng với số, ký hiệu"),
        )  # fmt: skip
