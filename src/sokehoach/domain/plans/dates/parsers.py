"""The deadline parsers, in the order in which they are tried.

`is_labelled` in each: the text follows «Thời gian thực hiện:». There a bare «Quý I/2026» is a deadline; in running text
it may be part of the name of a report.
"""

from sokehoach.domain.plans.dates.deadline_match import DeadlineParser
from sokehoach.domain.plans.dates.events import parse_event_offsets, parse_events
from sokehoach.domain.plans.dates.ranges import parse_due_days, parse_open_ranges, parse_periods
from sokehoach.domain.plans.dates.recurrences import parse_recurrences, parse_standing_limits
from sokehoach.domain.plans.dates.recurring_days import parse_recurring_days

# Specific before general: a duty with a day and «thường xuyên» has a day.
PARSERS: tuple[DeadlineParser, ...] = (
    parse_recurring_days,
    parse_open_ranges,
    parse_event_offsets,
    parse_due_days,
    parse_periods,
    parse_recurrences,
    parse_standing_limits,
    parse_events,
)
