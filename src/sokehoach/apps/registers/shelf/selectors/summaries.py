"""Counts the entries of each register for an account."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models import Value as DbValue

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.shelf.catalogue import RegisterDefinition
from sokehoach.apps.registers.shelf.selectors import entries


@dataclass(frozen=True, slots=True)
class Summary:
    register: RegisterDefinition
    lines: int  # entries not voided, of any day
    of_year: int  # entries of the year of the given day
    last: datetime | None  # when an entry was last written
    is_own: bool  # the account's own unit keeps it and the account may write there


def list_summaries(user: User, day: date, *, own_only: bool = False) -> list[Summary]:
    """Lists the registers that the account may read (`own_only`: those its own unit keeps), with one query for all."""
    is_own_by_code = {
        register.code: entries.can_write_for_unit(user, register, user.unit_id)
        for register in entries.list_readable_registers(user)
    }
    registers = [
        register for register in entries.list_readable_registers(user) if is_own_by_code[register.code] or not own_only
    ]
    if not registers:
        return []
    counts = [_build_summary_query(user, register, day.year) for register in registers]
    rows = counts[0].union(*counts[1:], all=True).order_by() if len(counts) > 1 else counts[0]
    counts_by_code = {code: (lines, of_year, last) for code, lines, of_year, last in rows}
    return [
        Summary(register, *counts_by_code.get(register.code, (0, 0, None)), is_own=is_own_by_code[register.code])
        for register in registers
    ]


def _build_summary_query(
    user: User, register: RegisterDefinition, year: int
) -> QuerySet[Any, tuple[str, int, int, datetime | None]]:
    """Selects one row: the register's code, its entries, those of the year, the time of the last write."""
    return (
        entries.list_entries(user, register)
        .order_by()
        .annotate(register_code=DbValue(register.code))
        .values("register_code")
        .annotate(
            lines=Count("pk", filter=Q(struck=False)),
            of_year=Count("pk", filter=Q(struck=False, day__year=year)),
            last=Max("updated_at"),
        )
        .values_list("register_code", "lines", "of_year", "last")
    )
