"""Every text field is guarded against identities, or stands in docs/reference/unscanned.csv with its reason."""

import csv

from django.apps import apps
from django.db import models

from sokehoach.apps.shell.free_text import PiiFilteredField
from tests.repository.order import ROOT
from tests.repository.test_fields import classified

TABLE = ROOT / "docs" / "reference" / "unscanned.csv"


def texts() -> dict[tuple[str, str], bool]:
    """Model and field of every text without choices → whether it is guarded."""
    return {
        (model._meta.label, field.name): isinstance(field, PiiFilteredField)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("sokehoach.")
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }


def unscanned() -> dict[tuple[str, str], str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = {(row["model"], row["field"]): row["reason"] for row in rows}
    assert len(table) == len(rows), "a field is excused twice"
    return table


def test_every_text_is_guarded_or_excused_with_a_reason() -> None:
    missing = {name for name, guarded in texts().items() if not guarded} - unscanned().keys()
    assert not missing, "use FreeLine or FreeText (apps/shell/free_text.py), or say why not in unscanned.csv"
    assert all(reason.strip() for reason in unscanned().values())


def test_what_is_excused_is_a_text_that_is_not_guarded() -> None:
    held = texts()
    assert not [name for name in unscanned() if held.get(name) is not False], "gone, or guarded meanwhile"


def test_what_is_guarded_is_classified_as_words() -> None:
    table = classified()
    wrong = [name for name, guarded in texts().items() if guarded and table[name] != "words"]
    assert not wrong, "fields.csv: free text is of the class «words»"
