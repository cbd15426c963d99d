"""Counts of persons have no commune dimension in any register (limits.md, 4).

Every number that a register keeps is named here, once: of things and works, of persons that may be told by commune,
with the reason, or of persons that exist for the district and above. A register with one of the last has no reference
to a commune, no place in words, and no keeper below the district.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from sokehoach.apps.registers.core.fields import FieldKind
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
# What programmes define: a field that counts persons says so, and the loader asks the programme's policy about its
# keepers (tests/apps/registers/data_registers/test_versions.py).
DEFINED = {"data_registers"}
PERSONS_AS_DATA = {
    "enforcement": {
        "persons", "organisers", "brokers", "sellers", "buyers", "others", "fined", "fined_sellers", "fined_buyers",
        "accused", "accused_harbouring", "accused_brokering", "accused_buying_minor", "accused_trafficking",
        "accused_child_exploitation", "victims", "victims_referred", "victims_trafficked", "minors", "minors_referred",
        "minors_trafficked", "tried_persons",
    },
    "health_checks": {"due", "checked"}, "support": {"people", "times"}, "surveys": {"low", "best", "high"},
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
    found = set(counts())
    assert found - known == set(), "name it above: does it count persons?"
    assert known - found == set(), "it is there no more"


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


def test_its_keepers_stand_at_the_district_or_above() -> None:
    codes = set(PERSONS_AS_DATA)
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
