"""How a licensed establishment stood on a day.

What is written down are changes with their day; a stock is taken at the cut-off date of a report (law.md 2), so an
establishment that has closed since is still counted for the days before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class EstablishmentState(StrEnum):
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class EstablishmentStatus:
    """What holds from `day` on. What a change leaves open (None) is as it was before.

    The two numbers are told together: a new number of workers without one of contracts leaves these unknown.
    """

    day: date
    state: EstablishmentState
    workers: int | None = None
    contracts: int | None = None
    committed: bool | None = None

    @property
    def exists(self) -> bool:
        """Suspended ones may open again tomorrow: they stay in the stock."""
        return self.state is not EstablishmentState.CLOSED


def find_status_on(changes: Iterable[EstablishmentStatus], day: date) -> EstablishmentStatus | None:
    """What held on that day; None before the first. Of two of one day the later told holds."""
    status: EstablishmentStatus | None = None
    for change in sorted((change for change in changes if change.day <= day), key=lambda change: change.day):
        if status is not None:
            numbers = status if change.workers is None else change
            change = replace(
                change,
                workers=numbers.workers,
                contracts=numbers.contracts,
                committed=status.committed if change.committed is None else change.committed,
            )
        status = change
    return status


def find_visit_problem(changes: Iterable[EstablishmentStatus], day: date) -> str | None:
    """Why an inspection of that day cannot be, or None."""
    status = find_status_on(changes, day)
    if status is None:
        return "Ngày kiểm tra ở trước ngày cơ sở bắt đầu hoạt động."
    if status.exists:
        return None
    return f"Cơ sở đã đóng cửa từ ngày {status.day:%d/%m/%Y}, không kiểm tra được nữa."
