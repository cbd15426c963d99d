# Written by tools/python_client.py from the description of the API (make reference); not by hand.
"""What the API answers (classes) and is sent (dictionaries)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict
from uuid import UUID

ProblemCode: TypeAlias = Literal[
    "bad-request",
    "body-unreadable",
    "cursor-invalid",
    "token-missing",
    "token-unknown",
    "token-ended",
    "token-expired",
    "account-ended",
    "address-refused",
    "second-factor-missing",
    "action-missing",
    "not-found",
    "method-not-allowed",
    "not-acceptable",
    "refused",
    "version-conflict",
    "body-too-large",
    "media-type-unknown",
    "input-invalid",
    "key-reused",
    "version-required",
    "too-many-requests",
    "fault",
    "busy",
    "disk-full",
]
Gap: TypeAlias = Literal["not_reported", "not_applicable"]
Number: TypeAlias = int | Decimal | str


class EntryChange(TypedDict):
    """`values` by field, as for a new entry; null empties a field. What is not named stays, rows too.

    `rows`: of the tables inside the entry, by the slug of their register.
    """

    values: NotRequired[Mapping[str, str | bool | int | float | Decimal | Sequence[str] | None]]
    rows: NotRequired[Mapping[str, Sequence[RowChange]]]


class Filling(TypedDict):
    """`values` by code of cell, `texts` by code of heading or cell. What is not named stays."""

    values: NotRequired[Mapping[str, TypedCell]]
    texts: NotRequired[Mapping[str, str]]


class NewEntries(TypedDict):
    entries: Sequence[NewEntry]


class NewEntry(TypedDict):
    """`unit`: code, for an account that writes for several. `values` by field: options by code, days as ISO
    8601.

    `rows`: of the tables inside the entry, by the slug of their register.
    """

    unit: NotRequired[str]
    values: Mapping[str, str | bool | int | float | Decimal | Sequence[str] | None]
    rows: NotRequired[Mapping[str, Sequence[NewRow]]]


class NewRow(TypedDict):
    """`values` by field, as of an entry; a blank day is that of the entry."""

    values: NotRequired[Mapping[str, str | bool | int | float | Decimal | Sequence[str] | None]]


class NewSubmission(TypedDict):
    form: str
    unit: str
    period: str


class Report(TypedDict):
    """`etag`: of the report as it was read, «*» for whatever is stored; needed where the report is begun
    already.
    """

    form: str
    unit: str
    period: str
    etag: NotRequired[str]
    values: NotRequired[Mapping[str, TypedCell]]
    texts: NotRequired[Mapping[str, str]]
    send: NotRequired[bool]


class Reports(TypedDict):
    reports: Sequence[Report]


class RowChange(TypedDict):
    """With `id` and its `version` a row that is there: what `values` does not name stays, `remove` takes it out."""

    values: NotRequired[Mapping[str, str | bool | int | float | Decimal | Sequence[str] | None]]
    id: NotRequired[UUID | None]
    version: NotRequired[int]
    remove: NotRequired[bool]


class TypedCell(TypedDict):
    """`value`: a number, true/false, a day (ISO 8601); null with `gap`. `reason`: why a computed number is
    replaced.
    """

    value: NotRequired[int | float | Decimal | str | bool | None]
    gap: NotRequired[Gap | None]
    reason: NotRequired[str]


class Voiding(TypedDict):
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedValue:
    unit: str
    cell: str
    element: str
    disaggregation: str
    value: Number | None
    gap: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedValuePage:
    next: str | None
    items: tuple[AcceptedValue, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    code: str
    printed_code: str
    label: str
    element: str
    disaggregation: str
    is_text: bool
    most_letters: int
    sum_of: tuple[str, ...]
    filled_by: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CellValue:
    cell: str
    printed_code: str
    label: str
    element: str
    disaggregation: str
    value: Number | None
    gap: str | None
    source: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    code: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Closing:
    """The closing of the area: `edition` counts from 1, and rises when numbers came after the closing."""

    edition: int
    closed_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentDetail:
    id: int
    kind: str
    subject: str
    symbol: str
    number: int | None
    day: date | None
    year: int | None
    issuer: str
    period: str
    state: str
    function: str
    issued_at: datetime | None
    files: tuple[File, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    id: int
    kind: str
    subject: str
    symbol: str
    number: int | None
    day: date | None
    year: int | None
    issuer: str
    period: str
    state: str
    function: str
    issued_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentPage:
    next: str | None
    items: tuple[Document, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    uid: str
    code: str
    name: str
    unit_of_measure: str
    kind: str
    nature: str
    over_time: str
    over_place: str
    function: str
    counts_persons: bool
    form: str
    option_sets: tuple[str, ...]
    decimals: int | None
    clauses: tuple[str, ...]
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ElementPage:
    next: str | None
    items: tuple[Element, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EntriesPage:
    next: str | None
    items: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EntriesWritten:
    """`known`: entries that the register held already, which were not written again. `entries`: in the order
    sent.

    `rows`: how many rows were added, to entries that were known those which they lacked.
    """

    written: int
    known: int
    rows: int = 0
    dry_run: bool
    entries: tuple[EntryAdded, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryAdded:
    """`known`: the register held it already, perhaps voided. `id` is null where nothing was kept."""

    id: UUID | None
    known: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryDetail:
    """`rows`: of the tables inside the entry, by the slug of their register."""

    id: UUID
    unit: str
    day: date
    voided: bool
    version: int
    created_at: datetime
    updated_at: datetime
    values: dict[str, Any]
    rows: dict[str, tuple[Row, ...]]
    etag: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    id: UUID
    unit: str
    day: date
    voided: bool
    version: int
    created_at: datetime
    updated_at: datetime
    values: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryWritten:
    """`etag` is for the next If-Match, of what this write left; null where nothing was kept."""

    id: UUID
    dry_run: bool
    etag: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    name: str
    label: str
    kind: str
    required: bool
    limit: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """`year_before_imported`, `previous_imported`: that number was reported before the product and imported
    since.
    """

    element: str
    element_code: str
    disaggregation: str
    cell: str
    label: str
    value: Number | None
    received: int
    expected: int
    missing: tuple[str, ...]
    parts: tuple[Part, ...]
    withheld: str | None
    parts_withheld: str | None
    year_before: Number | None
    year_before_imported: bool
    previous: Number | None
    previous_imported: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FigurePage:
    """`closing`: null while the area has not closed the period."""

    next: str | None
    unit: str
    form: str
    period: str
    basis: str
    received: int
    expected: int
    closing: Closing | None
    senders: tuple[Sender, ...]
    items: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    id: int
    part: str
    name: str
    content_type: str
    size: int
    sha256: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    rule: str | None
    hard: bool
    message: str
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormDetail:
    uid: str
    code: str
    name: str
    programme: str
    unit: str
    function: str
    period_types: tuple[str, ...]
    reporter_levels: tuple[str, ...]
    reporter_units: tuple[str, ...]
    sections: tuple[Section, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    uid: str
    code: str
    name: str
    programme: str
    unit: str
    function: str
    period_types: tuple[str, ...]
    reporter_levels: tuple[str, ...]
    reporter_units: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormPage:
    next: str | None
    items: tuple[Form, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    code: str
    title: str
    most_letters: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    uid: str
    code: str
    name: str
    numerator: str
    denominator: str
    per: int | None
    change: str
    source: str
    target_levels: tuple[TargetLevel, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorPage:
    next: str | None
    items: tuple[Indicator, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    id: int
    kind: str
    state: str
    done: int
    total: int
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class JobPage:
    next: str | None
    items: tuple[Job, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    code: str
    name: str
    rank: int
    attached: bool
    consolidates: bool
    counts_persons: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelPage:
    next: str | None
    items: tuple[Level, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Me:
    username: str
    full_name: str
    unit: UnitName
    token: Token
    actions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Obligation:
    form: str
    form_code: str
    programme: str
    function: str
    unit: str
    unit_name: str
    period: str
    due: date
    regular_due: date
    locked_from: date | None
    state: str
    status: str
    first_sent: date | None
    late_days: int
    overdue_days: int
    submission: UUID | None
    is_own: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ObligationPage:
    next: str | None
    items: tuple[Obligation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    code: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionSet:
    uid: str
    code: str
    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionSetPage:
    next: str | None
    items: tuple[OptionSet, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    unit: str
    value: Number | None
    gap: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    id: str
    type: str
    name: str
    start: date
    end: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodPage:
    next: str | None
    items: tuple[Period, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanItem:
    code: str
    kind: str
    path: str
    text: str
    state: str
    lead: str | None
    coordinating: tuple[str, ...]
    due_on: date | None
    later_due_on: tuple[date, ...]
    recurs: str
    value: Decimal | None
    unit_of_measure: str
    bound: str
    indicator: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanItemPage:
    next: str | None
    items: tuple[PlanItem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    id: UUID
    kind: str
    number: str
    title: str
    issuer: str
    unit: str
    signed_on: date | None
    state: str
    origin: str
    issued_above: str
    replaces: UUID | None
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanPage:
    next: str | None
    items: tuple[Plan, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeDetail:
    code: str
    name: str
    short_name: str
    unit: str | None
    version: int | None
    in_force_from: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    code: str
    name: str
    short_name: str
    unit: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammePage:
    next: str | None
    items: tuple[Programme, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterDetail:
    """`rows`: the tables inside an entry."""

    slug: str
    name: str
    row: str
    function: str
    can_write: bool
    fields: tuple[Field, ...]
    rows: tuple[RowTable, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    slug: str
    name: str
    row: str
    function: str
    can_write: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterPage:
    next: str | None
    items: tuple[Register, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportWritten:
    """`cells`: the places that changed. `findings`: what the checks find now. `etag`: for the next write."""

    id: str
    form: str
    unit: str
    period: str
    state: str
    version: int
    cells: tuple[str, ...]
    findings: tuple[Finding, ...]
    etag: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportsWritten:
    """`imported`, `updated`, `ignored`: cells that had no value, that had another, that had the same."""

    dry_run: bool
    imported: int
    updated: int
    ignored: int
    reports: tuple[ReportWritten, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    id: UUID
    day: date
    voided: bool
    version: int
    values: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class RowTable:
    """A table inside the entries of a register; it is a register, too, whose entries are the rows."""

    slug: str
    name: str
    row: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    code: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    key: str
    unit: str
    unit_name: str
    is_area: bool
    status: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SubmissionDetail:
    id: UUID
    form: str
    form_code: str
    unit: str
    unit_name: str
    period: str
    state: str
    edition: int
    version: int
    created_at: datetime
    can_edit: bool
    can_send: bool
    cells: tuple[CellValue, ...]
    texts: tuple[Text, ...]
    etag: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    id: UUID
    form: str
    form_code: str
    unit: str
    unit_name: str
    period: str
    state: str
    edition: int
    version: int
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SubmissionPage:
    next: str | None
    items: tuple[Submission, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SubmissionWritten:
    """`etag` is for the next If-Match, of what this write left; null where nothing was kept."""

    id: UUID
    form: str
    period: str
    state: str
    version: int
    dry_run: bool
    cells: tuple[str, ...] = ()
    etag: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetLevel:
    unit: str
    year: int | None
    value: Decimal
    bound: str
    baseline: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """`actual`: of accepted reports alone; a figure imported from before the product is never part of it."""

    code: str
    path: str
    text: str
    indicator: str | None
    in_percent: bool
    bound: str | None
    value: Decimal | None
    baseline: Decimal | None
    due_on: date | None
    progress: str
    actual: Decimal | None
    lack: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetPage:
    next: str | None
    unit: str
    period: str
    items: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    place: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    name: str
    expires_on: date
    actions: tuple[str, ...]
    programme: str | None
    unit: str | None
    confidential: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitName:
    code: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    code: str
    name: str
    short_name: str
    level: str
    parent: str | None
    function: str
    valid_from: date
    valid_to: date | None
    successors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitPage:
    next: str | None
    items: tuple[Unit, ...]
