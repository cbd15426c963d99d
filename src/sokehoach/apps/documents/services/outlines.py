"""Services of outlines from programmes and from officials; each change is a new version."""

from datetime import date, datetime
from typing import Any

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.documents.queries.outlines import OutlineWording
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.privacy import FIRM_KINDS


@write("outline.keep")
def import_outline(
    *,
    programme: Programme,
    uid: str,
    code: str,
    title: str,
    issuer: Unit,
    unit: Unit,
    due_days: int,
    definition: dict[str, Json],
    by: User | str,
    at: datetime,
    writers: str = ReportOutline.Writers.ISSUER,
    follows: str = "",
    day: date | None = None,
) -> ServiceResult:
    """Store a programme's outline. An unchanged programme does not overwrite the versions that officials made.

    With a day, other sections or annexes are for reports whose window begins on it or later (`outlines.find_version`).
    """
    fields: dict[str, Any] = {
        "title": title, "issuer": issuer, "unit": unit, "due_days": due_days, "definition": definition,
        "writers": writers, "follows": follows,
    }  # fmt: skip
    rows = ReportOutline.objects.filter(uid=uid)
    loaded_version = rows.filter(saved_by=None).first()
    newest = rows.first()
    if newest is None or loaded_version is None:
        _publish_version(ReportOutline(programme=programme, uid=uid, code=code, **fields), by=None, at=at)
    elif any(outlines.get_loaded_field(loaded_version, name) != value for name, value in fields.items()):
        has_other_content = any(loaded_version.definition[name] != definition[name] for name in ("sections", "annexes"))
        first_day = day and day.isoformat() if has_other_content else newest.definition.get(outlines.FIRST_DAY)
        fields["definition"] = definition | ({outlines.FIRST_DAY: first_day} if first_day else {})
        row = ReportOutline(programme=programme, uid=uid, code=code, version=newest.version + 1, **fields)
        _publish_version(row, by=None, at=at)
    return ServiceResult(subject=f"outline:{uid}", unit=unit.code, answer={"outline": uid})


@write("outline.rewrite")
def publish_outline(*, uid: str, version: int, wording: OutlineWording, by: User, at: datetime) -> ServiceResult:
    """Put a new version in force, and one of each outline that follows its sections.

    Raises InvalidInput for an unknown name or a person's name, VersionConflictError after another person's change.
    """
    row = outlines.access_editable_outline(by, uid)
    ReportOutline.objects.select_for_update().get(pk=row.pk)
    if row.version != version:
        raise VersionConflictError(say("Mẫu vừa được người khác sửa. Hãy xem bản mới trước khi lưu bản của mình."))
    new_version = outlines.propose_version(row, wording, at.date())
    _check_no_persons(wording)
    _publish_version(new_version, by=by, at=at)
    followers = outlines.list_current_outlines().filter(programme=row.programme_id, follows=row.code)
    for follower in followers:
        definition = {**follower.definition, "sections": new_version.definition["sections"]}
        if definition != follower.definition:
            _publish_version(outlines.build_next_version(follower, follower.title, definition), by=by, at=at)
    return ServiceResult(
        subject=f"outline:{uid}",
        unit=row.unit.code,
        detail={"version": new_version.version, "title": new_version.title},
        answer={"outline": uid, "version": new_version.version},
    )


def _publish_version(outline: ReportOutline, *, by: User | None, at: datetime) -> None:
    """Save the outline as the version in force, in the caller's transaction."""
    ReportOutline.objects.filter(uid=outline.uid, stands=True).update(stands=False)
    outline.saved_by, outline.saved_at = by, at
    outline.save()


def _check_no_persons(wording: OutlineWording) -> None:
    frame = (text for key in ("place", "filed") for text in [str(wording.frame[key])])
    lines = (line for key in outlines.LINES for line in wording.frame[key])
    full_text = "\n".join((*frame, *lines, wording.body))
    if any(hit.kind in FIRM_KINDS for hit in pii_filter.find_refused_hits(full_text)):
        raise InvalidInput({"body": [pii_filter.find_text_problem(full_text)]})
