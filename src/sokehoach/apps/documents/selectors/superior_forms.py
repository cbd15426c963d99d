"""Superior's forms: those an account may open, and one of them as its page shows it."""

import uuid
from collections.abc import Mapping

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.permissions import may_take
from sokehoach.apps.documents.selectors.form_layout import Part, Piece, laid_out
from sokehoach.apps.documents.selectors.form_words import source_words
from sokehoach.domain.documents.foreign.blank import Line, from_json
from sokehoach.domain.documents.foreign.carrying import Carried, carry
from sokehoach.domain.documents.foreign.places import Place, all_places, places, totals
from sokehoach.domain.documents.foreign.reading import FormReading
from sokehoach.domain.documents.foreign.source import Source
from sokehoach.domain.documents.foreign.source import from_json as source_from_json
from sokehoach.domain.documents.foreign.vocabulary import Vocabulary


def listed(user: User) -> list[SuperiorForm]:
    found = SuperiorForm.objects.select_related("unit__parent", "follows").defer("content", "layout")
    return [row for row in found if may_take(user, row.unit)]


def form_for(user: User, pk: uuid.UUID) -> SuperiorForm:
    """404 outside the scope."""
    row = SuperiorForm.objects.select_related("unit__parent").filter(pk=pk).first()
    if row is None or not may_take(user, row.unit):
        raise Http404
    return row


def places_of(row: SuperiorForm) -> tuple[Place, ...]:
    return places(from_json(row.layout))


def totals_of(row: SuperiorForm) -> tuple[Place, ...]:
    """Cells that the form works out itself: compared with what is consolidated, never written."""
    return totals(from_json(row.layout))


def reading_of(row: SuperiorForm, words: Vocabulary, *, more: Mapping[str, str] | None = None) -> FormReading:
    """`more`: answers beside those that are kept."""
    return FormReading(all_places(from_json(row.layout)), words, row.answers | dict(more or {}))


def settled(row: SuperiorForm) -> dict[str, Source]:
    return {at: source_from_json(told) for at, told in row.settled.items()}


def aside(row: SuperiorForm) -> tuple[Line, ...]:
    """What asks for something and is not filled."""
    return from_json(row.layout).aside


def changes(row: SuperiorForm) -> Carried:
    """Against the form that it follows."""
    assert row.follows is not None
    before = row.follows
    return carry(places_of(before), settled(before), places_of(row))


def unseen(row: SuperiorForm) -> bool:
    """Whether it follows another and nobody has looked at what changed: until then it is not filled."""
    return row.follows_id is not None and row.looked_at is None and changes(row).told


def shown(row: SuperiorForm, reading: FormReading) -> tuple[Part, ...]:
    """The form with what its places take, in words: «» where that is not settled."""
    known = settled(row)
    placed: dict[str, Piece] = {}
    for place in reading.places:
        if place.formula:
            words = source_words(known[place.at], reading.vocabulary) if place.at in known else place.formula
        else:
            words = source_words(known[place.at], reading.vocabulary) if place.at in known else ""
        placed |= {at: Piece("″") for at in place.each[1:]}
        placed[place.at] = Piece(words, place.at)
    return laid_out(from_json(row.layout), placed)
