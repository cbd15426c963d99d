"""Read checklists and penalty frames, both in versions with their legal source."""

from collections.abc import Iterable

from sokehoach.adapters.programme_files.elements import has_option
from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.messages import say
from sokehoach.domain.registers.checklists import Checklist, ChecklistItem
from sokehoach.domain.registers.sanctions import Frame, Subject

FRAME_COLUMNS = (
    "act", "name", "subject", "decree", "article", "valid_from", "valid_to", "least", "most", "warning", "source",
)  # fmt: skip
_KINDS, _BODIES = "establishment_type", "team_body"


def read_checklists(file: Record, sets: dict[str, OptionSet]) -> tuple[Checklist, ...]:
    checklists: list[Checklist] = []
    for record in file.records("checklists"):
        checklist = Checklist(
            code=record.code("code"),
            name=record.text("name", most=200),
            valid_from=record.day("valid_from"),
            source=record.text("source"),
            items=tuple(_read_item(item, sets) for item in record.records("items")),
        )
        record.finish()
        if not checklist.items:
            record.refuse(say("danh mục không có nội dung nào"), "items")
        if len({item.code for item in checklist.items}) < len(checklist.items):
            record.refuse(say("trùng mã nội dung trong danh mục"), "items")
        if any((checklist.code, checklist.valid_from) == (other.code, other.valid_from) for other in checklists):
            record.refuse(say("trùng danh mục «%(code)s» cùng ngày bắt đầu", code=checklist.code), "valid_from")
        checklists.append(checklist)
    file.finish()
    return tuple(checklists)


def read_frames(records: Iterable[Record]) -> tuple[Frame, ...]:
    """Read penalty frames; two frames of one act must not be valid on the same day."""
    frames: list[Frame] = []
    for record in records:
        frame = Frame(
            act=record.code("act"),
            name=record.text("name", most=200),
            decree=record.text("decree", most=60),
            article=record.text("article", most=60),
            valid_from=record.day("valid_from"),
            valid_to=record.optional_day("valid_to"),
            least=_read_dong(record, "least"),
            most=_read_dong(record, "most"),
            warning=record.flag("warning"),
            subject=record.choice("subject", Subject),
            source=record.text("source"),
        )
        record.finish()
        if frame.most < frame.least:
            record.refuse(say("mức cao nhất nhỏ hơn mức thấp nhất"), "most")
        if frame.valid_to is not None and frame.valid_to <= frame.valid_from:
            record.refuse(say("ngày hết hiệu lực phải sau ngày bắt đầu"), "valid_to")
        if any(_is_overlapping(frame, other) for other in frames):
            record.refuse(say("hành vi «%(act)s» có hai khung cùng một thời gian", act=frame.act), "valid_from")
        frames.append(frame)
    return tuple(frames)


def _read_item(record: Record, sets: dict[str, OptionSet]) -> ChecklistItem:
    item = ChecklistItem(
        code=record.code("code"),
        text=record.text("text"),
        source=record.text("source"),
        kinds=record.texts("kinds"),
        bodies=record.texts("bodies"),
    )
    record.finish()
    for field, option_set, codes in (("kinds", _KINDS, item.kinds), ("bodies", _BODIES, item.bodies)):
        for code in codes:
            if not has_option(sets, option_set, code):
                record.refuse(
                    say("danh mục «%(option_set)s» không có «%(code)s»", option_set=option_set, code=code), field
                )
    return item


def _read_dong(record: Record, name: str) -> int:
    text = record.text(name)
    if text and not (text.isascii() and text.isdigit()):
        record.refuse(say("«%(name)s» phải là số đồng, nguyên, không dấu cách", name=name), name)
        return 0
    return int(text or 0)


def _is_overlapping(frame: Frame, other: Frame) -> bool:
    return (
        frame.act == other.act
        and (other.valid_to is None or frame.valid_from < other.valid_to)
        and (frame.valid_to is None or other.valid_from < frame.valid_to)
    )
