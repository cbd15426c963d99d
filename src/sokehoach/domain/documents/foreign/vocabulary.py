"""What a superior's labels are held against: figures, indicators, units, boxes for words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.measures import Measure, parse_measure
from sokehoach.domain.documents.foreign.wording import content_words
from sokehoach.domain.orgtree.unit_names import UnitNames


@dataclass(frozen=True, slots=True)
class Known:
    """A figure by its names: the element's, and of a part («học sinh») the option's. `section`: the title under which
    its form has it. `by_unit`: communes report it; else it exists for the whole area alone.
    """

    operand: Operand
    name: str
    part: str = ""
    unit_of_measure: str = ""
    section: str = ""
    by_unit: bool = True

    @property
    def measure(self) -> Measure | None:
        return parse_measure(self.unit_of_measure)


@dataclass(frozen=True)
class Vocabulary:
    """Code → name: of units, of those that are no more (`past`), of boxes for words, of indicators. `written`: code →
    all names of a unit, where they are more than one; `area`: code and names of the whole. `subject`: words that all
    figures share («mại dâm»), which a label may add or leave out.
    """

    figures: Sequence[Known]
    units: Mapping[str, str]
    narratives: Mapping[str, str]
    indicators: Mapping[str, str] = field(default_factory=dict)
    past: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, Sequence[str]] = field(default_factory=dict)
    area: tuple[str, tuple[str, ...]] = ("", ())
    subject: frozenset[str] = frozenset()

    @cached_property
    def unit_names(self) -> UnitNames:
        names = {code: (name, *self.written.get(code, ())) for code, name in self.units.items()}
        code, written = self.area
        return UnitNames(names | ({code: written} if code else {}))

    @cached_property
    def past_names(self) -> UnitNames:
        return UnitNames({code: (name, *self.written.get(code, ())) for code, name in self.past.items()})

    @cached_property
    def by_operand(self) -> Mapping[Operand, Known]:
        return {known.operand: known for known in self.figures}

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the figures, to tell a form of another subject by."""
        texts = [text for known in self.figures for text in (known.name, known.part, known.section)]
        return frozenset().union(*(content_words(text) for text in (*texts, *self.indicators.values())))

    def measure_of(self, operands: Sequence[Operand]) -> Measure | None:
        """Of a sum: that of its first operand."""
        known = self.by_operand.get(operands[0]) if operands else None
        return known.measure if known else None
