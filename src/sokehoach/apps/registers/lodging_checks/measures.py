"""What the register counts for a report."""

from sokehoach.apps.registers.lodging_checks.models import PoliceRound
from sokehoach.apps.registers.shelf.counting import Counting

# rounds  lines; places  checks made; guided  establishments that were told the rules
COUNTING = Counting(
    register="lodging_checks",
    model=PoliceRound,
    numbers={"rounds": None, "places": "places", "guided": "guided"},
    options={"police_round": "kind"},
)
