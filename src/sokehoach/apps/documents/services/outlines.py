"""Outlines that a pack supplies, and that officials change: each change is a version of its own."""

from datetime import datetime

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.selectors import outlines as selectors
from sokehoach.apps.documents.selectors.outlines import Wording
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Stale
from sokehoach.domain.privacy import FIRM


@write("outline.keep")
def keep(
    *,
    code: str,
    title: str,
    issuer: Unit,
    unit: Unit,
    due_days: int,
    definition: dict[str, Json],
    by: User | str,
    at: datetime,
    writers: str = ReportOutline.Writers.ISSUER,
    follows: str = "",
) -> Done:
    """Keep a pack's outline under its code. A pack that says what it said before leaves alone what officials made."""
    said = {
        "title": title, "issuer": issuer, "unit": unit, "due_days": due_days, "definition": definition,
        "writers": writers, "follows": follows,
    }  # fmt: skip
    rows = ReportOutline.objects.filter(code=code)
    before = rows.filter(kept_by=None).first()
    newest = rows.first()
    if before is None or any(getattr(before, name) != value for name, value in said.items()):
        _stand(ReportOutline(code=code, version=newest.version + 1 if newest else 1, **said), by=None, at=at)
    return Done(subject=f"outline:{code}", unit=unit.code, answer={"outline": code})


@write("outline.rewrite")
def rewrite(*, code: str, version: int, wording: Wording, by: User, at: datetime) -> Done:
    """Put a new version in force, and one of each outline that follows its sections.

    Invalid where a name is unknown or a person is named; Stale where another has kept a version meanwhile.
    """
    row = selectors.kept(by, code)
    ReportOutline.objects.select_for_update().get(pk=row.pk)
    if row.version != version:
        raise Stale(_("Mẫu vừa được người khác sửa. Hãy xem bản mới trước khi lưu bản của mình."))
    made = selectors.proposed(row, wording, at.date())
    _refuse_persons(wording)
    _stand(made, by=by, at=at)
    followers = selectors.standing().filter(follows=code)
    for one in followers:
        sections = {**one.definition, "sections": made.definition["sections"]}
        if sections != one.definition:
            _stand(selectors.next_version(one, one.title, sections), by=by, at=at)
    return Done(
        subject=f"outline:{code}",
        unit=row.unit.code,
        detail={"version": made.version, "title": made.title},
        answer={"outline": code, "version": made.version},
    )


def _stand(made: ReportOutline, *, by: User | None, at: datetime) -> None:
    """In the caller's transaction."""
    ReportOutline.objects.filter(code=made.code, stands=True).update(stands=False)
    made.kept_by, made.kept_at = by, at
    made.save()


def _refuse_persons(wording: Wording) -> None:
    frame = (word for key in ("place", "filed") for word in [str(wording.frame[key])])
    lines = (line for key in selectors.LINES for line in wording.frame[key])
    words = "\n".join((*frame, *lines, wording.body))
    if any(hit.kind in FIRM for hit in guard.held(words)):
        raise Invalid({"body": [guard.say(words)]})
