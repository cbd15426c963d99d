"""The fields of an official document's header (NĐ 30/2020, Điều 8 and Phụ lục I)."""

import re
from dataclasses import dataclass

from sokehoach.domain.plans.columns import stretches
from sokehoach.domain.plans.endorsement import RECIPIENTS, recipients, signer
from sokehoach.domain.plans.letters import joined
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.parts import Parts
from sokehoach.domain.plans.passages import passage
from sokehoach.domain.plans.sentences import assigned

_NEAR = 3000  # letters of the text in which number and date stand
_LONGEST_TITLE = 60  # lines
_JOINT = r"(?: ?[/-]|[/-]\s)"
_SYMBOL = rf"\d{{1,5}}[a-zđ]?(?:/\d{{4}})?{_JOINT}(?:QH\d+|[A-ZĐƯƠÔ][\w&]*(?:{_JOINT}[A-ZĐƯƠÔ][\w&]*)*)"
_NUMBER = re.compile(r"Số\s*:?\s*(" + _SYMBOL + ")")
_NOTE = re.compile(r"[Kk]èm\s+theo\s+Quyết\s+định\s+số\s*:?\s*(" + _SYMBOL + ")")
_REASON = re.compile(r"^[ \t*]*(?:Căn\s|Thực hiện|Xét|Theo|Triển khai|Để)", re.MULTILINE)
_BASIS = re.compile(r"(?<![\w/-])" + _SYMBOL)
# What proposes the plan is no basis: «Theo đề nghị của Sở Y tế tại Tờ trình số …».
_SUBMISSION = re.compile(
    r"[Tt]ờ\s+trình\s+số\s+"
    + _SYMBOL
    + r"|(?:[Tt]heo|[Xx]ét)\s+đề\s+nghị(?:\s+[^\s;]+){1,40}?\s+[Ss]ố\s+"
    + _SYMBOL
)
_DATE = re.compile(
    r"(?P<place>[^\W\d_]\s*,\s*)?ngày\s*(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}")
_MOTTO = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN", re.IGNORECASE)
_MOTTO_LINES = re.compile(
    r"(?:CỘNG\s+H[OÒ][AÀ]\s+XÃ|ĐẢNG\s+CỘNG\s+SẢN|CHỦ\s+NGHĨA\s+VIỆT|XÃ\s+HỘI\s+CHỦ|Độc\s+lập).*",
    re.IGNORECASE,
)
_INDENT = 30  # letters before a line of the left column, at most
_MOTTO_REST = re.compile(r"VIỆT NAM|CHỦ NGHĨA|HỘI CHỦ")
_PLACE = re.compile(r"(?:TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG|QUẬN|THỊ|ĐẶC KHU)\b(?! (?:ỦY|UỶ))")
_ARTICLE = re.compile(r"Điều \d+\b")
_OPENER = re.compile(
    r"(?:Thực hiện|Căn cứ|Triển khai|Nhằm|Để|Trên cơ sở|Xét|Theo|Ngày|Tiếp tục|Năm|Trong|UBND|Ủy ban|"
    r"Uỷ ban|Do|"
    r"Phát huy|Sau)\b"
)
_ATTACHED = re.compile(r"\(?\s{0,9}(?:Ban hành )?[Kk]èm theo ")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields as printed, white space folded; `date` is ISO; None or () where absent.

    `basis`: numbers of the documents the preamble names; `issuer`: of two agencies at the top, the lower one.
    """

    kind: str | None
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    signer: str | None
    recipients: tuple[str, ...]
    basis: tuple[str, ...]


def header(source: str, start: int, where: Parts) -> Header:
    """Read the header; `start` is the offset at which the body begins."""
    top = joined(source[: where.kind_start] if where.kind_start < start else source[:start])
    title, preamble = _title(source[where.kind_end : start])
    closing = source[where.closing :]
    number = _NUMBER.search(top[:_NEAR])
    own = _tidy(number[1]) if number else None
    note = _NOTE.search(source, where.kind_end, start)
    if note is not None and _tidy(note[1]).startswith(own or ""):
        own = _tidy(note[1])  # the decision to which the plan is attached, by its whole number
    reasons = preamble
    articles = _ARTICLE.search(top)
    if articles is not None:  # a decision with the plan attached: its preamble counts, its signature serves
        opening = _REASON.search(top, number.end() if number else 0, articles.start())
        reasons = top[opening.start() if opening else articles.start() : articles.start()] + "\n" + preamble
        if RECIPIENTS.search(closing) is None:
            closing = top[articles.end() :]
    return Header(
        kind=where.kind or None,
        number=own,
        date=_date(top) or _stamp(closing),
        issuer=_issuer(top) or _issuer_in(preamble),
        title=title,
        signer=signer(closing),
        recipients=tuple(recipients(closing)),
        basis=tuple(one for one in _basis(reasons) if one != own),
    )


def _title(text: str) -> tuple[str | None, str]:
    """The title printed under the kind, and the preamble that follows it."""
    lines = text.split("\n", _LONGEST_TITLE)
    taken: list[str] = []
    blanks, noted, at = 0, False, 0
    for at, line in enumerate(lines):  # noqa: B007 the place where the title ends is needed below
        stripped = line.strip(" *#|\t\xa0")
        if not stripped:
            blanks += 1
            continue
        attached = _ATTACHED.search(stripped)
        if noted or (attached is not None and attached.start() == 0 and not taken):
            noted = ")" not in stripped  # the note «(Kèm theo Quyết định …)» before the title
            continue
        if taken and _ends_title(taken[0], stripped, blanks):
            break
        if attached is not None:
            taken.append(stripped[: attached.start()])
            break
        taken.append(stripped)
        blanks = 0
    return passage(" ".join(taken)).text or None, "\n".join(lines[at:])


def _ends_title(first: str, line: str, blanks: int) -> bool:
    if _OPENER.match(line) and not _mostly_capitals(line):
        return True
    if re.fullmatch(r"[\W_]+", line):
        return True
    if _mostly_capitals(first):
        return not _mostly_capitals(line)
    return blanks > 1 or (blanks == 1 and line[0].isupper())


def _mostly_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) >= 0.6 * len(letters)


def _tidy(symbol: str) -> str:
    return re.sub(r"\s", "", symbol).rstrip("-/")


def _date(text: str) -> str | None:
    """The date after the place name («Hà Nội, ngày …»); one without a place where there is no other."""
    dates = list(_DATE.finditer(text[:_NEAR]))
    match = next((one for one in dates if one["place"]), dates[0] if dates else None)
    return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}" if match else None


def _stamp(text: str) -> str | None:
    match = _STAMP.search(text)
    return match[1] if match else None


def _issuer(top: str) -> str | None:
    """The agency at the top: the capitals before the national motto, else after it; of two, the lower one."""
    motto = _MOTTO.search(top)
    before = top[: motto.start()] if motto is not None else top[: _stop(top)]
    names = (motto and _beside(top, motto.start())) or _capitals(before)
    if not names and motto is not None:
        rest = top[motto.end() :]
        names = [name for name in _capitals(rest[: _stop(rest)]) if not _MOTTO_REST.search(name)]
    for at in range(len(names) - 1, 0, -1):
        if (
            AGENCY.match(names[at].lower())
            and AGENCY.match(names[at - 1].lower())
            and not _PLACE.match(names[at])
        ):
            return passage(" ".join(names[at:])).text
    return passage(" ".join(names)).text or None


def _stop(text: str) -> int:
    """Where the agencies' names end at the latest: at the number or the date."""
    stop = re.search(r"Số\b|\bngày\b", text)
    return stop.start() if stop is not None else 0


def _beside(top: str, motto: int) -> list[str]:
    """The capitals left of the motto, where the two stand side by side."""
    begin = top.rfind("\n", 0, motto) + 1
    if not top[begin:motto].strip(" |*#") or "|" in top[begin:motto]:
        return []
    names: list[str] = [name for line in top[:begin].split("\n") for name in _capitals(line)]
    for line in top[begin:].split("\n"):
        left = next(stretches(_MOTTO_LINES.sub("", line)), (0, ""))
        if re.match(r"\W*(?:Số\b|[\W_]{3,}$)", left[1]):
            break
        if left[0] <= _INDENT:
            names += _capitals(left[1])
    return names


def _capitals(text: str) -> list[str]:
    """The lines (or columns of lines) that are all in capitals."""
    pieces = (
        piece.strip(" -–—_*#|\t") for line in text.split("\n") for piece in re.split(r"\||\s{3,}", line)
    )
    return [piece for piece in pieces if len(piece) > 1 and piece.isupper()]


def _issuer_in(preamble: str) -> str | None:
    """The agency that «xây dựng / ban hành Kế hoạch», where the header is missing."""
    for line in re.split(r"\n\s*\n|[;.,]\s", preamble):
        found = assigned(passage(line))
        if found is not None and re.match(r"(?:xây dựng|ban hành|phát động)", found.duty.lower):
            return found.agency.text
    return None


def _basis(reasons: str) -> list[str]:
    kept = _SUBMISSION.sub("", reasons)
    return list(dict.fromkeys(_tidy(match[0]) for match in _BASIS.finditer(kept)))
