"""What pages show of registers: the entries that each has, the cells of a list, the clauses that it carries out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Max, Q, QuerySet
from django.db.models import Value as DbValue
from django.urls import reverse
from django.utils.translation import ngettext

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Item, Plan
from sokehoach.apps.plans.queries.clauses import ClauseWork, is_written_for
from sokehoach.apps.plans.queries.duty_work import DutyWorkQuery
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import NUMBER_KINDS, format_value
from sokehoach.apps.registers.core.models import Entry, RegisterOwnership
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.entries import EntryChoiceNames
from sokehoach.apps.registers.core.queries.register_owners import get_register_programme
from sokehoach.apps.shell import clock
from sokehoach.domain.notation import write_day
from sokehoach.domain.plans.duty_work import DutyWork


@dataclass(frozen=True, slots=True)
class Summary:
    register: RegisterDefinition
    lines: int  # entries not voided, of any day
    of_year: int  # entries of the year of the given day
    last: datetime | None  # when an entry was last written
    is_own: bool  # the account's own unit keeps it and the account may write there
    programme: int | None = None  # row id; None where no programme names the register


def list_summaries(user: User, day: date, *, own_only: bool = False) -> list[Summary]:
    """Lists the registers that the account may read (`own_only`: those its own unit keeps), with one query for all."""
    readable = entries.list_readable_registers(user)
    is_own_by_code = {register.code: entries.can_write_for_unit(user, register, user.unit_id) for register in readable}
    registers = [register for register in readable if is_own_by_code[register.code] or not own_only]
    if not registers:
        return []
    counts = [_build_summary_query(user, register, day.year) for register in registers]
    rows = counts[0].union(*counts[1:], all=True).order_by() if len(counts) > 1 else counts[0]
    counts_by_code = {code: (lines, of_year, last) for code, lines, of_year, last in rows}
    return [
        Summary(
            register,
            *counts_by_code.get(register.code, (0, 0, None)),
            is_own=is_own_by_code[register.code],
            programme=get_register_programme(user, register.code),
        )
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
            lines=Count("pk", filter=Q(voided=False)),
            of_year=Count("pk", filter=Q(voided=False, day__year=year)),
            last=Max("updated_at"),
        )
        .values_list("register_code", "lines", "of_year", "last")
    )


def list_clause_registers(plan: Plan, user: User, paths: frozenset[str], items: Sequence[Item]) -> Iterable[ClauseWork]:
    """Lists the registers that the account may open, each with its entries in all and of the year. Two queries."""
    clauses = _list_register_clauses(plan, paths)
    if not clauses:
        return
    today = clock.today()
    for summary in list_summaries(user, today):
        register = summary.register
        note = ngettext(
            "%(n)s dòng, %(of_year)s của năm %(year)s", "%(n)s dòng, %(of_year)s của năm %(year)s", summary.lines
        ) % {
            "n": summary.lines,
            "of_year": summary.of_year,
            "year": today.year,
        }
        for path in clauses.get(register.code, ()):
            yield ClauseWork(
                path, "register", str(register.name), reverse("registers:register", args=[register.slug]), note
            )


def _list_register_clauses(plan: Plan, paths: frozenset[str]) -> dict[str, list[str]]:
    """Returns the clauses of the plan, whose clauses are `paths`, that each register names. One query.

    Only registers of the programmes that the plan serves (of all where it serves none) and that were written for it:
    clause II.1 of one programme's plan is not that of another's.
    """
    if plan.origin != Plan.Origin.SIGNED:
        return {}
    served = Plan.programmes.through.objects.filter(plan=plan)
    ownerships = list(
        RegisterOwnership.objects.filter(~Exists(served) | Q(programme__in=served.values("programme"))).values_list(
            "programme", "register", "clauses"
        )
    )
    named: defaultdict[int, list[str]] = defaultdict(list)
    for programme, _register, clauses in ownerships:
        named[programme] += clauses
    return {
        register: clauses
        for programme, register, clauses in ownerships
        if clauses and is_written_for(named[programme], paths)
    }


def list_duty_entries(query: DutyWorkQuery) -> Iterable[DutyWork]:
    """Yields how many entries each unit wrote in each register of a clause in these days. Two queries."""
    clauses = _list_register_clauses(query.plan, query.paths)
    registers = {
        register.code: register
        for register in entries.list_readable_registers(query.user)
        if clauses.get(register.code) and not register.parent
    }
    if not registers:
        return
    counts = [_build_unit_count(query, register) for register in registers.values()]
    rows = counts[0].union(*counts[1:], all=True).order_by() if len(counts) > 1 else counts[0]
    days = urlencode({"tu": write_day(query.start), "den": write_day(query.end - timedelta(days=1))})
    for code, unit, number in rows:
        register = registers[code]
        text = ngettext("%(n)s dòng", "%(n)s dòng", number) % {"n": number}
        url = f"{reverse('registers:register', args=[register.slug])}?{days}"
        for path in clauses[code]:
            yield DutyWork(unit, path, "register", str(register.name), text, url, entries=number)


def _build_unit_count(query: DutyWorkQuery, register: RegisterDefinition) -> QuerySet[Any, tuple[str, int, int]]:
    """Selects a row for each unit with entries: the register's code, the unit, how many."""
    return (
        entries.list_entries(query.user, register)
        .filter(unit__in=query.units, voided=False, day__gte=query.start, day__lt=query.end)
        .order_by()
        .annotate(register_code=DbValue(register.code))
        .values("register_code", "unit")
        .annotate(number=Count("pk"))
        .values_list("register_code", "unit", "number")
    )


def list_links(register: RegisterDefinition) -> list[tuple[str, str]]:
    """The pages beside the list: label and address."""
    pages = [(page.name, reverse("registers:overview", args=[register.slug, page.code])) for page in register.overviews]
    return [*((str(label), reverse(route)) for label, route in register.links), *pages]


@dataclass(frozen=True, slots=True)
class ListCell:
    label: str
    text: str
    number: bool


def build_list_cells(register: RegisterDefinition, entry: Entry) -> list[ListCell]:
    """Returns the cells that the list shows of an entry, in the order of the register's columns."""
    names = EntryChoiceNames(register, entry)
    return [
        ListCell(
            str(field.label),
            format_value(field, register.storage.get_value(field, entry), names),
            field.kind in NUMBER_KINDS,
        )
        for field in map(register.field, register.columns)
    ]
