"""A plan's file: examined as it comes in, kept byte for byte, examined again when asked."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404

from sokehoach.adapters.layout import lint_file
from sokehoach.adapters.signature import read_signatures, trusted_roots
from sokehoach.adapters.slow_work import file_digest
from sokehoach.adapters.text import Unreadable
from sokehoach.adapters.text.kinds import kind_of
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Plan, Source


@dataclass(frozen=True, slots=True)
class Examined:
    """A file and what was found in it; plain data."""

    name: str
    kind: str
    data: bytes
    digest: str
    findings: list[dict[str, Any]] | None
    unmeasured: str
    signatures: list[dict[str, Any]] = field(default_factory=list)
    signed: bool = False
    unread: str = ""


def examine(data: bytes, *, name: str, at: datetime) -> Examined:
    """Measure the file and check its signatures, each in a process of its own; to be called before anything is
    locked. Raises Unreadable only for a file that is no text, DOCX or PDF at all.
    """
    kind = kind_of(data, name=name)
    findings: list[dict[str, Any]] | None = None
    unmeasured = ""
    try:
        findings = [one.as_json() for one in lint_file(data, name=name)]
    except Unreadable as error:
        unmeasured = str(error)[:500]
    found = read_signatures(data, roots=trusted_roots(settings.SIGNATURE_ROOTS), at=at)
    signatures = [one.as_json() for one in found.signatures]
    return Examined(
        name,
        kind.value,
        data,
        file_digest(data),
        findings,
        unmeasured,
        signatures,
        found.signed,
        found.problem[:500],
    )


def keep(plan: Plan, examined: Examined, *, at: datetime) -> None:
    """A part of `plan.import`: the file of a plan that has just been stored."""
    Source.objects.create(
        plan=plan,
        name=examined.name[:255],
        digest=examined.digest,
        size=len(examined.data),
        content=examined.data,
        kind=examined.kind,
        checked_at=at,
        **_said(examined),
    )


def check_again(*, plan: uuid.UUID, by: User, at: datetime, key: str = "") -> Done:
    """Examine the file as it was sent once more: the rules may know better, roots may have been added since.

    404 where the account may not confirm the plan, or the plan has no file.
    """
    row = Source.objects.select_related("plan").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row.plan):
        raise Http404
    examined = examine(bytes(row.content), name=row.name, at=at)
    return _store_again(plan=plan, examined=examined, by=by, at=at, key=key)


@write("plan.check_file")
def _store_again(*, plan: uuid.UUID, examined: Examined, by: User, at: datetime) -> Done:
    row = Source.objects.select_for_update().select_related("plan__unit").defer("content").get(pk=plan)
    for name, what in _said(examined).items():
        setattr(row, name, what)
    row.checked_at = at
    row.save(update_fields=[*_said(examined), "checked_at"])
    return Done(
        subject=f"plan:{plan}",
        unit=row.plan.unit.code,
        detail={"findings": len(examined.findings or []), "signatures": len(examined.signatures)},
        answer={"plan": str(plan)},
    )


def _said(examined: Examined) -> dict[str, Any]:
    return {
        "findings": examined.findings,
        "unmeasured": examined.unmeasured,
        "signatures": examined.signatures,
        "signed": examined.signed,
        "unread": examined.unread,
    }
