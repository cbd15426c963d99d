"""The parts of an official document around the body (NĐ 30/2020, Điều 8 and Phụ lục I).

Which paragraphs are header, preamble, body, signature and appendix; and the header's fields.
"""

import re
from dataclasses import dataclass

from sokehoach.domain.plans.agencies import assigned
from sokehoach.domain.plans.lines import Paragraph
from sokehoach.domain.plans.numbering import Kind
from sokehoach.domain.plans.passages import Span, passage
from sokehoach.domain.plans.vocabulary import AGENCY

KINDS = ("KẾ HOẠCH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "CHƯƠNG TRÌNH CÔNG TÁC", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN")
_CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
# The kind as a title: at the beginning of a line, or after small letters where a conversion ran lines together.
_KIND = re.compile(
    rf"(?:^[\s*#|]*|(?<=[^\W\d_{_CAPITALS}] )|(?<=[.)|*#—-] ))({'|'.join(KINDS)})(?=[\s*]*(?:$|\n|[{_CAPITALS}(“\"]))",
    re.MULTILINE,
)
_ISSUED = re.compile(
    r"(?:BAN HÀNH|PHÊ DUYỆT|[Bb]an hành|[Pp]hê duyệt)\s+(KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|Kế hoạch|Chương trình|Phương án|Đề án)\b"
)
_ALONE = re.compile(r"[\s*|:]*(?:\n|$)")
_SYMBOL = r"\d{1,5}[a-zđ]?(?:/\d{4})?(?: ?[/-]|[/-]\s)(?:QH\d+|[A-ZĐƯƠÔ][\w&]*(?:(?: ?[/-]|[/-]\s)[A-ZĐƯƠÔ][\w&]*)*)"
_NUMBER = re.compile(r"Số\s*:?\s*(" + _SYMBOL + ")")
_BASIS = re.compile(r"(?<![\w/-])" + _SYMBOL)
_DATE = re.compile(
    r"(?P<place>[^\W\d_]\s*,\s*)?ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}")
_MOTTO = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN", re.IGNORECASE)
_MOTTO_REST = re.compile(r"VIỆT NAM|CHỦ NGHĨA|HỘI CHỦ")
_ARTICLE = re.compile(r"Điều \d+\b")
_OPENER = re.compile(
    r"(?:Thực hiện|Căn cứ|Triển khai|Nhằm|Để|Trên cơ sở|Xét|Theo|Ngày|Tiếp tục|Năm|Trong|UBND|Ủy ban|Uỷ ban|Do|Phát huy|Sau)\b"
)
_ATTACHED = re.compile(r"\(?\s*(?:Ban hành )?[Kk]èm theo ")
_APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?: [IVX\d]+)?\b|BIỂU (?:MẪU|SỐ)|\[1\]")
_SIGNING = re.compile(rf"(?:TM\.|T/M|KT\.|TL\.|TUQ\.|Q\.) ?[{_CAPITALS}]{{2}}")
_TITLES = re.compile(
    r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG \w+|CHÁNH \w+|BÍ THƯ|VIỆN TRƯỞNG|HIỆU TRƯỞNG|TỔNG GIÁM ĐỐC|CHỈ HUY TRƯỞNG|THỐNG ĐỐC|TRƯỞNG)\b"
)
_NAME_PART = rf"[{_CAPITALS}][^\W\d_{_CAPITALS}]*(?![{_CAPITALS}])"
_NAME = re.compile(rf"{_NAME_PART}(?: {_NAME_PART}){{1,5}}(?!\w)")
_RANK = re.compile(r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng)|(?:[A-Z]{2,4}\.)+|TS|ThS|BS|PGS|GS)\s*")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields outside the body, as printed with white space folded; `date` is ISO; None or () where absent."""

    kind: str | None
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    signer: str | None
    recipients: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts lie: indices into the paragraphs (body, end) and offsets into the text (the rest)."""

    kind_start: int
    kind_end: int
    body: int
    end: int
    closing: int


def parts(source: str, found: list[Paragraph]) -> Parts | None:
    """Find the plan's body; None where no numbered clause follows a title."""
    kinds = [match for match in _KIND.finditer(source)]
    first = next(
        (
            at
            for at, one in enumerate(found)
            if one.marker is not None
            and one.marker.kind in (Kind.PART, Kind.CHAPTER, Kind.UPPER, Kind.ROMAN)
            and one.body.text
            and (not kinds or one.whole.span.start > kinds[0].start(1))
        ),
        None,
    )
    if first is None:
        after = kinds[-1].start() if kinds else 0
        first = next(
            (at for at, one in enumerate(found)
             if one.marker is not None and one.marker.kind in (Kind.ARABIC, Kind.DOTTED) and one.whole.span.start > after),
            None,
        )  # fmt: skip
    if first is None:
        return None
    start = found[first].whole.span.start
    before = [match for match in reversed(kinds) if match.start(1) < start]
    kind = next(
        (match for match in before if _ALONE.match(source, match.end())), before[0] if before else None
    )
    end = next((at for at in range(first, len(found)) if _ends_body(found[at])), len(found))
    closing = found[end].whole.span.start if end < len(found) else len(source)
    return Parts(kind.start(1) if kind else start, kind.end(1) if kind else start, first, end, closing)


def _ends_body(paragraph: Paragraph) -> bool:
    text = paragraph.whole.text.lstrip("|*# ")
    return text.startswith(("Nơi nhận", "NƠI NHẬN")) or _TITLES.match(text) is not None or _SIGNING.match(text) is not None or (
        _APPENDIX.match(text) is not None and (len(text) < 160 or text.startswith("[1]"))
    )  # fmt: skip


def header(source: str, found: list[Paragraph], where: Parts) -> Header:
    """The header's fields, from the text before the body and the text after it."""
    start = found[where.body].whole.span.start
    before, preamble, after = (
        source[: where.kind_start],
        source[where.kind_end : start],
        source[where.closing :],
    )
    top = before if where.kind_start < start else source[:start]
    title, preamble = _title(preamble)
    decision = _ARTICLE.search(top) is not None
    number = _NUMBER.search(top[:3000])
    own = _tidy(number[1]) if number else None
    articles = _ARTICLE.search(top)
    reasons = (top[number.end() if number else 0 : articles.start()] if articles else "") + "\n" + preamble
    closing = after if not decision or "Nơi nhận" in after else top[articles.end() if articles else 0 :]
    return Header(
        kind=source[where.kind_start : where.kind_end] or None,
        number=own,
        date=_date(top) or _stamp(after),
        issuer=_issuer(top) or _issuer_in(preamble),
        title=title,
        signer=_signer(closing),
        recipients=tuple(_recipients(closing)),
        basis=tuple(one for one in _basis(reasons) if one != own),
    )


def _title(text: str) -> tuple[str | None, str]:
    """The title after the kind, and what follows it."""
    lines = text.split("\n")
    taken: list[str] = []
    used = 0
    blanks = 0
    for line in lines:
        stripped = line.strip(" *#|\t\xa0")
        if not stripped:
            blanks += 1
            if (
                taken
                and (blanks > 1 or _mostly_capitals(taken[0]))
                and not _continues(lines[used + 1 :], taken)
            ):
                break
            used += 1
            continue
        if taken and (
            (_mostly_capitals(taken[0]) and not _mostly_capitals(stripped))
            or _OPENER.match(stripped)
            or re.fullmatch(r"[\W_]+", stripped)
        ):
            break
        attached = _ATTACHED.search(stripped)
        if attached:
            if attached.start() > 0:
                taken.append(stripped[: attached.start()])
            if taken:
                break
            used += 1
            continue
        taken.append(stripped)
        blanks = 0
        used += 1
    rest = "\n".join(lines[used:])
    return passage(" ".join(taken)).text or None, rest


def _continues(rest: list[str], taken: list[str]) -> bool:
    following = next((line.strip() for line in rest if line.strip()), "")
    return (
        _mostly_capitals(taken[0]) and _mostly_capitals(following) and not re.match(r"[IVX]+\.|$", following)
    )


def _mostly_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) >= 0.6 * len(letters)


def _tidy(symbol: str) -> str:
    return re.sub(r"\s", "", symbol).rstrip("-/")


def _date(text: str) -> str | None:
    """The date after the place name («Hà Nội, ngày …»); a date without a place only where there is no other."""
    dates = list(_DATE.finditer(text[:3000]))
    match = next((one for one in dates if one["place"]), dates[0] if dates else None)
    return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}" if match else None


def _stamp(text: str) -> str | None:
    match = _STAMP.search(text)
    return match[1] if match else None


def _issuer(top: str) -> str | None:
    """The agency at the top left: the capitals before the national motto, else after it; of two, the lower one."""
    motto = _MOTTO.search(top)
    if motto is None:
        return None
    names = _capitals(top[: motto.start()])
    if not names:
        rest = top[motto.end() :]
        stop = re.search(r"Số\b|\bngày\b", rest)
        names = [
            name for name in _capitals(rest[: stop.start() if stop else 0]) if not _MOTTO_REST.search(name)
        ]
    for at in range(len(names) - 1, 0, -1):
        if (
            AGENCY.match(names[at].lower())
            and AGENCY.match(names[at - 1].lower())
            and not _PLACE.match(names[at])
        ):
            return passage(" ".join(names[at:])).text
    return passage(" ".join(names)).text or None


def _capitals(text: str) -> list[str]:
    """The lines (or columns of lines) that are all in capitals."""
    pieces = (
        piece.strip(" -–—_*#|\t") for line in text.split("\n") for piece in re.split(r"\||\s{3,}", line)
    )
    return [piece for piece in pieces if len(piece) > 1 and piece.isupper()]


_PLACE = re.compile(r"(?:TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG|QUẬN|THỊ|ĐẶC KHU)\b")


def _issuer_in(preamble: str) -> str | None:
    """The agency that «xây dựng / ban hành Kế hoạch», where the header is missing."""
    for line in re.split(r"\n\s*\n|[;.,]\s", preamble):
        found = assigned(passage(line))
        if found is not None and re.match(r"(?:xây dựng|ban hành|phát động)", found.duty.lower):
            return found.agency.text
    return None


def _basis(reasons: str) -> list[str]:
    kept = re.sub(r"[Tt]ờ\s+trình\s+số\s+" + _SYMBOL, "", reasons)
    return list(dict.fromkeys(_tidy(match[0]) for match in _BASIS.finditer(kept)))


def _signer(closing: str) -> str | None:
    """The name under the last line of the signer's office."""
    signing = next(iter(_SIGNING.finditer(closing)), None) or _TITLES.search(closing)
    if signing is None:
        return None
    block = closing[signing.start() : signing.start() + 600]
    office = None
    for office in _TITLES.finditer(block):
        pass
    name = re.sub(r"[|*#_]", " ", block[office.end() if office else 0 :])
    folded = _RANK.sub("", passage(name).text, count=1)
    match = _NAME.search(folded)
    return match[0] if match else None


def _recipients(closing: str) -> list[str]:
    start = re.search(r"N[ơƠ][iI] nh[ậẬ][nN]\s*:?|NƠI NHẬN\s*:?", closing)
    if start is None:
        return []
    rest = closing[start.end() : start.end() + 4000]
    stop = re.search(
        r"[-+\n;|]\s*L[ưƯ][uU]\b|\n\s*(?:TM\.|T/M|KT\.|TL\.|TUQ\.)|\n\s*(?:PHỤ LỤC|KẾ HOẠCH)", rest
    )
    text = rest[: stop.start()] if stop else rest
    pieces = (
        re.split(r"(?:^|\n|;|:)\s*[-–•](?=\s|[^\W\d_])|^\s*[-–](?=\s)", text)
        if re.search(r"(?:^|\n)\s*[-–•]", text)
        else text.split("\n")
    )
    names = (re.sub(r"\s*;\s*(?=\()", " ", passage(piece).text).strip(" ;,.|-") for piece in pieces)
    return [name for name in names if name]


def header_spans(source: str, found: list[Paragraph], where: Parts) -> tuple[Span, Span]:
    """Where the header's fields stand: before the body, and from its end to the first appendix or footnote."""
    last = next(
        (one.whole.span.start for one in found[where.end :] if _APPENDIX.match(one.whole.text)), len(source)
    )
    return Span(0, found[where.body].whole.span.start), Span(min(where.closing, last), last)
