"""The entry that a service changes, locked, and what an account is told that may not write it."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.models import Entry, Revision
from sokehoach.apps.registers.core.queries import entries, register_owners
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.shell.outcomes import ActionRefused, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day, write_moment


def get_local_day(at: datetime) -> date:
    return timezone.localtime(at).date()


def build_not_allowed_error(definition: RegisterDefinition, unit: Unit) -> ActionRefused:
    if register_owners.is_owner(unit, definition.code):
        return ActionRefused(say("Tài khoản không ghi sổ thay %(unit)s được.", unit=unit.short_name))
    return ActionRefused(
        say(
            "%(unit)s không giữ sổ «%(register)s». Sổ này do %(who)s giữ.",
            unit=unit.short_name,
            register=definition.name,
            who=register_owners.format_owners(definition.code) or say("đơn vị khác"),
        )
    )


def lock_entry(
    definition: RegisterDefinition,
    pk: UUID,
    version: int,
    *,
    by: User,
    at: datetime,
    typed: Values | None = None,
) -> Entry:
    """Returns the locked entry.

    Raises ActionRefused outside the scope or where its content was removed, VersionConflictError for another version.
    """
    locked_entry = definition.list_entries().select_for_update().filter(pk=pk).first()
    if locked_entry is None or locked_entry.unit_id not in entries.list_writable_unit_ids(
        by, definition, get_local_day(at)
    ):
        raise ActionRefused(say("Tài khoản không sửa dòng này được."))
    entry = entries.list_entries_with_values(by, definition).filter(pk=pk).first()
    if entry is None:
        raise ActionRefused(say("Tài khoản không sửa dòng này được."))
    if removed_on := definition.storage.get_removal_day(entry):
        raise ActionRefused(
            say(
                "Nội dung dòng này đã xóa ngày %(day)s vì hết hạn lưu: không sửa, gạch bỏ, khôi phục được nữa.",
                day=write_day(removed_on),
            )
        )
    if entry.version != version:
        raise _build_stale_error(definition, entry, typed, by=by, day=get_local_day(at))
    return entry


def _build_stale_error(
    definition: RegisterDefinition, entry: Entry, values: Values | None, *, by: User, day: date
) -> VersionConflictError:
    last = entries.get_last_revision(definition, entry)
    differences = []
    if values is not None:
        typed = entries.format_values(definition, values, Choices(definition, by=by, day=day))
        differences = entries.find_changes(definition, last.content, typed)
    difference_text = "; ".join(
        say(
            "%(label)s: trong sổ nay là «%(now)s», bạn gõ «%(typed)s»",
            label=difference.label,
            now=difference.before,
            typed=difference.after,
        )
        for difference in differences
    )
    headline = say(
        "%(who)s đã %(what)s dòng này lúc %(when)s",
        who=last.by.full_name,
        what=Revision.Action(last.action).label,
        when=write_moment(timezone.localtime(last.at)),
    )
    message = f"{headline}. {difference_text}." if difference_text else f"{headline}."
    return VersionConflictError(message, theirs=last.content, differences=differences)
