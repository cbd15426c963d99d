"""A document is begun and written on. What follows in its life is in `life`."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Function, User
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline, Step
from sokehoach.apps.documents.selectors.documents import content as content_of
from sokehoach.apps.documents.selectors.functions import functions_of_figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale
from sokehoach.domain.documents import life, stored
from sokehoach.domain.documents.content import Document, Text, runs_of
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.life import LIFE, Action, Role
from sokehoach.domain.lives.life import NotAllowed
from sokehoach.domain.privacy import FIRM

LONGEST_SUBJECT = 600


@write("document.draft")
def draft(
    *,
    kind: Kind,
    issuer: Unit,
    content: Document,
    by: User,
    at: datetime,
    plan: Plan | None = None,
    period: str = "",
    area: Unit | None = None,
    outline: ReportOutline | None = None,
    replaces: OfficialDocument | None = None,
    revokes: OfficialDocument | None = None,
    function: str = Function.GENERAL,
    chosen_figures: Sequence[str] = (),
) -> Done:
    """Begin a document of the unit; answer {"id": …}. `area`: whose consolidated figures the content carries.
    `outline`: the version that it is written by. `function`: that of the register or forms that it is written from; the
    figures of the content and the documents that it replaces or revokes count as well. `chosen_figures`: of figures of
    one meaning those that it prints.

    404 for who may not draft there. A number or day in the content's letterhead is no number: those are given later.
    """
    if not permissions.may_draft(by, issuer, area):
        raise Http404
    for earlier in (replaces, revokes):
        if earlier is not None and (earlier.issuer_id != issuer.pk or earlier.life not in life.STANDING):
            raise Refused(_("Chỉ thay thế, thu hồi được văn bản còn hiệu lực của chính cơ quan ban hành."))
    row = OfficialDocument(
        kind=kind, issuer=issuer, plan=plan, period=period, area=area, outline=outline, drafted_by=by, drafted_at=at,
        replaces=replaces, revokes=revokes, chosen_figures=[*chosen_figures],
    )  # fmt: skip
    _close(row, {function, *(earlier.function for earlier in (replaces, revokes) if earlier is not None)}, by)
    _put(row, content, by)
    row.save()
    return done(row, {"kind": kind.value, "title": row.subject, "period": period})


@write("document.write")
def rewrite(*, document: int, version: int, content: Document, by: User, at: datetime) -> Done:
    """Put other words into a draft or a returned document; Stale where another has written on it meanwhile."""
    row = locked(document)
    side(row, by, Role.DRAFTER)
    stepped(row, Action.WRITE, Role.DRAFTER)
    if row.version != version:
        raise Stale(_("Văn bản vừa được người khác sửa. Hãy xem bản mới trước khi lưu bản của mình."))
    before = content_of(row)
    _put(row, content, by)
    row.version += 1
    row.save(update_fields=["content", "subject", "symbol", "function", "version"])
    return done(row, {"title": row.subject, "changed": before != content})


def done(row: OfficialDocument, detail: dict[str, Json], *, unit: Unit | None = None, **answer: Json) -> Done:
    """What a service of documents did to the row; its event is read by who holds the document's function. `unit`: that
    it concerns, the issuer where none is given.
    """
    return Done(
        subject=f"document:{row.pk}",
        unit=(unit or row.issuer).code,
        function=row.function,
        detail=detail,
        answer={"id": row.pk, "version": row.version, **answer},
    )


def locked(document: int, *, only_read: bool = False) -> OfficialDocument:
    """The row for this write alone, or, for what is prepared before one, as it stands; 404 where there is none."""
    rows = OfficialDocument.objects.select_related("issuer__parent", "area").filter(pk=document)
    row = (rows if only_read else rows.select_for_update(of=("self",))).first()
    if row is None:
        raise Http404
    return row


def side(row: OfficialDocument, by: User, role: Role) -> None:
    """404 for who may not see it, Refused with a sentence for who sees it from another side."""
    roles = permissions.roles_of(by, row)
    if role in roles:
        return
    if not permissions.may_see(by, row):
        raise Http404
    raise Refused(_("Việc này của %(role)s.") % {"role": role.label_vi})


def stepped(row: OfficialDocument, action: Action, role: Role) -> life.State:
    """The state that follows, Refused where the table has no such step. Nothing is changed."""
    try:
        return LIFE.step(row.life, action, role)
    except NotAllowed as refusal:
        raise Refused(refusal.message_vi) from None


def remember(
    row: OfficialDocument, action: Action, before: life.State, *, by: User, at: datetime, remark: str = ""
) -> Step:
    return Step.objects.create(
        document=row, action=action, before=before, after=row.state, remark=remark, by=by, at=at
    )


def _close(row: OfficialDocument, functions: Collection[str], by: User) -> None:
    """Put the document behind the wall where one of its sources stands there. 404 for who does not hold that function,
    Refused where sources of both sides meet.
    """
    walled = {row.function, *functions} - {Function.GENERAL}
    if len(walled) > 1:
        raise Refused(_("Một văn bản không lấy số liệu của cả hai chức năng bảo mật."))
    for function in walled:
        if not permissions.has_function(by, function):
            raise Http404
        row.function = function


def _put(row: OfficialDocument, content: Document, by: User) -> None:
    """The content as it is stored: its number and day are the row's alone."""
    row.subject, row.symbol = content.title, content.letterhead.symbol
    messages: dict[str, list[str]] = {}
    if not content.title.strip() or len(content.title) > LONGEST_SUBJECT:
        messages["subject"] = [_("Trích yếu dài từ 1 đến %(most)s chữ.") % {"most": LONGEST_SUBJECT}]
    words = "\n".join(run.text for run in runs_of(content) if isinstance(run, Text))
    if any(hit.kind in FIRM for hit in guard.held(words)):
        messages["content"] = [guard.say(words)]
    if messages:
        raise Invalid(messages)
    _close(row, functions_of_figures(content, row.area), by)
    row.content = stored.dump(content)
