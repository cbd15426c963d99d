"""Drafts of programmes: begun from a version or from files, changed file by file, checked at each save, published."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.opening import HEAD, MAX_FILES, MAX_TOTAL, is_programme_file
from sokehoach.adapters.programme_files.record import DefinitionError, DefinitionProblem
from sokehoach.adapters.programme_files.tables import TABLES, TableError, parse_table
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services.grants import copy_own_grants
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.queries.units import as_of
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.programmes.queries.drafts import find_draft
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.programmes.services import drafts
from sokehoach.apps.programmes.services.drafts import Problems
from sokehoach.apps.setup import permissions
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.shared_changes import SharedChanges, find_shared_changes, list_units_outside
from sokehoach.apps.setup.services.programmes import (
    PreparedPublication,
    import_programme,
    prepare_publication,
    read_programme,
)
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.apps.shell.pii_filter import find_text_problem
from sokehoach.domain.messages import say

type Files = Mapping[str, str]  # name in the programme's folder → text
_MOST_MESSAGES = 5  # about persons in one file
_MOST_QUOTED = 50  # phrases of all files


def begin_draft(*, programme: Programme, by: User | str, at: datetime, key: str = "") -> ServiceResult:
    """Begin the draft of a programme with the files of its version in force. Raises ActionRefused where it has one.

    It may have faults from the beginning, where units have changed since.
    """
    version = find_current_version(programme)
    if version is None or programme.unit is None:
        raise ActionRefused(say("Chương trình chưa có phiên bản nào để sửa."))
    files = write_programme(build_published_programme(programme.code, version.number))
    return drafts.create_draft(
        code=programme.code,
        programme=programme,
        unit=programme.unit,
        base=version.number,
        files=files,
        problems=find_problems(files, programme.code),
        by=by,
        at=at,
        key=key,
    )


def begin_new_draft(*, files: Files, by: User | str, at: datetime, key: str = "") -> ServiceResult:
    """Begin the draft of a programme that is not published yet, with its files.

    Raises ActionRefused where the code is missing or taken, or where the unit is none that `by` may define for;
    InvalidInput, by file, where a text names a person.
    """
    head = Folder(files).yaml(HEAD)
    code, unit_code = head.code("code"), head.text("unit")
    if not code:
        raise ActionRefused(say("Tệp programme.yaml không có mã chương trình (code) đọc được."))
    if Programme.objects.filter(code=code).exists():
        message = say("Đã có chương trình mã «%(code)s». Hãy lập bản nháp từ phiên bản đang dùng, rồi tải tệp lên đó.")
        raise ActionRefused(message % {"code": code})
    unit = as_of(clock.today()).filter(code=unit_code).first()
    if unit is None or not (isinstance(by, str) or unit.code in permissions.list_defined_unit_codes(by)):
        message = say("Đơn vị tổng hợp «%(unit)s» (unit trong programme.yaml) không phải đơn vị mà bạn quản trị.")
        raise ActionRefused(message % {"unit": unit_code})
    check_files({}, files)
    return drafts.create_draft(
        code=code, programme=None, unit=unit, base=0, files=files, problems=find_problems(files, code), by=by, at=at,
        key=key,
    )  # fmt: skip


def save_files(
    *,
    draft: ProgrammeDraft,
    revision: int | None,
    changes: Mapping[str, str | None],
    by: User | str,
    at: datetime,
    key: str = "",
) -> ServiceResult:
    """Change files of the draft, None removes one; with its faults it is kept all the same.

    Raises VersionConflictError where it was saved after that revision, ActionRefused for a file that a programme does
    not have, InvalidInput, by file, where a changed line names a person.
    """
    files = dict(draft.files)
    for name, text in changes.items():
        if text is None:
            files.pop(name, None)
        elif not is_programme_file(name):
            raise ActionRefused(say("Bộ dữ liệu không có tệp tên «%(name)s».", name=name))
        else:
            files[name] = text
    if draft.revision == revision:  # else the write tells who was first
        check_files(draft.files, files)
    return drafts.update_draft(
        draft=draft, revision=revision, files=files, problems=find_problems(files, draft.code),
        by=by, at=at, key=key,
    )  # fmt: skip


def put_draft(*, files: Files, revision: int | None, by: User | str, at: datetime) -> ServiceResult:
    """Make these the files of the draft of their programme, which is begun where there is none.

    Raises VersionConflictError where the draft has another revision than this one; None for whichever it has.
    """
    code = Folder(files).yaml(HEAD).code("code")
    draft, programme = find_draft(code), Programme.objects.filter(code=code).first()
    if draft is None and programme is None:
        return begin_new_draft(files=files, by=by, at=at)
    if draft is None:
        assert programme is not None
        begin_draft(programme=programme, by=by, at=at)
        draft = find_draft(code)
    assert draft is not None
    removed = dict.fromkeys(draft.files.keys() - files.keys())
    return save_files(
        draft=draft,
        revision=draft.revision if revision is None else revision,
        changes={**files, **removed},
        by=by,
        at=at,
    )


def find_problems(files: Files, code: str) -> Problems:
    """Every problem of the files, with file and line."""
    try:
        _read_files(files, code)
    except DefinitionError as error:
        return [(problem.file, problem.line, problem.reason) for problem in error.problems]
    return []


def read_draft(draft: ProgrammeDraft) -> ProgrammeDefinition:
    """The definition that the draft holds. Raises ActionRefused while it has problems."""
    try:
        return _read_files(draft.files, draft.code)
    except DefinitionError:
        raise ActionRefused(say("Bản nháp còn lỗi, chưa công bố được. Hãy sửa các chỗ đã nêu.")) from None


def _read_files(files: Files, code: str) -> ProgrammeDefinition:
    """Raises DefinitionError, for the code of another programme too."""
    programme = read_programme(files)
    if programme.code != code:
        line = Folder(files).yaml(HEAD).line_of("code")
        reason = say("mã chương trình là «%(found)s», phải là «%(code)s»", found=programme.code, code=code)
        raise DefinitionError([DefinitionProblem(HEAD, line, reason)])
    return programme


@dataclass(frozen=True, slots=True)
class PreparedDraft:
    programme: ProgrammeDefinition
    publication: PreparedPublication


def prepare_draft(
    *,
    draft: ProgrammeDraft,
    revision: int | None,
    reason: str,
    day: date | None,
    by: User | str,
    at: datetime,
    miscounting_day: date | None = None,
    **_arguments: object,
) -> PreparedDraft:
    """Everything that takes time, before the write lock. Raises what `publish_draft` raises."""
    drafts.get_current_draft(draft.code, revision)
    programme = read_draft(draft)
    publication = prepare_publication(
        programme=programme, at=at, reason=reason, day=day, base=draft.base, miscounting_day=miscounting_day
    )
    changes = find_shared_changes(programme, publication.checked.difference)
    if not publication.checked.is_new and changes.is_empty:
        raise ActionRefused(say("Bản nháp không khác phiên bản đang dùng: không có gì để công bố."))
    if not isinstance(by, str):
        check_publisher(by, draft, programme, changes)
    return PreparedDraft(programme, publication)


def check_publisher(by: User, draft: ProgrammeDraft, programme: ProgrammeDefinition, changes: SharedChanges) -> None:
    """Raises ActionRefused for units that the account does not administer, and where it takes a second one.

    What gives others more, or changes what holds in the whole installation, is published by somebody who has not
    edited the draft.
    """
    allowed_codes = permissions.list_defined_unit_codes(by)
    outside_codes = list_units_outside(changes, programme, allowed_codes)
    if programme.unit not in allowed_codes:
        outside_codes.append(programme.unit)
    if outside_codes:
        message = say("Bản nháp đổi đơn vị mà bạn không quản trị: %(units)s. Không có gì thay đổi.")
        raise ActionRefused(message % {"units": ", ".join(outside_codes)})
    if changes.is_guarded and by.username in draft.editors:
        message = say(
            "Bản nháp đổi quyền của vai trò, cấp đơn vị, nhóm bảo mật hoặc quy định đếm người: phải có người quản trị "
            "thứ hai, chưa sửa bản nháp này, xem lại và công bố."
        )
        raise ActionRefused(message)


@write("draft.publish", prepare=prepare_draft)
def publish_draft(
    *,
    draft: ProgrammeDraft,
    revision: int | None,
    reason: str,
    day: date | None,
    by: User | str,
    at: datetime,
    miscounting_day: date | None = None,
    collected_from: date | None = None,
    prepared: PreparedDraft | None = None,
) -> ServiceResult:
    """Publish the draft as the next version of its programme, and delete it; `import_programme` says what is refused.

    Of a new programme the publisher gets the roles that he holds in others of the area (`copy_own_grants`).

    Raises VersionConflictError where the draft was saved after that revision, or another version came first.
    """
    assert prepared is not None
    row = drafts.get_current_draft(draft.code, revision)
    result = import_programme(
        programme=prepared.programme, reason=reason, day=day, base=row.base, by=by, at=at,
        collected_from=collected_from, prepared=prepared.publication,
    )  # fmt: skip
    if row.programme_id is None and not isinstance(by, str):
        copy_own_grants(programme=Programme.objects.get(code=row.code), by=by, at=at)
    row.delete()
    return ServiceResult(
        subject=result.subject,
        unit=row.unit.code,
        detail={"programme": row.code, "revision": revision, "version": result.answer["version"]},
        answer=result.answer,
    )


def check_files(old: Files, new: Files) -> None:
    """Raises ActionRefused for too many files, InvalidInput, by file, for new words that name a person."""
    if len(new) > MAX_FILES or sum(map(len, new.values())) > MAX_TOTAL:
        message = say("Bộ dữ liệu có quá %(files)s tệp hoặc quá %(letters)s ký tự.")
        raise ActionRefused(message % {"files": MAX_FILES, "letters": MAX_TOTAL})
    removed_text = "\n".join(text for name, text in old.items() if name not in new)  # a renamed file has its lines
    problems = {
        name: [
            problem
            for phrase in list_new_phrases(name, old.get(name, removed_text), text)
            if (problem := find_text_problem(phrase))
        ]
        for name, text in new.items()
        if text != old.get(name)
    }
    if problems := {name: messages[:_MOST_MESSAGES] for name, messages in problems.items() if messages}:
        raise InvalidInput(problems)


def quote_refused(old: Files, new: Mapping[str, str | None]) -> str:
    """The new words that name a person, one a line, for a page that asks about them."""
    removed_text = "\n".join(old.get(name, "") for name, text in new.items() if text is None)
    phrases = [
        phrase
        for name, text in new.items()
        for phrase in list_new_phrases(name, old.get(name, removed_text), text or "")
        if find_text_problem(phrase)
    ]
    return "\n".join(phrases[:_MOST_QUOTED])


def list_new_phrases(name: str, old: str, new: str) -> list[str]:
    """The values in the cells of a table, or else the lines, that the text before does not have."""
    old_phrases = set(_list_phrases(name, old))
    return [phrase for phrase in dict.fromkeys(_list_phrases(name, new)) if phrase not in old_phrases]


def _list_phrases(name: str, text: str) -> Iterator[str]:
    if name in TABLES:
        with suppress(TableError):
            for row in parse_table(text).rows:
                for value in row.values:
                    yield from value.split(";")
            return
    yield from text.splitlines()
