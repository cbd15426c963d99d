"""Finds what names a person in free text before it is stored, on every path.

The rules are in `domain.privacy`. This module adds the names that are allowed, the places (passages) that the user
declared to be nobody's name (for one request), and their count, which goes to the audit trail.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy, ngettext

from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.messages import say
from sokehoach.domain.privacy import (
    FIRM_KINDS,
    NO_KNOWN_NAMES,
    Hit,
    HitKind,
    KnownNames,
    exclude_signers,
    exclude_unit_names,
    redact_hits,
    scan_text,
)
from sokehoach.domain.text import fold_accents

KIND_LABELS = {
    HitKind.ID: gettext_lazy("số giấy tờ"),
    HitKind.PHONE: gettext_lazy("số điện thoại"),
    HitKind.PLATE: gettext_lazy("biển số xe"),
    HitKind.MAIL: gettext_lazy("địa chỉ thư điện tử"),
    HitKind.BIRTH: gettext_lazy("ngày, năm sinh hoặc tuổi"),
    HitKind.NAME: gettext_lazy("tên người"),
    HitKind.ADDRESS: gettext_lazy("nơi ở"),
    HitKind.LONG: gettext_lazy("chuỗi chữ dài bất thường"),
}
MAX_LENGTH = 200_000  # letters of a text typed or pasted; a longer one is not scanned
_MAX_QUOTED = 60  # letters of a place that a message quotes


@dataclass(slots=True)
class _FilterState:
    """The state of one request or one write."""

    allowed_places: frozenset[str] = frozenset()  # folded places that the user declared to be nobody's
    stored_places: set[str] = field(default_factory=set)  # folded places already in the stored text
    used_places: set[str] = field(default_factory=set)
    known_names: KnownNames | None = None
    hits_by_text: dict[str, tuple[Hit, ...]] = field(
        default_factory=dict
    )  # the form, its service and the model field scan the same text


_state: ContextVar[_FilterState | None] = ContextVar("guard", default=None)
_row_names: ContextVar[Callable[[], Iterable[str]] | None] = ContextVar("names of the row", default=None)


@contextmanager
def allowing_places(places: Iterable[str]) -> Iterator[None]:
    """Allows, within a request, the places that the user who typed them declared to be nobody's."""
    token = _state.set(_FilterState(allowed_places=frozenset(_normalize_place(place) for place in places)))
    try:
        yield
    finally:
        _state.reset(token)


def allow_places(places: Iterable[str]) -> None:
    """Allows further places within `allowing_places`."""
    state = _state.get()
    if state is not None:
        state.allowed_places |= {_normalize_place(place) for place in places}


@contextmanager
def allowing_names(names: Callable[[], Iterable[str]]) -> Iterator[None]:
    """Allows names within the block, because the row is about their bearers (an establishment's licence holder).

    `names` is called only where a text names somebody.
    """
    token = _row_names.set(names)
    try:
        yield
    finally:
        _row_names.reset(token)


@contextmanager
def collecting_allowed_places() -> Iterator[set[str]]:
    """Collects the places that were allowed during a write."""
    outer = _state.get()
    inner = (
        _FilterState(outer.allowed_places, hits_by_text=outer.hits_by_text, known_names=outer.known_names)
        if outer
        else _FilterState()
    )
    token = _state.set(inner)
    try:
        yield inner.used_places
    finally:
        _state.reset(token)


def find_hits(text: str) -> tuple[Hit, ...]:
    """Returns all hits in the text except names of staff, of units, and of those whom the row is about.

    Names are loaded only where there is a hit.
    """
    state, names = _state.get(), _row_names.get()
    if state is not None and text in state.hits_by_text:
        hits = state.hits_by_text[text]
    else:
        hits = scan_text(text)
        if any(hit.kind is HitKind.NAME for hit in hits) and (known_names := _load_known_names()).names:
            hits = scan_text(text, known_names=known_names)
        hits = _exclude_unit_names(text, hits)
        if state is not None:
            state.hits_by_text[text] = hits
    if names is not None and any(hit.kind is HitKind.NAME for hit in hits):
        known_names = KnownNames(_load_known_names().names | KnownNames.of(names()).names)
        return _exclude_unit_names(text, scan_text(text, known_names=known_names))
    return hits


def _exclude_unit_names(text: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    if not settings.UNIT_NAMES or all(hit.kind is not HitKind.NAME for hit in hits):
        return hits
    return exclude_unit_names(text, hits, import_string(settings.UNIT_NAMES)())


def find_refused_hits(text: str) -> tuple[Hit, ...]:
    """Returns the hits that may not be stored: `find_hits` without allowed places. Numbers are never allowed."""
    state = _state.get()
    hits = find_hits(text)
    if state is None or not hits:
        return hits
    refused = []
    for hit in hits:
        place = _normalize_place(text[hit.start : hit.end])
        if hit.kind in FIRM_KINDS or place not in state.allowed_places | state.stored_places:
            refused.append(hit)
        elif place not in state.stored_places:
            state.used_places.add(place)
    return tuple(refused)


def check_numbers(texts: Mapping[str, str]) -> None:
    """Raises InvalidInput for each text with a personal number or date of birth. Any name is allowed in these texts."""
    if problems := {name: [problem] for name, text in texts.items() if (problem := find_number_problem(text))}:
        raise InvalidInput(problems)


def find_number_problem(text: str) -> str:
    """Returns the message that refuses a name with a personal number beside it, or «»."""
    firm = [f"«{text[hit.start : hit.end]}»" for hit in find_hits(text) if hit.kind in FIRM_KINDS]
    if not firm:
        return ""
    return say("Ở đây chỉ ghi tên, không ghi số giấy tờ, số điện thoại, ngày sinh: %(places)s.", places=", ".join(firm))


def check_texts(texts: Mapping[str, str], *, stored_text: str = "") -> None:
    """Raises InvalidInput with a message for each text that names somebody. What `stored_text` contained is allowed."""
    problems = {}
    for name, text in texts.items():
        if problem := find_text_problem(text, stored_text=stored_text):
            problems[name] = [problem]
    if problems:
        raise InvalidInput(problems)


def allow_places_of(stored_text: str) -> None:
    """In the current write, places that this stored text contains are refused no more."""
    state = _state.get()
    if state is not None and stored_text:
        state.stored_places |= {_normalize_place(stored_text[hit.start : hit.end]) for hit in find_hits(stored_text)}


def find_text_problem(text: str, *, stored_text: str = "") -> str:
    """Returns the message that refuses a text, or «»."""
    if len(text) > MAX_LENGTH:
        return say("Dài quá %(most)s ký tự. Hãy viết ngắn lại, hoặc gửi thành tệp.", most=MAX_LENGTH)
    allow_places_of(stored_text)
    hits = find_refused_hits(text)
    if not hits:
        return ""
    quoted: dict[HitKind, list[str]] = {}
    for hit in hits:
        quoted.setdefault(hit.kind, []).append(f"«{text[hit.start : min(hit.end, hit.start + _MAX_QUOTED)]}»")
    descriptions = [f"{KIND_LABELS[kind]} ({', '.join(places)})" for kind, places in quoted.items()]
    return say(
        "Có chỗ cho biết một người là ai: %(places)s. Phần mềm không lưu thông tin cá nhân. "
        "Hãy che hoặc viết lại, ví dụ «một trường hợp», «chủ cơ sở».",
        places="; ".join(descriptions),
    )


def format_hit_counts(text: str) -> str:
    """Formats kinds and counts of hits in a document, quoting nothing: «2 số điện thoại, 1 tên người».

    Its signer is not counted. Empty where nobody is named.
    """
    hits = exclude_signers(text, find_hits(text))
    counts = {kind: sum(hit.kind is kind for hit in hits) for kind in HitKind}
    return ", ".join(
        ngettext("%(n)s %(kind)s", "%(n)s %(kind)s", count) % {"n": count, "kind": KIND_LABELS[kind]}
        for kind, count in counts.items()
        if count
    )


def redact_refused_places(text: str) -> str:
    """Returns the text without its refused places; one that is too long is unchanged, for its form to refuse."""
    return text if len(text) > MAX_LENGTH else redact_hits(text, find_refused_hits(text))


def _load_known_names() -> KnownNames:
    state = _state.get()
    if state is not None and state.known_names is not None:
        return state.known_names
    sources: list[Callable[[], Iterable[str]]] = [import_string(path) for path in settings.KNOWN_NAMES]
    known_names = KnownNames.of(name for source in sources for name in source()) if sources else NO_KNOWN_NAMES
    if state is not None:
        state.known_names = known_names
    return known_names


def _normalize_place(place: str) -> str:
    return " ".join(fold_accents(place).split())
