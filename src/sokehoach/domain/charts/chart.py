"""A column, bar or line chart as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sokehoach.domain.notation import Notation
from sokehoach.domain.values.value import Value, format_value


class ChartKind(StrEnum):
    COLUMN = "column"  # along time, or few short labels
    BAR = "bar"  # horizontal: units, long labels
    LINE = "line"  # along time, several series


@dataclass(frozen=True, slots=True)
class Series:
    """One value or gap for each label of the chart. `is_comparison`: drawn as a mark across the other bars.

    `gap_words`: by index, what a gap says instead of its own words.
    """

    name: str
    values: tuple[Value, ...]
    is_comparison: bool = False
    gap_words: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `unit` is the unit of measure («cuộc»); a chart has only one.

    `plain`: drawn in black only, for figures that must look neither good nor bad (the plan, II.1). Raises
    ValueError if a series does not have one value for each label, or two series share a name.
    """

    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    notes: tuple[str, ...] = ()
    source: str = ""
    plain: bool = False
    notation: Notation = Notation.VIETNAMESE  # of the numbers in the drawing

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.labels):
                raise ValueError(f"«{series.name}»: {len(series.values)} values for {len(self.labels)} labels")
        if len({series.name for series in self.series}) < len(self.series):
            raise ValueError("two series of one name")

    @property
    def header(self) -> tuple[str, ...]:
        """Header of the equivalent table, without its empty corner cell."""
        return tuple(series.name for series in self.series)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Rows of the equivalent table: label, then the value of each series in words, gaps included."""
        columns = [[format_value(value) for value in series.values] for series in self.series]
        return tuple((label, *(column[index] for column in columns)) for index, label in enumerate(self.labels))
