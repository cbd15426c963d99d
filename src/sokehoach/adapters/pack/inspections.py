"""Checklists and penalty frames: both in versions, both with their legal source."""

from collections.abc import Iterable

from sokehoach.adapters.pack.indicators import option_exists
from sokehoach.adapters.pack.record import Record
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.registers.checklists import Checklist, Item
from sokehoach.domain.registers.sanctions import Frame, Subject

FRAMES = (
    "act", "name", "subject", "decree", "article", "valid_from", "valid_to", "least", "most", "warning", "source",
)  # fmt: skip
_KINDS, _BODIES = "establishment_type", "team_body"


def read_checklists(file: Record, sets: dict[str, OptionSet]) -> tuple[Checklist, ...]:
    made: list[Checklist] = []
    for record in file.records("checklists"):
        one = Checklist(
            code=record.code("code"),
            name=record.text("name", most=200),
            valid_from=record.day("valid_from"),
            source=record.text("source"),
            items=tuple(_item(item, sets) for item in record.records("items")),
        )
        record.finish()
        if not one.items:
            record.refuse("danh mục không có nội dung nào", "items")
        if len({item.code for item in one.items}) < len(one.items):
            record.refuse("trùng mã nội dung trong danh mục", "items")
        if any((one.code, one.valid_from) == (other.code, other.valid_from) for other in made):
            record.refuse(f"trùng danh mục «{one.code}» cùng ngày bắt đầu", "valid_from")
        made.append(one)
    file.finish()
    return tuple(made)


def read_frames(records: Iterable[Record]) -> tuple[Frame, ...]:
    """Two frames of one act never hold on one day."""
    made: list[Frame] = []
    for record in records:
        frame = Frame(
            act=record.code("act"),
            name=record.text("name", most=200),
            decree=record.text("decree", most=60),
            article=record.text("article", most=60),
            valid_from=record.day("valid_from"),
            valid_to=record.optional_day("valid_to"),
            least=_dong(record, "least"),
            most=_dong(record, "most"),
            warning=record.flag("warning"),
            subject=record.choice("subject", Subject),
            source=record.text("source"),
        )
        record.finish()
        if frame.most < frame.least:
            record.refuse("mức cao nhất nhỏ hơn mức thấp nhất", "most")
        if frame.valid_to is not None and frame.valid_to <= frame.valid_from:
            record.refuse("ngày hết hiệu lực phải sau ngày bắt đầu", "valid_to")
        if any(_overlap(frame, other) for other in made):
            record.refuse(f"hành vi «{frame.act}» có hai khung cùng một thời gian", "valid_from")
        made.append(frame)
    return tuple(made)


def _item(record: Record, sets: dict[str, OptionSet]) -> Item:
    item = Item(
        code=record.code("code"),
        text=record.text("text"),
        source=record.text("source"),
        kinds=record.texts("kinds"),
        bodies=record.texts("bodies"),
    )
    record.finish()
    for field, option_set, codes in (("kinds", _KINDS, item.kinds), ("bodies", _BODIES, item.bodies)):
        for code in codes:
            if not option_exists(sets, option_set, code):
                record.refuse(f"danh mục «{option_set}» không có «{code}»", field)
    return item


def _dong(record: Record, name: str) -> int:
    text = record.text(name)
    if text and not (text.isascii() and text.isdigit()):
        record.refuse(f"«{name}» phải là số đồng, nguyên, không dấu cách", name)
        return 0
    return int(text or 0)


def _overlap(one: Frame, other: Frame) -> bool:
    return (
        one.act == other.act
        and (other.valid_to is None or one.valid_from < other.valid_to)
        and (one.valid_to is None or other.valid_from < one.valid_to)
    )
