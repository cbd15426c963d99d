"""Write a report from its outline: numbered headings, sentences with figures, narratives of the units."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sokehoach.domain.documents import target_sentences
from sokehoach.domain.documents.clauses import CLAUSE_SEPARATOR, split_template
from sokehoach.domain.documents.comparisons import Baseline, render_change
from sokehoach.domain.documents.content import (
    WITHHELD,
    Block,
    FigureRun,
    Heading,
    Missing,
    Operand,
    Paragraph,
    Reference,
    Run,
    Text,
    list_references,
)
from sokehoach.domain.documents.meanings import Meaning, MeaningResolution, format_meaning, resolve_meanings
from sokehoach.domain.documents.narratives import SayWords, build_narrative, fold_empty_points
from sokehoach.domain.documents.numbering import format_heading_number
from sokehoach.domain.documents.outline import (
    TELL_ZEROS,
    ChangePlaceholder,
    Enumeration,
    Outline,
    Sentence,
    TargetPlaceholder,
    drop_absent_targets,
    drop_changes,
    list_operands,
    list_outline_operands,
    parse_template,
)
from sokehoach.domain.documents.target_sentences import TargetProgress
from sokehoach.domain.documents.zero_parts import drop_zero_parts
from sokehoach.domain.indicators.element import parse_key
from sokehoach.domain.messages import keep_vietnamese, say
from sokehoach.domain.text import capitalize_first
from sokehoach.domain.values.day import DayNumber, format_long_day
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_value

_OF_WHICH = re.compile(r"trong đó(?: có)?")  # not of the one part that is the whole


@dataclass(frozen=True, slots=True)
class EarlierPeriod:
    """The period with which figures are compared, and its figures."""

    period: str
    figures: Mapping[Operand, Value]


def write_report_body(
    outline: Outline,
    *,
    period: str,
    figures: Mapping[Operand, Value],
    narratives: Mapping[str, str],
    withheld: Collection[Operand] = (),
    earlier_periods: Mapping[Baseline, EarlierPeriod] | None = None,
    targets: Mapping[str, TargetProgress] | None = None,
    unit: str = "",
    meanings: Sequence[Meaning] = (),
    chosen_operands: Collection[Operand] = (),
    overlapping_sets: Mapping[str, Collection[str]] | None = None,
    element_names: Mapping[str, str] | None = None,
    owed_by: Mapping[str, str] | None = None,
    say_words: SayWords = keep_vietnamese,
) -> tuple[Block, ...]:
    """Blocks of the report's body: numbered headings, sentences with their figures, narratives.

    A figure that is absent or a Gap, and a missing narrative, are printed as gaps; a sentence or clause of which every
    figure is such a gap names them by `element_names`, and a comparison without an earlier figure is not printed. Nor
    is a clause of which every figure is an answered 0, beside others; where all of the paragraph are, they are named.
    Points without content are named in one sentence below their heading.
    `withheld`: the figures that their policy does not give at this level, whether or not there are numbers; what is
    computed of one says so, too. `targets`: those of the plan by indicator. `unit`: the unit of the figures, if not
    the whole area. If the outline uses two sources of one of the `meanings`, each paragraph names the source of its
    figure; if one of them is in `chosen_operands`, that one is printed everywhere. `overlapping_sets`: by element the
    option sets whose options may count one thing twice; a paragraph with several of them says so. `owed_by`: who owes
    the words of a narrative. `say_words`: says what is printed for a figure in the report's language.
    """
    sources = resolve_meanings(meanings, list_outline_operands(outline), chosen_operands)
    context = _WritingContext(
        period,
        unit,
        figures,
        withheld,
        earlier_periods or {},
        targets or {},
        sources,
        overlapping_sets or {},
        element_names or {},
        say_words,
    )
    blocks = tuple(_write_blocks(outline, context, narratives))
    owners = [(owed_by or {}).get(section.narrative or "", "") for section in outline.sections]
    return tuple(fold_empty_points(blocks, say_words, owners))


@dataclass(frozen=True, slots=True)
class _WritingContext:
    period: str
    unit: str
    figures: Mapping[Operand, Value]
    withheld: Collection[Operand]
    earlier_periods: Mapping[Baseline, EarlierPeriod]
    targets: Mapping[str, TargetProgress]
    sources: MeaningResolution
    overlapping_sets: Mapping[str, Collection[str]]
    element_names: Mapping[str, str]
    say_words: SayWords
    tells_zeros: bool = False  # of the sentence that is written
    heading: str = ""  # above the sentence

    def figure(self, operand: Operand, text_before: str = "") -> Run:
        """The printed number or day, or the reason why there is none.

        `text_before`: of the sentence; after «ngày» a day is printed without that word.
        """
        references = (self.reference(operand),)
        if operand in self.withheld:
            return Missing(references, self.say_words(WITHHELD))
        value = self.figures.get(operand, Gap.NOT_REPORTED)
        if value is Gap.NOT_REPORTED:
            return Missing(references, self.say_words(say("chưa có số liệu")))
        if isinstance(value, Gap):
            return Missing(references, self.say_words(value.label_vi))
        if not isinstance(value, DayNumber):
            return FigureRun(self.say_words(format_value(value)), references)
        day = format_long_day(value)
        is_named = text_before.rstrip().casefold().endswith("ngày")
        return FigureRun(day.removeprefix("ngày ") if is_named else day, references)

    def lacks_comparison(self, change: ChangePlaceholder) -> bool:
        """Whether there is no earlier figure, or none today, to tell the change."""
        operand, earlier = self.sources.printed(change.operand), self.earlier_periods.get(change.baseline)
        values = (self.figures.get(operand), None if earlier is None else earlier.figures.get(operand))
        return any(value is None or isinstance(value, Gap) for value in values)

    def get_value(self, operand: Operand) -> Value:
        """Of an operand of the outline; a gap where it is withheld."""
        printed = self.sources.printed(operand)
        return Gap.NOT_REPORTED if printed in self.withheld else self.figures.get(printed, Gap.NOT_REPORTED)

    def are_zero(self, parts: Iterable[str | Operand]) -> bool:
        """Whether each figure among the parts of a text is an answered 0."""
        operands = [self.sources.printed(part) for part in parts if isinstance(part, Operand)]
        return all(self.figures.get(operand) == 0 for operand in operands)

    def reference(self, operand: Operand, period: str = "") -> Reference:
        return Reference(operand, period or self.period, self.unit)


def _write_blocks(outline: Outline, context: _WritingContext, narratives: Mapping[str, str]) -> Iterator[Block]:
    counts = [0, 0, 0]
    for section in outline.sections:
        level = section.level
        counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (3 - level)]
        yield Heading(level, format_heading_number(level, counts[level - 1]), section.heading)
        templates = [(row, drop_absent_targets(row.text, context.targets)) for row in section.sentences]
        sentences = [replace(sentence, text=template) for sentence, template in templates if template]
        section_context = replace(context, heading=section.heading)
        for sentence in sentences:
            yield Paragraph(tuple(_write_sentence(sentence, section_context)))
        narrative_text = "" if section.narrative is None else narratives.get(section.narrative, "").strip()
        if narrative_text or (section.narrative is not None and not sentences):  # figures alone are content
            yield from build_narrative(narrative_text, say_words=context.say_words)


def _write_sentence(sentence: Sentence, context: _WritingContext) -> Iterator[Run]:
    template_operands = list_operands(sentence.text)
    printed_operands = tuple(dict.fromkeys(map(context.sources.printed, template_operands)))
    if sentence.zero == TELL_ZEROS:
        context = replace(context, tells_zeros=True)
    elif printed_operands and sentence.zero and all(context.figures.get(operand) == 0 for operand in printed_operands):
        note = context.sources.note(template_operands, context.figure, context.say_words)
        text = sentence.zero + "".join(run.text for run in note)
        yield FigureRun(text, tuple(context.reference(operand) for operand in printed_operands))
        return
    template = drop_changes(sentence.text, context.lacks_comparison)
    runs = _write_parts(template, context)
    if _is_missing(runs, context):
        yield _merge_missing(_write_parts(sentence.text, context), context)
        return
    if (
        not context.tells_zeros
        and _is_zero(template, context)
        and {operand.element for operand in printed_operands} <= context.element_names.keys()
    ):
        references = tuple(context.reference(operand) for operand in printed_operands)
        names = _name_elements(references, context)
        yield FigureRun(context.say_words(say("Không có: %(names)s.", names=names)), references)
        return
    if target_sentences.lacks_all_figures(runs):
        yield from target_sentences.merge_missing(runs)
        return
    if not context.tells_zeros:
        runs = _write_telling_clauses(template, context) or runs
    left_out = {reference.operand for run in runs if isinstance(run, FigureRun) for reference in run.zeros}
    named = [operand for operand in template_operands if context.sources.printed(operand) not in left_out]
    yield from runs
    if _has_overlap(named, context.overlapping_sets):
        yield Text(" " + context.say_words(say("Các nhóm này có thể trùng nhau nên không cộng thành tổng.")))
    yield from context.sources.note(named, context.figure, context.say_words)


def _is_missing(runs: Sequence[Run], context: _WritingContext) -> bool:
    """Whether every figure of the sentence is missing, for one reason, and each element has a name."""
    figures = [run for run in runs if not isinstance(run, Text)]
    elements = {reference.operand.element for reference in list_references(figures)}
    return (
        bool(elements)
        and elements <= context.element_names.keys()
        and all(isinstance(run, Missing) for run in figures)
        and len({run.text for run in figures}) == 1
    )


def _merge_missing(runs: Sequence[Run], context: _WritingContext) -> Missing:
    """One run in place of a sentence without figures: «Chưa có số liệu: người nghiện ma túy.»

    What the heading above says already is not said again; whose number it is, before a colon, is.

    It keeps all references of the sentence, so that the sentence is written again once a figure is there.
    """
    references = tuple(dict.fromkeys(list_references(runs)))
    reason = next(run.text for run in runs if isinstance(run, Missing))
    names = _name_elements(references, context)
    is_in_heading = bool(context.heading) and names.casefold().endswith(context.heading.casefold())
    if not is_in_heading:
        return Missing(references, f"{capitalize_first(reason)}: {names}.")
    unit, colon, _rest = runs[0].text.partition(": ") if isinstance(runs[0], Text) else ("", "", "")
    is_named = bool(colon) and unit.casefold() != context.heading.casefold()
    return Missing(references, f"{unit}: {reason}." if is_named else f"{capitalize_first(reason)}.")


def _name_elements(references: Iterable[Reference], context: _WritingContext) -> str:
    return "; ".join(
        format_meaning(context.element_names[element], context.say_words)
        for element in dict.fromkeys(reference.operand.element for reference in references)
    )


def _write_telling_clauses(template: str, context: _WritingContext) -> list[Run]:
    """The template without its parts of zeros, and with the clauses that lack every figure told at its end.

    Empty where no figure is left to tell.
    """
    sentences: list[str] = []
    zeros: list[Reference] = []
    missing: list[list[Run]] = []
    for clauses in split_template(template):
        whole_sentence = CLAUSE_SEPARATOR.join(clauses)
        if _is_zero(whole_sentence, context):
            zeros += list_references(_write_parts(whole_sentence, context))
        elif _is_missing(runs := _write_parts(whole_sentence, context), context):
            missing.append(runs)
        else:
            kept_clauses = [clauses[0]]
            for clause in clauses[1:]:
                if _is_missing(runs := _write_parts(clause, context), context):
                    missing.append(runs)
                else:
                    kept_clauses.append(clause)
            end = "." if whole_sentence.endswith(".") else ""
            sentence = CLAUSE_SEPARATOR.join(kept_clauses).removesuffix(".") + end
            sentence, left_out = drop_zero_parts(sentence, context.get_value)
            zeros += [context.reference(context.sources.printed(operand)) for operand in left_out]
            sentences.append(sentence)
    telling = [sentence for sentence in sentences if not _is_zero(sentence, context)]
    if telling:
        zeros += list_references(
            run for sentence in sentences if sentence not in telling for run in _write_parts(sentence, context)
        )
    runs = _write_parts(" ".join(telling or sentences), context)
    place = next((at for at in reversed(range(len(runs))) if isinstance(runs[at], FigureRun)), None)
    if place is None:
        return []
    total = runs[place]
    assert isinstance(total, FigureRun)
    runs[place] = replace(total, zeros=(*total.zeros, *zeros))
    for gaps in missing:
        runs += [Text(" "), _merge_missing(gaps, context)]
    return runs


def _is_zero(text: str, context: _WritingContext) -> bool:
    """Whether the text has figures, each an answered 0, and compares none of them."""
    parts = parse_template(text)
    return (
        bool(list_operands(text))
        and not any(isinstance(part, ChangePlaceholder | TargetPlaceholder) for part in parts)
        and context.are_zero(list_operands(text))
    )


def _has_overlap(operands: Iterable[Operand], overlapping_sets: Mapping[str, Collection[str]]) -> bool:
    """Whether two of them are parts of one element by options of which one thing may have several."""
    earlier_parts: set[tuple[str, str]] = set()
    for operand in dict.fromkeys(operands):
        sets = overlapping_sets.get(operand.element, ())
        parts = {(operand.element, name) for name in parse_key(operand.disaggregation) or {} if name in sets}
        if earlier_parts & parts:
            return True
        earlier_parts |= parts
    return False


def _write_parts(template: str, context: _WritingContext) -> list[Run]:
    runs: list[Run] = []
    text_before = ""
    printed_operands: set[Operand] = set()
    for part in parse_template(template):
        if isinstance(part, str):
            text_before = part
            runs.append(Text(part))
        elif isinstance(part, ChangePlaceholder):
            runs.append(_write_change(replace(part, operand=context.sources.printed(part.operand)), context))
        elif isinstance(part, TargetPlaceholder):
            runs = target_sentences.append_target(
                runs,
                part.indicator,
                context.targets[part.indicator],
                context.period,
                printed_operands=printed_operands,
                figures=context.figures,
                withheld=context.withheld,
                say_words=context.say_words,
            )
        elif isinstance(part, Enumeration):
            _add_enumeration(part, runs, context)
        else:
            printed_operands.add(context.sources.printed(part))
            runs.append(context.figure(context.sources.printed(part), text_before))
    return runs


def _add_enumeration(enumeration: Enumeration, runs: list[Run], context: _WritingContext) -> None:
    """Add the parts that are no answered 0; the figure before them keeps the references of the others.

    All are printed where one of them, or that figure, is a gap: else what is missing would be taken for nothing. No gap
    is printed of a figure that is 0.
    """
    items = [
        tuple(Text(part) if isinstance(part, str) else context.figure(context.sources.printed(part)) for part in item)
        for item in enumeration.items
    ]
    place = next(at for at in reversed(range(len(runs))) if not isinstance(runs[at], Text))
    total = runs[place]
    has_gap = any(isinstance(run, Missing) for item in items for run in item)
    if not context.tells_zeros and isinstance(total, FigureRun) and (total.text == "0" or not has_gap):
        zeros = [
            item
            for item, operands in zip(items, enumeration.items, strict=True)
            if context.are_zero(operands) or not any(isinstance(run, FigureRun) for run in item)
        ]
        runs[place] = replace(total, zeros=(*total.zeros, *list_references(chain.from_iterable(zeros))))
        items = [item for item in items if item not in zeros]
    lead = enumeration.lead
    if len(items) == 1 and [run.text for run in items[0] if isinstance(run, FigureRun)] == [total.text]:
        lead = _OF_WHICH.sub("gồm", lead)
    if items:
        has_commas = any(", " in run.text for item in items for run in item)
        separators = [lead, *["; " if has_commas else ", "] * (len(items) - 1)]
        for separator, item in zip(separators, items, strict=True):
            runs += [run for run in (Text(separator), *item) if run.text]
        runs += [Text(enumeration.tail)] if enumeration.tail else []


def _write_change(move: ChangePlaceholder, context: _WritingContext) -> Run:
    """The change in words; a gap if either number is missing or withheld."""
    then = context.earlier_periods.get(move.baseline)
    now = context.figures.get(move.operand, Gap.NOT_REPORTED)
    earlier_value = Gap.NOT_REPORTED if then is None else then.figures.get(move.operand, Gap.NOT_REPORTED)
    references = (
        context.reference(move.operand),
        *([context.reference(move.operand, then.period)] if then else []),
    )
    if move.operand in context.withheld:
        return Missing(references, context.say_words(WITHHELD))
    if isinstance(now, Gap) or isinstance(earlier_value, Gap):
        why = say("chưa đủ số liệu so với %(baseline)s", baseline=move.baseline.words)
        return Missing(references, context.say_words(why))
    return FigureRun(context.say_words(render_change(now, earlier_value, move.baseline)), references)
