"""Every field is classified, and none could name a person but staff and licence holders (limits.md, 1)."""

import csv
import re

from django.apps import apps

from tests.repository.order import ROOT

TABLE = ROOT / "docs" / "reference" / "fields.csv"
CLASSES = {
    "public",  # may stand on a page for everyone
    "internal",  # for officials in their scope
    "staff",  # names or describes a member of staff
    "licence",  # names or describes the holder of a business licence
    "words",  # free text of officials: never about a person, scanned before it is kept
}
# What names a person, in the words of a schema. Such a field must be of staff or of a licence holder.
PERSONAL = re.compile(
    r"full_name|first_name|last_name|ho_ten|cccd|cmnd|identity|passport|birth|ngay_sinh|phone|telephone|sdt|plate"
    r"|bien_so|photo|image|portrait|hiv|patient|victim_name|suspect_name|latitude|longitude|coordinates|signer"
)


def fields() -> set[tuple[str, str]]:
    return {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("sokehoach.")
        for field in model._meta.local_fields
    }


def classified() -> dict[tuple[str, str], str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = {(row["model"], row["field"]): row["class"] for row in rows}
    assert len(table) == len(rows), "a field is classified twice"
    return table


def test_every_field_is_classified_and_no_other() -> None:
    table = classified()
    assert not fields() - table.keys(), "classify in docs/reference/fields.csv"
    assert not table.keys() - fields(), "gone from the models"
    assert set(table.values()) <= CLASSES


def test_a_field_that_could_name_a_person_is_of_staff_or_of_a_licence_holder() -> None:
    table = classified()
    named = [name for name in fields() if PERSONAL.search(name[1]) and table[name] not in ("staff", "licence")]
    assert not named


def test_the_rule_would_see_a_field_that_names_a_person() -> None:
    for name in ("victim_name", "cccd_number", "phone", "date_of_birth", "seller_photo"):
        assert PERSONAL.search(name)


def test_no_register_or_report_field_holds_an_image_or_a_place_on_a_map() -> None:
    kinds = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("sokehoach.")
        for field in model._meta.local_fields
        if type(field).__name__ in ("ImageField", "PointField", "FileField")
    }
    assert not kinds
