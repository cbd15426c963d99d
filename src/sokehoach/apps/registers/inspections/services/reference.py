"""Checklists and penalty frames: from the programme, and frames that officials add with their source."""

from collections.abc import Sequence
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.registers.inspections.models import ChecklistVersion, PenaltyFrame
from sokehoach.apps.registers.inspections.queries.visits import get_visits_register, units_to_write
from sokehoach.apps.registers.inspections.services.writing import day_of
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.registers.checklists import Checklist
from sokehoach.domain.registers.sanctions import Frame, Subject
from sokehoach.domain.text import fold_accents


@write("checklists.keep")
def import_checklists(*, checklists: Sequence[Checklist], by: User | str, at: datetime) -> ServiceResult:
    """A version that is already there is said anew, so a programme may be loaded again."""
    ChecklistVersion.objects.bulk_create(
        [
            ChecklistVersion(
                code=checklist.code,
                valid_from=checklist.valid_from,
                name=checklist.name,
                source=checklist.source,
                items=[
                    {"code": i.code, "text": i.text, "source": i.source, "kinds": [*i.kinds], "bodies": [*i.bodies]}
                    for i in checklist.items
                ],
            )
            for checklist in checklists
        ],
        update_conflicts=True,
        unique_fields=["code", "valid_from"],
        update_fields=["name", "source", "items"],
    )
    return ServiceResult(subject="pack:checklists", detail={"written": len(checklists)})


@write("frames.keep")
def import_frames(*, frames: Sequence[Frame], by: User | str, at: datetime) -> ServiceResult:
    rows = [
        PenaltyFrame(act=frame.act, valid_from=frame.valid_from, added_at=at, **_build_columns(frame))
        for frame in frames
    ]
    if rows:
        PenaltyFrame.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["act", "valid_from"],
            update_fields=list(_build_columns(frames[0])),
        )
    return ServiceResult(subject="pack:frames", detail={"written": len(frames)})


@write("frame.add")
def add_frame(
    *,
    act: str,
    name: str,
    decree: str,
    article: str,
    valid_from: date,
    valid_to: date | None,
    least: int,
    most: int,
    warning: bool,
    source: str,
    by: User,
    at: datetime,
) -> ServiceResult:
    """A row of the licence holder's acts. `act` is «» for an act that no frame names yet: its name makes the code."""
    units = units_to_write(by, day_of(at))
    if not units:
        raise NotFoundError
    code = act or fold_accents(name).replace(" ", "_")[:40]
    errors: dict[str, list[str]] = {}
    if not name.strip():
        errors["name"] = [say("Ghi tên hành vi.")]
    if not source.strip():
        errors["source"] = [say("Ghi nguồn: văn bản nào, điều khoản nào, đọc ở đâu.")]
    if most < least:
        errors["most"] = [say("Mức cao nhất nhỏ hơn mức thấp nhất.")]
    if valid_to is not None and valid_to <= valid_from:
        errors["valid_to"] = [say("Ngày hết hiệu lực ở sau ngày bắt đầu.")]
    if PenaltyFrame.objects.filter(act=code, valid_from=valid_from).exists():
        errors["valid_from"] = [say("Hành vi này đã có khung từ ngày đó.")]
    if errors:
        raise InvalidInput(errors)
    frame = Frame(
        act=code, name=name.strip(), decree=decree.strip(), article=article.strip(), valid_from=valid_from,
        valid_to=valid_to, least=least, most=most, warning=warning, subject=Subject.HOLDER, source=source.strip(),
    )  # fmt: skip
    PenaltyFrame.objects.create(act=frame.act, valid_from=valid_from, **_build_columns(frame), added_by=by, added_at=at)
    return ServiceResult(
        subject=f"frame:{code}",
        unit=units[0].code,
        detail={"name": frame.name, "from": valid_from.isoformat()},
        answer={"act": code},
        function=get_visits_register().function,
    )


def _build_columns(frame: Frame) -> dict[str, object]:
    return {
        "name": frame.name,
        "subject": frame.subject.value,
        "decree": frame.decree,
        "article": frame.article,
        "valid_to": frame.valid_to,
        "least": frame.least,
        "most": frame.most,
        "warning": frame.warning,
        "source": frame.source,
    }
