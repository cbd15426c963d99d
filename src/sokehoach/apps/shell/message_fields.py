"""A column for sentences of domain and adapters that are stored when a file is read and shown much later."""

from typing import Any

from django.db import models

from sokehoach.domain.messages import name_definition, pack_messages, unpack_messages


class MessagesField(models.JSONField):
    """JSON whose sentences keep what it takes to translate them; sentences stored before stay Vietnamese.

    Migrations know it as a JSONField: the column is the same.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return unpack_messages(super().from_db_value(value, expression, connection))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(pack_messages(value), connection, prepared)

    def deconstruct(self) -> Any:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, options


class DefinitionNameField(models.CharField):
    """A name that a programme defines: a page in English shows its English name. Migrations know it as a CharField."""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return None if value is None else name_definition(value)

    def deconstruct(self) -> Any:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options
