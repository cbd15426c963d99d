"""Names of agencies in a plan: where one begins, where it ends, what it is told to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.vocabulary import (
    AGENCY,
    CIRCUMSTANCE,
    GIVING,
    NAMING,
    NOMINAL,
    OPENING,
    ORDER,
    RELATIVE,
    REQUEST,
    RESPONSIBLE,
    UNORDERED,
)

_LONGEST = 420  # letters of the longest list of agencies met («Các cơ quan Đảng …; các cơ quan Trung ương …»)
_SENTENCE_END = re.compile(r"[.:](?=\s|$)")
_COORDINATING_END = re.compile(r"[.:;(](?=\s|$|\w)| (?:trong việc|trong công tác|để|nhằm|khi|tổ chức)(?!\w)")
# The issuing committee and its chair, named without a place: what they do is no assignment.
_OWN = re.compile(r"(?:(?:phó )?chủ tịch )?(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố|huyện)")
_JOIN = re.compile(r"[,;]| và ")


@dataclass(frozen=True, slots=True)
class Assigned:
    """An agency and the text of what it is to do, found in one sentence."""

    agency: Passage
    duty: Passage
    request: bool


def without_giving(text: Passage) -> tuple[Passage, bool]:
    """Drop «Giao», «Đề nghị», «Trách nhiệm của» before a name; tells whether it was a request."""
    match = GIVING.match(text.lower)
    if match is None or AGENCY.match(text.lower, match.end()) is None:
        return text, False
    return text.part(match.end()), REQUEST.search(match[0]) is not None


def is_agency(text: Passage) -> bool:
    """Whether the whole text is the name of an agency or of several: the heading of its duties."""
    name, _ = without_giving(text)
    bare = re.sub(r"\([^)]*\)", "", name.lower).strip(" .:;")
    return (
        AGENCY.match(bare) is not None
        and len(bare) <= _LONGEST
        and _SENTENCE_END.search(bare) is None
        and next(_orders(name, len(name)), None) is None
    )


def assigned(text: Passage) -> Assigned | None:
    """Read «(Giao) <agency> <order> …» at the beginning of the text; None where it does not begin so."""
    named, request = without_giving(text)
    if AGENCY.match(named.lower) is None:
        return None
    colon = named.lower.find(":")
    if 0 < colon <= _LONGEST and is_agency(named.part(0, colon)):
        duty = _bare_duty(named.part(colon + 1))
        return Assigned(_trimmed(named.part(0, colon)), duty, request) if OPENING.match(duty.lower) else None
    limit = min(len(named), _LONGEST)
    responsible = RESPONSIBLE.search(named.lower, 0, limit)
    order = next(_orders(named, limit), None)
    if order is None:  # «Ban Chỉ đạo thực hiện …»: what looked like a part of the name is the order
        order = next(_orders(named, limit, nominal=True), None)
    if order is None:
        return None
    if responsible is not None and responsible.start() <= order:
        order = responsible.start()
    agency = _trimmed(named.part(0, order))
    if not agency.text or _SENTENCE_END.search(agency.lower) or _OWN.fullmatch(agency.lower):
        return None
    relative = RELATIVE.search(agency.lower)
    if relative is not None and "," in agency.text[: relative.start()]:
        agency = _trimmed(agency.part(0, relative.start()))
    return Assigned(agency, _bare_duty(named.part(order)), request)


def assigned_anywhere(text: Passage) -> Assigned | None:
    """As `assigned`, after a circumstance («Đối với …, các sở …»), a title («…: UBND xã …») or at «giao Sở …»."""
    for place in _places(text):
        found = assigned(text.part(place))
        if found is not None:
            return found
    return None


def _places(text: Passage) -> Iterator[int]:
    lower = text.lower
    if re.match(
        r"(?:căn cứ|trên cơ sở|đối với|theo|sau khi|hằng năm|hàng năm|định kỳ|để|nhằm|ngoài ra|khi|trong)(?!\w)",
        lower,
    ):
        for match in re.finditer(
            r", (?=(?:giao |đề nghị |yêu cầu )?" + AGENCY.pattern + ")", lower[:_LONGEST]
        ):
            yield match.end()
    title = re.match(r"[^:.;]{5,160}: (?=.)", lower)
    if title is not None:
        if text.text[title.end()].isupper() or lower.startswith(("các ", "giao ", "đề nghị "), title.end()):
            yield title.end()
        inner = re.match(r"(?:sau khi|trên cơ sở|căn cứ|theo)[^.;:]{0,120}?, ", lower[title.end() :])
        if inner is not None:
            yield title.end() + inner.end()
    for match in re.finditer(r"(?:(?<=[,;.(:] )|(?<=\())(?:giao|đề nghị)(?: cho)? ", lower):
        yield match.start()


def _orders(text: Passage, limit: int, *, nominal: bool = False) -> Iterator[int]:
    """Where orders stand after a name, in turn: in small letters, and not as a part of a name."""
    lower = text.lower
    depth_ends = [(m.start(), m.end()) for m in re.finditer(r"\([^)]*\)", lower)]
    for match in ORDER.finditer(lower, 0, limit):
        if not text.text[match.start()].islower() or any(a <= match.start() < b for a, b in depth_ends):
            continue
        before = lower[max(0, match.start() - 24) : match.start()]
        if UNORDERED.search(before) or (not nominal and match[0] in NOMINAL and NAMING.search(before)):
            continue
        if match[0] == "tổ chức" and before.rstrip().endswith(","):
            continue
        # «các cơ quan được phân công chủ trì thực hiện nhiệm vụ …»: the order belongs to the relative clause.
        relative = RELATIVE.search(lower, 0, match.start())
        if relative is not None and not match[0].startswith(("có trách", "chịu trách", "chủ động", "căn cứ")):
            continue
        yield match.start()


def _bare_duty(text: Passage) -> Passage:
    """Without circumstances and «có trách nhiệm» at its beginning."""
    for pattern in (CIRCUMSTANCE, RESPONSIBLE):
        match = pattern.match(text.lower)
        if match is not None:
            text = text.part(match.end())
    return text


def _trimmed(text: Passage) -> Passage:
    """A name without the punctuation around it."""
    return text.part(0, len(text.text.rstrip(" ,;:.-–")))


def coordinating(text: Passage) -> tuple[str, ...]:
    """The agencies named after «phối hợp với …»."""
    names: list[str] = []
    for match in re.finditer(r"phối hợp(?: chặt chẽ)?(?: với)? (?:các )?", text.lower):
        start = match.end() - (4 if match[0].endswith("các ") else 0)
        if AGENCY.match(text.lower, start) is None:
            continue
        rest = text.part(start, start + _LONGEST)
        stop = next(_orders(rest, len(rest)), len(rest))
        end = _COORDINATING_END.search(rest.lower, 0, stop)
        names += split_names(rest.part(0, end.start() if end else stop).text.split(";")[0])
    return tuple(dict.fromkeys(names))


def split_names(text: str) -> list[str]:
    """«Sở Y tế, Công an tỉnh và UBND các xã, phường» → its names («các xã, phường» stays together)."""
    names: list[str] = []
    start = 0
    for match in _JOIN.finditer(text):
        rest = text[match.end() :].lstrip()
        alone = AGENCY.fullmatch(text[start : match.start()].strip().lower())  # «Sở, Ban, ngành» is one group
        if rest[:1].isupper() and AGENCY.match(rest.lower()) and not alone:
            names.append(text[start : match.start()])
            start = match.end()
    names.append(text[start:])
    return [stripped for name in names if (stripped := name.strip(" ,;.:"))]
