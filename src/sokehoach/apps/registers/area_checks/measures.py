"""What the register counts for a report."""

from sokehoach.apps.registers.area_checks.models import AreaRound
from sokehoach.apps.registers.area_checks.rules import village_key
from sokehoach.apps.registers.core.measure_definitions import CombinedMeasureSet, MeasureSet, count_distinct

_OPTIONS = {"area_round": "kind"}

# rounds    lines: one village, one round
# places    households, establishments, spots gone to
# guided    establishments that were told the rules
# villages  different ones since the year began, told apart by name
COUNTING = CombinedMeasureSet(
    MeasureSet(
        register="area_checks",
        model=AreaRound,
        numbers={"rounds": None, "places": "places", "guided": "guided"},
        options=_OPTIONS,
    ),
    MeasureSet(
        register="area_checks",
        model=AreaRound,
        numbers={"villages": count_distinct(lambda row: village_key(row.village))},
        options=_OPTIONS,
        of_year=True,
        reads=("village",),
    ),
)
