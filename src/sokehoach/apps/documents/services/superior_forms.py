"""Superior's forms: kept with what is proposed for their places; settled place by place."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.adapters.blank import opening
from sokehoach.adapters.guard import NotTaken
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, Json, OutdatedError, write
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.permissions import may_keep_form
from sokehoach.apps.documents.selectors import superior_forms as rows
from sokehoach.apps.documents.selectors.vocabulary import vocabulary
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Stale
from sokehoach.domain.documents.foreign.blank import Blank, Grid, from_json
from sokehoach.domain.documents.foreign.carrying import carry
from sokehoach.domain.documents.foreign.places import places
from sokehoach.domain.documents.foreign.reading import FormReading
from sokehoach.domain.documents.foreign.scopes import complete
from sokehoach.domain.documents.foreign.source import Source


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a form that came."""

    name: str
    letter: str
    valid_from: date
    valid_until: date | None = None
    plan: uuid.UUID | None = None
    follows: uuid.UUID | None = None


def keep(*, told: Told, data: bytes, file_name: str, by: User, at: datetime, key: str = "") -> Done:
    """Open the form in its own process, then keep it. Raises Invalid for what is not taken."""
    try:
        blank, words = opening.read_whole(data, name=file_name)
    except NotTaken as refusal:
        raise Invalid({"file": [str(refusal)]}) from refusal
    if named := guard.tally(f"{_words(blank)}\n\n{words}"):
        said = _("Biểu có thông tin cá nhân: %(places)s. Hãy xóa trong tệp rồi tải lên lại.")
        raise Invalid({"file": [said % {"places": named}]})
    return _keep(told=told, data=data, file_name=file_name, layout=blank.as_json(), by=by, at=at, key=key)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a form's places are taken for. `version`: of the form before it, from which some were carried."""

    kind: str
    places: int
    settled: dict[str, Source]
    answers: dict[str, str]
    version: int


def _proposed(*, told: Told, layout: dict[str, Json], by: User, at: datetime, **_others: object) -> Proposed:
    if not may_keep_form(by, by.unit):
        raise Http404
    blank = from_json(layout)
    known = vocabulary(by.unit, at.date())
    now = places(blank)
    settled: dict[str, Source] = {}
    answers: dict[str, str] = {}
    version = 0
    if told.follows is not None:
        before = rows.form_for(by, told.follows)
        settled = dict(carry(places(from_json(before.layout)), rows.settled(before), now).kept)
        answers, version = before.answers, before.version
    settled |= complete(FormReading(now, known, answers), settled)
    return Proposed(blank.kind, len(now), settled, answers, version)


@write("superior_form.keep", prepare=_proposed)
def _keep(
    *,
    told: Told,
    data: bytes,
    file_name: str,
    layout: dict[str, Json],
    by: User,
    at: datetime,
    prepared: Proposed | None = None,
) -> Done:
    assert prepared is not None
    if not may_keep_form(by, by.unit):
        raise Http404
    if told.follows is not None and rows.form_for(by, told.follows).version != prepared.version:
        raise OutdatedError
    row = SuperiorForm.objects.create(
        unit=by.unit, plan_id=told.plan, follows_id=told.follows, name=told.name, letter=told.letter,
        valid_from=told.valid_from, valid_until=told.valid_until, kind=prepared.kind, file_name=file_name,
        content=data, layout=layout, settled={place: one.as_json() for place, one in prepared.settled.items()},
        answers=prepared.answers,
        added_by=by, added_at=at,
    )  # fmt: skip
    return Done(
        subject=f"superior_form:{row.pk}", unit=by.unit.code,
        detail={"name": told.name, "places": prepared.places, "settled": len(prepared.settled)},
        answer={"form": str(row.pk)},
    )  # fmt: skip


@write("superior_form.settle")
def settle(
    *,
    form: uuid.UUID,
    version: int,
    sources: Mapping[str, Source],
    answers: Mapping[str, str] | None = None,
    by: User,
    at: datetime,
) -> Done:
    """Say what stands in these places, and what these labels name. Stale where somebody settled another since the page
    was opened.
    """
    row = rows.form_for(by, form)
    known = {one.at for one in (*rows.places_of(row), *rows.totals_of(row))}
    if not may_keep_form(by, row.unit) or not sources.keys() <= known:
        raise Http404
    if row.version != version:
        raise Stale(
            _("Người khác vừa sửa biểu này. Lựa chọn của bạn còn trên trang: xem lại rồi giữ lần nữa.")
        )
    row.settled = row.settled | {place: source.as_json() for place, source in sources.items()}
    row.answers = row.answers | dict(answers or {})
    row.version += 1
    row.save(update_fields=["settled", "answers", "version"])
    told: dict[str, Json] = {place: source.kind.value for place, source in sources.items()}
    return Done(
        subject=f"superior_form:{row.pk}", unit=row.unit.code,
        detail={"places": told, "answers": dict(answers or {})}, answer={"version": row.version},
    )  # fmt: skip


@write("superior_form.look")
def look(*, form: uuid.UUID, by: User, at: datetime) -> Done:
    """Somebody has seen what changed against the form before it: it may be filled. Looking again changes nothing."""
    row = rows.form_for(by, form)
    if not may_keep_form(by, row.unit) or row.follows_id is None:
        raise Http404
    if row.looked_at is None:
        row.looked_by, row.looked_at = by, at
        row.save(update_fields=["looked_by", "looked_at"])
    changes = rows.changes(row)
    told: dict[str, Json] = {
        "gone": len(changes.gone),
        "fresh": len(changes.fresh),
        "renamed": len(changes.renamed),
    }
    return Done(subject=f"superior_form:{row.pk}", unit=row.unit.code, detail=told)


def _words(blank: Blank) -> str:
    lines = [line.text for line in blank.aside]
    for block in blank.blocks:
        lines += [box.text for box in block.boxes] if isinstance(block, Grid) else [block.text]
    return "\n".join(lines)
