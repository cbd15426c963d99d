"""On which days a report is spoken of again."""

BEFORE = (5, 2, 0)  # working days left
AFTER = (1, 2, 4, 7)  # working days over
_THEN_EVERY = 5


def wanted(left: int, over: int) -> bool:
    """Whether to remind of a report that is not sent. `left` and `over` are working days; on the due day both are 0.

    Few enough that nobody switches them off, and never silent for more than a working week once it is late. A rule
    of the house: no text asks for it.
    """
    if over:
        return over in AFTER or (over > AFTER[-1] and over % _THEN_EVERY == 0)
    return left in BEFORE
