"""Write the opening assessment of a report: how many targets are reached, and what rose and fell."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from sokehoach.domain.documents.comparisons import Baseline, render_bare_change
from sokehoach.domain.documents.content import FigureRun, Operand, Paragraph, Reference, Run, Text
from sokehoach.domain.documents.meanings import format_meaning
from sokehoach.domain.documents.outline import Outline, list_changes, list_targets
from sokehoach.domain.documents.report_writer import EarlierPeriod
from sokehoach.domain.documents.target_sentences import TargetProgress
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.target_level import LevelSpan
from sokehoach.domain.messages import join_messages, keep_vietnamese, name_definition, say, say_count
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

_MOST_CHANGES = 5  # figures that the assessment compares


def write_assessment(
    outline: Outline,
    *,
    period: str,
    figures: Mapping[Operand, Value],
    earlier_periods: Mapping[Baseline, EarlierPeriod],
    names: Mapping[str, DataElement],
    unit: str = "",
    targets: Mapping[str, TargetProgress] | None = None,
    say_words: Callable[[str], str] = keep_vietnamese,
) -> tuple[Paragraph, ...]:
    """One paragraph of what the report tells below: its targets, and the first of its comparisons with one baseline.

    Empty where it has neither. Nothing is called good or bad: a rise of what is found says more of the work than of
    the situation. `names`: the elements by uid. `unit`: of the figures, if not the whole area.
    """
    told_targets = [
        (uid, (targets or {})[uid])
        for uid in dict.fromkeys(
            target.indicator
            for section in outline.sections
            for sentence in section.sentences
            for target in list_targets(sentence.text)
        )
        if uid in (targets or {})
    ]
    runs = [
        *_write_targets(told_targets, period, say_words),
        *_write_changes(outline, period, unit, figures, earlier_periods, names, say_words),
    ]
    if not runs:
        return ()
    return (Paragraph((Text(say_words(say("Đánh giá chung: "))), *_join_sentences(runs))),)


def _join_sentences(sentences: Iterable[tuple[Run, ...]]) -> Iterator[Run]:
    for number, sentence in enumerate(sentences):
        if number:
            yield Text(" ")
        yield from sentence


def _is_settled(progress: TargetProgress) -> bool:
    """Whether a target of the whole year is judged by a part of it, or waits for reports and not for the year."""
    return progress.span is LevelSpan.OF_YEAR and (progress.is_met is not None or not progress.is_complete)


def _write_targets(
    targets: list[tuple[str, TargetProgress]], period: str, say_words: Callable[[str], str]
) -> Iterator[tuple[Run, ...]]:
    """«Trong 4 chỉ tiêu nêu ở báo cáo này, 1 chỉ tiêu đạt, 3 chỉ tiêu chưa đạt.»; of one kind «Trong kỳ có …».

    Targets of another year, and those of the whole year that a part of it has not reached, are counted, not judged;
    nothing is said where no other is told.
    """
    spans = [LevelSpan.OF_PERIOD if _is_settled(progress) else progress.span for _uid, progress in targets]
    states = [
        progress.is_met for (_uid, progress), span in zip(targets, spans, strict=True) if span is LevelSpan.OF_PERIOD
    ]
    year_count, later_count, earlier_count = (
        spans.count(span) for span in (LevelSpan.OF_YEAR, LevelSpan.OF_LATER_YEAR, LevelSpan.OF_EARLIER_YEAR)
    )
    if not states:
        return
    reached, missed, unknown = (states.count(state) for state in (True, False, None))
    phrases = (
        (reached, say_count("%(n)s chỉ tiêu đạt", reached, n=reached)),
        (missed, say_count("%(n)s chỉ tiêu chưa đạt", missed, n=missed)),
        (unknown, say_count("%(n)s chỉ tiêu chưa đủ số liệu", unknown, n=unknown)),
        (later_count, say_count("%(n)s chỉ tiêu chưa đến năm phải đạt", later_count, n=later_count)),
        (year_count, say_count("%(n)s chỉ tiêu tính cho cả năm", year_count, n=year_count)),
        (earlier_count, say_count("%(n)s chỉ tiêu của năm đã qua", earlier_count, n=earlier_count)),
    )
    parts = [phrase for count, phrase in phrases if count]
    sentence = (
        say("Trong %(n)s chỉ tiêu nêu ở báo cáo này, %(parts)s.", n=len(targets), parts=join_messages(", ", parts))
        if len(parts) > 1
        else say("Trong kỳ có %(parts)s.", parts=parts[0])
    )
    references = tuple(Reference(Operand(uid), period) for uid, _progress in targets)
    yield (FigureRun(say_words(sentence), references),)


def _write_changes(
    outline: Outline,
    period: str,
    unit: str,
    figures: Mapping[Operand, Value],
    earlier_periods: Mapping[Baseline, EarlierPeriod],
    names: Mapping[str, DataElement],
    say_words: Callable[[str], str],
) -> Iterator[tuple[Run, ...]]:
    """«So với cùng kỳ, số cuộc tuyên truyền trực tiếp tăng 7,4 %, số vụ việc không đổi.», with the first baseline that
    has earlier figures.
    """
    templates = [sentence.text for section in outline.sections for sentence in section.sentences]
    changes = dict.fromkeys(change for template in templates for change in list_changes(template))
    for baseline, earlier in earlier_periods.items():
        runs: list[Run] = []
        for operand in (change.operand for change in changes if change.baseline is baseline):
            now, then = figures.get(operand, Gap.NOT_REPORTED), earlier.figures.get(operand, Gap.NOT_REPORTED)
            if operand.element not in names or operand.disaggregation or isinstance(now, Gap) or isinstance(then, Gap):
                continue
            separator = ", " if runs else say_words(say("So với %(baseline)s, ", baseline=baseline.words))
            name = _name_figure(names[operand.element], say_words)
            # In this order the key of the run is not that of the same change in the text below, in other words.
            references = tuple(Reference(operand, when, unit) for when in (earlier.period, period))
            runs += [Text(f"{separator}{name} "), FigureRun(say_words(render_bare_change(now, then)), references)]
            if len(runs) == 2 * _MOST_CHANGES:
                break
        if runs:
            yield (*runs, Text("."))
            return


def _name_figure(element: DataElement, say_words: Callable[[str], str]) -> str:
    """«số cuộc tuyên truyền trực tiếp»; what does not begin with its unit as it is: «kinh phí đã chi»."""
    name = format_meaning(name_definition(element.name), say_words)
    first_word = element.unit.split(" ")[0].rstrip(",")
    is_counted = bool(first_word) and element.name.casefold().startswith(f"{first_word.casefold()} ")
    return say_words(say("số %(counted)s", counted=name)) if is_counted else name
