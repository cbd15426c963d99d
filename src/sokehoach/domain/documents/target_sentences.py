"""Sentences that compare a figure with its target: what is reached, what is missing, who has not answered."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from sokehoach.domain.documents.content import FigureRun, Missing, Operand, Reference, Run, Text, list_references
from sokehoach.domain.indicators.coverage import NamedCoverage
from sokehoach.domain.indicators.level import PLAIN_SHARE, LevelRule, format_level
from sokehoach.domain.indicators.target_level import LevelSpan
from sokehoach.domain.messages import join_messages, keep_vietnamese, say
from sokehoach.domain.values.value import Value, format_value

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target of the plan and its progress in the area.

    `value`, `bound`: the target («=», «>=», «<=», «>», «<», «==»; «=» means at least). `unit`: «%», or the counted
    noun; `place`: «Kế hoạch, mục II.2». `numerator`, `denominator`: None if unknown; `rests_on`: the data elements used
    for both. `covers`: the reporters included.
    """

    value: Decimal
    bound: str
    unit: str
    place: str
    numerator: Decimal | None
    denominator: Decimal | None
    rests_on: tuple[Operand, ...]
    covers: NamedCoverage
    rule: LevelRule = PLAIN_SHARE
    level: Decimal | None = None  # of a rate, plain number or change
    level_unit: str = ""
    reference: str = ""  # what a change compares with: «cùng kỳ năm trước 120 cuộc»
    is_met: bool | None = None  # None: not measurable, or not every reporter has answered
    span: LevelSpan = LevelSpan.OF_PERIOD  # for what time the target is stated
    is_complete: bool = True  # every reporter has answered; else nothing is said to be reached or missed

    @property
    def in_percent(self) -> bool:
        return self.unit.startswith("%")

    @property
    def at_most(self) -> bool:
        return self.bound in ("<", "<=")

    @property
    def actual(self) -> Decimal | None:
        """A percentage if the target is one, else the number itself."""
        if not self.rule.is_plain_share:
            return self.level
        if not self.in_percent or self.numerator is None:
            return self.numerator
        return 100 * self.numerator / self.denominator if self.denominator else None

    @property
    def target(self) -> str:
        """The target in words: «chỉ tiêu 80 % của Kế hoạch, mục II.2», «chỉ tiêu giảm 5 % của Kế hoạch, mục II.2»."""
        amount = _render_bound(self.bound, self.format_amount(self.value))
        if self.rule.change:
            falls = self.rule.change.falls
            amount = say("giảm %(amount)s", amount=amount) if falls else say("tăng %(amount)s", amount=amount)
        if self.span is LevelSpan.OF_YEAR:
            return say("chỉ tiêu cả năm %(amount)s của %(place)s", amount=amount, place=self.place)
        return say("chỉ tiêu %(amount)s của %(place)s", amount=amount, place=self.place)

    def format_amount(self, number: Decimal) -> str:
        return join_messages(" ", filter(None, (format_value(number), "%" if self.in_percent else self.unit)))


def _render_bound(bound: str, amount: str) -> str:
    match bound:
        case "==":
            return say("đúng %(amount)s", amount=amount)
        case "<":
            return say("dưới %(amount)s", amount=amount)
        case "<=":
            return say("không quá %(amount)s", amount=amount)
        case ">":
            return say("trên %(amount)s", amount=amount)
    return amount


def render_target_progress(
    indicator: str,
    progress: TargetProgress,
    period: str,
    *,
    is_withheld: bool = False,
    are_figures_printed: bool = False,
    say_words: Callable[[str], str] = keep_vietnamese,
) -> FigureRun | Missing:
    """Render the progress towards the target; `say_words` says it in the language of the report.

    «đạt 71,4 % (5/7), còn thiếu 8,6 điểm phần trăm so với chỉ tiêu 80 % của Kế hoạch, mục II.2». Its references are the
    indicator first, then its data elements. Units that have not answered are named. `is_withheld`: the policy does not
    give one of these figures at this level; then the sentence says only that. `are_figures_printed`: the data elements
    stand in the sentence already, and are not said again.
    """
    references = _list_target_references(indicator, progress, period)
    if is_withheld:
        reason = say("không nêu mức đạt ở cấp này theo quy định (%(target)s)", target=progress.target)
        return Missing(references, say_words(reason))
    if progress.actual is None:
        reason = say("chưa đủ số liệu để so với %(target)s", target=progress.target)
        return Missing(references, say_words(join_messages("", (reason, _render_missing_units(progress)))))
    reached = _render_reached(progress, progress.actual, are_figures_printed=are_figures_printed)
    return FigureRun(say_words(join_messages("", (reached, _render_missing_units(progress)))), references)


def append_target(
    runs: Sequence[Run],
    indicator: str,
    progress: TargetProgress,
    period: str,
    *,
    printed_operands: Collection[Operand],
    figures: Mapping[Operand, Value],
    withheld: Collection[Operand] = (),
    say_words: Callable[[str], str] = keep_vietnamese,
) -> list[Run]:
    """The runs of a sentence with its target behind them; its share stands before the figures of which it is one.

    `printed_operands`: those of the runs; `figures`: of the period; `withheld`: as in `write_report_body`.
    """
    is_withheld = not set(progress.rests_on).isdisjoint(withheld)
    has_sides = _has_sides(progress, printed_operands, figures)
    if not is_withheld and (has_sides or _is_of_reporters(progress, printed_operands, figures)):
        level_first = _put_level_first(runs, indicator, progress, period, say_words=say_words)
        if level_first is not None:
            return level_first
    run = render_target_progress(
        indicator, progress, period, is_withheld=is_withheld, are_figures_printed=has_sides, say_words=say_words
    )
    return [*runs, run]


def _has_sides(progress: TargetProgress, operands: Collection[Operand], figures: Mapping[Operand, Value]) -> bool:
    """Whether the figures from which the level of the target is computed are those of these operands."""
    values = {figures.get(operand) for operand in operands}
    sides = {progress.numerator, progress.denominator} if progress.in_percent else {progress.numerator}
    return set(progress.rests_on) <= set(operands) and sides <= values


def _is_of_reporters(progress: TargetProgress, operands: Collection[Operand], figures: Mapping[Operand, Value]) -> bool:
    """Whether its only figure is one of these operands: that of the reporters which say yes."""
    return len(progress.rests_on) == 1 and all(
        operand in operands and figures.get(operand) == progress.numerator for operand in progress.rests_on
    )


def _put_level_first(
    runs: Sequence[Run],
    indicator: str,
    progress: TargetProgress,
    period: str,
    *,
    say_words: Callable[[str], str],
) -> list[Run] | None:
    """«Tỷ lệ X: 9/30 doanh nghiệp; » as «Tỷ lệ X đạt 30 % (9/30 doanh nghiệp), còn thiếu … so với chỉ tiêu …».

    `runs`: what is written before the target, ending with the sides of its share or, of reporters that say yes or no,
    with those that do. None where they end otherwise.
    """
    sides = _find_sides(runs)
    if sides is None or progress.actual is None or not (progress.in_percent and progress.rule.is_plain_share):
        return None
    start, noun = sides
    rounded = _round_actual(progress.actual, progress.value)
    figures = list(runs[start + 1 : -1])
    level = _render_reached_level(progress, progress.format_amount(rounded))
    if len(figures) == 1:
        if progress.numerator is None or progress.denominator is None:
            return None
        sides_text = (" (", format_value(progress.numerator), "/", format_value(progress.denominator))
        level, figures = join_messages("", (level, *sides_text)), []
    operands = (*progress.rests_on, Operand(indicator))  # another order: another figure than the comparison
    compared = join_messages(
        "", (_render_comparison(progress, rounded - progress.value), _render_missing_units(progress))
    )
    return [
        *runs[:start],
        Text(f"{runs[start].text.removesuffix(': ')} "),
        FigureRun(say_words(level), tuple(Reference(operand, period) for operand in operands)),
        *([Text(" ("), *figures] if figures else []),
        Text(f"{noun}), "),
        FigureRun(say_words(compared), _list_target_references(indicator, progress, period)),
    ]


def _find_sides(runs: Sequence[Run]) -> tuple[int, str] | None:
    """Where «name: » of «name: 9/30 noun; » stands, and « noun»; of «name: 9 noun; » too."""
    kinds = [isinstance(run, FigureRun) for run in runs[-5:]]
    count = 3 if kinds[-4:] == [True, False, True, False] and runs[-3].text == "/" else 1
    start = len(runs) - count - 2
    if start < 0 or not isinstance(runs[start], Text) or not runs[start].text.endswith(": "):
        return None
    is_figure = isinstance(runs[start + 1], FigureRun)
    last = runs[-1]
    if not is_figure or not isinstance(last, Text) or not last.text.endswith("; "):
        return None
    noun = last.text.removesuffix("; ")
    return None if "; " in noun else (start, noun)


def _list_target_references(indicator: str, progress: TargetProgress, period: str) -> tuple[Reference, ...]:
    return tuple(Reference(operand, period) for operand in (Operand(indicator), *progress.rests_on))


def lacks_all_figures(runs: Sequence[Run]) -> bool:
    """Whether a sentence «name: figures; target» has no figure, so that what is said of the target is enough."""
    gaps = [run.text for run in runs if isinstance(run, Missing)]
    has_figure = any(isinstance(run, FigureRun) for run in runs)
    return len(set(gaps)) > 1 and not has_figure and runs[0].text.endswith(": ")


def merge_missing(runs: Sequence[Run]) -> Iterator[Run]:
    """«Trường học an toàn: chưa đủ số liệu để so với chỉ tiêu 170 trường học …» with all references of the sentence."""
    reason = [run.text for run in runs if isinstance(run, Missing)][-1]
    end = [runs[-1]] if isinstance(runs[-1], Text) else []
    yield from (runs[0], Missing(tuple(dict.fromkeys(list_references(runs))), reason), *end)


def _render_reached(progress: TargetProgress, actual: Decimal, *, are_figures_printed: bool) -> str:
    rounded = _round_actual(actual, progress.value)
    compared = _render_comparison(progress, rounded - progress.value)
    if are_figures_printed and _is_number_itself(progress):
        return compared
    level = _render_level(progress, rounded, actual, with_sides=not are_figures_printed)
    return join_messages(", ", (_render_reached_level(progress, level), compared))


def _render_reached_level(progress: TargetProgress, level: str) -> str:
    if progress.at_most or not progress.rule.is_plain_share:
        return say("ở mức %(level)s", level=level)
    return say("đạt %(level)s", level=level)


def _render_comparison(progress: TargetProgress, difference: Decimal) -> str:
    """«bằng chỉ tiêu …», «còn thiếu 8,6 điểm phần trăm so với chỉ tiêu …»; of another year the target alone.

    A count of a part of the year is told as a share of the year's target, «bằng 20 % chỉ tiêu cả năm …», until it has
    reached it. Nothing is said to be reached or missed while not every reporter has answered.
    """
    target, distance = progress.target, _render_distance(progress, abs(difference))
    if progress.span in (LevelSpan.OF_LATER_YEAR, LevelSpan.OF_EARLIER_YEAR):
        return target
    if progress.span is LevelSpan.OF_YEAR and difference < 0 and progress.numerator is not None:
        share = _round_actual(100 * progress.numerator / progress.value, Decimal(100))
        return say("bằng %(share)s %% %(target)s", share=format_value(share), target=target)
    if not progress.is_complete:
        return say("chưa đủ số liệu để đánh giá so với %(target)s", target=target)
    if difference == 0 and progress.bound in ("<", ">"):
        return say("chưa đạt %(target)s", target=target)
    if difference == 0:
        return say("bằng %(target)s", target=target)
    if difference > 0:
        return say("vượt %(distance)s so với %(target)s", distance=distance, target=target)
    if progress.at_most:
        return say("đạt %(target)s", target=target)
    return say("còn thiếu %(distance)s so với %(target)s", distance=distance, target=target)


def _is_number_itself(progress: TargetProgress) -> bool:
    """Whether the level is the numerator: neither a share, a rate nor a change."""
    if progress.rule.is_plain_share:
        return not progress.in_percent
    return progress.rule.per is None and not progress.rule.change


def _render_level(progress: TargetProgress, rounded: Decimal, actual: Decimal, *, with_sides: bool) -> str:
    if not progress.rule.is_plain_share:
        level = format_level(progress.rule, actual, progress.level_unit)
        return join_messages("", (level, " (", progress.reference, ")")) if progress.reference else level
    level = progress.format_amount(rounded)
    if with_sides and progress.in_percent and progress.numerator is not None and progress.denominator is not None:
        sides = (format_value(progress.numerator), "/", format_value(progress.denominator))
        level = join_messages("", (level, " (", *sides, ")"))
    return level


def _render_distance(progress: TargetProgress, distance: Decimal) -> str:
    unit = say("điểm phần trăm") if progress.in_percent else progress.unit
    return join_messages(" ", [part for part in (format_value(distance), unit) if part])


def _render_missing_units(progress: TargetProgress) -> str:
    return join_messages("", (" (", progress.covers.words, ")")) if progress.covers.words else ""


def _round_actual(actual: Decimal, target: Decimal) -> Decimal:
    """Round to a tenth, but never onto the target: 99,96 % of 100 % is 99,9 %."""
    rounded = actual.quantize(_TENTH, ROUND_HALF_UP)
    if rounded == target and actual != target:
        return actual.quantize(_TENTH, ROUND_FLOOR if actual < target else ROUND_CEILING)
    return rounded
