"""What the register counts for a report."""

from sokehoach.apps.registers.commitments.models import CommitmentRound
from sokehoach.apps.registers.core.measure_definitions import MeasureSet

# rounds            lines
# households        signed in the days; households_known: that live there, None where a round did not count them
# establishments    signed in the days
COUNTING = MeasureSet(
    register="commitments",
    model=CommitmentRound,
    numbers={
        "rounds": None,
        "households": "households",
        "households_known": "households_known",
        "establishments": "establishments",
    },
)
