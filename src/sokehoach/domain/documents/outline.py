"""The outline of a report (đề cương báo cáo) as data, and the writing of a report from it.

A sentence is a template. `{TT02}` stands for the figure of a data element, `{TT02:audience=pupils}` for one
disaggregation of it, `{TT02 so cùng kỳ}` and `{TT02 so kỳ trước}` for how it moved, `{quan_triet so chỉ tiêu}` for how
an indicator stands to its target in the plan; nothing else may stand in braces.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sokehoach.domain.documents import aiming
from sokehoach.domain.documents.aiming import Aimed
from sokehoach.domain.documents.comparing import Against, change
from sokehoach.domain.documents.content import (
    Block,
    FigureRun,
    Heading,
    Missing,
    Operand,
    Paragraph,
    Reference,
    Run,
    Text,
)
from sokehoach.domain.documents.numbering import heading_number
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, show

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


@dataclass(frozen=True, slots=True)
class Earlier:
    """The period with which figures are compared, and what was known of it."""

    period: str
    figures: Mapping[Operand, Value]


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


def write(
    outline: Outline,
    *,
    period: str,
    figures: Mapping[Operand, Value],
    narratives: Mapping[str, str],
    earlier: Mapping[Against, Earlier] | None = None,
    aimed: Mapping[str, Aimed] | None = None,
    unit: str = "",
) -> tuple[Block, ...]:
    """Blocks of the report's body: numbered headings, sentences with their figures, narratives.

    A figure that is absent or a Gap is printed as a gap, and so is a narrative that nobody wrote.
    `aimed`: the targets of the plan by indicator. `unit`: whose figures they are, where not the whole area's.
    """
    return tuple(_blocks(outline, _Known(period, unit, figures, earlier or {}, aimed or {}), narratives))


@dataclass(frozen=True, slots=True)
class Covered:
    """Of how many units a form has figures, and who has given none."""

    form: str
    asked: int
    missing: tuple[str, ...]


def coverage(forms: Sequence[Covered]) -> str:
    """«Số liệu tổng hợp từ 17/19 đơn vị (biểu 01-XA; chưa có số liệu: Pú Xi, Tênh Phông), 1/1 đơn vị (biểu 02-CA).»"""
    alike: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for one in forms:
        alike.setdefault((one.asked, one.missing), []).append(one.form)
    told = []
    for (asked, missing), codes in alike.items():
        silent = f"; chưa có số liệu: {', '.join(missing)}" if missing else ""
        which = f"{'biểu' if len(codes) == 1 else 'từng biểu'} {', '.join(codes)}"
        told.append(f"{asked - len(missing)}/{asked} đơn vị ({which}{silent})")
    return f"Số liệu tổng hợp từ {', '.join(told)}."


@dataclass(frozen=True, slots=True)
class _Known:
    period: str
    unit: str
    figures: Mapping[Operand, Value]
    earlier: Mapping[Against, Earlier]
    aimed: Mapping[str, Aimed]

    def reference(self, operand: Operand, period: str = "") -> Reference:
        return Reference(operand, period or self.period, self.unit)


def _blocks(outline: Outline, known: _Known, narratives: Mapping[str, str]) -> Iterator[Block]:
    counts = [0, 0, 0]
    for section in outline.sections:
        level = section.level
        counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (3 - level)]
        yield Heading(level, heading_number(level, counts[level - 1]), section.heading)
        for sentence in section.sentences:
            if all(aim.indicator in known.aimed for aim in aims(sentence.text)):
                yield Paragraph(tuple(_runs(sentence, known)))
        if section.narrative is not None:
            yield from narrative(narratives.get(section.narrative, ""))


def _runs(sentence: Sentence, known: _Known) -> Iterator[Run]:
    asked = operands(sentence.text)
    if asked and sentence.zero and all(known.figures.get(operand) == 0 for operand in asked):
        yield FigureRun(sentence.zero, tuple(known.reference(operand) for operand in asked))
        return
    for part in parse(sentence.text):
        if isinstance(part, str):
            yield Text(part)
            continue
        if isinstance(part, Move):
            yield _moved(part, known)
            continue
        if isinstance(part, Aim):
            yield aiming.told(part.indicator, known.aimed[part.indicator], known.period)
            continue
        references = (known.reference(part),)
        value = known.figures.get(part, Gap.NOT_REPORTED)
        if value is Gap.NOT_REPORTED:
            yield Missing(references)
        elif isinstance(value, Gap):
            yield Missing(references, value.label_vi)
        else:
            yield FigureRun(show(value), references)


def _moved(move: Move, known: _Known) -> Run:
    """In words; a gap where either number is missing, never a move from or to nothing."""
    then = known.earlier.get(move.against)
    now = known.figures.get(move.operand, Gap.NOT_REPORTED)
    before = Gap.NOT_REPORTED if then is None else then.figures.get(move.operand, Gap.NOT_REPORTED)
    references = (
        known.reference(move.operand),
        *([known.reference(move.operand, then.period)] if then else []),
    )
    if isinstance(now, Gap) or isinstance(before, Gap):
        return Missing(references, f"chưa đủ số liệu so với {move.against}")
    return FigureRun(change(now, before, move.against), references)


def narrative(text: str) -> tuple[Paragraph, ...]:
    """Words that a person typed, one paragraph per line; nothing typed is a gap."""
    lines = [line.strip() for line in text.splitlines()]
    paragraphs = tuple(Paragraph((Text(line),)) for line in lines if line)
    return paragraphs or (Paragraph((Missing(text="chưa có nội dung"),)),)
