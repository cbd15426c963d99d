"""Rules for parts, sections, items and points (Mục II.6 d, đ; hierarchies of Mục V)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.documents.numbering import ALPHABET, format_roman
from sokehoach.domain.documents.rules.finding import FormatFinding, Severity, clause, locate_line
from sokehoach.domain.documents.rules.measured_document import MeasuredAlign, MeasuredLine, is_mostly
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say

_HEADING_CLAUSE = clause("II.6", "đ")
_PART = re.compile(r"(?P<word>phần|chương)\s+(?P<number>[^\s.:]+)[.:]?(?P<rest>.*)$", re.IGNORECASE)
_SECTION = re.compile(r"(?P<word>tiểu mục|mục)\s+(?P<number>\S+?)[.:]?(?P<rest>\s.*)?$", re.IGNORECASE)
_ROMAN = re.compile(r"(?P<number>[IVX]{1,6})\s?(?P<mark>[.)/-])\s*(?P<title>\S.*)")
_ITEM = re.compile(r"(?P<number>\d{1,2})\s?(?P<mark>[.)/])(?!\d)\s*(?P<title>\S.*)")
_POINT = re.compile(r"(?P<number>[a-zđ])\s?(?P<mark>[.)/])\s*(?P<title>\S.*)")
_ARTICLE = re.compile(r"điều\s+(?P<number>\d+)\s*(?P<mark>[.:]?)\s*(?P<title>.*)", re.IGNORECASE)
_TITLE = 110  # maximum characters of a title


def check_parts(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 đ, phần, chương: a line of its own, centred, bold, Roman numerals; the title below in capitals."""
    for index, line in enumerate(roles.text):
        match = _PART.match(line.words)
        if match is None or len(line.words) > _TITLE or match["rest"].rstrip().endswith((".", ";", ",")):
            continue
        label = match["word"].capitalize()
        if match["word"].isupper():
            yield _build_finding(
                "part_word",
                line,
                say("«%(match)s» viết in hoa", match=match["word"]),
                say("«%(label)s», chữ in thường", label=label),
            )
        if not re.fullmatch(r"[IVX]+", match["number"].upper()):
            yield _build_finding("part_number", line, f"{label} {match['number']}", say("số thứ tự bằng chữ số La Mã"))
        if match["rest"].strip():
            yield _build_finding(
                "part_line",
                line,
                say("tiêu đề cùng dòng"),
                say("«%(label)s …» trên một dòng riêng, tiêu đề ở dòng dưới", label=label),
            )
            continue
        if not is_mostly(line, bold=True):
            yield _build_finding("part_bold", line, say("«%(label)s» không đậm", label=label), say("chữ đậm"))
        if line.align not in (None, MeasuredAlign.CENTER):
            yield _build_finding(
                "part_centred", line, say("«%(label)s» không canh giữa", label=label), say("canh giữa")
            )
        title = roles.text[index + 1] if index + 1 < len(roles.text) else None
        if title is not None and not title.words.isupper():
            yield _build_finding("part_title", title, say("tiêu đề không in hoa"), say("chữ in hoa, đậm, canh giữa"))


def check_sections(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 đ, mục, tiểu mục: a line of its own, centred, bold, Arabic numerals."""
    for line in roles.text:
        match = _SECTION.match(line.words)
        if match is None or match["rest"] or not re.fullmatch(r"[IVX]+|\d+", match["number"].upper()):
            continue
        label = match["word"].capitalize()
        if not match["number"].isdigit():
            yield _build_finding(
                "section_number", line, f"{label} {match['number']}", say("số thứ tự bằng chữ số Ả Rập")
            )
        if not is_mostly(line, bold=True):
            yield _build_finding("section_bold", line, say("«%(label)s» không đậm", label=label), say("chữ đậm"))


def check_articles(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 đ: «Điều 1.» with a full stop, bold."""
    for line in roles.text:
        match = _ARTICLE.match(line.words)
        if match is None or line.words[:1] != "Đ" or not (match["mark"] or not match["title"]):
            continue
        if match["mark"] != ".":
            yield _build_finding(
                "article_mark", line, say("sau số thứ tự có dấu «%(match)s»", match=match["mark"]), say("dấu chấm (.)")
            )
        head = next((run for run in line.runs if run.letters), None)
        if head is not None and not head.bold:
            yield _build_finding("article_bold", line, say("«Điều» không đậm"), say("chữ đậm"))


def check_roman(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục V, hierarchy b: mục «I.», number and title in capitals, bold."""
    for step in _list_steps(roles, _ROMAN):
        if len(step.line.words) > _TITLE * 2:
            continue
        if not _is_title_capital(step.title):
            yield _build_finding(
                "roman_capitals", step.line, say("tiêu đề mục chữ thường"), say("tiêu đề mục in hoa, đậm")
            )
        if not is_mostly(step.line, bold=True):
            yield _build_finding("roman_bold", step.line, say("tiêu đề mục không đậm"), say("tiêu đề mục in hoa, đậm"))
        if step.mark != ".":
            yield _build_finding(
                "roman_mark", step.line, say("sau số thứ tự mục có dấu «%(mark)s»", mark=step.mark), say("dấu chấm (.)")
            )


def check_roman_order(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 đ: numbers of mục are consecutive; advice, because a list of another kind may look the same."""
    expected = 1
    for step in _list_steps(roles, _ROMAN):
        if step.number == "I":
            expected = 1
        if step.number != format_roman(expected):
            yield _build_finding(
                "roman_order",
                step.line,
                say("mục %(number)s", number=step.number),
                say("mục %(expected)s theo thứ tự", expected=format_roman(expected)),
                Severity.ADVICE,
            )
        expected = _parse_roman(step.number) + 1


def check_items(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 đ, khoản: «1.» with a full stop; bold if it has a title. Titles are guessed: advice."""
    for step in _list_steps(roles, _ITEM):
        if step.mark == "/":
            yield _build_finding(
                "item_mark", step.line, say("khoản «%(number)s/»", number=step.number), f"«{step.number}.»"
            )
        elif step.mark == ")":
            yield _build_finding(
                "item_mark",
                step.line,
                say("khoản «%(number)s)»", number=step.number),
                f"«{step.number}.»",
                Severity.ADVICE,
            )
        titled = len(step.title) < _TITLE and not re.search(r"[.;:,]$", step.title) and len(step.title) > 3
        if titled and not is_mostly(step.line, bold=True):
            yield _build_finding(
                "item_bold",
                step.line,
                say("tiêu đề khoản không đậm"),
                say("khoản có tiêu đề: chữ đậm"),
                Severity.ADVICE,
            )


def check_points(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 đ, điểm: «a)» in the order of the Vietnamese alphabet (đ after d; no f, j, w, z), then a bracket."""
    previous = ""
    for step in _list_steps(roles, _POINT):
        letter = step.number
        if step.mark != ")":
            yield _build_finding(
                "point_mark", step.line, say("điểm «%(letter)s%(mark)s»", letter=letter, mark=step.mark), f"«{letter})»"
            )
        if letter not in ALPHABET:
            yield _build_finding(
                "point_letter",
                step.line,
                say("điểm %(letter)s)", letter=letter),
                say("chữ cái tiếng Việt (không có f, j, w, z)"),
            )
        elif letter == "e" and previous == "d":
            yield _build_finding("point_order", step.line, say("sau điểm d) là điểm e)"), say("sau điểm d) là điểm đ)"))
        elif (
            letter != "a"
            and previous in ALPHABET
            and previous
            and ALPHABET.index(letter) != ALPHABET.index(previous) + 1
        ):
            next_letter = ALPHABET[min(ALPHABET.index(previous) + 1, len(ALPHABET) - 1)]
            yield _build_finding(
                "point_order",
                step.line,
                say("sau điểm %(previous)s) là điểm %(letter)s)", previous=previous, letter=letter),
                say("điểm %(next_letter)s)", next_letter=next_letter),
                Severity.ADVICE,
            )
        previous = letter


@dataclass(frozen=True, slots=True)
class _Step:
    line: MeasuredLine
    number: str
    mark: str
    title: str


def _list_steps(roles: DocumentComponents, pattern: re.Pattern[str]) -> Iterator[_Step]:
    for line in roles.text:
        match = pattern.match(line.words)
        if match is not None and not line.broken:
            yield _Step(line, match["number"], match["mark"], match["title"])


def _build_finding(
    rule: str, line: MeasuredLine, actual: str, expected: str, severity: Severity = Severity.ERROR
) -> FormatFinding:
    return FormatFinding(severity, rule, _HEADING_CLAUSE, locate_line(line), actual, expected)


def _is_title_capital(title: str) -> bool:
    """Whether the title is in capitals, except for brackets, units and years: «II. KẾT QUẢ (6 tháng)»."""
    letters = [letter for letter in re.sub(r"\([^)]{0,400}\)", "", title) if letter.isalpha()]
    return not letters or sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def _parse_roman(number: str) -> int:
    return next((value for value in range(1, 100) if format_roman(value) == number), 0)
