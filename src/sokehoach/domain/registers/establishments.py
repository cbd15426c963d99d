"""How a licensed establishment stood on a day.

What is written down are changes with their day; a stock is taken at the cut-off date of a report (law.md 2), so an
establishment that has closed since is still counted for the days before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class State(StrEnum):
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds from `day` on. What a change leaves open (None) is as it was before.

    The two numbers are told together: a new number of workers without one of contracts leaves these unknown.
    """

    day: date
    state: State
    workers: int | None = None
    contracts: int | None = None
    committed: bool | None = None

    @property
    def exists(self) -> bool:
        """Suspended ones may open again tomorrow: they stay in the stock."""
        return self.state is not State.CLOSED


def standing_on(told: Iterable[Standing], day: date) -> Standing | None:
    """What held on that day; None before the first. Of two of one day the later told holds."""
    holding: Standing | None = None
    for one in sorted((one for one in told if one.day <= day), key=lambda one: one.day):
        if holding is not None:
            numbers = holding if one.workers is None else one
            one = replace(
                one,
                workers=numbers.workers,
                contracts=numbers.contracts,
                committed=holding.committed if one.committed is None else one.committed,
            )
        holding = one
    return holding


def may_be_visited(told: Iterable[Standing], day: date) -> str | None:
    """Why an inspection of that day cannot be, or None."""
    holding = standing_on(told, day)
    if holding is None:
        return "Ngày kiểm tra ở trước ngày cơ sở bắt đầu hoạt động."
    if holding.exists:
        return None
    return f"Cơ sở đã đóng cửa từ ngày {holding.day:%d/%m/%Y}, không kiểm tra được nữa."
