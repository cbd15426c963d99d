"""Model fields for what officials type: a text that names a person is never written, whatever path writes it.

`FreeText` and `FreeLine` stand in the place of TextField and CharField, with the same column (a migration sees no
difference). Writing (save, create, bulk_create, bulk_update, update) scans; looking something up does not. A text that
comes from the database was scanned when it was written: it is a `Checked`, and saving its row again asks nothing.
"""

from typing import Any

from django.db import models

from sokehoach.apps.shell import guard
from sokehoach.apps.shell.guard import refuse

__all__ = ["Checked", "FreeLine", "FreeText", "Guarded", "NameLine", "refuse"]


class Checked(str):
    """A text as the database holds it. Whatever is made of it is a plain str again, and is scanned again."""

    __slots__ = ()


class Guarded(models.Field):
    """What both kinds do."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else Checked(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """A row about somebody may name them: its `names_that_may_stand` says whom. No other row may."""
        value = super().pre_save(model_instance, add)
        names = getattr(model_instance, "names_that_may_stand", None)
        if names is None or not isinstance(value, str) or isinstance(value, Checked):
            return value
        with guard.naming(names):
            guard.refuse({self.name: value})
        return Checked(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, Checked):
            value = str(value)
        elif isinstance(value, str):
            guard.refuse({self.name: value})
        return super().get_db_prep_save(value, connection)


class NameLine(models.CharField):
    """The holder of a licence, the name of an establishment: names of persons are allowed, their numbers are not."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            guard.refuse_numbers({self.name: value})
        return super().get_db_prep_save(value, connection)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class FreeText(Guarded, models.TextField):
    """Words of several lines. Raises Invalid by the field's name where they name somebody."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class FreeLine(Guarded, models.CharField):
    """One line of words. Raises Invalid by the field's name where they name somebody."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
