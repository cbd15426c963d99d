"""Values along labels: columns, bars or a line."""

from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.values.value import Value, format_value


class ChartKind(StrEnum):
    COLUMN = "column"  # along time, or few short labels
    BAR = "bar"  # lying: units, long labels
    LINE = "line"  # along time, several series


@dataclass(frozen=True, slots=True)
class Series:
    """One value or gap for each label of the chart. `is_comparison`: drawn as a stroke across the others."""

    name: str
    values: tuple[Value, ...]
    is_comparison: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """`unit` is what is counted («cuộc»); it never mixes: another unit is another chart.

    `plain`: in ink alone, for what must not look good or bad (PRODUCT.md, trends of II.1). Raises ValueError where a
    series has not one value for each label, or two series share a name.
    """

    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    notes: tuple[str, ...] = ()
    source: str = ""
    plain: bool = False

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.labels):
                raise ValueError(
                    f"«{series.name}»: {len(series.values)} values for {len(self.labels)} labels"
                )
        if len({series.name for series in self.series}) < len(self.series):
            raise ValueError("two series of one name")

    @property
    def header(self) -> tuple[str, ...]:
        """Of the same as a table, after its empty corner."""
        return tuple(series.name for series in self.series)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The same as a table: label, then each series' value in words, gaps too."""
        columns = [[format_value(value) for value in series.values] for series in self.series]
        return tuple(
            (label, *(column[index] for column in columns)) for index, label in enumerate(self.labels)
        )
