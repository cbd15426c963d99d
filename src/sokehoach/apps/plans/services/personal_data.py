"""Before a plan's text is stored: whoever brings it in is asked about numbers of persons that stand in it."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.privacy import Kind, worth_asking
from sokehoach.domain.text.folding import fold

MOST_LETTERS = 1_000_000  # four hundred pages: longer than any plan met, and a few seconds of looking through
_SHOWN = 60  # letters of the line that stand before and after a place


class NamesSomebody(Refused):
    """The text gives somebody's number. `detail["places"]` holds what to ask about, as `Place`."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text as a page shows it; `token` stands for it in an answer and tells nothing of it."""

    kind: str | Promise
    text: str
    line: int  # from 1
    before: str
    after: str
    token: str


def refuse_unconfirmed(text: str, confirmed: Collection[str]) -> int:
    """How many places were confirmed to be official. Raises NamesSomebody where one was not asked about yet, Invalid
    (field «file») for a text too long to be looked through.

    `confirmed`: tokens of places; a confirmation holds for the very words, in whatever file they stand.
    """
    if len(text) > MOST_LETTERS:
        raise Invalid(
            {
                "file": [
                    _(
                        "Văn bản dài hơn một triệu chữ, không kiểm tra được. Hãy chỉ nhập kế hoạch, bỏ phụ lục."
                    )
                ]
            }
        )
    places = places_to_ask(text)
    if any(place.token not in confirmed for place in places):
        said = ngettext(
            "Văn bản có %(n)s chỗ có thể là thông tin cá nhân. Chưa lưu gì.",
            "Văn bản có %(n)s chỗ có thể là thông tin cá nhân. Chưa lưu gì.",
            len(places),
        )
        raise NamesSomebody(said % {"n": len(places)}, places=places)
    return len(places)


def places_to_ask(text: str) -> list[Place]:
    found: dict[str, Place] = {}
    line, at = 1, 0
    for hit in worth_asking(text, guard.find(text)):
        line += text.count("\n", at, hit.start) - text.count(
            "\n", hit.start, at
        )  # a birth may reach back to its name
        at = hit.start
        words = " ".join(text[hit.start : hit.end].split())
        token = sha256(f"{hit.kind}:{fold(words)}".encode()).hexdigest()[:24]
        before = text[max(0, hit.start - _SHOWN) : hit.start].rpartition("\n")[2]
        after = text[hit.end : hit.end + _SHOWN].partition("\n")[0]
        kind = _("họ tên và ngày, năm sinh") if hit.kind is Kind.BIRTH else guard.KINDS[hit.kind]
        found.setdefault(token, Place(kind, words, line, before.lstrip(), after.rstrip(), token))
    return list(found.values())
