"""Services of superior's forms: import with proposed sources, then decide place by place."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sokehoach.adapters.external_forms import form_files
from sokehoach.adapters.readers.xls.conversion import convert_workbook, is_old_workbook
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, OutdatedError, ServiceResult, write
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.permissions import may_edit_form
from sokehoach.apps.documents.queries import superior_forms
from sokehoach.apps.documents.queries.vocabulary import build_own_vocabulary
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.form_structure import ExternalForm, Grid, parse_external_form
from sokehoach.domain.documents.external_form.mapping_migration import migrate_mapping
from sokehoach.domain.documents.external_form.places import list_places
from sokehoach.domain.documents.external_form.scopes import complete_mapping
from sokehoach.domain.documents.external_form.source import PlaceSource
from sokehoach.domain.messages import say


@dataclass(frozen=True, slots=True)
class FormDetails:
    """What an official enters about an uploaded form."""

    name: str
    letter: str
    valid_from: date
    valid_until: date | None = None
    plan: uuid.UUID | None = None
    follows: uuid.UUID | None = None


def import_form(
    *, details: FormDetails, data: bytes, file_name: str, by: User, at: datetime, key: str = ""
) -> ServiceResult:
    """Read the form in a process of its own, then store it; a .xls as a .xlsx of the same look.

    Raises InvalidInput for a form that is refused.
    """
    is_converted = is_old_workbook(data)
    try:
        if is_converted:
            data, file_name = convert_workbook(data), f"{file_name.removesuffix('.xls').removesuffix('.XLS')}.xlsx"
        blank, text = form_files.read_form_and_text(data, name=file_name)
    except FileRefusedError as refusal:
        raise InvalidInput({"file": [str(refusal)]}) from refusal
    if person_places := pii_filter.format_hit_counts(f"{_collect_text(blank)}\n\n{text}"):
        message = say("Biểu có thông tin cá nhân: %(places)s. Hãy xóa trong tệp rồi tải lên lại.")
        raise InvalidInput({"file": [message % {"places": person_places}]})
    return _create_form(
        details=details, data=data, file_name=file_name, layout=blank.as_json(), is_converted=is_converted,
        by=by, at=at, key=key,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormProposal:
    """Proposed sources of a form's places. `version`: of the form that it follows, whose sources were reused."""

    kind: str
    places: int
    settled: dict[str, PlaceSource]
    answers: dict[str, str]
    version: int


def _propose_sources(
    *, details: FormDetails, layout: dict[str, Json], by: User, at: datetime, **_parameters: object
) -> FormProposal:
    if not may_edit_form(by, by.unit):
        raise NotFoundError
    blank = parse_external_form(layout)
    names = build_own_vocabulary(by, by.unit, at.date())
    new_places = list_places(blank)
    settled: dict[str, PlaceSource] = {}
    answers: dict[str, str] = {}
    version = 0
    if details.follows is not None:
        previous_form = superior_forms.access_form(by, details.follows)
        settled = dict(
            migrate_mapping(
                list_places(parse_external_form(previous_form.layout)),
                superior_forms.get_settled_sources(previous_form),
                new_places,
            ).sources
        )
        answers, version = previous_form.answers, previous_form.version
    settled |= complete_mapping(FormReading(new_places, names, answers), settled)
    return FormProposal(blank.kind, len(new_places), settled, answers, version)


@write("superior_form.keep", prepare=_propose_sources)
def _create_form(
    *,
    details: FormDetails,
    data: bytes,
    file_name: str,
    layout: dict[str, Json],
    is_converted: bool,
    by: User,
    at: datetime,
    prepared: FormProposal | None = None,
) -> ServiceResult:
    assert prepared is not None
    if not may_edit_form(by, by.unit):
        raise NotFoundError
    if details.follows is not None and superior_forms.access_form(by, details.follows).version != prepared.version:
        raise OutdatedError
    row = SuperiorForm.objects.create(
        unit=by.unit, plan_id=details.plan, follows_id=details.follows, name=details.name, letter=details.letter,
        valid_from=details.valid_from, valid_until=details.valid_until, kind=prepared.kind, file_name=file_name,
        content=data, layout=layout, settled={place: source.as_json() for place, source in prepared.settled.items()},
        answers=prepared.answers,
        added_by=by, added_at=at,
    )  # fmt: skip
    return ServiceResult(
        subject=f"superior_form:{row.pk}", unit=by.unit.code,
        detail={
            "name": details.name, "places": prepared.places, "settled": len(prepared.settled),
            **({"converted": True} if is_converted else {}),
        },
        answer={"form": str(row.pk), "converted": is_converted},
    )  # fmt: skip


@write("superior_form.settle")
def assign_sources(
    *,
    form: uuid.UUID,
    version: int,
    sources: Mapping[str, PlaceSource],
    answers: Mapping[str, str] | None = None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Set the sources of these places and the meanings of these labels. Raises VersionConflictError where somebody
    changed the form since the page was opened.
    """
    row = superior_forms.access_form(by, form)
    addresses = {place.at for place in (*superior_forms.get_places(row), *superior_forms.get_totals(row))}
    if not may_edit_form(by, row.unit) or not sources.keys() <= addresses:
        raise NotFoundError
    if row.version != version:
        raise VersionConflictError(
            say("Người khác vừa sửa biểu này. Lựa chọn của bạn còn trên trang: xem lại rồi giữ lần nữa.")
        )
    row.settled = row.settled | {place: source.as_json() for place, source in sources.items()}
    row.answers = row.answers | dict(answers or {})
    row.version += 1
    row.save(update_fields=["settled", "answers", "version"])
    kinds: dict[str, Json] = {place: source.kind.value for place, source in sources.items()}
    return ServiceResult(
        subject=f"superior_form:{row.pk}", unit=row.unit.code,
        detail={"places": kinds, "answers": dict(answers or {})}, answer={"version": row.version},
    )  # fmt: skip


@write("superior_form.look")
def confirm_changes(*, form: uuid.UUID, by: User, at: datetime) -> ServiceResult:
    """Record that the changes against the previous form were seen: it may now be filled. Can be repeated."""
    row = superior_forms.access_form(by, form)
    if not may_edit_form(by, row.unit) or row.follows_id is None:
        raise NotFoundError
    if row.looked_at is None:
        row.looked_by, row.looked_at = by, at
        row.save(update_fields=["looked_by", "looked_at"])
    changes = superior_forms.compare_with_previous(row)
    counts: dict[str, Json] = {
        "gone": len(changes.removed_places),
        "fresh": len(changes.new_places),
        "renamed": len(changes.renamed_places),
    }
    return ServiceResult(subject=f"superior_form:{row.pk}", unit=row.unit.code, detail=counts)


def _collect_text(blank: ExternalForm) -> str:
    lines = [line.text for line in blank.aside]
    for block in blank.blocks:
        lines += [box.text for box in block.boxes] if isinstance(block, Grid) else [block.text]
    return "\n".join(lines)
