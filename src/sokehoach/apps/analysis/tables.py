"""An answer as a table: on the page, in Excel and CSV, and as a drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile

from django.utils.translation import gettext as _

from sokehoach.adapters import csv_file
from sokehoach.adapters.xlsx import writer
from sokehoach.adapters.xlsx.sheet import Column, Kind, Sheet
from sokehoach.apps.analysis.selectors.answers import Answer
from sokehoach.apps.shell.numbers import write_number
from sokehoach.domain.analysis.fact import Fact, Measure
from sokehoach.domain.analysis.pivot import TOTAL, Dimension, Heading
from sokehoach.domain.charts import Chart, Series
from sokehoach.domain.charts import Kind as Drawn
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, plain

_MOST_DRAWN = 40  # labels
_MOST_SERIES = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """`at`: row and column, from which the way down to its units is found again."""

    fact: Fact
    at: str
    words: str
    label: str  # of its column, for a telephone
    total: bool

    @property
    def kind(self) -> str:
        if self.fact.lack is None:
            return "figure"
        return "withheld" if self.fact.lack.withheld else self.fact.lack.value

    @property
    def opens(self) -> bool:
        return self.fact.lack is None or self.fact.lack.value in ("not_reported", "not_added")


@dataclass(frozen=True, slots=True)
class Line:
    """`same`: how many of its first labels are those of the line above; `total`: members drawn together."""

    labels: tuple[str, ...]
    same: int
    cells: tuple[Cell, ...]
    total: bool


def lines(answer: Answer, first: int, told: Iterable[tuple[Heading, list[Fact]]]) -> list[Line]:
    """`first`: the place of the first of these rows among all rows."""
    columns = [" · ".join(labels(answer, column)) for column in answer.columns]
    found: list[Line] = []
    for number, (row, facts) in enumerate(told, start=first):
        row_total = TOTAL in dict(row).values()
        cells = tuple(
            Cell(
                fact,
                f"{number}.{at}",
                words(fact, share=_measure(answer, row, column).is_share),
                columns[at],
                TOTAL in dict(column).values(),
            )
            for at, (column, fact) in enumerate(zip(answer.columns, facts, strict=True))
        )
        named = tuple(labels(answer, row))
        above = found[-1].labels if found else ()
        found.append(Line(named, _same(above, named), cells, row_total))
    return found


def _same(above: Sequence[str], labels: Sequence[str]) -> int:
    pairs = zip(above, labels, strict=False)
    return sum(1 for _one in takewhile(lambda pair: pair[0] == pair[1], pairs))


def labels(answer: Answer, heading: Heading) -> list[str]:
    told = []
    for dimension, member in heading:
        if member is TOTAL:
            told.append(_("Cả địa bàn") if dimension is Dimension.PLACE else _("Các kỳ"))
        elif dimension is Dimension.MEASURE:
            measure = answer.pivot.measures[member.key]
            named = member.name if measure.is_share else f"{measure.code} {member.name}"
            told.append(f"{named} ({measure.unit})")
        else:
            told.append(member.name)
    return told or [""]


def words(fact: Fact, *, share: bool) -> str:
    """«1.234», «84,2 % (16/19)», or why there is no number."""
    if fact.lack is not None:
        return fact.why
    assert fact.part is not None
    if not share:
        return write_number(fact.part)
    sides = f"{write_number(fact.part)}/{write_number(fact.whole or Decimal())}"
    return sides if fact.percent is None else f"{write_number(fact.percent, 1)} % ({sides})"


def workbook(answer: Answer) -> bytes:
    """Words are words: nothing in it is alive. Numbers are numbers, gaps their words."""
    columns = (
        *(Column(title, width=46) for title in titles(answer)),
        *(
            Column(" · ".join(labels(answer, column)), kind=Kind.NUMBER, width=20)
            for column in answer.columns
        ),
    )
    rows = (
        (*labels(answer, row), *(_held(answer, row, at, fact) for at, fact in enumerate(facts)))
        for row, facts in answer.read(answer.rows)
    )
    return writer.write(Sheet(_("Số liệu"), columns, rows))


def as_csv(answer: Answer) -> str:
    """The same as CSV, marked so that Excel knows the letters; a text that could be run is quoted."""
    told: list[list[str | int]] = [
        [*titles(answer), *(" · ".join(labels(answer, one)) for one in answer.columns)]
    ]
    for row, facts in answer.read(answer.rows):
        told.append([*labels(answer, row), *(_held(answer, row, at, fact) for at, fact in enumerate(facts))])
    return csv_file.write(told)


def chart(answer: Answer, rows: Sequence[tuple[Heading, list[Fact]]]) -> Chart | None:
    """The rows as labels and the columns as series; None where they do not count the same, or are too many.

    Totals are left out: a bar of the whole beside its parts would dwarf them. A gap stays a gap.
    """
    shown = [(row, facts) for row, facts in rows if TOTAL not in dict(row).values()][:_MOST_DRAWN]
    columns = [at for at, column in enumerate(answer.columns) if TOTAL not in dict(column).values()]
    drawn = {_measure(answer, row, answer.columns[at]).unit for row, _facts in shown for at in columns}
    if len(drawn) != 1 or not shown or len(columns) > _MOST_SERIES:
        return None
    share = drawn == {"%"}
    names = _apart([labels(answer, answer.columns[at]) for at in columns])
    told = _apart([labels(answer, row) for row, _facts in shown])
    if len(set(told)) < len(told) or len(set(names)) < len(names):
        return None
    return Chart(
        title=_title(answer),
        kind=Drawn.BAR,
        labels=tuple(told),
        series=tuple(
            Series(name, tuple(_drawn(facts[at], share=share) for _row, facts in shown))
            for name, at in zip(names, columns, strict=True)
        ),
        unit=drawn.pop(),
        source=_("Tổng hợp từ báo cáo đã duyệt"),
        plain=True,
    )


def _apart(told: Sequence[Sequence[str]]) -> list[str]:
    """Each as what tells it from the others: what is the same in all stands in the title."""
    differing = [at for at, one in enumerate(zip(*told, strict=True)) if len(set(one)) > 1]
    return [" · ".join(one[at] for at in differing or range(len(one))) for one in told]


def _title(answer: Answer) -> str:
    names = [one.name for one in answer.pivot.measures.values()]
    named = names[0] if len(names) == 1 else _("%(n)s chỉ tiêu") % {"n": len(names)}
    return f"{named}, {answer.area.name}"


def _drawn(fact: Fact, *, share: bool) -> Value:
    if fact.lack is not None:
        return Gap.NOT_APPLICABLE if fact.lack.value in ("not_applicable", "not_asked") else Gap.NOT_REPORTED
    number = fact.percent if share else fact.part
    if number is None:
        return Gap.NOT_REPORTED
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP) if share else number


def _measure(answer: Answer, row: Heading, column: Heading) -> Measure:
    chosen = dict((*row, *column))
    member = chosen.get(Dimension.MEASURE) or answer.pivot.members[Dimension.MEASURE][0]
    return answer.pivot.measures[member.key]


def titles(answer: Answer) -> list[str]:
    names = {
        Dimension.PROGRAMME: _("Chương trình"),
        Dimension.MEASURE: _("Chỉ tiêu"),
        Dimension.OPTION: _("Phân tổ"),
        Dimension.PLACE: _("Đơn vị"),
        Dimension.PERIOD: _("Kỳ"),
    }
    return [names[dimension] for dimension in answer.question.rows] or [""]


def _held(answer: Answer, row: Heading, at: int, fact: Fact) -> int | str:
    """A whole number as one; a share and a number with decimals as officials write them."""
    share = _measure(answer, row, answer.columns[at]).is_share
    if (
        fact.lack is None
        and not share
        and fact.part is not None
        and fact.part == fact.part.to_integral_value()
    ):
        return int(plain(fact.part))
    return words(fact, share=share)
