"""Stores the draft of a programme's next definition."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Model

from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.shell.outcomes import VersionConflictError, get_or_not_found
from sokehoach.domain.messages import say

type Problems = Sequence[tuple[str, int, str]]  # file, line, reason


@write("draft.begin")
def create_draft(
    *,
    code: str,
    programme: Programme | None,
    unit: Unit,
    base: int,
    files: Mapping[str, str],
    problems: Problems,
    by: Model | str,
    at: datetime,
) -> ServiceResult:
    """Store a new draft. Raises ActionRefused where the programme has one.

    Its revisions follow those of the programme's earlier drafts: a page opened on one of these saves nothing here.
    """
    name = _get_name(by)
    draft = ProgrammeDraft.objects.create(
        code=code,
        programme=programme,
        unit=unit,
        base=base,
        revision=_get_last_revision(code) + 1,
        files=dict(files),
        problems=[list(problem) for problem in problems],
        editors=[] if base else [name],
        begun_at=at,
        saved_by=name,
        saved_at=at,
    )
    return _build_result(draft, {"base": base, "files": len(files)})


@write("draft.save")
def update_draft(
    *,
    draft: ProgrammeDraft,
    revision: int | None,
    files: Mapping[str, str],
    problems: Problems,
    by: Model | str,
    at: datetime,
) -> ServiceResult:
    """Replace the files of the draft.

    Raises VersionConflictError where somebody else saved after that revision, NotFoundError where the draft is gone.
    """
    row = get_current_draft(draft.code, revision)
    changed_names = sorted(name for name in {*row.files, *files} if row.files.get(name) != files.get(name))
    row.files, row.problems = dict(files), [list(problem) for problem in problems]
    row.revision += 1
    row.editors = sorted({*row.editors, _get_name(by)})
    row.saved_by, row.saved_at = _get_name(by), at
    row.save()
    return _build_result(row, {"files": changed_names, "problems": len(problems)})


@write("draft.discard")
def discard_draft(*, draft: ProgrammeDraft, revision: int | None, by: Model | str, at: datetime) -> ServiceResult:
    """Delete the draft. Raises VersionConflictError where somebody saved it meanwhile."""
    row = get_current_draft(draft.code, revision)
    result = _build_result(row, {"base": row.base})
    row.delete()
    return result


def get_current_draft(code: str, revision: int | None) -> ProgrammeDraft:
    """Returns the draft as it is now.

    Raises VersionConflictError where it has another revision, NotFoundError where there is none.
    """
    row = get_or_not_found(ProgrammeDraft.objects.select_related("unit"), code=code)
    if row.revision != revision:
        message = say("%(name)s đã lưu bản nháp này sau khi bạn mở trang. Chưa có gì của bạn bị ghi đè hoặc mất.")
        raise VersionConflictError(message % {"name": row.saved_by}, revision=row.revision)
    return row


def _get_last_revision(code: str) -> int:
    """Returns that of the programme's last draft, published or discarded, as the trail has it; 0 for none."""
    last = Event.objects.filter(subject=f"pack:{code}", action__startswith="draft.").order_by("-seq").first()
    return 0 if last is None else last.body["detail"].get("revision") or 0


def _get_name(by: Model | str) -> str:
    return by if isinstance(by, str) else by.get_username()  # type: ignore[attr-defined]


def _build_result(draft: ProgrammeDraft, detail: dict[str, Json]) -> ServiceResult:
    return ServiceResult(
        subject=f"pack:{draft.code}",
        unit=draft.unit.code,
        detail={"programme": draft.code, "revision": draft.revision, **detail},
        answer={"code": draft.code, "revision": draft.revision},
    )
