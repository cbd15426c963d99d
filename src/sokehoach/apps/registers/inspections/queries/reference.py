"""Checklists and frames as the domain knows them."""

from datetime import date

from sokehoach.apps.indicators.queries.elements import list_option_sets
from sokehoach.apps.registers.inspections.models import ChecklistVersion, PenaltyFrame
from sokehoach.domain.registers.checklists import Checklist, ChecklistItem
from sokehoach.domain.registers.sanctions import Frame, Subject


def checklist_of(row: ChecklistVersion) -> Checklist:
    return Checklist(
        code=row.code,
        name=row.name,
        valid_from=row.valid_from,
        source=row.source,
        items=tuple(
            ChecklistItem(
                code=item["code"],
                text=item["text"],
                source=item["source"],
                kinds=tuple(item.get("kinds", ())),
                bodies=tuple(item.get("bodies", ())),
            )
            for item in row.items
        ),
    )


def find_checklist_on(day: date) -> ChecklistVersion | None:
    """What a visit of that day asks: one query."""
    return ChecklistVersion.objects.filter(valid_from__lte=day).order_by("-valid_from").first()


def list_frames() -> list[Frame]:
    return [frame_of(row) for row in PenaltyFrame.objects.all()]


def frame_of(row: PenaltyFrame) -> Frame:
    return Frame(
        act=row.act,
        name=row.name,
        decree=row.decree,
        article=row.article,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        least=row.least,
        most=row.most,
        warning=row.warning,
        subject=Subject(row.subject),
        source=row.source,
    )


def list_acts(of: Subject = Subject.HOLDER) -> dict[str, str]:
    """Code → name of the acts of which a frame speaks, each once."""
    rows = PenaltyFrame.objects.filter(subject=of.value).order_by("name", "valid_from")
    return dict(rows.values_list("act", "name"))


def list_frames_on(day: date) -> list[Frame]:
    """Frames of the licence holder's acts for an act of that day."""
    return [frame for frame in list_frames() if frame.subject is Subject.HOLDER and frame.holds_on(day)]


def list_kinds() -> dict[str, str]:
    """Kinds of establishments: code → name."""
    option_set = list_option_sets().get("establishment_type")
    return {} if option_set is None else {option.code: option.name for option in option_set.options}
