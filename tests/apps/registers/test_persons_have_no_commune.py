"""Counts of persons have no commune dimension in any register (limits.md, 4).

Every number that a register keeps is named here, once: of things and works, of persons that may be told by commune,
with the reason, or of persons that exist for the district and above. A register with one of the last has no reference
to a commune, no place in words, and no keeper below the district.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.registers.core.fields import FieldKind
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.setup.services import programmes
from tests.factories.first_registers import list_first_types

REGISTERS = "sokehoach.apps.registers."
AUDIENCE = "who came to what officials held: an activity is counted exactly everywhere (hard limit 4)"
OFFICIALS = "officials at their work, which is counted exactly everywhere (hard limit 4)"
BY_COMMUNE: dict[str, str] = {  # counts of persons that may be told by commune, and why
    "teams.Meeting.attended": OFFICIALS,
    "establishments.Establishment.workers": "what a licence holder declares of the business; no group of limit 4",
    "establishments.EstablishmentChange.workers": "the same, changed",
}
FOR_THE_DISTRICT = {
    "enforcement.CaseTally": {
        "persons", "organisers", "brokers", "sellers", "buyers", "others", "fined", "fined_sellers", "fined_buyers",
        "accused", "accused_harbouring", "accused_brokering", "accused_buying_minor", "accused_trafficking",
        "accused_child_exploitation", "victims", "victims_referred", "victims_trafficked", "minors", "minors_referred",
        "minors_trafficked", "tried_persons",
    },
}  # fmt: skip
# What programmes define: a field that counts persons says so, and the loader asks the programme's policy about its
# keepers (tests/apps/registers/data_registers/test_versions.py).
DEFINED = {"data_registers"}
PERSONS_AS_DATA = {
    "health_checks": {"due", "checked"}, "support": {"people", "times"}, "surveys": {"low", "best", "high"},
}  # fmt: skip
THINGS = {
    "enforcement.CaseTally": {
        "cases", "hot_spots", "hot_spots_handled", "tips", "tips_settled", "fines", "criminal_cases",
        "harbouring_cases", "brokering_cases", "buying_minor_cases", "trafficking_cases", "child_exploitation_cases",
        "indicted_cases", "tried_cases",
    },
}  # fmt: skip
# Numbers that count nothing: years, versions, sums of money, points, places in a list.
NO_COUNT = (
    "version", "year", "position", "seq", "amount", "estimated", "allocated", "settled", "spent", "threshold", "least",
    "most", "days", "visits", "target", "cultural", "contracts", "id", "unit", "points", "score",
)  # fmt: skip


def counts() -> Iterator[tuple[str, str]]:
    """«register.Model» and the name of each integer column that is no key."""
    for model in apps.get_models():
        if not model.__module__.startswith(REGISTERS) or model._meta.app_label in DEFINED:
            continue
        for field in model._meta.get_fields():
            whole = isinstance(field, models.IntegerField) and not isinstance(field, models.AutoField)
            if whole and field.name not in NO_COUNT:
                yield label(model), field.name


def label(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.{model.__name__}"


def test_every_number_says_what_it_counts() -> None:
    known = {tuple(name.rsplit(".", 1)) for name in BY_COMMUNE}
    for table in (FOR_THE_DISTRICT, THINGS):
        known |= {(model, name) for model, names in table.items() for name in names}
    found = set(counts())
    assert found - known == set(), "name it above: does it count persons?"
    assert known - found == set(), "it is there no more"


def test_none_is_named_twice() -> None:
    for model, names in FOR_THE_DISTRICT.items():
        assert not names & THINGS.get(model, set())
        assert not {f"{model}.{name}" for name in names} & BY_COMMUNE.keys()


def test_a_register_that_counts_persons_knows_no_commune() -> None:
    kept = {label(one.model): one for one in get_product_registers().values()}
    for name in FOR_THE_DISTRICT:
        model: Any = apps.get_model(name)
        units = [
            field.name
            for field in model._meta.get_fields()
            if field.is_relation and isinstance(field.related_model, type) and reaches_a_unit(field)
        ]
        assert units == ["unit"], f"{name}: {units}"
        register = kept[name]
        assert not register.of_kind(FieldKind.UNIT, FieldKind.UNITS, FieldKind.LINE), name
        assert register.place == "", name
        written = {field.name for field in register.of_kind(FieldKind.TEXT, FieldKind.LONG)}
        assert not written & {"place", "village", "where"}, name


def test_a_register_of_the_first_programme_says_which_numbers_count_persons() -> None:
    registers = {code: register for code, register in list_first_types().items() if register.counts_persons()}
    found = {code: {field.code for field in one.fields if field.counts_persons} for code, one in registers.items()}
    assert found == PERSONS_AS_DATA
    for code, register in registers.items():
        kinds = {field.kind for field in register.fields}
        assert not kinds & {FieldKind.UNIT, FieldKind.UNITS, FieldKind.LINE, FieldKind.LONG}, f"{code} knows no place"
        texts = {field.code for field in register.fields if field.kind is FieldKind.TEXT}
        assert texts <= {"title"}, f"{code} names a document at most"
        assert not register.place, code


def reaches_a_unit(field: Any) -> bool:
    """A unit, or a line of another register, which is a unit's."""
    return issubclass(field.related_model, Unit | Entry)


def test_its_keepers_stand_at_the_district_or_above() -> None:
    codes = {one.code for one in get_product_registers().values() if label(one.model) in FOR_THE_DISTRICT}
    programme = programmes.read_programme(programmes.DEFAULT_PROGRAMME)
    places = {one.unit.code: one.unit for one in programme.units}
    ownerships = [one for one in programme.register_owners if one.register in codes]
    assert {one.register for one in ownerships} == codes
    for one in ownerships:
        assert not {"commune", "township"} & set(one.levels), one.register
        for code in one.agencies:
            unit = places[code]
            while unit.level.attached:
                unit = places[unit.parent or ""]
            assert unit.level.code in ("district", "province"), f"{one.register}: {code}"
