"""What the register counts for a report."""

from collections.abc import Sequence
from typing import Any

from sokehoach.apps.registers.core.measure_definitions import Aggregate, MeasureSet
from sokehoach.apps.registers.support.models import ServiceTally


def _last_groups(rows: Sequence[Any]) -> int | None:
    """A stock: as the last quarter told it; the lines come by day."""
    group_counts = [row.groups for row in rows if row.groups is not None]
    return group_counts[-1] if group_counts else None


# people  of a kind of service, over quarters «lượt người»; of several kinds together it would count people twice
# times   None where a quarter did not count them
# groups  of peers, at the end of the last quarter
COUNTING = MeasureSet(
    register="support",
    model=ServiceTally,
    numbers={"people": "people", "times": "times", "groups": Aggregate(_last_groups)},
    options={"support_service": "kind"},
    reads=("groups",),
)
