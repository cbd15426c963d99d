"""An outline as an official types it: one line for each heading, sentence and box of words.

«I. », «1. », «a) » open a heading, whose number is set anew; «Nếu bằng 0: » says what is printed instead of the
sentence above it where every figure of that is 0; «Lời của đơn vị: » names the box whose words are gathered there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.numbering import ALPHABET, heading_number
from sokehoach.domain.documents.outline import TARGET, OutlineError, Section, Sentence, aims, operands
from sokehoach.domain.text.folding import fold

ZERO = "Nếu bằng 0: "
BOX = "Lời của đơn vị: "
LONGEST_HEADING, LONGEST_SENTENCE = 300, 2000
MOST_LINES = 600
_HEADINGS = tuple(
    re.compile(rf"({number})\s+(.+)") for number in (r"[IVXLC]{1,8}\.", r"\d{1,3}\.", rf"[{ALPHABET}]\)")
)
_BRACES = re.compile(r"\{[^{}]*\}?|\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot stay in that line, from 1, and what to do."""

    line: int
    said: str


@dataclass(frozen=True, slots=True)
class Names:
    """What an outline may name, each with what it is called: figures by operand, boxes of words by code, and by code
    the indicators for which a plan may set a target.
    """

    figures: Mapping[Operand, str]
    boxes: Mapping[str, str]
    targets: Mapping[str, str]


def typed(sections: tuple[Section, ...]) -> str:
    """The lines of an outline; `read` gives the same sections back."""
    return "\n".join(_lines(sections))


def read(text: str, names: Names) -> tuple[tuple[Section, ...], tuple[Fault, ...]]:
    """Sections and every fault; where there is a fault the sections are to be thrown away."""
    sections: list[Section] = []
    faults: list[Fault] = []
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return (), (Fault(MOST_LINES, f"Mẫu dài quá {MOST_LINES} dòng."),)
    for number, line in enumerate((one.strip() for one in lines), 1):
        wrong = _taken(line, sections, names) if line else ()
        faults += [Fault(number, said) for said in wrong]
    if not sections and not faults:
        faults.append(Fault(1, "Mẫu chưa có mục nào. Mỗi mục mở đầu bằng «I. », «1. » hoặc «a) »."))
    return tuple(sections), tuple(faults)


def _lines(sections: tuple[Section, ...]) -> Iterator[str]:
    counts = [0, 0, 0]
    for section in sections:
        level = section.level
        counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (3 - level)]
        yield f"{heading_number(level, counts[level - 1])} {section.heading}"
        for sentence in section.sentences:
            yield sentence.text
            if sentence.zero:
                yield ZERO + sentence.zero
        if section.narrative is not None:
            yield BOX + section.narrative
        yield ""


def _taken(line: str, sections: list[Section], names: Names) -> tuple[str, ...]:
    """Put the line where it belongs; what is wrong with it otherwise."""
    for level, opening in enumerate(_HEADINGS, 1):
        if found := opening.fullmatch(line):
            return _heading(found[2], level, sections)
    if not sections:
        return ("Dòng này đứng trước mục đầu tiên. Hãy mở đầu bằng một mục, như «I. TÌNH HÌNH».",)
    if line.startswith(BOX.strip()):
        return _box(line.removeprefix(BOX.strip()).strip(), sections, names)
    if line.startswith(ZERO.strip()):
        return _zero(line.removeprefix(ZERO.strip()).strip(), sections)
    return _sentence(line, sections, names)


def _heading(words: str, level: int, sections: list[Section]) -> tuple[str, ...]:
    if "{" in words or "}" in words:
        return ("Tên mục không mang số liệu: bỏ dấu { } trong dòng này.",)
    if len(words) > LONGEST_HEADING:
        return (f"Tên mục dài quá {LONGEST_HEADING} chữ.",)
    sections.append(Section(words, level))
    points = 0
    for section in reversed(sections):
        if section.level < level:
            break
        points += section.level == level
    if level == 3 and points > len(ALPHABET):
        return (f"Một khoản có nhiều nhất {len(ALPHABET)} điểm: bảng chữ cái hết chữ.",)
    return ()


def _sentence(line: str, sections: list[Section], names: Names) -> tuple[str, ...]:
    if len(line) > LONGEST_SENTENCE:
        return (f"Đoạn dài quá {LONGEST_SENTENCE} chữ.",)
    wrong = tuple(said for piece in _BRACES.findall(line) if (said := _unknown(piece, names)))
    if not wrong:
        last = sections[-1]
        sections[-1] = replace(last, sentences=(*last.sentences, Sentence(line)))
    return wrong


def _zero(words: str, sections: list[Section]) -> tuple[str, ...]:
    last = sections[-1]
    if not last.sentences or last.sentences[-1].zero:
        return (f"«{ZERO.strip()}» đứng ngay dưới câu mà nó thay.",)
    if not words or len(words) > LONGEST_SENTENCE:
        return (f"Câu thay khi bằng 0 dài từ 1 đến {LONGEST_SENTENCE} chữ.",)
    try:
        made = Sentence(last.sentences[-1].text, words)
    except OutlineError:
        return ("Câu thay khi bằng 0 không mang số liệu, và câu bên trên phải có số liệu.",)
    sections[-1] = replace(last, sentences=(*last.sentences[:-1], made))
    return ()


def _box(code: str, sections: list[Section], names: Names) -> tuple[str, ...]:
    last = sections[-1]
    if last.narrative is not None:
        return ("Mỗi mục gom lời của đơn vị một lần.",)
    if code not in names.boxes:
        near = _nearest(code, {one: f"{one} {name}" for one, name in names.boxes.items()})
        return (f"Không có phần lời «{code}».{near and f' Gần nhất: «{near}» ({names.boxes[near]}).'}",)
    sections[-1] = replace(last, narrative=code)
    return ()


def _unknown(piece: str, names: Names) -> str:
    """Why what stands in braces is no figure; nothing where it is one."""
    try:
        asked, aimed = operands(piece), aims(piece)
    except OutlineError:
        asked, aimed = (), ()
    if (asked and asked[0] in names.figures) or (aimed and aimed[0].indicator in names.targets):
        return ""
    if not (piece.startswith("{") and piece.endswith("}")):
        return f"Dấu ngoặc «{piece[:40]}» không có đôi: số liệu viết như {{TT01}}."
    inside = piece[1:-1].strip()
    if inside.endswith(f" so {TARGET}"):
        return _no_target(inside.removesuffix(f" so {TARGET}"), names)
    near = _nearest(inside, {str(one): f"{one} {name}" for one, name in names.figures.items()})
    told = next((name for one, name in names.figures.items() if str(one) == near), "")
    return f"Không có số liệu «{piece[:60]}».{near and f' Gần nhất: {{{near}}} ({told}).'}"


def _no_target(asked: str, names: Names) -> str:
    if not names.targets:
        return "Mẫu này không nêu chỉ tiêu: chỉ tiêu của Kế hoạch là của cả địa bàn."
    near = _nearest(asked, {code: f"{code} {name}" for code, name in names.targets.items()})
    return f"Không có chỉ số «{asked[:60]}». Gần nhất: {{{near} so {TARGET}}} ({names.targets[near]})."


def _nearest(asked: str, known: Mapping[str, str]) -> str:
    """The name that is most alike, by its letters or by what it is called."""
    plain = fold(asked)

    def likeness(one: str) -> float:
        return max(fuzz.ratio(plain, fold(one)), fuzz.WRatio(plain, fold(known[one])) * 0.95)

    return max(known, key=likeness, default="")
