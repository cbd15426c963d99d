"""Numbers of outgoing documents: typed from the clerk's book, or the next of the series."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.permissions import has_function
from sokehoach.apps.documents.selectors import numbers as selectors
from sokehoach.apps.documents.services.documents import done, locked, remember, side, stepped
from sokehoach.apps.documents.services.life import fresh
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.documents.life import Action, Role


@write("document.number")
def give(
    *,
    document: int,
    version: int,
    number: int | None,
    day: date,
    same_number: str = "",
    by: User,
    at: datetime,
) -> Done:
    """Give the number and the day. None: the next of the issuer, kind and year.

    A number that another document of the issuer bears is refused, naming it, unless `same_number` says why.
    """
    row = locked(document)
    side(row, by, Role.CLERK)
    stepped(row, Action.NUMBER, Role.CLERK)
    fresh(row, version)
    assign(row, number=number, day=day, same_number=same_number, by=by)
    row.version += 1
    row.save(update_fields=["number", "year", "day", "same_number", "version"])
    remember(row, Action.NUMBER, row.life, by=by, at=at, remark=row.same_number)
    return done(row, {"number": row.numbered, "reason": row.same_number}, number=row.number)


def assign(row: OfficialDocument, *, number: int | None, day: date, same_number: str = "", by: User) -> None:
    """Set the number on a locked row, in the caller's transaction: what fails after it takes the number back."""
    if number is not None and not 1 <= number <= 999_999:
        raise Invalid({"number": [_("Số văn bản từ 1 đến 999.999.")]})
    row.year, row.day = day.year, day
    row.number = selectors.following(row, day.year) if number is None else number
    others = selectors.same_numbered(row)
    row.same_number = same_number.strip() if others else ""
    if others and not row.same_number:
        named = "; ".join(
            f"«{other.subject}»" if has_function(by, other.function) else _("một văn bản khác")
            for other in others
        )
        raise Invalid(
            {
                "number": [
                    _("Số %(number)s đã dùng cho %(others)s. Hãy đổi số, hoặc ghi lý do trùng số.")
                    % {"number": row.numbered, "others": named}
                ]
            }
        )
