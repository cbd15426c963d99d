"""The guard over free text: what names a person is found before it is kept, whatever path it came by.

The rules are `domain.privacy`; here is what surrounds them: the names that may stand, the places that a person has
said are nobody's name (for this request alone), and the count of those, which goes to the audit trail.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.privacy import FIRM, NOBODY, Hit, Kind, Known, scan, strike, without_signers
from sokehoach.domain.text.folding import fold

KINDS = {
    Kind.ID: gettext_lazy("số giấy tờ"),
    Kind.PHONE: gettext_lazy("số điện thoại"),
    Kind.PLATE: gettext_lazy("biển số xe"),
    Kind.MAIL: gettext_lazy("địa chỉ thư điện tử"),
    Kind.BIRTH: gettext_lazy("ngày, năm sinh hoặc tuổi"),
    Kind.NAME: gettext_lazy("tên người"),
    Kind.ADDRESS: gettext_lazy("nơi ở"),
    Kind.LONG: gettext_lazy("chuỗi chữ dài bất thường"),
}
LONGEST = 200_000  # letters of a text that somebody types or pastes; what is longer is not even looked at
_QUOTED = 60  # letters of a place that a sentence repeats


@dataclass(slots=True)
class _Write:
    """What one request or one write holds in common."""

    waved: frozenset[str] = frozenset()  # folded places that the person says are nobody's
    standing: set[str] = field(default_factory=set)  # folded places that stand in the stored text already
    used: set[str] = field(default_factory=set)
    known: Known | None = None
    found: dict[str, tuple[Hit, ...]] = field(
        default_factory=dict
    )  # a form, its service and the field ask the same


_now: ContextVar[_Write | None] = ContextVar("guard", default=None)
_of_the_row: ContextVar[Callable[[], Iterable[str]] | None] = ContextVar("names of the row", default=None)


@contextmanager
def waving(places: Iterable[str]) -> Iterator[None]:
    """For the time of a request: these places were looked at by the person who typed them, and are nobody's."""
    token = _now.set(_Write(waved=frozenset(_plain(place) for place in places)))
    try:
        yield
    finally:
        _now.reset(token)


def wave(places: Iterable[str]) -> None:
    """Within `waving`: these places too."""
    write = _now.get()
    if write is not None:
        write.waved |= {_plain(place) for place in places}


@contextmanager
def naming(names: Callable[[], Iterable[str]]) -> Iterator[None]:
    """Within: these names are allowed too, since the row that is written is about their bearers, as the holder of a
    licence in the rows of the establishment. `names` is called only where a text names somebody.
    """
    token = _of_the_row.set(names)
    try:
        yield
    finally:
        _of_the_row.reset(token)


@contextmanager
def counting() -> Iterator[set[str]]:
    """For the time of a write: the places that were waved through in it."""
    around = _now.get()
    within = _Write(around.waved, found=around.found, known=around.known) if around else _Write()
    token = _now.set(within)
    try:
        yield within.used
    finally:
        _now.reset(token)


def find(text: str) -> tuple[Hit, ...]:
    """All that names a person, but for staff and who the row is about. Names are read only where a name is."""
    write, names = _now.get(), _of_the_row.get()
    if write is not None and text in write.found:
        hits = write.found[text]
    else:
        hits = scan(text)
        if any(hit.kind is Kind.NAME for hit in hits) and (known := _known()).names:
            hits = scan(text, known=known)
        if write is not None:
            write.found[text] = hits
    if names is not None and any(hit.kind is Kind.NAME for hit in hits):
        return scan(text, known=Known(_known().names | Known.of(names()).names))
    return hits


def held(text: str) -> tuple[Hit, ...]:
    """What may not be kept: `find` without what was waved through. Numbers never are."""
    write = _now.get()
    hits = find(text)
    if write is None or not hits:
        return hits
    kept = []
    for hit in hits:
        place = _plain(text[hit.start : hit.end])
        if hit.kind in FIRM or place not in write.waved | write.standing:
            kept.append(hit)
        elif place not in write.standing:
            write.used.add(place)
    return tuple(kept)


def refuse_numbers(texts: Mapping[str, str]) -> None:
    """Raise Invalid for each text with a number or a birth of a person. Any name is allowed in these texts."""
    if wrong := {name: [said] for name, text in texts.items() if (said := say_numbers(text))}:
        raise Invalid(wrong)


def say_numbers(text: str) -> str:
    """The sentence that refuses a name with a number of its bearer beside it, or nothing."""
    firm = [f"«{text[hit.start : hit.end]}»" for hit in find(text) if hit.kind in FIRM]
    if not firm:
        return ""
    return _("Ở đây chỉ ghi tên, không ghi số giấy tờ, số điện thoại, ngày sinh: %(places)s.") % {
        "places": ", ".join(firm)
    }


def refuse(texts: Mapping[str, str], *, before: str = "") -> None:
    """Raise Invalid with a sentence for each text that names somebody. `before` is the stored text: what was let
    through then stays let through.
    """
    wrong = {}
    for name, text in texts.items():
        if said := say(text, before=before):
            wrong[name] = [said]
    if wrong:
        raise Invalid(wrong)


def say(text: str, *, before: str = "") -> str:
    """The sentence that refuses a text, or nothing."""
    if len(text) > LONGEST:
        return _("Dài quá %(most)s ký tự. Hãy viết ngắn lại, hoặc gửi thành tệp.") % {"most": LONGEST}
    write = _now.get()
    if write is not None and before:
        write.standing |= {_plain(before[hit.start : hit.end]) for hit in find(before)}
    hits = held(text)
    if not hits:
        return ""
    quoted: dict[Kind, list[str]] = {}
    for hit in hits:
        quoted.setdefault(hit.kind, []).append(f"«{text[hit.start : min(hit.end, hit.start + _QUOTED)]}»")
    named = [f"{KINDS[kind]} ({', '.join(places)})" for kind, places in quoted.items()]
    return _(
        "Có chỗ cho biết một người là ai: %(places)s. Phần mềm không lưu thông tin cá nhân. "
        "Hãy che hoặc viết lại, ví dụ «một trường hợp», «chủ cơ sở»."
    ) % {"places": "; ".join(named)}


def tally(text: str) -> str:
    """«2 số điện thoại, 1 tên người» of a document: kinds and counts, repeating nothing; who signs it is not told of.

    Empty where nobody is named.
    """
    hits = without_signers(text, find(text))
    counts = {kind: sum(hit.kind is kind for hit in hits) for kind in Kind}
    return ", ".join(
        ngettext("%(n)s %(kind)s", "%(n)s %(kind)s", count) % {"n": count, "kind": KINDS[kind]}
        for kind, count in counts.items()
        if count
    )


def struck(text: str) -> str:
    """Without the places that may not be kept; a text that is too long comes back as it is, for its form to refuse."""
    return text if len(text) > LONGEST else strike(text, held(text))


def _known() -> Known:
    write = _now.get()
    if write is not None and write.known is not None:
        return write.known
    sources: list[Callable[[], Iterable[str]]] = [import_string(path) for path in settings.KNOWN_NAMES]
    known = Known.of(name for source in sources for name in source()) if sources else NOBODY
    if write is not None:
        write.known = known
    return known


def _plain(place: str) -> str:
    return " ".join(fold(place).split())
