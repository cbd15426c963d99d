"""A column for sentences of domain and adapters that are stored when a file is read and shown much later."""

import json
from typing import Any

from django.db import models

from sokehoach.domain.messages import (
    TranslatableText,
    keep_vietnamese,
    name_definition,
    pack_messages,
    unpack_messages,
)

_PACKED = '{"message": '


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


class MessageCharField(models.CharField):
    """One sentence of the product, kept with what it takes to translate it where the column has room for that.

    Otherwise it is kept in Vietnamese, shortened to the column. Migrations know it as a CharField.
    """

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        if value is None or not value.startswith(_PACKED):
            return value
        try:
            message = unpack_messages(json.loads(value))
        except ValueError:
            return value
        return message if isinstance(message, str) else value

    def get_prep_value(self, value: Any) -> Any:
        if not isinstance(value, str):
            return super().get_prep_value(value)
        if isinstance(value, TranslatableText):
            packed = json.dumps(pack_messages(value), ensure_ascii=False)
            if len(packed) <= self.room:
                return packed
        return keep_vietnamese(value)[: self.room]

    @property
    def room(self) -> int:
        """The characters that the column holds."""
        assert self.max_length is not None
        return self.max_length

    def deconstruct(self) -> Any:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options


class DefinitionNameField(models.CharField):
    """A name that a programme defines: a page in English shows its English name. Migrations know it as a CharField."""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return None if value is None else name_definition(value)

    def deconstruct(self) -> Any:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options
