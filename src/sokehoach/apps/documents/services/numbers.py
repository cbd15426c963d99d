"""Services that number outgoing documents: from the clerk's book, or the next of the series."""

from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.permissions import has_function
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.documents.services.documents import (
    build_result,
    check_role,
    check_step,
    lock_document,
    record_step,
)
from sokehoach.apps.documents.services.workflow import check_version
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.documents.document_workflow import DocumentAction, DocumentRole
from sokehoach.domain.messages import say


@write("document.number")
def assign_number(
    *,
    document: int,
    version: int,
    number: int | None,
    day: date,
    same_number: str = "",
    by: User,
    at: datetime,
) -> ServiceResult:
    """Assign the number and the day. `number` None: the next of the issuer, kind and year.

    Raises InvalidInput where another document of the issuer has the number, unless `same_number` gives a reason.
    """
    row = lock_document(document)
    check_role(row, by, DocumentRole.CLERK)
    check_step(row, DocumentAction.NUMBER, DocumentRole.CLERK)
    check_version(row, version)
    set_number(row, number=number, day=day, same_number=same_number, by=by)
    row.version += 1
    row.save(update_fields=["number", "year", "day", "same_number", "version"])
    record_step(row, DocumentAction.NUMBER, row.current_state, by=by, at=at, remark=row.same_number)
    return build_result(row, {"number": row.numbered, "reason": row.same_number}, number=row.number)


def set_number(row: OfficialDocument, *, number: int | None, day: date, same_number: str = "", by: User) -> None:
    """Set the number on a locked row in the caller's transaction: a later failure rolls it back."""
    if number is not None and not 1 <= number <= 999_999:
        raise InvalidInput({"number": [say("Số văn bản từ 1 đến 999.999.")]})
    row.year, row.day = day.year, day
    row.number = documents.get_next_number(row, day.year) if number is None else number
    duplicates = documents.list_same_numbered(row)
    row.same_number = same_number.strip() if duplicates else ""
    if duplicates and not row.same_number:
        duplicate_names = "; ".join(
            f"«{duplicate.subject}»" if has_function(by, duplicate.function) else say("một văn bản khác")
            for duplicate in duplicates
        )
        raise InvalidInput(
            {
                "number": [
                    say(
                        "Số %(number)s đã dùng cho %(others)s. Hãy đổi số, hoặc ghi lý do trùng số.",
                        number=row.numbered,
                        others=duplicate_names,
                    )
                ]
            }
        )
