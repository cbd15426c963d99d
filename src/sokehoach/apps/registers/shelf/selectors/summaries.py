"""How many lines each register holds for an account, and when one was last written."""

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
    lines: int  # that count, whatever their day
    of_year: int  # those of the year of the day asked for
    last: datetime | None  # when a line was last written
    is_own: bool  # whether the account's own unit keeps it, and the account writes there


def list_summaries(user: User, day: date, *, own_only: bool = False) -> list[Summary]:
    """Each register that the account may read, or those alone that its own unit keeps: one query for all."""
    is_own_by_code = {
        register.code: entries.can_write_for_unit(user, register, user.unit_id)
        for register in entries.list_readable_registers(user)
    }
    registers = [
        register
        for register in entries.list_readable_registers(user)
        if is_own_by_code[register.code] or not own_only
    ]
    if not registers:
        return []
    counts = [_build_summary_query(user, register, day.year) for register in registers]
    rows = counts[0].union(*counts[1:], all=True).order_by() if len(counts) > 1 else counts[0]
    counts_by_code = {code: (lines, of_year, last) for code, lines, of_year, last in rows}
    return [
        Summary(
            register, *counts_by_code.get(register.code, (0, 0, None)), is_own=is_own_by_code[register.code]
        )
        for register in registers
    ]


def _build_summary_query(
    user: User, register: RegisterDefinition, year: int
) -> QuerySet[Any, tuple[str, int, int, datetime | None]]:
    """One row: the register's code, its lines, those of the year, the last writing."""
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
