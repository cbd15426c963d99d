"""Parse lead, partners and time of a task from a line: «Chủ trì: …; phối hợp: …; thời gian: …»."""

import re
from dataclasses import dataclass

from sokehoach.domain.plans.headings import DETAIL, LEAD, SUPPORT, WHEN
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.sentences import trim_name

_LABELS = (("lead", LEAD), ("support", SUPPORT), ("when", WHEN), ("detail", DETAIL))
_PLACE = re.compile(r"(?:^|[;,.(]|\s[-–])\s*")  # before a label
# «Đơn vị chủ trì: Phòng Vật tư. Hoàn thành trước ngày 30/6.»: the time behind the name.
_TIME_BEHIND = re.compile(
    r"(?:\. |[,;] )(?=(?:(?:phải )?hoàn thành|xong|thời gian|thời hạn|trước (?:ngày|tháng|quý|\d)"
    r"|trong (?:tháng|quý|năm|\d)"
    r"|từ (?:ngày|tháng|quý|năm))(?!\w))"
    r"|\. (?=(?:thực hiện|triển khai|bắt đầu|định kỳ|hằng|hàng|quý|tháng|năm|chậm nhất)(?!\w))"
)
_RESERVATION = re.compile(r",? theo (?:chức năng|nhiệm vụ|thẩm quyền)")


@dataclass(frozen=True)
class AgencyRoles:
    """The values of such a line; `start` is its position, `support` the partner agencies as printed."""

    start: int
    lead: Passage | None
    support: tuple[str, ...]
    when: Passage | None


def parse_roles(text: Passage) -> AgencyRoles | None:
    """The labels in the text and their values; None if it has no label."""
    if ":" not in text.lower and "thời " not in text.lower:
        return None
    labels: list[tuple[int, int, str]] = []
    at = 0
    for place in _PLACE.finditer(text.lower):
        if place.end() < at:
            continue
        for name, pattern in _LABELS:
            match = pattern.match(text.lower, place.end())
            if match is not None:
                labels.append((match.start(), match.end(), name))
                at = match.end()
                break
    if not labels:
        return None
    values: dict[str, Passage] = {}
    for (_, end, name), following in zip(labels, [*labels[1:], (len(text), 0, "")], strict=True):
        value = _extract_value(text, end, following[0])
        if value.text and name not in values:
            values[name] = value
    for name in {"lead", "support"} & values.keys():
        time_match = _TIME_BEHIND.search(values[name].lower)
        if time_match is not None and time_match.start():
            values.setdefault("when", values[name].part(time_match.end()))
            values[name] = values[name].part(0, time_match.start())
    lead = values.get("lead")
    return AgencyRoles(
        labels[0][0],
        lead and _without_reservation(lead),
        _split_names(values.get("support")),
        values.get("when"),
    )


def parse_aside(block: Block) -> AgencyRoles | None:
    """Roles within a task's own paragraph, in brackets or after its sentence; the lead must be an agency."""
    aside_roles = parse_roles(block.body)
    if (
        aside_roles is None
        or aside_roles.start == 0
        or aside_roles.lead is None
        or AGENCY.match(aside_roles.lead.lower) is None
    ):
        return None
    return aside_roles


def _extract_value(text: Passage, start: int, end: int) -> Passage:
    value = text.part(start, end)
    if value.text.count("(") < value.text.count(")"):
        value = value.part(0, value.text.rfind(")"))
    return value.part(0, len(value.text.rstrip(" ;,.(-–")))


def _split_names(value: Passage | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(name for part in value.text.split(";") if (name := part.strip()))


def _without_reservation(value: Passage) -> Passage:
    """The agency without «theo chức năng, nhiệm vụ …» after it."""
    end = _RESERVATION.search(value.lower)
    return trim_name(value.part(0, end.start() if end else None))
