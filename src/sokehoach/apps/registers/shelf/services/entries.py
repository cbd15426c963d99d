"""Writing lines: nothing is ever deleted, each change leaves a revision."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf import rules
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.catalogue import register as described_as
from sokehoach.apps.registers.shelf.fields import Messages, Values
from sokehoach.apps.registers.shelf.models import Entry, Revision
from sokehoach.apps.registers.shelf.selectors import entries, keepers, once
from sokehoach.apps.registers.shelf.selectors.choices import Choices
from sokehoach.apps.registers.shelf.services.rows import Writer
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale

Action = Revision.Action


@write("entry.add")
def add(*, register: str, unit: Unit, values: Values, by: User, at: datetime) -> Done:
    """Write a line down. Options are given by their codes. Raises Invalid with messages by field."""
    described = described_as(register)
    line = (unit, described.complete(values))
    (row,) = _insert(described, [line], by=by, at=at, action=Action.ADDED)
    return _done(described, row)


@write("entry.bring_in")
def bring_in(*, register: str, lines: Sequence[tuple[Unit, Values]], by: User, at: datetime) -> Done:
    """Write many lines, all or none. Lines that the register already holds, struck or not, are passed over.

    Answers {"written": …, "known": …}. Raises Invalid with the messages of the first line that is wrong.
    """
    described = described_as(register)
    whole = [(unit, described.complete(values)) for unit, values in lines]
    fresh = entries.fresh_of(described, whole, Choices(described, by=by, day=_day(at)))
    _insert(described, fresh, by=by, at=at, action=Action.BROUGHT_IN)
    answer: dict[str, Json] = {"written": len(fresh), "known": len(lines) - len(fresh)}
    units: list[Json] = [*sorted({unit.code for unit, _values in fresh})]
    return Done(
        subject=f"register:{register}",
        unit=by.unit.code,
        detail={**answer, "units": units},
        answer=answer,
        function=described.function,
    )


@write("entry.change")
def change(*, register: str, entry: UUID, version: int, values: Values, by: User, at: datetime) -> Done:
    """Say a line anew. Raises Stale where someone else was first, Refused where it is struck, Invalid."""
    described = described_as(register)
    values = described.complete(values)
    row = _held(described, entry, version, by=by, at=at, typed=values)
    if row.struck:
        raise Refused(_("Dòng này đã gạch bỏ. Hãy khôi phục trước khi sửa."))
    choices = Choices(described, by=by, day=_day(at))
    _raise(rules.check(described, values, unit=row.unit, today=_day(at), choices=choices))
    _raise(once.check(described, row.unit, values, but=row.pk))
    writer = Writer(described, choices)
    before = entries.texts(described, row)
    changed = entries.changes(described, before, writer.content(values))
    if changed:
        columns = writer.tell(row, values)
        _raise(_kept(described, [row]))
        writer.update(row, values, columns, by=by, at=at)
        _revise(described, row, writer.content(values), by=by, at=at, action=Action.CHANGED)
    return _done(described, row, fields=[each.label for each in changed])


@write("entry.strike")
def strike(*, register: str, entry: UUID, version: int, reason: str, by: User, at: datetime) -> Done:
    """Take a line out of every count, with a reason; it stays readable and may be restored."""
    if not reason.strip():
        raise Invalid({"reason": [_("Chưa ghi lý do gạch bỏ.")]})
    return _set_struck(register, entry, version, struck=True, reason=reason.strip(), by=by, at=at)


@write("entry.restore")
def restore(*, register: str, entry: UUID, version: int, by: User, at: datetime) -> Done:
    return _set_struck(register, entry, version, struck=False, reason="", by=by, at=at)


def _set_struck(
    code: str, entry: UUID, version: int, *, struck: bool, reason: str, by: User, at: datetime
) -> Done:
    described = described_as(code)
    row = _held(described, entry, version, by=by, at=at)
    if row.struck is struck:
        raise Refused(_("Dòng này đã gạch bỏ rồi.") if struck else _("Dòng này không bị gạch bỏ."))
    if not struck and once.check(described, row.unit, entries.values_of(described, row)):
        raise Refused(once.say(described))
    row.struck = struck
    if broken := _kept(described, [row]):
        raise Refused(" ".join(said for sentences in broken.values() for said in sentences))
    Writer.touch(row, by=by, at=at, fields=["struck"])
    content = entries.texts(described, row)
    action = Action.STRUCK if struck else Action.RESTORED
    _revise(described, row, content, by=by, at=at, action=action, reason=reason)
    return _done(described, row)


def _insert(
    described: Register, lines: Sequence[tuple[Unit, Values]], *, by: User, at: datetime, action: Action
) -> list[Entry]:
    choices = Choices(described, by=by, day=_day(at))
    allowed = entries.writable(by, described, _day(at))
    for unit, values in lines:
        if unit.pk not in allowed:
            raise _not_allowed(described, unit)
        _raise(rules.check(described, values, unit=unit, today=_day(at), choices=choices))
    _refuse_twice(described, lines)
    writer = Writer(described, choices)
    rows = writer.made(lines, by=by, at=at)
    _raise(_kept(described, rows))
    writer.insert(rows, lines)
    Revision.objects.bulk_create(
        _revision(described, row, writer.content(values), by=by, at=at, action=action)
        for row, (_unit, values) in zip(rows, lines, strict=True)
    )
    return rows


def _refuse_twice(described: Register, lines: Sequence[tuple[Unit, Values]]) -> None:
    """Of lines with one key, those held and those among `lines`, there is one."""
    held = once.taken(described, lines)
    for unit, values in lines if described.once else ():
        told = once.key(described, unit.pk, values)
        if told in held:
            raise Invalid({described.once[-1]: [once.say(described)]})
        held.add(told)


def _not_allowed(described: Register, unit: Unit) -> Refused:
    if keepers.keeps(unit, described.code):
        return Refused(_("Tài khoản không ghi sổ thay %(unit)s được.") % {"unit": unit.short_name})
    return Refused(
        _("%(unit)s không giữ sổ «%(register)s». Sổ này do %(who)s giữ.")
        % {
            "unit": unit.short_name,
            "register": described.name,
            "who": keepers.told(described.code) or _("đơn vị khác"),
        }
    )


def _held(
    described: Register, entry: UUID, version: int, *, by: User, at: datetime, typed: Values | None = None
) -> Entry:
    """The line, locked; Refused outside the scope, Stale where another version stands."""
    locked: QuerySet[Entry] = described.model._default_manager.select_for_update()
    row = locked.filter(pk=entry).first()
    if row is None or row.unit_id not in entries.writable(by, described, _day(at)):
        raise Refused(_("Tài khoản không sửa dòng này được."))
    seen = entries.lines(by, described).filter(pk=entry).first()
    if seen is None:
        raise Refused(_("Tài khoản không sửa dòng này được."))
    if seen.version != version:
        raise _stale(described, seen, typed, by=by, day=_day(at))
    return seen


def _stale(described: Register, row: Entry, values: Values | None, *, by: User, day: date) -> Stale:
    last = entries.last_change(described, row)
    differences = []
    if values is not None:
        typed = entries.shown(described, values, Choices(described, by=by, day=day))
        differences = entries.changes(described, last.content, typed)
    told = "; ".join(
        _("%(label)s: trong sổ nay là «%(now)s», bạn gõ «%(typed)s»")
        % {"label": each.label, "now": each.before, "typed": each.after}
        for each in differences
    )
    said = _("%(who)s đã %(what)s dòng này lúc %(when)s") % {
        "who": last.by.full_name,
        "what": Action(last.action).label,
        "when": f"{timezone.localtime(last.at):%H:%M, %d/%m/%Y}",
    }
    message = f"{said}. {told}." if told else f"{said}."
    return Stale(message, theirs=last.content, differences=differences)


def _revision(
    described: Register,
    row: Entry,
    content: dict[str, str],
    *,
    by: User,
    at: datetime,
    action: Action,
    reason: str = "",
) -> Revision:
    return Revision(
        register=described.code,
        entry=row.pk,
        version=row.version,
        action=action,
        content=content,
        reason=reason,
        by=by,
        at=at,
    )


def _revise(
    described: Register,
    row: Entry,
    content: dict[str, str],
    *,
    by: User,
    at: datetime,
    action: Action,
    reason: str = "",
) -> None:
    _revision(described, row, content, by=by, at=at, action=action, reason=reason).save()


def _kept(described: Register, rows: Sequence[Entry]) -> Messages:
    return described.kept(rows) if described.kept is not None and rows else {}


def _raise(messages: Messages) -> None:
    if messages:
        raise Invalid(messages)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _done(described: Register, row: Entry, **detail: Json) -> Done:
    return Done(
        subject=f"{described.code}:{row.pk}",
        unit=row.unit.code,
        detail={"version": row.version, **detail},
        answer={"id": str(row.pk), "version": row.version},
        function=described.function,
    )
