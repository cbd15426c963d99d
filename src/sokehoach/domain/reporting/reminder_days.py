"""The days on which reminders of a report are sent."""

DAYS_BEFORE_DUE = (5, 2, 0)  # working days left
DAYS_AFTER_DUE = (1, 2, 4, 7)  # working days overdue
_THEN_EVERY = 5


def needs_reminder(days_left: int, days_late: int) -> bool:
    """Whether to send a reminder of an unsent report. Both counts are in working days and 0 on the due day.

    Reminders are few, so that nobody turns them off, but at most a working week apart once the report is late. This is
    our own rule: no text requires it.
    """
    if days_late:
        return days_late in DAYS_AFTER_DUE or (days_late > DAYS_AFTER_DUE[-1] and days_late % _THEN_EVERY == 0)
    return days_left in DAYS_BEFORE_DUE
