"""Data elements and option sets come back from the database as the programme gave them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.apps.audit.models import Event
from sokehoach.apps.indicators.models import DataElement, Option
from sokehoach.apps.indicators.queries.elements import list_elements, list_option_sets
from sokehoach.apps.indicators.services import elements as services
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.indicators.element import Option as DomainOption
from tests.factories.cast import AT
from tests.factories.programmes import first_programme

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(scope="module")
def programme() -> ProgrammeDefinition:
    return programmes.read_programme(programmes.DEFAULT_PROGRAMME)


@pytest.fixture
def kept(programme: ProgrammeDefinition) -> None:
    services.import_option_sets(programme=first_programme(), option_sets=programme.option_sets, by="tests", at=AT)
    services.import_elements(programme=first_programme(), elements=programme.elements, by="tests", at=AT)


def test_it_works(programme: ProgrammeDefinition, kept: None) -> None:
    assert list_elements() == {element.code: element for element in programme.elements}
    stored = {row.code: replace(row, source="") for row in programme.option_sets}  # a version keeps their source
    assert list_option_sets() == stored


def test_all_come_in_few_queries(kept: None, django_assert_num_queries: Queries) -> None:
    policies.get_groups()  # which a thread keeps between requests
    with django_assert_num_queries(1):
        list_elements()
    with django_assert_num_queries(2):
        list_option_sets()


def test_kept_again_nothing_is_doubled(programme: ProgrammeDefinition, kept: None) -> None:
    before = (DataElement.objects.count(), Option.objects.count())
    services.import_option_sets(programme=first_programme(), option_sets=programme.option_sets, by="tests", at=AT)
    services.import_elements(programme=first_programme(), elements=programme.elements, by="tests", at=AT)
    assert (DataElement.objects.count(), Option.objects.count()) == before


def test_a_changed_element_takes_the_place_of_the_earlier(programme: ProgrammeDefinition, kept: None) -> None:
    changed = replace(programme.elements[0], name="Tên mới")
    services.import_elements(programme=first_programme(), elements=[changed], by="tests", at=AT)
    assert list_elements()[changed.code] == changed
    assert len(list_elements()) == len(programme.elements)


def test_options_stand_in_the_order_of_the_programme(programme: ProgrammeDefinition, kept: None) -> None:
    given = next(one for one in programme.option_sets if one.code == "audience")
    turned = replace(given, options=(*reversed(given.options), DomainOption("guests", "Khách")))
    services.import_option_sets(programme=first_programme(), option_sets=[turned], by="tests", at=AT)
    assert list_option_sets()["audience"].options == turned.options


def test_an_option_that_a_programme_no_longer_names_stays_for_the_rows_that_hold_it(
    programme: ProgrammeDefinition, kept: None
) -> None:
    given = next(one for one in programme.option_sets if one.code == "audience")
    services.import_option_sets(
        programme=first_programme(), option_sets=[replace(given, options=given.options[:1])], by="tests", at=AT
    )
    assert {one.code for one in list_option_sets()["audience"].options} == {one.code for one in given.options}


def test_a_code_stands_once(kept: None) -> None:
    row = DataElement.objects.all()[0]
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_it_is_told_in_the_trail(programme: ProgrammeDefinition, kept: None) -> None:
    assert Event.objects.get(action="elements.keep").body["detail"] == {"kept": len(programme.elements)}
