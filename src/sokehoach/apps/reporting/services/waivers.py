"""Explanations of hard findings, and their acceptance by the office."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.reporting.models import Submission, Waiver
from sokehoach.apps.reporting.selectors.sheets import sheet
from sokehoach.apps.reporting.selectors.waivers import explanation, waivers
from sokehoach.apps.reporting.services.held import done, hold
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Refused
from sokehoach.domain.reporting.checks import Finding
from sokehoach.domain.reporting.workflow import Action

type Reasons = Mapping[tuple[str, str], str]  # by cell and rule

MARK = ":g:"


def field(cell: str, rule: str) -> str:
    """«C1:g:parts_sum_to_whole»: how the page names the box of an explanation."""
    return f"{cell}{MARK}{rule}"


@write("report.explain")
def explain(*, submission: uuid.UUID, reasons: Reasons, by: User, at: datetime) -> Done:
    """Say why a hard finding stands as it is; a blank reason takes the explanation back."""
    row = hold(submission, Action.SAVE, by=by, at=at).row
    cells = give(row, reasons, by=by, at=at)
    return done(row, detail={"codes": [*cells]}, answer={"cells": [*cells]})


def give(row: Submission, reasons: Reasons, *, by: User, at: datetime) -> list[str]:
    """Write the explanations into a held report; the cells of those that are not what they were.

    What is explained no longer, since the figures have changed or agree, is dropped: it was about other figures.
    """
    if not reasons:
        return []
    known = waivers(row)
    found = {
        (one.cell, one.rule.value): one
        for one in sheet(row).findings
        if one.waivable and one.rule is not None
    }
    guard.refuse(
        {field(*key): reason for key, reason in reasons.items() if key in found},
        before=" ".join(one.reason for one in known.values()),
    )
    changed = []
    for key, reason in reasons.items():
        if key in found and _tell(row, found[key], reason.strip(), known.get(key), by=by, at=at):
            changed.append(key[0])
    return changed


def _tell(
    row: Submission, finding: Finding, reason: str, known: Waiver | None, *, by: User, at: datetime
) -> bool:
    if known is not None and known.reason == reason and known.said == finding.message_vi:
        return False
    if not reason:
        return known is not None and bool(known.delete())
    assert finding.rule is not None
    Waiver.objects.update_or_create(
        submission=row,
        cell=finding.cell,
        rule=finding.rule.value,
        defaults={
            "said": finding.message_vi,
            "reason": reason,
            "asked_by": by,
            "asked_at": at,
            "granted_by": None,
            "granted_at": None,
        },
    )
    return True


@write("report.excuse")
def grant(*, submission: uuid.UUID, version: int, cell: str, rule: str, by: User, at: datetime) -> Done:
    """Take the explanation of a sent report's finding: it then stands in no one's way and is printed.

    Refused where there is none for the figures as they stand, or it has been taken already.
    """
    row = hold(submission, Action.EXCUSE, by=by, at=at, version=version).row
    known = waivers(row)
    told = next(
        (
            one
            for finding in sheet(row).findings
            if (one := explanation(finding, known)) is not None and (one.cell, one.rule) == (cell, rule)
        ),
        None,
    )
    if told is None or told.granted_at is not None:
        raise Refused(_("Giải trình này không còn, hoặc đã được chấp nhận. Hãy tải lại trang."))
    told.granted_by, told.granted_at = by, at
    told.save(update_fields=["granted_by", "granted_at"])
    return done(row, detail={"code": cell, "reason": told.reason})
