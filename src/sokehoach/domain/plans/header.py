"""The parts of an official document around the body (NĐ 30/2020, Điều 8 and Phụ lục I).

Which paragraphs are header, preamble, body, signature and appendix; and the header's fields.
"""

import re
from dataclasses import dataclass

from sokehoach.domain.plans.agencies import assigned
from sokehoach.domain.plans.lines import Paragraph
from sokehoach.domain.plans.numbering import Kind
from sokehoach.domain.plans.passages import Passage, Span, passage
from sokehoach.domain.plans.vocabulary import AGENCY

KINDS = ("KẾ HOẠCH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "CHƯƠNG TRÌNH CÔNG TÁC", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN")
_KIND = re.compile(
    r"(?:^[\s*#|]*|(?<=[a-zà-ỹ.)\-|*#—] ))(" + "|".join(KINDS) + r")(?=[\s*]*(?:$|\n|[A-ZÀ-ỸĐ(“\"]))", re.MULTILINE
)
_ALONE = re.compile(r"[\s*|:]*(?:\n|$)")
_SYMBOL = r"\d{1,5}[a-zđ]?(?:/\d{4})?\s?[/-]\s?(?:QH\d+|[A-ZĐƯƠÔ][\wĐđ&-]*(?:\s?[/-]\s?[A-ZĐƯƠÔ][\wĐđ&]*)*)"
_NUMBER = re.compile(r"Số\s*:?\s*(" + _SYMBOL + ")")
_BASIS = re.compile(r"(?<![\w/-])" + _SYMBOL)
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}")
_MOTTO = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN", re.IGNORECASE)
_ARTICLE = re.compile(r"Điều \d+\b")
_OPENER = re.compile(
    r"(?:Thực hiện|Căn cứ|Triển khai|Nhằm|Để|Trên cơ sở|Xét|Theo|Ngày|Tiếp tục|Năm|Trong|UBND|Ủy ban|Uỷ ban|Do|Phát huy|Sau)\b"
)
_ATTACHED = re.compile(r"\(?\s*(?:Ban hành )?[Kk]èm theo ")
_APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?: [IVX\d]+)?\b|BIỂU (?:MẪU|SỐ)|\[1\]")
_SIGNING = re.compile(r"(?:TM\.|T/M|KT\.|TL\.|TUQ\.|Q\.) ?[A-ZÀ-ỸĐ]{2}")
_TITLES = re.compile(r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG \w+|CHÁNH \w+|BÍ THƯ|VIỆN TRƯỞNG|HIỆU TRƯỞNG|TỔNG GIÁM ĐỐC|CHỈ HUY TRƯỞNG|THỐNG ĐỐC|TRƯỞNG)\b")
_NAME = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]*\.?){1}(?: [A-ZÀ-ỸĐ][a-zà-ỹđ]*){1,5}")
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
    kind = next((match for match in before if _ALONE.match(source, match.end())), before[0] if before else None)
    end = next((at for at in range(first, len(found)) if _ends_body(found[at])), len(found))
    closing = found[end].whole.span.start if end < len(found) else len(source)
    return Parts(kind.start(1) if kind else start, kind.end(1) if kind else start, first, end, closing)


def _ends_body(paragraph: Paragraph) -> bool:
    text = paragraph.whole.text.lstrip("|*# ")
    return text.startswith(("Nơi nhận", "NƠI NHẬN")) or _SIGNING.match(text) is not None or (
        _APPENDIX.match(text) is not None and (len(text) < 160 or text.startswith("[1]"))
    )  # fmt: skip


def header(source: str, found: list[Paragraph], where: Parts) -> Header:
    """The header's fields, from the text before the body and the text after it."""
    start = found[where.body].whole.span.start if where.body < len(found) else len(source)
    before, preamble, after = source[: where.kind_start], source[where.kind_end : start], source[where.closing :]
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
            if taken and (blanks > 1 or taken[0].isupper()) and not _continues(lines[used + 1 :], taken):
                break
            used += 1
            continue
        if taken and (
            (taken[0][:30].isupper() and not stripped[:12].isupper())
            or _OPENER.match(stripped)
            or re.fullmatch(r"[\W_]+", stripped)
        ):
            break
        attached = _ATTACHED.search(stripped)
        if attached:
            if attached.start() > 0:
                taken.append(stripped[: attached.start()])
            break
        taken.append(stripped)
        blanks = 0
        used += 1
    rest = "\n".join(lines[used:])
    return passage(" ".join(taken)).text or None, rest


def _continues(rest: list[str], taken: list[str]) -> bool:
    following = next((line.strip() for line in rest if line.strip()), "")
    return bool(following) and taken[0][:30].isupper() and following[:20].isupper() and not re.match(r"[IVX]+\.", following)


def _tidy(symbol: str) -> str:
    return re.sub(r"\s", "", symbol).rstrip("-/")


def _date(text: str) -> str | None:
    match = _DATE.search(text[:3000])
    return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else None


def _stamp(text: str) -> str | None:
    match = _STAMP.search(text)
    return match[1] if match else None


def _issuer(top: str) -> str | None:
    """The agency printed at the top left: the capitals before the national motto; of two, the lower one."""
    motto = _MOTTO.search(top)
    if motto is None:
        return None
    names: list[str] = []
    for line in top[: motto.start()].split("\n"):
        for piece in re.split(r"\||\s{3,}", line):
            text = piece.strip(" -–—_*#|\t")
            if len(text) > 1 and text.isupper():
                names.append(text)
    for at in range(len(names) - 1, 0, -1):
        if AGENCY.match(names[at].lower()) and AGENCY.match(names[at - 1].lower()) and not _PLACE.match(names[at]):
            return passage(" ".join(names[at:])).text
    return passage(" ".join(names)).text or None


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
    while match is not None and match[0].isupper():
        match = _NAME.search(folded, match.end())
    return match[0] if match else None


def _recipients(closing: str) -> list[str]:
    start = re.search(r"N[ơƠ][iI] nh[ậẬ][nN]\s*:?|NƠI NHẬN\s*:?", closing)
    if start is None:
        return []
    rest = closing[start.end() : start.end() + 4000]
    stop = re.search(r"[-+\n;|]\s*L[ưƯ][uU]\b|\n\s*(?:TM\.|T/M|KT\.|TL\.|TUQ\.)|\n\s*(?:PHỤ LỤC|KẾ HOẠCH)", rest)
    text = rest[: stop.start()] if stop else rest
    pieces = re.split(r"(?:^|\n|;|:)\s*[-–•](?=\s|[^\W\d_])|^\s*[-–](?=\s)", text) if re.search(r"(?:^|\n)\s*[-–•]", text) else text.split("\n")
    names = (re.sub(r"\s*;\s*(?=\()", " ", passage(piece).text).strip(" ;,.|-") for piece in pieces)
    return [name for name in names if name]


def header_span(source: str, found: list[Paragraph], where: Parts) -> Span:
    """From the first letter to the body."""
    start = found[where.body].whole.span.start if where.body < len(found) else len(source)
    first: Passage = found[0].whole
    return Span(min(first.span.start, start), start)
