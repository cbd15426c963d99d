"""What the register counts for a report."""

from sokehoach.apps.registers.core.measure_definitions import MeasureSet
from sokehoach.apps.registers.lodging_checks.models import PoliceRound

# rounds  lines; places  checks made; guided  establishments that were told the rules
COUNTING = MeasureSet(
    register="lodging_checks",
    model=PoliceRound,
    numbers={"rounds": None, "places": "places", "guided": "guided"},
    options={"police_round": "kind"},
)
