"""The writing of a report from its outline: numbered headings, sentences with their figures, words of the units."""

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
from sokehoach.domain.documents.meanings import Meaning, Resolved, resolve
from sokehoach.domain.documents.numbering import heading_number
from sokehoach.domain.documents.outline import Aim, Move, Outline, Sentence, aims, names, operands, parse
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, show


@dataclass(frozen=True, slots=True)
class Earlier:
    """The period with which figures are compared, and what was known of it."""

    period: str
    figures: Mapping[Operand, Value]


def write(
    outline: Outline,
    *,
    period: str,
    figures: Mapping[Operand, Value],
    narratives: Mapping[str, str],
    earlier: Mapping[Against, Earlier] | None = None,
    aimed: Mapping[str, Aimed] | None = None,
    unit: str = "",
    meanings: Sequence[Meaning] = (),
    chosen: Collection[Operand] = (),
) -> tuple[Block, ...]:
    """Blocks of the report's body: numbered headings, sentences with their figures, narratives.

    A figure that is absent or a Gap is printed as a gap, and so is a narrative that nobody wrote.
    `aimed`: the targets of the plan by indicator. `unit`: whose figures they are, where not the whole area's.
    Where the outline names two sources of one of the `meanings`, each paragraph says whose figure it prints; of a
    meaning one of whose sources is `chosen`, that one is printed everywhere.
    """
    sources = resolve(meanings, names(outline), chosen)
    known = _Known(period, unit, figures, earlier or {}, aimed or {}, sources)
    return tuple(_blocks(outline, known, narratives))


@dataclass(frozen=True, slots=True)
class Covered:
    """Of how many units a form has figures, and who has given none."""

    form: str
    asked: int
    missing: tuple[str, ...]


def coverage(forms: Sequence[Covered]) -> str:
    """«Số liệu tổng hợp từ 17/19 đơn vị (biểu 01-XA; thiếu: Pú Xi (chưa gửi), Tênh Phông (trả lại)), 1/1 (…).»"""
    alike: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for one in forms:
        alike.setdefault((one.asked, one.missing), []).append(one.form)
    told = []
    for (asked, missing), codes in alike.items():
        silent = f"; thiếu: {', '.join(missing)}" if missing else ""
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
    sources: Resolved

    def figure(self, operand: Operand) -> Run:
        """The number as it is printed, or why there is none."""
        references = (self.reference(operand),)
        value = self.figures.get(operand, Gap.NOT_REPORTED)
        if value is Gap.NOT_REPORTED:
            return Missing(references)
        return (
            Missing(references, value.label_vi)
            if isinstance(value, Gap)
            else FigureRun(show(value), references)
        )

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
    named = operands(sentence.text)
    asked = tuple(dict.fromkeys(map(known.sources.printed, named)))
    note = tuple(known.sources.note(named, known.figure))
    if asked and sentence.zero and all(known.figures.get(operand) == 0 for operand in asked):
        said = sentence.zero + "".join(run.text for run in note)
        yield FigureRun(said, tuple(known.reference(operand) for operand in asked))
        return
    for part in parse(sentence.text):
        if isinstance(part, str):
            yield Text(part)
        elif isinstance(part, Move):
            yield _moved(replace(part, operand=known.sources.printed(part.operand)), known)
        elif isinstance(part, Aim):
            yield aiming.told(part.indicator, known.aimed[part.indicator], known.period)
        else:
            yield known.figure(known.sources.printed(part))
    yield from note


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
