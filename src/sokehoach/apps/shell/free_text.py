"""Model fields for free text that refuse to store a text that names a person, on every write path.

`FreeText` and `FreeLine` replace TextField and CharField, with the same column (a migration sees no difference).
Writing (save, create, bulk_create, bulk_update, update) scans the text; lookups do not. A value loaded from the
database was scanned when it was written: it is a `ScannedText`, and saving it again does not scan.
"""

from typing import Any

from django.db import models

from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.pii_filter import check_texts

__all__ = ["FreeLine", "FreeText", "NameLine", "PiiFilteredField", "ScannedText", "check_texts"]


class ScannedText(str):
    """A text loaded from the database. Any string derived from it is a plain str and is scanned again."""

    __slots__ = ()


class PiiFilteredField(models.Field):
    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else ScannedText(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Scans the value, allowing the row's `names_that_may_stand`; only rows about a person have such names."""
        value = super().pre_save(model_instance, add)
        names = getattr(model_instance, "names_that_may_stand", None)
        if names is None or not isinstance(value, str) or isinstance(value, ScannedText):
            return value
        with pii_filter.allowing_names(names):
            pii_filter.check_texts({self.name: value})
        return ScannedText(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, ScannedText):
            value = str(value)
        elif isinstance(value, str):
            pii_filter.check_texts({self.name: value})
        return super().get_db_prep_save(value, connection)


class NameLine(models.CharField):
    """The licence holder or name of an establishment: names of persons are allowed, personal numbers are not."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            pii_filter.check_numbers({self.name: value})
        return super().get_db_prep_save(value, connection)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class FreeText(PiiFilteredField, models.TextField):
    """Text of several lines. Raises InvalidInput under the field's name where it names somebody."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class FreeLine(PiiFilteredField, models.CharField):
    """Text of one line. Raises InvalidInput under the field's name where it names somebody."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
