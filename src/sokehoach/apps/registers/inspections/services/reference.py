"""Checklists and penalty frames: from the pack, and frames that officials add with their source."""

from collections.abc import Sequence
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.registers.inspections.models import ChecklistVersion, PenaltyFrame
from sokehoach.apps.registers.inspections.selectors.visits import described, units_to_write
from sokehoach.apps.registers.inspections.services.writing import day_of
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.registers.checklists import Checklist
from sokehoach.domain.registers.sanctions import Frame, Subject
from sokehoach.domain.text.folding import fold


@write("checklists.keep")
def keep_checklists(*, checklists: Sequence[Checklist], by: User | str, at: datetime) -> Done:
    """A version that is already there is said anew, so a pack may be loaded again."""
    for one in checklists:
        items = [
            {"code": i.code, "text": i.text, "source": i.source, "kinds": [*i.kinds], "bodies": [*i.bodies]}
            for i in one.items
        ]
        ChecklistVersion.objects.update_or_create(
            code=one.code,
            valid_from=one.valid_from,
            defaults={"name": one.name, "source": one.source, "items": items},
        )
    return Done(subject="pack:checklists", detail={"written": len(checklists)})


@write("frames.keep")
def keep_frames(*, frames: Sequence[Frame], by: User | str, at: datetime) -> Done:
    for one in frames:
        PenaltyFrame.objects.update_or_create(
            act=one.act,
            valid_from=one.valid_from,
            defaults=_columns(one),
            create_defaults=_columns(one) | {"added_at": at},
        )
    return Done(subject="pack:frames", detail={"written": len(frames)})


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
) -> Done:
    """A row of the licence holder's acts. `act` is «» for an act that no frame names yet: its name makes the code."""
    units = units_to_write(by, day_of(at))
    if not units:
        raise Http404
    code = act or fold(name).replace(" ", "_")[:40]
    wrong: dict[str, list[str]] = {}
    if not name.strip():
        wrong["name"] = [_("Ghi tên hành vi.")]
    if not source.strip():
        wrong["source"] = [_("Ghi nguồn: văn bản nào, điều khoản nào, đọc ở đâu.")]
    if most < least:
        wrong["most"] = [_("Mức cao nhất nhỏ hơn mức thấp nhất.")]
    if valid_to is not None and valid_to <= valid_from:
        wrong["valid_to"] = [_("Ngày hết hiệu lực ở sau ngày bắt đầu.")]
    if PenaltyFrame.objects.filter(act=code, valid_from=valid_from).exists():
        wrong["valid_from"] = [_("Hành vi này đã có khung từ ngày đó.")]
    if wrong:
        raise Invalid(wrong)
    frame = Frame(
        act=code, name=name.strip(), decree=decree.strip(), article=article.strip(), valid_from=valid_from,
        valid_to=valid_to, least=least, most=most, warning=warning, subject=Subject.HOLDER, source=source.strip(),
    )  # fmt: skip
    PenaltyFrame.objects.create(
        act=frame.act, valid_from=valid_from, **_columns(frame), added_by=by, added_at=at
    )
    return Done(
        subject=f"frame:{code}",
        unit=units[0].code,
        detail={"name": frame.name, "from": valid_from.isoformat()},
        answer={"act": code},
        function=described().function,
    )


def _columns(frame: Frame) -> dict[str, object]:
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
