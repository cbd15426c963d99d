"""Fact: the value of one measure at one place in one period, and how several facts are aggregated into one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from sokehoach.domain.consolidation.figure import Coverage
from sokehoach.domain.indicators import expression
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import PLAIN_SHARE, LevelRule, compute_change, get_level_unit
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.status import ReportStatus


class NoFigureReason(StrEnum):
    """Why there is no number. None of these is a zero."""

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"  # no form asks this place for the measure in such a period
    NOT_ADDED = "not_added"  # the values exist but must not be aggregated
    NOT_COMPARABLE = "not_comparable"  # what is counted changed from one of the periods to another
    NOT_SPLIT = "not_split"  # the values exist, of units of then that cannot be drawn over today's
    NO_REFERENCE = "no_reference"  # a change has no earlier value with which to compare
    NO_BASELINE = "no_baseline"  # no baseline is stated for this place and year
    ZERO_BEFORE = "zero_before"  # no percent of a level of 0
    ZERO_DIVISOR = "zero_divisor"  # no quotient by 0
    INCOMPLETE = "incomplete"  # a quotient of figures of which some answers are missing
    PERSONS = "persons"
    WALL = "wall"

    @property
    def withheld(self) -> bool:
        return self in (NoFigureReason.PERSONS, NoFigureReason.WALL)

    @property
    def label_vi(self) -> str:
        return _LACKS_VI[self]


_LACKS_VI = {
    NoFigureReason.NOT_REPORTED: say("chưa có số"),
    NoFigureReason.NOT_APPLICABLE: say("không áp dụng"),
    NoFigureReason.NOT_ASKED: say("không thuộc biểu"),
    NoFigureReason.NOT_ADDED: say("không cộng"),
    NoFigureReason.NOT_COMPARABLE: say("cách tính đã đổi"),
    NoFigureReason.NOT_SPLIT: say("không tách được"),
    NoFigureReason.NO_REFERENCE: say("chưa có số để so"),
    NoFigureReason.NO_BASELINE: say("chưa có mức gốc"),
    NoFigureReason.ZERO_BEFORE: say("mức so sánh bằng 0"),
    NoFigureReason.ZERO_DIVISOR: say("số chia bằng 0"),
    NoFigureReason.INCOMPLETE: say("chưa đủ số của các đơn vị"),
    NoFigureReason.PERSONS: say("chỉ có ở cấp trên"),
    NoFigureReason.WALL: say("bộ phận phụ trách"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A data element or an indicator that a question may ask for.

    An indicator aggregates each of its sides with its own operator. `whole_over_time` is None for an element, which has
    no denominator. `rule`: a rate, or a change since another level.
    """

    uid: str
    code: str  # as printed
    name: str
    unit: str  # unit of measure; «%» for an indicator
    over_place: Operator
    over_time: Operator
    whole_over_time: Operator | None = None
    rule: LevelRule = PLAIN_SHARE
    own_unit: str = ""  # of a change: the unit of the levels that it compares

    @property
    def is_share(self) -> bool:
        return self.whole_over_time is not None

    @property
    def is_change(self) -> bool:
        return bool(self.rule.change)

    @property
    def compared(self) -> "Measure":
        """The measure whose levels a change compares."""
        return replace(self, rule=LevelRule(self.rule.per), unit=self.own_unit) if self.is_change else self

    def get_own_level(self, fact: "Fact") -> Decimal | None:
        """The part, or of a share the percentage or rate; None without one."""
        if not self.is_share:
            return fact.part
        return None if fact.part is None or not fact.whole else (self.rule.per or 1) * fact.part / fact.whole

    def get_level(self, fact: "Fact") -> Decimal | None:
        """The number to show: the own level or, of a change, how much it has risen or fallen; None without one."""
        level = self.get_own_level(fact)
        if not self.is_change:
            return level
        if level is None or fact.reference is None:
            return None
        change = compute_change(self.rule.change, level, fact.reference)
        return change if isinstance(change, Decimal) else None


def build_element_measure(element: DataElement) -> Measure:
    return Measure(element.uid, element.code, element.name, element.unit, element.over_place, element.over_time)


def build_indicator_measure(indicator: Indicator, elements: dict[str, DataElement]) -> Measure:
    unit = elements[indicator.numerator.names[0][0]].unit
    return Measure(
        indicator.uid,
        indicator.code,
        indicator.name,
        get_level_unit(indicator.rule, unit),
        Operator.SUM,
        expression.compute_time_operator(indicator.numerator, elements),
        None if indicator.rule.per is None else expression.compute_time_operator(indicator.denominator, elements),
        indicator.rule,
        get_level_unit(LevelRule(indicator.rule.per), unit),
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """The value of a measure, or the reason why there is none (`lack`).

    `part` is the number, or the numerator of a share; `whole` is the denominator of the share. `received` of `expected`
    answers are included; «không áp dụng» counts on neither side. `definition`: how often what is counted had changed
    when its window began; numbers of two definitions are never summed.
    """

    part: Decimal | None = None
    whole: Decimal | None = None
    received: int = 0
    expected: int = 0
    lack: NoFigureReason | None = None
    status: ReportStatus | None = None  # status of the report, when one unit's report is missing
    definition: int = 0
    reference: Decimal | None = None  # of a change: the level with which it compares

    @property
    def why(self) -> str:
        """The reason why there is no number, in words; «» if there is one."""
        if self.lack is NoFigureReason.NOT_REPORTED and self.status is not None:
            return self.status.label_vi
        return "" if self.lack is None else self.lack.label_vi

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.received, self.expected)

    @property
    def partial(self) -> bool:
        """True if there is a number but some answers are still missing."""
        return self.lack is None and self.received < self.expected


NOT_ASKED = Fact(lack=NoFigureReason.NOT_ASKED)


def compare_facts(fact: Fact, earlier_fact: Fact, measure: Measure) -> Fact:
    """The fact of a change: `earlier_fact` is the same measure of the earlier period, aggregated in the same way.

    So each level is divided once, from its own sums, and no change is ever added up or averaged. Without one of the
    two, the reason: what is withheld in one is withheld in both; nothing is compared over a change of what is counted.
    """
    lacks = [compared_fact.lack for compared_fact in (fact, earlier_fact) if compared_fact.lack is not None]
    if withheld_lack := next((lack for lack in lacks if lack.withheld), None):
        return Fact(lack=withheld_lack)
    if fact.lack is not None:
        return fact
    if earlier_fact.lack in (NoFigureReason.NOT_SPLIT, NoFigureReason.NOT_COMPARABLE, NoFigureReason.NOT_ADDED):
        return Fact(lack=earlier_fact.lack)
    reference = measure.get_own_level(earlier_fact)
    if earlier_fact.lack is not None or reference is None:
        return Fact(lack=NoFigureReason.NO_REFERENCE)
    if fact.definition != earlier_fact.definition:
        return Fact(lack=NoFigureReason.NOT_COMPARABLE)
    counts = max((fact, earlier_fact), key=lambda compared_fact: compared_fact.expected - compared_fact.received)
    compared = compare_with_level(fact, reference, measure)
    return replace(compared, received=counts.received, expected=counts.expected) if compared.lack is None else compared


def has_same_periods(facts: Sequence[Fact], earlier_facts: Sequence[Fact], measure: Measure) -> bool:
    """Whether both sides of a change over several periods sum the same ones: each fact beside that of a year before.

    One period against two is no change. Of a stock the last period alone is compared.
    """
    pairs = [*zip(facts, earlier_facts, strict=True)]
    if measure.over_time is (measure.whole_over_time or measure.over_time) is Operator.LAST:
        pairs = pairs[-1:]
    return all((fact.lack is None) == (earlier_fact.lack is None) for fact, earlier_fact in pairs)


def compare_with_level(fact: Fact, reference: Decimal | None, measure: Measure) -> Fact:
    """The fact of a change since a level, as a baseline; None: none is stated."""
    if fact.lack is not None:
        return fact
    if reference is None:
        return Fact(lack=NoFigureReason.NO_BASELINE)
    if not reference and measure.rule.change.in_percent:
        return Fact(lack=NoFigureReason.ZERO_BEFORE)
    return replace(fact, reference=reference)


def aggregate_over_places(facts: Iterable[Fact], measure: Measure) -> Fact:
    """Aggregate the facts of places into one; no place may lie within another.

    A place whose figure is «không tách được» adds nothing: the figure stands at the units of then.
    """
    asked_facts = [fact for fact in facts if fact.lack is not NoFigureReason.NOT_ASKED]
    placed_facts = [fact for fact in asked_facts if fact.lack is not NoFigureReason.NOT_SPLIT]
    if measure.is_share:
        placed_facts = [_drop_uncovered_part(fact) for fact in placed_facts]
    return _aggregate_facts(placed_facts or asked_facts, measure.over_place, measure.over_place)


def aggregate_over_periods(facts: Sequence[Fact], measure: Measure) -> Fact:
    """Aggregate the facts of periods into one; the periods are in order and do not overlap.

    For a stock, the result is the fact of the last period, even if it is a gap: an earlier number is no longer valid.
    What is never aggregated stands where all others are «không áp dụng», as before a unit changed its parent.
    No sum goes over a period that is «không tách được».
    """
    asked_facts = [fact for fact in facts if fact.lack is not NoFigureReason.NOT_ASKED]
    whole_operator = measure.whole_over_time or measure.over_time
    applicable_facts = [fact for fact in asked_facts if fact.lack is not NoFigureReason.NOT_APPLICABLE]
    if measure.over_time is Operator.NONE and len(applicable_facts) == 1:
        return applicable_facts[0]
    if asked_facts and measure.over_time is whole_operator is Operator.LAST:
        return asked_facts[-1]
    if not measure.is_share or len(asked_facts) < 2:
        return _aggregate_facts(asked_facts, measure.over_time, whole_operator)
    if whole_operator is not Operator.LAST:
        asked_facts = [_drop_uncovered_part(fact) for fact in asked_facts]
    aggregated = _aggregate_facts(asked_facts, measure.over_time, whole_operator)
    if aggregated.lack is None and whole_operator is Operator.LAST and asked_facts[-1].whole is None:
        return replace(aggregated, whole=None, lack=NoFigureReason.NOT_REPORTED)
    return aggregated


def _drop_uncovered_part(fact: Fact) -> Fact:
    """The fact of a share; without its numerator where the denominator is unknown, so that neither side counts."""
    return fact if fact.whole is not None else replace(fact, part=None)


def _aggregate_facts(facts: list[Fact], part_operator: Operator, whole_operator: Operator) -> Fact:
    if not facts:
        return NOT_ASKED
    if len(facts) == 1:
        return facts[0]
    withheld_lack = next((fact.lack for fact in facts if fact.lack is not None and fact.lack.withheld), None)
    if withheld_lack is not None:
        return Fact(lack=withheld_lack)
    if any(fact.lack is NoFigureReason.NOT_SPLIT for fact in facts):
        return Fact(lack=NoFigureReason.NOT_SPLIT)
    if len({fact.definition for fact in facts}) > 1:
        return Fact(lack=NoFigureReason.NOT_COMPARABLE)
    counts = Fact(
        received=sum(fact.received for fact in facts),
        expected=sum(fact.expected for fact in facts),
        definition=facts[0].definition,
    )
    if Operator.NONE in (part_operator, whole_operator) or any(fact.lack is NoFigureReason.NOT_ADDED for fact in facts):
        return replace(counts, lack=NoFigureReason.NOT_ADDED)
    lacks = {fact.lack for fact in facts}
    return replace(
        counts,
        part=aggregate_values((fact.part for fact in facts), part_operator),
        whole=aggregate_values((fact.whole for fact in facts), whole_operator),
        lack=None
        if None in lacks
        else NoFigureReason.NOT_REPORTED
        if NoFigureReason.NOT_REPORTED in lacks
        else lacks.pop(),
    )
