"""What the register counts for a report."""

from sokehoach.apps.registers.health_checks.models import HealthRound
from sokehoach.apps.registers.shelf.counting import Counting, distinct

# communes    in which there was a round
# due         None where a round does not know how many were
# conditions  visits that looked at health conditions
COUNTING = Counting(
    register="health_checks",
    model=HealthRound,
    numbers={
        "communes": distinct(lambda row: row.commune_id),
        "due": "due",
        "checked": "checked",
        "conditions": "conditions",
    },
    reads=("commune_id",),
)
