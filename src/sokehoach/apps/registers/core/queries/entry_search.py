"""Filters, searches and sums register entries by words, days and options."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.lookups import IsNull

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core import word_index
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import CHOICE_KINDS, FieldDefinition
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.word_index import build_search_text
from sokehoach.domain.registers.decimal_numbers import from_thousandths
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS

MAX_HITS = 1_000  # a list is counted so far, and says «more than that»
_MORE_HITS = 100  # asked of the word index beside, since some may be voided or hidden


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """The filter of a list. `options` holds the chosen codes by field; `day_ranges` are half-open."""

    text: str = ""
    day_ranges: tuple[tuple[date | None, date | None], ...] = ()
    unit: int | None = None
    options: dict[str, str] = field(default_factory=dict)
    voided: bool = False

    @property
    def is_text_alone(self) -> bool:
        has_days = any(day is not None for days in self.day_ranges for day in days)
        return not (has_days or self.unit or self.options or self.voided)


def filter_entries(
    register: RegisterDefinition,
    queryset: QuerySet[Entry],
    entry_filter: EntryFilter,
    *,
    units: Collection[int],
) -> QuerySet[Entry]:
    """Returns entries with words that begin with the search words, ignoring accents: «phat than» finds «Phát thanh».

    `units` are those of the entries in `queryset`.
    """
    return search_entries(register, queryset, entry_filter, units=units)[0]


def search_entries(
    register: RegisterDefinition,
    queryset: QuerySet[Entry],
    entry_filter: EntryFilter,
    *,
    units: Collection[int],
) -> tuple[QuerySet[Entry], list[str]]:
    """The entries of `filter_entries`, and for `compute_totals` ids of the latest of them where their words are common.

    Rare words are looked up in the word index. Common ones are compared entry by entry, newest first: the first fifty
    are found soon, without a list of thousands. To count them so would take as long as it takes to find a thousand.
    """
    queryset = queryset.filter(voided=entry_filter.voided)
    latest_hits: list[str] = []
    if terms := build_search_text(entry_filter.text).split():
        hits = word_index.list_matching_entries(terms, among=[([register.code], units)], limit=MAX_HITS + _MORE_HITS)
        if len(hits) <= MAX_HITS:
            queryset = queryset.filter(pk__in=[entry_id for _register, entry_id in hits])
        else:
            if entry_filter.is_text_alone:
                latest_hits = [entry_id for _register, entry_id in hits]
            for term in terms:
                queryset = queryset.filter(folded__contains=f" {term}")
    for start, end in entry_filter.day_ranges:
        queryset = queryset.filter(day__gte=start) if start is not None else queryset
        queryset = queryset.filter(day__lt=end) if end is not None else queryset
    if entry_filter.unit is not None:
        queryset = queryset.filter(unit=entry_filter.unit)
    for name, code in entry_filter.options.items():
        queryset = _filter_by_choice(register, queryset, register.field(name), code)
    return queryset, latest_hits


def _filter_by_choice(
    register: RegisterDefinition, queryset: QuerySet[Entry], field: FieldDefinition, code: str
) -> QuerySet[Entry]:
    """A rare choice of a list is found by the table of choices; of a common one entries are asked, newest first.

    The question to each entry is a value, not EXISTS: PostgreSQL would join and sort the whole table for that.
    """
    links = register.storage.find_links(register, field, code)
    if links is None:
        return queryset.filter(**register.storage.build_lookup(register, field, code))
    entry_ids = list(links.rows.values_list(links.entry_field, flat=True)[: MAX_HITS + 1])
    if len(entry_ids) <= MAX_HITS:
        return queryset.filter(pk__in=entry_ids)
    first_link = links.rows.filter(**{links.entry_field: OuterRef("pk")}).values("pk")[:1]
    return queryset.filter(IsNull(Subquery(first_link), False))


def search_all_registers(user: User, text: str, *, limit: int) -> list[tuple[RegisterDefinition, Entry]]:
    """Searches all registers that the account reads, last written first: one query, and one per register found."""
    registers_by_code = {register.code: register for register in entries.list_readable_registers(user)}
    among = [([code], entries.list_readable_unit_ids(user, register)) for code, register in registers_by_code.items()]
    hits = word_index.list_matching_entries(
        build_search_text(text).split(), among=among, limit=3 * limit
    )  # some may be voided or invisible
    entries_by_pk: dict[str, tuple[RegisterDefinition, Entry]] = {}
    for code in dict.fromkeys(code for code, _line in hits):
        ids = [entry_id for of, entry_id in hits if of == code]
        register = registers_by_code[code]
        is_named_by_choice = bool(register.title) and register.field(register.title).kind in CHOICE_KINDS
        list_readable = entries.list_entries_with_values if is_named_by_choice else entries.list_entries
        visible_entries = list_readable(user, register).filter(pk__in=ids, voided=False).select_related("unit")
        entries_by_pk |= {entry.pk.hex: (registers_by_code[code], entry) for entry in visible_entries}
    return [entries_by_pk[pk] for _code, entry_id in hits if (pk := UUID(entry_id).hex) in entries_by_pk][:limit]


def compute_totals(
    register: RegisterDefinition, queryset: QuerySet[Entry], *, latest_hits: Collection[str] = (), in_full: bool = False
) -> dict[str, int | Decimal | None]:
    """Returns the number of entries («lines») and the register's totals (None without any value), with one query.

    Unless `in_full`, entries are counted up to MAX_HITS + 1, which means «more than that», and are not summed then.
    `latest_hits`: some of the entries, by id; another query is made only where they are not more than that.
    """
    if latest_hits and not in_full and (count := queryset.filter(pk__in=latest_hits).count()) > MAX_HITS:
        return {"lines": count} | dict.fromkeys(register.totals)
    columns = {name: register.storage.get_column(register, name) for name in register.totals}
    capped_entries = queryset.order_by()
    if not in_full:
        capped_entries = capped_entries.values("day", *columns.values())[: MAX_HITS + 1]
    sums = {f"sum_{name}": Sum(column) for name, column in columns.items()}
    totals = capped_entries.aggregate(lines=Count("*"), **sums)  # of no column, so that an index may have all it needs
    if not in_full and totals["lines"] > MAX_HITS:
        return {"lines": totals["lines"]} | dict.fromkeys(register.totals)
    return {"lines": totals["lines"]} | {
        name: _decode_total(register, name, totals[f"sum_{name}"]) for name in register.totals
    }


def _decode_total(register: RegisterDefinition, name: str, total: int | None) -> int | Decimal | None:
    """The search columns of decimal numbers hold thousandths, as their entries do."""
    is_decimal = total is not None and register.field(name).kind in DECIMAL_KINDS
    return from_thousandths(total) if is_decimal and total is not None else total
