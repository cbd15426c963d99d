"""The known names that labels are matched with: figures, indicators, units, narratives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.label_words import content_words
from sokehoach.domain.documents.external_form.units_of_measure import UnitOfMeasure, parse_measure
from sokehoach.domain.orgtree.unit_names import UnitNames


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure with its names: those of the element, and of the option for a part («học sinh»).

    `section`: title of its section of the form. `by_unit`: communes report it; else it exists for the whole area only.
    """

    operand: Operand
    name: str
    part: str = ""
    unit_of_measure: str = ""
    section: str = ""
    by_unit: bool = True
    code: str = ""  # of the element, as printed
    is_day: bool = False

    @property
    def measure(self) -> UnitOfMeasure | None:
        return parse_measure(self.unit_of_measure)


@dataclass(frozen=True)
class Vocabulary:
    """Code → name of units, former units, narratives and indicators.

    `unit_spellings`: code → all names of a unit, if it has several. `area`: code and names of the whole area.
    `subject`: words that all figures share («mại dâm»), which a label may add or omit.
    """

    figures: Sequence[KnownFigure]
    units: Mapping[str, str]
    narratives: Mapping[str, str]
    indicators: Mapping[str, str] = field(default_factory=dict)
    former_units: Mapping[str, str] = field(default_factory=dict)
    unit_spellings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    area: tuple[str, tuple[str, ...]] = ("", ())
    subject: frozenset[str] = frozenset()

    @cached_property
    def unit_names(self) -> UnitNames:
        names = {code: (name, *self.unit_spellings.get(code, ())) for code, name in self.units.items()}
        code, area_names = self.area
        return UnitNames(names | ({code: area_names} if code else {}))

    @cached_property
    def former_unit_names(self) -> UnitNames:
        return UnitNames({code: (name, *self.unit_spellings.get(code, ())) for code, name in self.former_units.items()})

    @cached_property
    def by_operand(self) -> Mapping[Operand, KnownFigure]:
        return {figure.operand: figure for figure in self.figures}

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the figures, to recognise a form about another subject."""
        texts = [text for figure in self.figures for text in (figure.name, figure.part, figure.section)]
        return frozenset().union(*(content_words(text) for text in (*texts, *self.indicators.values())))

    def measure_of(self, operands: Sequence[Operand]) -> UnitOfMeasure | None:
        """The unit of measure of the first operand."""
        figure = self.by_operand.get(operands[0]) if operands else None
        return figure.measure if figure else None
