"""A document goes from hand to hand: to be checked, to be signed, back with a remark."""

from datetime import datetime

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services.documents import done, locked, remember, side, stepped
from sokehoach.apps.shell.outcomes import Invalid, Stale
from sokehoach.domain.documents.life import LIFE, Action, Role


@write("document.submit")
def submit(*, document: int, version: int, by: User, at: datetime) -> Done:
    """The drafter hands it to the office that answers for its form."""
    return moved(_current(document, version), Action.SUBMIT, Role.DRAFTER, by=by, at=at)


@write("document.check")
def check(*, document: int, version: int, by: User, at: datetime) -> Done:
    """The office has looked at form and figures: it goes to whoever signs."""
    return moved(_current(document, version), Action.CHECK, Role.CHECKER, by=by, at=at)


@write("document.return")
def send_back(*, document: int, version: int, remark: str, by: User, at: datetime) -> Done:
    """Back to the drafter with what must be changed. Files that were signed stay with the version that they are of."""
    row = _current(document, version)
    if not remark.strip():
        raise Invalid({"remark": [_("Ghi rõ cần sửa gì trước khi trả lại.")]})
    role = next(iter(LIFE.who(row.life, Action.RETURN)), Role.CHECKER)
    row.signed_by = row.signed_at = None
    return moved(row, Action.RETURN, role, by=by, at=at, remark=remark.strip())


def moved(
    row: OfficialDocument, action: Action, role: Role, *, by: User, at: datetime, remark: str = ""
) -> Done:
    """Take the step of the table for who stands on that side, and keep it with who and when."""
    side(row, by, role)
    before = row.life
    row.state = stepped(row, action, role)
    row.version += 1
    row.save(update_fields=["state", "version", "signed_by", "signed_at", "issued_by", "issued_at"])
    remember(row, action, before, by=by, at=at, remark=remark)
    detail: dict[str, Json] = {"title": row.subject, "from": before.value, "to": row.state, "reason": remark}
    return done(row, detail, state=row.state)


def _current(document: int, version: int) -> OfficialDocument:
    row = locked(document)
    fresh(row, version)
    return row


def fresh(row: OfficialDocument, version: int) -> None:
    if row.version != version:
        raise Stale(_("Văn bản vừa được người khác xử lý. Hãy xem lại trước khi làm tiếp."))
