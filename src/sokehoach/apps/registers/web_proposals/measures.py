"""What the register counts for a report."""

from sokehoach.apps.registers.core.measure_definitions import CombinedMeasureSet, MeasureSet
from sokehoach.apps.registers.web_proposals.models import WebProposal

# A site proposed in one half may be blocked in the next: each is counted by its own day.
COUNTING = CombinedMeasureSet(
    MeasureSet(
        register="web_proposals",
        model=WebProposal,
        numbers={"proposed": None},
        options={"web_ground": "ground"},
    ),
    MeasureSet(
        register="web_proposals",
        model=WebProposal,
        numbers={"blocked": lambda row: int(row.answer__code == "blocked"), "answered": None},
        options={"web_ground": "ground", "web_answer": "answer"},
        when="answered_on",
    ),
)
