"""What a year's money comes to, by source."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.budget.models import BudgetLine
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.queries import entries


@dataclass(frozen=True, slots=True)
class Balance:
    """Whole đồng; None where no line tells the amount, which is not 0."""

    source: str
    estimated: int | None
    allocated: int | None
    spent: int
    settled: int | None

    @property
    def left(self) -> int | None:
        return None if self.allocated is None else self.allocated - self.spent


def list_readable_lines(user: User) -> QuerySet[BudgetLine]:
    """The lines that the account may read; NotFoundError where it may read none of the register."""
    definition = entries.access_register(user, get_register("budget").slug)
    return BudgetLine.objects.filter(pk__in=entries.list_entries_with_values(user, definition).values("pk"))


def list_years(user: User) -> list[int]:
    """The newest first."""
    return list(list_readable_lines(user).order_by("-year").values_list("year", flat=True).distinct())


def list_balances(user: User, year: int) -> list[Balance]:
    """By source, in the order of the option set: one query."""
    rows = (
        list_readable_lines(user)
        .filter(year=year, voided=False)
        .values("source__name")
        .annotate(Sum("estimated"), Sum("allocated"), Sum("spent"), Sum("settled"))
        .order_by("source__position")
    )
    return [
        Balance(
            row["source__name"],
            row["estimated__sum"],
            row["allocated__sum"],
            row["spent__sum"] or 0,
            row["settled__sum"],
        )
        for row in rows
    ]


def compute_total(rows: Sequence[Balance]) -> Balance:
    def sum_of(name: str) -> int | None:
        amounts = [amount for row in rows if (amount := getattr(row, name)) is not None]
        return sum(amounts) if amounts else None

    return Balance("", sum_of("estimated"), sum_of("allocated"), sum_of("spent") or 0, sum_of("settled"))
