"""The programme's elements, kinds of denominator and forms, on the cast's district."""

import pytest

from sokehoach.apps.indicators.services import elements
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.setup.services import programmes
from tests.factories import frozen
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme


@pytest.fixture
def programme(cast: Cast) -> None:
    frozen.once(("elements and forms of the programme", cast.keys), lambda: import_programme(cast))


def import_programme(cast: Cast) -> None:
    row, programme = first_programme(), programmes.read_programme(programmes.DEFAULT_PROGRAMME)
    elements.import_option_sets(programme=row, option_sets=programme.option_sets, by="tests", at=AT)
    elements.import_elements(programme=row, elements=programme.elements, by="tests", at=AT)
    for form in programme.forms:
        service_forms.import_forms(programme=row, forms=[form], unit=cast.units["099"], by="tests", at=AT)
