"""On which days a report is spoken of again."""

DAYS_BEFORE_DUE = (5, 2, 0)  # working days left
DAYS_AFTER_DUE = (1, 2, 4, 7)  # working days over
_THEN_EVERY = 5


def needs_reminder(days_left: int, days_late: int) -> bool:
    """Whether to remind of a report that is not sent. Both counts are of working days and 0 on the due day.

    Few enough that nobody switches them off, and never silent for more than a working week once it is late. A rule
    of the house: no text asks for it.
    """
    if days_late:
        return days_late in DAYS_AFTER_DUE or (
            days_late > DAYS_AFTER_DUE[-1] and days_late % _THEN_EVERY == 0
        )
    return days_left in DAYS_BEFORE_DUE
