"""The outline of a report (đề cương báo cáo) as data; `writing` makes a report of it.

A sentence is a template. `{TT02}` stands for the figure of a data element, `{TT02:audience=pupils}` for one
disaggregation of it, `{TT02 so cùng kỳ}` and `{TT02 so kỳ trước}` for how it moved, `{quan_triet so chỉ tiêu}` for how
an indicator stands to its target in the plan; nothing else may stand in braces.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from sokehoach.domain.documents.comparing import Against
from sokehoach.domain.documents.content import Operand

TARGET = "chỉ tiêu"
_PAIR = r"\w+=[\w.-]+"
_PLACEHOLDER = re.compile(
    rf"\{{([\w.-]+)(?::({_PAIR}(?:;{_PAIR})*))?(?: so ({'|'.join((*Against, TARGET))}))?\}}"
)


@dataclass(frozen=True, slots=True)
class Move:
    """How a figure stands to an earlier one."""

    operand: Operand
    against: Against


@dataclass(frozen=True, slots=True)
class Aim:
    """How an indicator, by its code, stands to the target that the plan sets for it."""

    indicator: str


class OutlineError(ValueError):
    """A template that cannot be read; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph with figures. `zero` replaces it where every figure of it is an answered 0.

    It is left out where it tells a target that the plan does not set.

    «Không phát sinh vụ việc» says more to a reader than «0 vụ, 0 người», and must never stand for a gap.
    """

    text: str
    zero: str = ""

    def __post_init__(self) -> None:
        parse(self.text)
        if self.zero and operands(self.zero):
            raise OutlineError(f"the sentence for zero holds a figure: {self.zero!r}")
        if self.zero and not operands(self.text):
            raise OutlineError(f"a sentence for zero beside one without figures: {self.zero!r}")


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    level: int
    sentences: tuple[Sentence, ...] = ()
    narrative: str | None = None  # code of the box whose words follow the sentences

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise OutlineError(f"«{self.heading}»: headings have levels 1 to 3, not {self.level}")


@dataclass(frozen=True, slots=True)
class Outline:
    code: str
    title: str
    sections: tuple[Section, ...]


def parse(template: str) -> tuple[str | Operand | Move | Aim, ...]:
    """Words and operands in order; OutlineError where a brace is not part of a placeholder."""
    parts: list[str | Operand | Move | Aim] = []
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        name, disaggregation, against = found.groups(default="")
        parts += [template[end : found.start()], _asked(name, disaggregation, against, template)]
        end = found.end()
    parts.append(template[end:])
    if any(isinstance(part, str) and ("{" in part or "}" in part) for part in parts):
        raise OutlineError(f"a brace that is no placeholder: {template!r}")
    return tuple(part for part in parts if part)


def _asked(name: str, disaggregation: str, against: str, template: str) -> Operand | Move | Aim:
    if against == TARGET:
        if disaggregation:
            raise OutlineError(f"a target is set for an indicator, not for a part: {template!r}")
        return Aim(name)
    operand = Operand(name, ";".join(sorted(disaggregation.split(";"))))
    return Move(operand, Against(against)) if against else operand


def operands(template: str) -> tuple[Operand, ...]:
    """The figures that it names, also those that it only compares."""
    parts = (part for part in parse(template) if not isinstance(part, str | Aim))
    return tuple(part.operand if isinstance(part, Move) else part for part in parts)


def aims(template: str) -> tuple[Aim, ...]:
    """The targets that it tells."""
    return tuple(part for part in parse(template) if isinstance(part, Aim))


def all_aims(outline: Outline) -> frozenset[Aim]:
    """Every target that the outline tells."""
    sentences = (sentence for section in outline.sections for sentence in section.sentences)
    return frozenset(aim for one in sentences for aim in aims(one.text))


def moves(outline: Outline) -> frozenset[Move]:
    """Every comparison that the outline makes."""
    sentences = (sentence for section in outline.sections for sentence in section.sentences)
    return frozenset(part for one in sentences for part in parse(one.text) if isinstance(part, Move))


def names(outline: Outline) -> frozenset[Operand]:
    """Every figure that the outline asks for: what a pack must define."""
    sentences = (sentence for section in outline.sections for sentence in section.sentences)
    return frozenset(operand for sentence in sentences for operand in operands(sentence.text))


def narrative_codes(outline: Outline) -> frozenset[str]:
    """Every box of words that the outline asks for."""
    return frozenset(section.narrative for section in outline.sections if section.narrative is not None)


def limited(outline: Outline, *, held: Collection[Operand], boxes: Collection[str]) -> Outline:
    """What of it one unit can say: sentences whose every figure it holds, its own boxes, headings above them.

    The targets are the area's: no unit tells them as its own.
    """
    kept: list[Section] = []
    for section in reversed(outline.sections):
        sentences = tuple(
            one for one in section.sentences if set(operands(one.text)) <= set(held) and not aims(one.text)
        )
        box = section.narrative if section.narrative in boxes else None
        if sentences or box is not None or (kept and kept[-1].level > section.level):
            kept.append(replace(section, sentences=sentences, narrative=box))
    return replace(outline, sections=tuple(reversed(kept)))
