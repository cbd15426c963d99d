"""Asks, before a plan's text is stored, about personal numbers in it."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import ngettext

from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say
from sokehoach.domain.privacy import Hit, HitKind, select_hits_to_confirm
from sokehoach.domain.text import fold_accents

MAX_LETTERS = 1_000_000  # four hundred pages: longer than any plan seen, and a few seconds of scanning
_CONTEXT_LETTERS = 60  # letters of context before and after a place


class PersonalDataFoundError(ActionRefused):
    """Raised where the text has a personal number; `detail["places"]` lists each as a `PersonalDataPlace`."""


@dataclass(frozen=True, slots=True)
class PersonalDataPlace:
    """A place in the text for display; `token` identifies it in an answer without revealing it."""

    kind: str | Promise
    text: str
    line: int
    text_before: str
    text_after: str
    token: str


def check_personal_data(text: str, confirmed: Collection[str]) -> int:
    """Counts the places confirmed as official.

    Raises PersonalDataFoundError for an unconfirmed one, InvalidInput (field «file») for a text too long to scan.
    `confirmed` are tokens of places; a confirmation holds for the same words in any file.
    """
    if len(text) > MAX_LETTERS:
        raise InvalidInput(
            {"file": [say("Văn bản dài hơn một triệu chữ, không kiểm tra được. Hãy chỉ nhập kế hoạch, bỏ phụ lục.")]}
        )
    places = list_places_to_ask(text)
    if any(place.token not in confirmed for place in places):
        message = ngettext(
            "Văn bản có %(n)s chỗ có thể là thông tin cá nhân. Chưa lưu gì.",
            "Văn bản có %(n)s chỗ có thể là thông tin cá nhân. Chưa lưu gì.",
            len(places),
        )
        raise PersonalDataFoundError(message % {"n": len(places)}, places=places)
    return len(places)


def list_places_to_ask(text: str) -> list[PersonalDataPlace]:
    places: dict[str, PersonalDataPlace] = {}
    line, at = 1, 0
    for hit in select_hits_to_confirm(text, pii_filter.find_hits(text)):
        line += text.count("\n", at, hit.start) - text.count(
            "\n", hit.start, at
        )  # a date of birth may reach back to its name
        at = hit.start
        matched_text = " ".join(text[hit.start : hit.end].split())
        token = sha256(f"{hit.kind}:{fold_accents(matched_text)}".encode()).hexdigest()[:24]
        text_before, text_after = _shorten_context(text, hit)
        kind = say("họ tên và ngày, năm sinh") if hit.kind is HitKind.BIRTH else pii_filter.KIND_LABELS[hit.kind]
        places.setdefault(
            token,
            PersonalDataPlace(kind, matched_text, line, text_before, text_after, token),
        )
    return list(places.values())


def _shorten_context(text: str, hit: Hit) -> tuple[str, str]:
    """The words of the line before and after the place, «…» where the line goes on."""
    before = text[max(0, hit.start - _CONTEXT_LETTERS) : hit.start].rpartition("\n")[2]
    if len(before) == _CONTEXT_LETTERS:
        before = "… " + before.partition(" ")[2]
    after = text[hit.end : hit.end + _CONTEXT_LETTERS].partition("\n")[0]
    if len(after) == _CONTEXT_LETTERS:
        after = after.rpartition(" ")[0] + " …"
    return before.lstrip(), after.rstrip()
