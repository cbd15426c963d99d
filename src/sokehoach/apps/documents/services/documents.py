"""Services that begin a document and change its content. Later steps are in `services.workflow`."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline, Step
from sokehoach.apps.documents.queries.documents import get_content, get_figure_functions
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.documents import document_workflow, serialization
from sokehoach.domain.documents.content import Document, Text, list_runs
from sokehoach.domain.documents.document_workflow import WORKFLOW, DocumentAction, DocumentRole
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.messages import say
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.privacy import FIRM_KINDS
from sokehoach.domain.workflow.state_machine import TransitionNotAllowedError

MAX_SUBJECT_LENGTH = 600
STALE = say("Văn bản vừa được người khác sửa. Hãy xem bản mới trước khi lưu bản của mình.")


@write("document.draft")
def draft_document(
    *,
    kind: DocumentKind,
    issuer: Unit,
    content: Document,
    by: User,
    at: datetime,
    plan: Plan | None = None,
    period: str = "",
    area: Unit | None = None,
    outline: ReportOutline | None = None,
    programme: int | None = None,
    replaces: OfficialDocument | None = None,
    revokes: OfficialDocument | None = None,
    function: str = GENERAL,
    chosen_figures: Sequence[str] = (),
) -> ServiceResult:
    """Begin a document of the unit; answer {"id": …}. `area`: the unit whose consolidated figures the content carries.

    `outline`: the version by which it is written. `programme` (row id): that of the register from which it is written;
    otherwise that of the outline, or of the document that it replaces or revokes. `function`: that of the register or
    forms from which it is written; figures of the content and documents that it replaces or revokes count as well.
    `chosen_figures`: the figures printed where several have one meaning. NotFoundError for an account that may not
    draft there. A number or day in the content's letterhead is ignored: those are assigned later.
    """
    if outline is not None:
        programme = outline.programme_id
    elif programme is None:
        programme = next((related.programme_id for related in (replaces, revokes) if related is not None), None)
    if not permissions.may_draft(by, issuer, area, programme):
        raise NotFoundError
    for related in (replaces, revokes):
        if related is not None and (
            related.issuer_id != issuer.pk or related.current_state not in document_workflow.IN_FORCE_STATES
        ):
            raise ActionRefused(say("Chỉ thay thế, thu hồi được văn bản còn hiệu lực của chính cơ quan ban hành."))
    row = OfficialDocument(
        kind=kind, issuer=issuer, plan=plan, period=period, area=area, outline=outline,
        programme_id=programme, drafted_by=by, drafted_at=at,
        replaces=replaces, revokes=revokes, chosen_figures=[*chosen_figures],
    )  # fmt: skip
    _restrict_function(
        row, {function, *(related.function for related in (replaces, revokes) if related is not None)}, by
    )
    _set_content(row, content, by)
    row.save()
    return build_result(row, {"kind": kind.value, "title": row.subject, "period": period})


@write("document.write")
def update_content(*, document: int, version: int, content: Document, by: User, at: datetime) -> ServiceResult:
    """Change the content of a draft or a returned document. Raises VersionConflictError after another's change."""
    row = lock_document(document)
    check_role(row, by, DocumentRole.DRAFTER)
    check_step(row, DocumentAction.WRITE, DocumentRole.DRAFTER)
    if row.version != version:
        raise VersionConflictError(STALE)
    old_content = get_content(row)
    _set_content(row, content, by)
    row.version += 1
    row.save(update_fields=["content", "subject", "symbol", "function", "version"])
    return build_result(row, {"title": row.subject, "changed": old_content != content})


def build_result(
    row: OfficialDocument, detail: dict[str, Json], *, unit: Unit | None = None, **answer: Json
) -> ServiceResult:
    """The result of a document service. Its event is readable with the document's function. `unit`: the unit that it
    concerns, by default the issuer.
    """
    return ServiceResult(
        subject=f"document:{row.pk}",
        unit=(unit or row.issuer).code,
        function=row.function,
        detail=detail,
        answer={"id": row.pk, "version": row.version, **answer},
    )


def lock_document(document: int, *, read_only: bool = False) -> OfficialDocument:
    """The row, locked for this write unless `read_only`; NotFoundError where there is none."""
    rows = OfficialDocument.objects.select_related("issuer__parent", "area", "outline").filter(pk=document)
    row = (rows if read_only else rows.select_for_update(of=("self",))).first()
    if row is None:
        raise NotFoundError
    return row


def check_role(row: OfficialDocument, by: User, role: DocumentRole) -> None:
    """NotFoundError for an account that may not see the document, ActionRefused for one that sees it in another
    role.
    """
    roles = permissions.get_document_roles(by, row)
    if role in roles:
        return
    if not permissions.may_see(by, row):
        raise NotFoundError
    raise ActionRefused(say("Việc này của %(role)s.", role=role.label_vi))


def check_step(row: OfficialDocument, action: DocumentAction, role: DocumentRole) -> document_workflow.DocumentState:
    """The state after the action; the row is not changed. Raises ActionRefused where there is no such step."""
    try:
        return WORKFLOW.step(row.current_state, action, role)
    except TransitionNotAllowedError as refusal:
        raise ActionRefused(refusal.message_vi) from None


def record_step(
    row: OfficialDocument,
    action: DocumentAction,
    state_before: document_workflow.DocumentState,
    *,
    by: User,
    at: datetime,
    remark: str = "",
) -> Step:
    return Step.objects.create(
        document=row, action=action, before=state_before, after=row.state, remark=remark, by=by, at=at
    )


def _restrict_function(row: OfficialDocument, functions: Collection[str], by: User) -> None:
    """Give the document the confidential function of its sources. NotFoundError for an account without that function;
    raises ActionRefused where sources have two confidential functions.
    """
    confidential = {row.function, *functions} - {GENERAL}
    if len(confidential) > 1:
        raise ActionRefused(say("Một văn bản không lấy số liệu của hai chức năng bảo mật."))
    for function in confidential:
        if not permissions.has_function(by, function):
            raise NotFoundError
        row.function = function


def find_words_problem(text: str) -> str:
    """The message that refuses words of a document because of a personal number in them, or «»."""
    refused = any(hit.kind in FIRM_KINDS for hit in pii_filter.find_refused_hits(text))
    return pii_filter.find_text_problem(text) if refused else ""


def _set_content(row: OfficialDocument, content: Document, by: User) -> None:
    """Check and store the content. Number and day are columns of the row only."""
    row.subject, row.symbol = content.title, content.letterhead.symbol
    messages: dict[str, list[str]] = {}
    if not content.title.strip() or len(content.title) > MAX_SUBJECT_LENGTH:
        messages["subject"] = [say("Trích yếu dài từ 1 đến %(most)s ký tự.", most=MAX_SUBJECT_LENGTH)]
    text = "\n".join((content.title, *(run.text for run in list_runs(content) if isinstance(run, Text))))
    if problem := find_words_problem(text):
        messages["content"] = [problem]
    if messages:
        raise InvalidInput(messages)
    _restrict_function(row, get_figure_functions(content, row.area), by)
    row.content = serialization.dump_document(content)
