"""The text format in which officials edit an outline: one line per heading, sentence and text box.

«I. », «1. », «a) » start a heading, which is renumbered; «Nếu bằng 0: » gives the text printed if all figures of the
sentence above are 0; «Lời của đơn vị: » names the text box whose contents are collected there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.numbering import ALPHABET, format_heading_number
from sokehoach.domain.documents.outline import (
    TARGET,
    TELL_ZEROS,
    OutlineError,
    OutlineSection,
    Sentence,
    list_operands,
    list_targets,
)
from sokehoach.domain.messages import say
from sokehoach.domain.text import fold_accents

ZERO = "Nếu bằng 0: "
BOX = "Lời của đơn vị: "
LONGEST_HEADING, LONGEST_SENTENCE = 300, 2000
MOST_LINES = 600
_HEADINGS = tuple(re.compile(rf"({number})\s+(.+)") for number in (r"[IVXLC]{1,8}\.", r"\d{1,3}\.", rf"[{ALPHABET}]\)"))
_BRACES = re.compile(r"\{[^{}]*\}?|\}")


@dataclass(frozen=True, slots=True)
class OutlineFault:
    """A problem in a line (from 1), and how to fix it."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class OutlineNames:
    """The names that an outline may use.

    Each with its label: figures by operand, text boxes by code, and by code the indicators for which a plan may set a
    target. `days`: the figures that are days.
    """

    figures: Mapping[Operand, str]
    boxes: Mapping[str, str]
    targets: Mapping[str, str]
    days: frozenset[Operand] = frozenset()


def render_outline_text(sections: tuple[OutlineSection, ...]) -> str:
    """The outline as text; `parse_outline_text` gives the same sections back."""
    return "\n".join(_render_lines(sections))


def parse_outline_text(text: str, names: OutlineNames) -> tuple[tuple[OutlineSection, ...], tuple[OutlineFault, ...]]:
    """Sections and all problems; if there are problems, discard the sections."""
    sections: list[OutlineSection] = []
    faults: list[OutlineFault] = []
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return (), (OutlineFault(MOST_LINES, say("Mẫu dài quá %(most)s dòng.", most=MOST_LINES)),)
    for number, line in enumerate((raw_line.strip() for raw_line in lines), 1):
        messages = _parse_line(line, sections, names) if line else ()
        faults += [OutlineFault(number, message) for message in messages]
    if not sections and not faults:
        faults.append(OutlineFault(1, say("Mẫu chưa có mục nào. Mỗi mục mở đầu bằng «I. », «1. » hoặc «a) ».")))
    return tuple(sections), tuple(faults)


def _render_lines(sections: tuple[OutlineSection, ...]) -> Iterator[str]:
    counts = [0, 0, 0]
    for section in sections:
        level = section.level
        counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (3 - level)]
        yield f"{format_heading_number(level, counts[level - 1])} {section.heading}"
        for sentence in section.sentences:
            yield sentence.text
            if sentence.zero:
                yield ZERO + sentence.zero
        if section.narrative is not None:
            yield BOX + section.narrative
        yield ""


def _parse_line(line: str, sections: list[OutlineSection], names: OutlineNames) -> tuple[str, ...]:
    """Add the line to the sections; returns its problems, if any."""
    level, title = split_heading(line)
    if level:
        return _add_heading(title, level, sections)
    if not sections:
        return (say("Dòng này đứng trước mục đầu tiên. Hãy mở đầu bằng một mục, như «I. TÌNH HÌNH»."),)
    if line.startswith(BOX.strip()):
        return _add_box(line.removeprefix(BOX.strip()).strip(), sections, names)
    if line.startswith(ZERO.strip()):
        return _add_zero_sentence(line.removeprefix(ZERO.strip()).strip(), sections)
    return _add_sentence(line, sections, names)


def _add_heading(title: str, level: int, sections: list[OutlineSection]) -> tuple[str, ...]:
    if "{" in title or "}" in title:
        return (say("Tên mục không mang số liệu: bỏ dấu { } trong dòng này."),)
    if len(title) > LONGEST_HEADING:
        return (say("Tên mục dài quá %(longest)s chữ.", longest=LONGEST_HEADING),)
    sections.append(OutlineSection(title, level))
    points = 0
    for section in reversed(sections):
        if section.level < level:
            break
        points += section.level == level
    if level == 3 and points > len(ALPHABET):
        return (say("Một khoản có nhiều nhất %(most)s điểm: bảng chữ cái hết chữ.", most=len(ALPHABET)),)
    return ()


def find_sentence_problem(text: str, zero: str, names: OutlineNames) -> tuple[str, bool]:
    """The first problem of a sentence and whether it is that of its sentence for zeros; «» for none."""
    sections = [OutlineSection("I", 1)]
    if messages := _add_sentence(text, sections, names):
        return messages[0], False
    messages = _add_zero_sentence(zero, sections) if zero and zero != TELL_ZEROS else ()
    return next(iter(messages), ""), bool(messages)


def split_heading(line: str) -> tuple[int, str]:
    """Level and title of a line that starts with the number of a heading; level 0 of another one."""
    for level, opening in enumerate(_HEADINGS, 1):
        if match := opening.fullmatch(line):
            return level, match[2]
    return 0, line


def _add_sentence(line: str, sections: list[OutlineSection], names: OutlineNames) -> tuple[str, ...]:
    if len(line) > LONGEST_SENTENCE:
        return (say("Đoạn dài quá %(longest)s chữ.", longest=LONGEST_SENTENCE),)
    messages = tuple(
        message for placeholder in _BRACES.findall(line) if (message := _find_placeholder_problem(placeholder, names))
    )
    if messages:
        return messages
    try:
        sentence = Sentence(line)
    except OutlineError:
        return (say("Dấu «|» chỉ có trong phép kê [gồm |{A} loại một|{B} loại hai], đứng sau số liệu mà nó kê."),)
    last = sections[-1]
    sections[-1] = replace(last, sentences=(*last.sentences, sentence))
    return ()


def _add_zero_sentence(text: str, sections: list[OutlineSection]) -> tuple[str, ...]:
    last = sections[-1]
    if not last.sentences or last.sentences[-1].zero:
        return (say("«%(mark)s» đứng ngay dưới câu mà nó thay.", mark=ZERO.strip()),)
    if not text or len(text) > LONGEST_SENTENCE:
        return (say("Câu thay khi bằng 0 dài từ 1 đến %(longest)s chữ.", longest=LONGEST_SENTENCE),)
    try:
        sentence = Sentence(last.sentences[-1].text, text)
    except OutlineError:
        return (say("Câu thay khi bằng 0 không mang số liệu, và câu bên trên phải có số liệu."),)
    sections[-1] = replace(last, sentences=(*last.sentences[:-1], sentence))
    return ()


def _add_box(code: str, sections: list[OutlineSection], names: OutlineNames) -> tuple[str, ...]:
    last = sections[-1]
    if last.narrative is not None:
        return (say("Mỗi mục gom lời của đơn vị một lần."),)
    if code not in names.boxes:
        nearest = _find_nearest(code, {box_code: f"{box_code} {name}" for box_code, name in names.boxes.items()})
        if not nearest:
            return (say("Không có phần lời «%(code)s».", code=code),)
        name = names.boxes[nearest]
        return (
            say(
                "Không có phần lời «%(code)s». Gần nhất: «%(nearest)s» (%(name)s).",
                code=code,
                nearest=nearest,
                name=name,
            ),
        )
    sections[-1] = replace(last, narrative=code)
    return ()


def _find_placeholder_problem(placeholder: str, names: OutlineNames) -> str:
    """Why the placeholder is invalid; «» if it is valid."""
    try:
        named_operands, named_targets = list_operands(placeholder), list_targets(placeholder)
    except OutlineError:
        named_operands, named_targets = (), ()
    if named_operands and named_operands[0] in names.days and placeholder != f"{{{named_operands[0]}}}":
        day = f"{{{named_operands[0]}}}"
        return say("%(placeholder)s: ngày không tăng, giảm; ghi %(day)s.", placeholder=placeholder, day=day)
    if (named_operands and named_operands[0] in names.figures) or (
        named_targets and named_targets[0].indicator in names.targets
    ):
        return ""
    if not (placeholder.startswith("{") and placeholder.endswith("}")):
        return say("Dấu ngoặc «%(braces)s» không có đôi: số liệu viết như {TT01}.", braces=placeholder[:40])
    inside = placeholder[1:-1].strip()
    if inside.endswith(f" so {TARGET}"):
        return _describe_unknown_target(inside.removesuffix(f" so {TARGET}"), names)
    nearest = _find_nearest(inside, {str(operand): f"{operand} {name}" for operand, name in names.figures.items()})
    nearest_name = next((name for operand, name in names.figures.items() if str(operand) == nearest), "")
    if not nearest:
        return say("Không có số liệu «%(figure)s».", figure=placeholder[:60])
    return say(
        "Không có số liệu «%(figure)s». Gần nhất: %(nearest)s (%(name)s).",
        figure=placeholder[:60], nearest=f"{{{nearest}}}", name=nearest_name,
    )  # fmt: skip


def _describe_unknown_target(indicator: str, names: OutlineNames) -> str:
    if not names.targets:
        return say("Mẫu này không nêu chỉ tiêu: chỉ tiêu của Kế hoạch là của cả địa bàn.")
    nearest = _find_nearest(indicator, {code: f"{code} {name}" for code, name in names.targets.items()})
    return say(
        "Không có chỉ số «%(indicator)s». Gần nhất: %(nearest)s (%(name)s).",
        indicator=indicator[:60], nearest=f"{{{nearest} so {TARGET}}}", name=names.targets[nearest],
    )  # fmt: skip


def _find_nearest(text: str, names_by_key: Mapping[str, str]) -> str:
    """The most similar name, by its code or its label."""
    folded = fold_accents(text)

    def compute_likeness(key: str) -> float:
        return max(fuzz.ratio(folded, fold_accents(key)), fuzz.WRatio(folded, fold_accents(names_by_key[key])) * 0.95)

    return max(names_by_key, key=compute_likeness, default="")
