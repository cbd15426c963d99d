"""Sentences that compare a figure with its target: what is reached, what is missing, who has not answered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from sokehoach.domain.documents.content import FigureRun, Missing, Operand, Reference, Run, Text, list_references
from sokehoach.domain.indicators.coverage import NamedCoverage
from sokehoach.domain.indicators.level import PLAIN_SHARE, LevelRule, format_level
from sokehoach.domain.messages import join_messages, keep_vietnamese, say
from sokehoach.domain.values.value import format_value

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
    is_of_later_year: bool = False  # the next level that is stated: it is told, not compared

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
    references = tuple(Reference(operand, period) for operand in (Operand(indicator), *progress.rests_on))
    if is_withheld:
        reason = say("không nêu mức đạt ở cấp này theo quy định (%(target)s)", target=progress.target)
        return Missing(references, say_words(reason))
    if progress.actual is None:
        reason = say("chưa đủ số liệu để so với %(target)s", target=progress.target)
        return Missing(references, say_words(join_messages("", (reason, _render_missing_units(progress)))))
    reached = _render_reached(progress, progress.actual, are_figures_printed=are_figures_printed)
    return FigureRun(say_words(join_messages("", (reached, _render_missing_units(progress)))), references)


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
    separator = "; " if progress.is_of_later_year else ", "
    if progress.at_most or not progress.rule.is_plain_share:
        return join_messages(separator, (say("ở mức %(level)s", level=level), compared))
    return join_messages(separator, (say("đạt %(level)s", level=level), compared))


def _render_comparison(progress: TargetProgress, difference: Decimal) -> str:
    """«bằng chỉ tiêu …», «còn thiếu 8,6 điểm phần trăm so với chỉ tiêu …»; of a later year the target alone."""
    target, distance = progress.target, _render_distance(progress, abs(difference))
    if progress.is_of_later_year:
        return target
    if difference == 0:
        return say("bằng %(target)s", target=target)
    if difference > 0:
        return say("vượt %(distance)s so với %(target)s", distance=distance, target=target)
    if progress.at_most:
        return say("thấp hơn %(target)s", target=target)
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
