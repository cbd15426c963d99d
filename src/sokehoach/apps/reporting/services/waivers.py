"""Services that explain hard findings, and grant the explanations."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.reporting.models import Submission, Waiver
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.queries.waivers import find_explanation, list_waivers
from sokehoach.apps.reporting.services.submission_lock import build_result, lock_submission
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.checks import ReportFinding
from sokehoach.domain.reporting.workflow import ReportAction

type Reasons = Mapping[tuple[str, str], str]  # by cell and rule

MARK = ":g:"


def build_field_name(cell: str, rule: str) -> str:
    """«C1:g:parts_sum_to_whole»: the field name of an explanation."""
    return f"{cell}{MARK}{rule}"


@write("report.explain")
def explain_findings(*, submission: uuid.UUID, reasons: Reasons, by: User, at: datetime) -> ServiceResult:
    """Explain hard findings; a blank reason deletes the explanation."""
    row = lock_submission(submission, ReportAction.SAVE, by=by, at=at).row
    cells = write_explanations(row, reasons, by=by, at=at)
    return build_result(row, detail={"codes": [*cells]}, answer={"cells": [*cells]})


def write_explanations(
    row: Submission, reasons: Reasons, *, sheet: ReportSheet | None = None, by: User, at: datetime
) -> list[str]:
    """Write explanations into a locked report; returns the cells whose explanation changed. `sheet`: the current one.

    Reasons for findings that no longer exist are ignored: they were about other figures.
    """
    if not reasons:
        return []
    waivers_by_key = list_waivers(row)
    findings_by_key = {
        (finding.cell, finding.rule.value): finding
        for finding in (sheet or build_sheet(row)).findings
        if finding.waivable and finding.rule is not None
    }
    pii_filter.check_texts(
        {build_field_name(*key): reason for key, reason in reasons.items() if key in findings_by_key},
        stored_text=" ".join(waiver.reason for waiver in waivers_by_key.values()),
    )
    changed = []
    for key, reason in reasons.items():
        if key in findings_by_key and _write_explanation(
            row, findings_by_key[key], reason.strip(), waivers_by_key.get(key), by=by, at=at
        ):
            changed.append(key[0])
    return changed


def _write_explanation(
    row: Submission, finding: ReportFinding, reason: str, waiver: Waiver | None, *, by: User, at: datetime
) -> bool:
    if waiver is not None and waiver.reason == reason and waiver.finding == finding.message_vi:
        return False
    if not reason:
        return waiver is not None and bool(waiver.delete())
    assert finding.rule is not None
    Waiver.objects.update_or_create(
        submission=row,
        cell=finding.cell,
        rule=finding.rule.value,
        defaults={
            "finding": finding.message_vi,
            "reason": reason,
            "asked_by": by,
            "asked_at": at,
            "granted_by": None,
            "granted_at": None,
        },
    )
    return True


@write("report.excuse")
def grant_waiver(*, submission: uuid.UUID, version: int, cell: str, rule: str, by: User, at: datetime) -> ServiceResult:
    """Grant the explanation of a sent report's finding: it no longer prevents acceptance and is printed.

    Raises ActionRefused where there is none for the current figures, or it is already granted.
    """
    row = lock_submission(submission, ReportAction.EXCUSE, by=by, at=at, version=version).row
    waivers_by_key = list_waivers(row)
    waiver = next(
        (
            candidate
            for finding in build_sheet(row).findings
            if (candidate := find_explanation(finding, waivers_by_key)) is not None
            and (candidate.cell, candidate.rule) == (cell, rule)
        ),
        None,
    )
    if waiver is None or waiver.granted_at is not None:
        raise ActionRefused(say("Giải trình này không còn, hoặc đã được chấp nhận. Hãy tải lại trang."))
    waiver.granted_by, waiver.granted_at = by, at
    waiver.save(update_fields=["granted_by", "granted_at"])
    return build_result(row, detail={"code": cell, "reason": waiver.reason})
