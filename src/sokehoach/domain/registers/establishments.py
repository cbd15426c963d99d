"""Status of a licensed establishment on a given day.

Changes are stored with their day. A stock is taken at the cut-off date of a report (law.md 2), so an establishment that
has closed since is still counted for the days before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day


class EstablishmentState(StrEnum):
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class EstablishmentStatus:
    """A change of status from `day` on. A field that is None keeps its earlier value.

    The two numbers belong together: a new number of workers without one of contracts makes the latter unknown.
    """

    day: date
    state: EstablishmentState
    workers: int | None = None
    contracts: int | None = None
    committed: bool | None = None

    @property
    def exists(self) -> bool:
        """Whether the establishment counts in the stock. A suspended one does, because it may open again."""
        return self.state is not EstablishmentState.CLOSED


def find_status_on(changes: Iterable[EstablishmentStatus], day: date) -> EstablishmentStatus | None:
    """The status on that day; None before the first change. Of two changes on one day, the later in order wins."""
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
    """Why an inspection on that day is impossible, or None."""
    status = find_status_on(changes, day)
    if status is None:
        return say("Ngày kiểm tra ở trước ngày cơ sở bắt đầu hoạt động.")
    if status.exists:
        return None
    return say("Cơ sở đã đóng cửa từ ngày %(day)s, không kiểm tra được nữa.", day=write_day(status.day))
