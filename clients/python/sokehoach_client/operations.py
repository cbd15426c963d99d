# Written by tools/python_client.py from the description of the API (make reference); not by hand.
"""The operations of the API as methods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID

from sokehoach_client.listing import Listing
from sokehoach_client.models import (
    AcceptedValue,
    AcceptedValuePage,
    Document,
    DocumentDetail,
    DocumentPage,
    Element,
    ElementPage,
    EntriesPage,
    EntriesWritten,
    Entry,
    EntryChange,
    EntryDetail,
    EntryWritten,
    Figure,
    FigurePage,
    Filling,
    Form,
    FormDetail,
    FormPage,
    Indicator,
    IndicatorPage,
    Job,
    JobPage,
    Level,
    LevelPage,
    Me,
    NewEntries,
    NewSubmission,
    Obligation,
    ObligationPage,
    OptionSet,
    OptionSetPage,
    Period,
    PeriodPage,
    Plan,
    PlanItem,
    PlanItemPage,
    PlanPage,
    Programme,
    ProgrammeDetail,
    ProgrammePage,
    Register,
    RegisterDetail,
    RegisterPage,
    Reports,
    ReportsWritten,
    Submission,
    SubmissionDetail,
    SubmissionPage,
    SubmissionWritten,
    Target,
    TargetPage,
    Unit,
    UnitPage,
    Voiding,
)

T = TypeVar("T")
ItemT = TypeVar("ItemT")
PageT = TypeVar("PageT")


class Operations:
    """Every operation of the API. `Client` sends them."""

    def get_me(self) -> Me:
        """The account and the token. `actions`: what the token opens somewhere today, which is less than what it
        names where a role has ended.
        """
        return self._read(Me, "me", {})

    def list_programmes(self) -> Listing[Programme, ProgrammePage]:
        """Programmes."""
        return self._list(Programme, ProgrammePage, "programmes", {})

    def get_programme(self, programme: str) -> ProgrammeDetail:
        """One programme."""
        return self._read(ProgrammeDetail, f"programmes/{quote(str(programme), safe='')}", {})

    def list_elements(self, programme: str) -> Listing[Element, ElementPage]:
        """Data elements."""
        return self._list(Element, ElementPage, f"programmes/{quote(str(programme), safe='')}/elements", {})

    def list_option_sets(self) -> Listing[OptionSet, OptionSetPage]:
        """Option sets."""
        return self._list(OptionSet, OptionSetPage, "option-sets", {})

    def list_indicators(self, programme: str) -> Listing[Indicator, IndicatorPage]:
        """Indicators."""
        return self._list(Indicator, IndicatorPage, f"programmes/{quote(str(programme), safe='')}/indicators", {})

    def list_forms(self, *, programme: str = "") -> Listing[Form, FormPage]:
        """Forms."""
        return self._list(Form, FormPage, "forms", {"programme": programme})

    def get_form(self, form: str, *, period: str = "") -> FormDetail:
        """One form and its cells. `period`: as the form is filled in for it; without, as it is now."""
        return self._read(FormDetail, f"forms/{quote(str(form), safe='')}", {"period": period})

    def list_levels(self) -> Listing[Level, LevelPage]:
        """Levels of units."""
        return self._list(Level, LevelPage, "levels", {})

    def list_units(self, *, day: date | None = None, level: str = "", parent: str = "") -> Listing[Unit, UnitPage]:
        """Units. The units as of `day` (today by default) in the reach of the token."""
        return self._list(Unit, UnitPage, "units", {"day": day, "level": level, "parent": parent})

    def get_unit(self, unit: str, *, day: date | None = None) -> Unit:
        """One unit."""
        return self._read(Unit, f"units/{quote(str(unit), safe='')}", {"day": day})

    def list_periods(self) -> Listing[Period, PeriodPage]:
        """Reporting periods. The periods that pages offer today for the forms of the token's programmes. `end` is
        the day after the last.
        """
        return self._list(Period, PeriodPage, "periods", {})

    def list_obligations(
        self, *, period: str = "", form: str = "", unit: str = "", state: str = ""
    ) -> Listing[Obligation, ObligationPage]:
        """Reports due. Of one `period`; without, of each form in its current periods, with earlier ones to be sent
        or accepted.

        `submission` only where the token may open the report.
        """
        return self._list(
            Obligation, ObligationPage, "obligations", {"period": period, "form": form, "unit": unit, "state": state}
        )

    def list_submissions(
        self, *, period: str = "", form: str = "", unit: str = "", state: str = ""
    ) -> Listing[Submission, SubmissionPage]:
        """Reports begun."""
        return self._list(
            Submission, SubmissionPage, "submissions", {"period": period, "form": form, "unit": unit, "state": state}
        )

    def create_submission(
        self, new_submission: NewSubmission, *, dry_run: bool = False, idempotency_key: str | None = None
    ) -> SubmissionWritten:
        """Begin a report."""
        return self._write(
            SubmissionWritten,
            "POST",
            "submissions",
            new_submission or {},
            query={"dry_run": dry_run},
            if_match=None,
            idempotency_key=idempotency_key,
        )

    def get_submission(self, submission: UUID | str) -> SubmissionDetail:
        """One report and its figures. Its ETag is for If-Match: it changes with every step, value and text of the
        report.
        """
        return self._read_versioned(SubmissionDetail, f"submissions/{quote(str(submission), safe='')}", {})

    def fill_submission(
        self,
        submission: UUID | str,
        filling: Filling | None = None,
        *,
        if_match: str,
        dry_run: bool = False,
        idempotency_key: str | None = None,
    ) -> SubmissionWritten:
        """Fill a report. All values and texts or none. If-Match with the report's ETag is required."""
        return self._write(
            SubmissionWritten,
            "PATCH",
            f"submissions/{quote(str(submission), safe='')}",
            filling or {},
            query={"dry_run": dry_run},
            if_match=if_match,
            idempotency_key=idempotency_key,
        )

    def send_submission(
        self,
        submission: UUID | str,
        filling: Filling | None = None,
        *,
        if_match: str,
        dry_run: bool = False,
        idempotency_key: str | None = None,
    ) -> SubmissionWritten:
        """Submit a report. Stores what the body holds and sends; what a check finds wrong is told beside its cell,
        and nothing is kept.
        """
        return self._write(
            SubmissionWritten,
            "POST",
            f"submissions/{quote(str(submission), safe='')}/send",
            filling or {},
            query={"dry_run": dry_run},
            if_match=if_match,
            idempotency_key=idempotency_key,
        )

    def store_submissions(
        self, reports: Reports, *, dry_run: bool = False, idempotency_key: str | None = None
    ) -> ReportsWritten:
        """Begin, fill and submit several reports at once. All reports or none; what is wrong is told by report and
        cell (`/reports/3/values/A2`).
        """
        return self._write(
            ReportsWritten,
            "POST",
            "submission-batches",
            reports or {},
            query={"dry_run": dry_run},
            if_match=None,
            idempotency_key=idempotency_key,
        )

    def list_accepted_values(
        self, *, form: str, period: str, unit: str = ""
    ) -> Listing[AcceptedValue, AcceptedValuePage]:
        """Accepted figures of units."""
        return self._list(
            AcceptedValue, AcceptedValuePage, "accepted-values", {"form": form, "period": period, "unit": unit}
        )

    def list_figures(self, *, form: str, period: str, unit: str, basis: str = "then") -> Listing[Figure, FigurePage]:
        """Consolidated figures of an area. What is withheld has `withheld` and no number; of what is a total alone
        `parts_withheld` and no parts.
        """
        return self._list(Figure, FigurePage, "figures", {"form": form, "period": period, "unit": unit, "basis": basis})

    def list_targets(self, plan: UUID | str, *, period: str) -> Listing[Target, TargetPage]:
        """Targets of a plan and what is reached."""
        return self._list(Target, TargetPage, f"plans/{quote(str(plan), safe='')}/targets", {"period": period})

    def list_registers(self) -> Listing[Register, RegisterPage]:
        """Registers."""
        return self._list(Register, RegisterPage, "registers", {})

    def get_register(self, slug: str) -> RegisterDetail:
        """One register and its fields."""
        return self._read(RegisterDetail, f"registers/{quote(str(slug), safe='')}", {})

    def list_entries(
        self,
        slug: str,
        *,
        day_from: date | None = None,
        day_until: date | None = None,
        unit: str = "",
        updated_since: datetime | None = None,
        voided: bool | None = None,
    ) -> Listing[Entry, EntriesPage]:
        """Entries of a register. Voided entries are among them unless `voided` says otherwise: a copy elsewhere must
        learn of them.
        """
        return self._list(
            Entry,
            EntriesPage,
            f"registers/{quote(str(slug), safe='')}/entries",
            {
                "day_from": day_from,
                "day_until": day_until,
                "unit": unit,
                "updated_since": updated_since,
                "voided": voided,
            },
        )

    def add_entries(
        self, slug: str, new_entries: NewEntries, *, dry_run: bool = False, idempotency_key: str | None = None
    ) -> EntriesWritten:
        """Write several entries into a register."""
        return self._write(
            EntriesWritten,
            "POST",
            f"registers/{quote(str(slug), safe='')}/entries",
            new_entries or {},
            query={"dry_run": dry_run},
            if_match=None,
            idempotency_key=idempotency_key,
        )

    def get_entry(self, slug: str, entry: UUID | str) -> EntryDetail:
        """One register entry. With the rows of its tables; of a voided entry also those voided. Its ETag is for If-
        Match.
        """
        return self._read_versioned(
            EntryDetail, f"registers/{quote(str(slug), safe='')}/entries/{quote(str(entry), safe='')}", {}
        )

    def change_entry(
        self,
        slug: str,
        entry: UUID | str,
        entry_change: EntryChange | None = None,
        *,
        if_match: str,
        dry_run: bool = False,
        idempotency_key: str | None = None,
    ) -> EntryWritten:
        """Change a register entry. If-Match with the entry's ETag is required."""
        return self._write(
            EntryWritten,
            "PATCH",
            f"registers/{quote(str(slug), safe='')}/entries/{quote(str(entry), safe='')}",
            entry_change or {},
            query={"dry_run": dry_run},
            if_match=if_match,
            idempotency_key=idempotency_key,
        )

    def void_entry(
        self,
        slug: str,
        entry: UUID | str,
        voiding: Voiding,
        *,
        if_match: str,
        dry_run: bool = False,
        idempotency_key: str | None = None,
    ) -> EntryWritten:
        """Void a register entry. It no longer counts, stays readable and can be restored. If-Match is required."""
        return self._write(
            EntryWritten,
            "POST",
            f"registers/{quote(str(slug), safe='')}/entries/{quote(str(entry), safe='')}/void",
            voiding or {},
            query={"dry_run": dry_run},
            if_match=if_match,
            idempotency_key=idempotency_key,
        )

    def restore_entry(
        self, slug: str, entry: UUID | str, *, if_match: str, dry_run: bool = False, idempotency_key: str | None = None
    ) -> EntryWritten:
        """Restore a voided entry. If-Match is required."""
        return self._write(
            EntryWritten,
            "POST",
            f"registers/{quote(str(slug), safe='')}/entries/{quote(str(entry), safe='')}/restore",
            {},
            query={"dry_run": dry_run},
            if_match=if_match,
            idempotency_key=idempotency_key,
        )

    def list_plans(self, *, unit: str = "", state: str = "") -> Listing[Plan, PlanPage]:
        """Plans."""
        return self._list(Plan, PlanPage, "plans", {"unit": unit, "state": state})

    def get_plan(self, plan: UUID | str) -> Plan:
        """One plan."""
        return self._read(Plan, f"plans/{quote(str(plan), safe='')}", {})

    def list_plan_items(self, plan: UUID | str) -> Listing[PlanItem, PlanItemPage]:
        """Targets, tasks and reporting rules of a plan."""
        return self._list(PlanItem, PlanItemPage, f"plans/{quote(str(plan), safe='')}/items", {})

    def list_documents(self, *, period: str = "", kind: str = "") -> Listing[Document, DocumentPage]:
        """Documents."""
        return self._list(Document, DocumentPage, "documents", {"period": period, "kind": kind})

    def get_document(self, document: int) -> DocumentDetail:
        """One document and its files."""
        return self._read(DocumentDetail, f"documents/{quote(str(document), safe='')}", {})

    def get_document_file(self, document: int, file: int) -> bytes:
        """Download a file."""
        return self._download(f"documents/{quote(str(document), safe='')}/files/{quote(str(file), safe='')}")

    def list_jobs(self) -> Listing[Job, JobPage]:
        """Jobs. The newest 50. A job was started on a page with the whole scope of the account, so its title and
        result are there alone: a token may open less. A file for analysts is given to a token that opens all of
        it.
        """
        return self._list(Job, JobPage, "jobs", {})

    def get_job(self, job: int) -> Job:
        """One job."""
        return self._read(Job, f"jobs/{quote(str(job), safe='')}", {})

    def get_job_file(self, job: int) -> bytes:
        """Download the file for analysis. Of a job of the kind `exchange.files` that is done, where the token opens
        all that the file holds.
        """
        return self._download(f"jobs/{quote(str(job), safe='')}/file")

    def _read(self, kind: type[T], path: str, query: Mapping[str, Any]) -> T:
        raise NotImplementedError

    def _read_versioned(self, kind: type[T], path: str, query: Mapping[str, Any]) -> T:
        raise NotImplementedError

    def _list(self, item: type[ItemT], page: type[PageT], path: str, query: dict[str, Any]) -> Listing[ItemT, PageT]:
        raise NotImplementedError

    def _download(self, path: str) -> bytes:
        raise NotImplementedError

    def _write(
        self,
        kind: type[T],
        method: str,
        path: str,
        body: Mapping[str, Any],
        *,
        query: Mapping[str, Any],
        if_match: str | None,
        idempotency_key: str | None,
    ) -> T:
        raise NotImplementedError
