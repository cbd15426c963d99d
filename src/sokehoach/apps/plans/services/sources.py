"""Checks a plan's file at import and on request, and stores it byte for byte."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from sokehoach.adapters.readers.file_kinds import detect_kind
from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.readers.layout_files import lint_file
from sokehoach.adapters.signature import read_signatures, read_trusted_roots
from sokehoach.adapters.slow_work import file_digest
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Plan, Source
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day


@dataclass(frozen=True, slots=True)
class ExaminedFile:
    """A file and its check results; plain data."""

    name: str
    kind: str
    data: bytes
    digest: str
    findings: list[dict[str, Any]] | None
    unmeasured: str
    signatures: list[dict[str, Any]] = field(default_factory=list)
    signed: bool = False
    unread: str = ""


def examine_file(data: bytes, *, name: str, at: datetime) -> ExaminedFile:
    """Measures the file and checks its signatures, each in a process of its own; call it before the write lock.

    Raises UnreadableFileError only for a file that is not text, DOCX or PDF.
    """
    kind = detect_kind(data, name=name)
    findings: list[dict[str, Any]] | None = None
    unmeasured = ""
    try:
        findings = [finding.as_json() for finding in lint_file(data, name=name)]
    except UnreadableFileError as error:
        unmeasured = str(error)
    signature_check = read_signatures(data, roots=read_trusted_roots(settings.SIGNATURE_ROOTS), at=at)
    signatures = [signature.as_json() for signature in signature_check.signatures]
    return ExaminedFile(
        name,
        kind.value,
        data,
        file_digest(data),
        findings,
        unmeasured,
        signatures,
        signature_check.signed,
        signature_check.problem[:500],
    )


def store_source(plan: Plan, examined: ExaminedFile, *, at: datetime) -> None:
    """Stores the file of a new plan; part of `plan.import`."""
    Source.objects.create(
        plan=plan,
        name=examined.name[:255],
        digest=examined.digest,
        size=len(examined.data),
        content=examined.data,
        kind=examined.kind,
        checked_at=at,
        **_build_source_fields(examined),
    )


def describe_same_file(plan: Plan, examined: ExaminedFile) -> list[str]:
    """Returns a sentence where the unit has imported the file of this typed text before."""
    first = Plan.objects.filter(unit=plan.unit, source__digest=examined.digest).exclude(pk=plan.pk).first()
    if first is None:
        return []
    return [
        say(
            "Tệp này đã được nhập ngày %(day)s (%(name)s), với lời văn gõ khác. Hãy chỉ theo dõi một bản.",
            day=write_day(timezone.localtime(first.created_at)),
            name=first.name,
        )
    ]


def recheck_file(*, plan: uuid.UUID, by: User, at: datetime, key: str = "") -> ServiceResult:
    """Check the stored file again, with newer rules and root certificates.

    Raises NotFoundError where the account may not confirm the plan, or the plan has no file.
    """
    row = Source.objects.select_related("plan").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row.plan):
        raise NotFoundError
    examined = examine_file(bytes(row.content), name=row.name, at=at)
    return _store_checked_source(plan=plan, examined=examined, by=by, at=at, key=key)


@write("plan.check_file")
def _store_checked_source(*, plan: uuid.UUID, examined: ExaminedFile, by: User, at: datetime) -> ServiceResult:
    row = Source.objects.select_for_update().select_related("plan__unit").defer("content").get(pk=plan)
    for name, field_value in _build_source_fields(examined).items():
        setattr(row, name, field_value)
    row.checked_at = at
    row.save(update_fields=[*_build_source_fields(examined), "checked_at"])
    return ServiceResult(
        subject=f"plan:{plan}",
        unit=row.plan.unit.code,
        detail={"findings": len(examined.findings or []), "signatures": len(examined.signatures)},
        answer={"plan": str(plan)},
    )


def _build_source_fields(examined: ExaminedFile) -> dict[str, Any]:
    return {
        "findings": examined.findings,
        "unmeasured": examined.unmeasured,
        "signatures": examined.signatures,
        "signed": examined.signed,
        "unread": examined.unread,
    }
