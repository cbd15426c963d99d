"""Superior's forms that an account may open, and the content of one form's page."""

import uuid
from collections.abc import Mapping

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.permissions import may_take
from sokehoach.apps.documents.selectors.form_labels import format_source
from sokehoach.apps.documents.selectors.form_layout import FormSpan, LayoutPart, build_layout
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.form_structure import Line, parse_external_form
from sokehoach.domain.documents.external_form.mapping_migration import MappingMigration, migrate_mapping
from sokehoach.domain.documents.external_form.places import Place, list_all_places, list_places, list_totals
from sokehoach.domain.documents.external_form.source import PlaceSource
from sokehoach.domain.documents.external_form.source import parse_source as source_from_json
from sokehoach.domain.documents.external_form.vocabulary import Vocabulary


def list_forms(user: User) -> list[SuperiorForm]:
    rows = SuperiorForm.objects.select_related("unit__parent", "follows").defer("content", "layout")
    return [row for row in rows if may_take(user, row.unit)]


def access_form(user: User, pk: uuid.UUID) -> SuperiorForm:
    """The form; 404 outside the account's scope."""
    row = SuperiorForm.objects.select_related("unit__parent").filter(pk=pk).first()
    if row is None or not may_take(user, row.unit):
        raise Http404
    return row


def get_places(row: SuperiorForm) -> tuple[Place, ...]:
    return list_places(parse_external_form(row.layout))


def get_totals(row: SuperiorForm) -> tuple[Place, ...]:
    """Cells that the form computes itself: compared with consolidated figures, never written."""
    return list_totals(parse_external_form(row.layout))


def build_reading(row: SuperiorForm, vocabulary: Vocabulary, *, more: Mapping[str, str] | None = None) -> FormReading:
    """`more`: answers in addition to the stored ones."""
    return FormReading(list_all_places(parse_external_form(row.layout)), vocabulary, row.answers | dict(more or {}))


def get_settled_sources(row: SuperiorForm) -> dict[str, PlaceSource]:
    return {address: source_from_json(source) for address, source in row.settled.items()}


def get_aside_lines(row: SuperiorForm) -> tuple[Line, ...]:
    """Lines that ask for something but are not filled."""
    return parse_external_form(row.layout).aside


def compare_with_previous(row: SuperiorForm) -> MappingMigration:
    """The mapping carried over from the form that it follows, and what changed between the two."""
    assert row.follows is not None
    previous_form = row.follows
    return migrate_mapping(get_places(previous_form), get_settled_sources(previous_form), get_places(row))


def needs_review(row: SuperiorForm) -> bool:
    """Whether it follows a form and nobody has confirmed the changes: until then it is not filled."""
    return row.follows_id is not None and row.looked_at is None and compare_with_previous(row).has_changes


def build_form_parts(row: SuperiorForm, reading: FormReading) -> tuple[LayoutPart, ...]:
    """The form with the source of each place in words, «» where it is not decided."""
    sources = get_settled_sources(row)
    spans: dict[str, FormSpan] = {}
    for place in reading.places:
        if place.formula:
            label = format_source(sources[place.at], reading.vocabulary) if place.at in sources else place.formula
        else:
            label = format_source(sources[place.at], reading.vocabulary) if place.at in sources else ""
        spans |= {address: FormSpan("″") for address in place.repeats[1:]}
        spans[place.at] = FormSpan(label, place.at)
    return build_layout(parse_external_form(row.layout), spans)
