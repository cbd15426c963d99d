"""What the registers say for the cells of a form."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.activities import measures as activities
from sokehoach.apps.registers.shelf.measured import Ask, Measured
from sokehoach.apps.reporting.selectors.obligations import counted
from sokehoach.domain.reporting.form import Form

type Measure = Callable[..., list[Measured]]

# The registers that fill cells, by code.
MEASURES: dict[str, Measure] = {"activities": activities.measure_all}


def known() -> dict[str, frozenset[str]]:
    """What each register can count: a pack's forms may ask for nothing else."""
    return {"activities": activities.MEASURES}


def measure(form: Form, *, unit: Unit, period: str) -> dict[str, Measured]:
    """By cell, for the days that the report counts: four queries for each register that the form asks."""
    days = counted(form, period)
    asks: dict[str, list[tuple[str, Ask]]] = defaultdict(list)
    for cell in form.cells:
        if cell.source is not None:
            asks[cell.source.register].append((cell.code, Ask(cell.source.measure, cell.source.where)))
    return {
        code: told
        for register, asked in asks.items()
        for code, told in _answers(register, asked, unit, days.start, days.end)
    }


def _answers(
    register: str, asked: Sequence[tuple[str, Ask]], unit: Unit, start: date, end: date
) -> list[tuple[str, Measured]]:
    told = MEASURES[register]([ask for _, ask in asked], unit=unit, start=start, end=end)
    return list(zip((code for code, _ in asked), told, strict=True))
