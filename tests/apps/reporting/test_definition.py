"""A form comes back from its JSON as it went in."""

import dataclasses
import json

from sokehoach.apps.reporting.models import definition
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.services import forms as services
from sokehoach.apps.setup.services import programmes
from tests.apps.reporting.conftest import COMMUNES, POLICE
from tests.factories.cast import AT, Cast


def test_it_works(cast: Cast) -> None:
    assert query_forms.get_form("01-XA") == COMMUNES
    assert query_forms.list_forms() == (COMMUNES, POLICE)


def test_every_form_of_the_programme_survives_json() -> None:
    kept = [definition.serialize_form(form) for form in programmes.read_programme(programmes.DEFAULT_PROGRAMME).forms]
    assert len(kept) == 9
    for one in kept:
        assert definition.serialize_form(definition.parse_form(json.loads(json.dumps(one)))) == one


def test_a_form_loaded_again_takes_the_place_of_the_old_one(cast: Cast) -> None:
    services.save_form(form=dataclasses.replace(POLICE, name="Tên mới"), unit=cast.units["099"], by="tests", at=AT)
    assert [form.name for form in query_forms.list_forms()] == [COMMUNES.name, "Tên mới"]
