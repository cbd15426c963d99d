"""What the register counts for a report."""

from sokehoach.apps.registers.core.measure_definitions import MeasureSet
from sokehoach.apps.registers.health_checks.models import HealthRound

# communes    in which there was a round, each once in a half-year
# due         None where a round does not know how many were
# conditions  visits that looked at health conditions
COUNTING = MeasureSet(
    register="health_checks",
    model=HealthRound,
    numbers={
        "communes": "communes",
        "due": "due",
        "checked": "checked",
        "conditions": "conditions",
    },
)
