"""Withdraws a version that does not apply yet: the one before is in force again, as if it had not been published."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from sokehoach.adapters.programme_files.earlier import attach_timeline, build_closed_items
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.queries.units import as_of
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.programmes.queries.versions import find_current_version, find_version_before
from sokehoach.apps.programmes.services import versions
from sokehoach.apps.reporting.queries.stored_values import find_last_begun_window, list_narrative_places
from sokehoach.apps.setup.queries.definition_check import check_definition
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.shared_changes import find_shared_changes
from sokehoach.apps.setup.queries.version_checks import MIGRATED, find_undefined_places, list_defined_cells
from sokehoach.apps.setup.services.programmes import PreparedPublication, build_projection, list_changed_forms
from sokehoach.apps.setup.services.projection import project_definition
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.apps.shell.pii_filter import check_texts
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day
from sokehoach.domain.programmes.difference import DefinitionChange, Difference, Item, compare_definitions
from sokehoach.domain.programmes.timeline import build_timeline

_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class PreparedWithdrawal:
    version: DefinitionVersion
    publication: PreparedPublication


def can_be_withdrawn(version: DefinitionVersion, at: datetime) -> bool:
    """Whether it is the current one, does not apply yet, and there is one before it.

    The one that an update of the software made stays: the one before lacks what code said until then.
    """
    return (
        version.published_by != MIGRATED
        and version.state == DefinitionVersion.State.PUBLISHED
        and version.in_force_from > timezone.localdate(at)
        and find_version_before(version) is not None
    )


def prepare_withdrawal(
    *, programme: Programme, number: int, reason: str, by: User | str, at: datetime
) -> PreparedWithdrawal:
    """Everything that takes time, before the write lock. Raises what `withdraw_version` raises."""
    version = find_current_version(programme)
    if version is None or version.number != number:
        raise VersionConflictError(versions.build_conflict_message(number, version.number if version else 0))
    if version.published_by == MIGRATED:
        message = say(
            "Phiên bản %(n)s do lần nâng cấp phần mềm công bố, không rút được. Hãy công bố một phiên bản mới thay nó."
        )
        raise ActionRefused(message % {"n": number})
    before = find_version_before(version)
    if before is None or not can_be_withdrawn(version, at):
        message = say("Phiên bản %(n)s đã áp dụng từ ngày %(day)s, không rút được nữa. Hãy công bố một phiên bản mới.")
        raise ActionRefused(message % {"n": number, "day": write_day(version.in_force_from)})
    if not reason.strip():
        raise InvalidInput({"reason": [say("Phải ghi lý do rút.")]})
    check_texts({"reason": reason})  # the trail keeps it, and no column that would ask
    restored = build_published_programme(programme.code, before.number)
    checked = check_definition(restored)
    old, new = json.loads(before.definition), json.loads(version.definition)
    changes = compare_definitions(old, new).changes
    effective = checked.versions[:-1]
    _check_unused(programme, version, changes, [definition for _day, definition in effective])
    publisher = by if isinstance(by, str) else by.username
    if find_shared_changes(restored, checked.difference).is_guarded and version.published_by == publisher:
        message = say(
            "Rút phiên bản này trả lại quyền đã bớt của vai trò: phải do người quản trị khác, không công bố nó."
        )
        raise ActionRefused(message)
    withdrawn = (*checked.withdrawn, checked.versions[-1])
    timeline = build_timeline(effective, [definition for _day, definition in withdrawn])
    publication = PreparedPublication(
        replace(checked, difference=Difference((*checked.difference.changes, *changes))),
        attach_timeline(restored, timeline),
        build_closed_items(restored, [*withdrawn, *effective], timeline),
        before.in_force_from,
    )
    return PreparedWithdrawal(version, publication)


def _check_unused(
    programme: Programme, version: DefinitionVersion, changes: Sequence[DefinitionChange], remaining: Sequence[Item]
) -> None:
    """Raises ActionRefused where something rests on what the version brought at once or for later windows.

    `changes`: those that it made; `remaining`: the definitions of the versions that stay.
    """
    last_start = find_last_begun_window(programme, list_changed_forms(changes))
    if last_start is not None and last_start >= version.in_force_from:
        message = say("Đã có báo cáo lập theo phiên bản %(n)s cho kỳ tính từ ngày %(start)s: không rút được.")
        raise ActionRefused(message % {"n": version.number, "start": write_day(last_start)})
    if places := list(dict.fromkeys(_list_used_places(programme, changes, remaining))):
        message = say("Phiên bản %(n)s không rút được vì đã hoặc có thể đã có dữ liệu ở: %(places)s.")
        raise ActionRefused(message % {"n": version.number, "places": "; ".join(places[:_MOST_PLACES])})


def _list_used_places(
    programme: Programme, changes: Sequence[DefinitionChange], remaining: Sequence[Item]
) -> Iterator[str]:
    """Cells and text boxes that hold something in reports and that none of the other definitions has; options and
    registers that the version added, since entries may have them.
    """
    yield from find_undefined_places(
        programme, {cell for definition in remaining for cell in list_defined_cells(definition)}
    )
    boxes = {
        (form["code"], box["code"])
        for definition in remaining
        for form in definition["forms"]
        for box in form.get("narratives", ())
    }
    for form, box in sorted(list_narrative_places(programme) - boxes):
        yield f"{form} {box}"
    for change in changes:
        if change.section in ("option_sets", "register_types") and not change.field and change.old is None:
            yield change.place


@write("pack.withdraw", prepare=prepare_withdrawal)
def withdraw_version(
    *,
    programme: Programme,
    number: int,
    reason: str,
    by: User | str,
    at: datetime,
    prepared: PreparedWithdrawal | None = None,
) -> ServiceResult:
    """Withdraw the current version of a programme, and build the rows by the one before.

    Raises VersionConflictError where another version is current; InvalidInput without a reason; ActionRefused where it
    applies already or is the first, where something rests on it, and where it takes a second administrator.
    """
    assert prepared is not None
    outcome = versions.withdraw_version(programme=programme, number=number, reason=reason, by=by, at=at)
    rows = {unit.code: unit for unit in as_of(prepared.publication.programme.valid_from)}
    project_definition(build_projection(prepared.publication, programme, rows), by, at)
    return ServiceResult(
        subject=f"pack:{programme.code}",
        unit=programme.unit.code if programme.unit else "",
        detail={"programme": programme.code, "withdrawn": number, "version": outcome.answer["version"]},
        answer=outcome.answer,
    )
