"""The operation of a migration that renames fields in code and leaves the database as it is."""

from typing import Any, cast

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q


class RenameFieldsKeepColumns(Operation):
    """Gives fields other names, each as (app, model, old, new). Columns, indexes and constraints of the database stay.

    The models may be of other apps: the migration then depends on the last ones of those, and later migrations that
    use the new name depend on it. All models are loaded again at once, which costs a second for each time.
    """

    reduces_to_sql = False

    def __init__(self, *renames: tuple[str, str, str, str]) -> None:
        self.renames = renames

    def state_forwards(self, _app_label: str, state: ProjectState) -> None:
        for app, model, old, new in self.renames:
            _rename_field(state.models[app, model.lower()], old, new)
        state.resolve_fields_and_relations()
        state.reload_models([(app, model.lower()) for app, model, _old, _new in self.renames], delay=True)

    def database_forwards(self, *_args: object) -> None: ...

    def database_backwards(self, *_args: object) -> None: ...

    def describe(self) -> str:
        return "Rename " + ", ".join(f"{app}.{model}.{old} to {new}" for app, model, old, new in self.renames)


def _rename_field(model: ModelState, old: str, new: str) -> None:
    field = model.fields[old].clone()
    field.db_column = f"{old}_id" if field.remote_field else old
    model.fields = {new if name == old else name: field if name == old else kept for name, kept in model.fields.items()}
    for option in ("indexes", "constraints"):
        model.options[option] = [_rename_in_item(item, old, new) for item in model.options[option]]
    if "ordering" in model.options:
        model.options["ordering"] = tuple(_rename_path(path, old, new) for path in model.options["ordering"])


def _rename_in_item(item: Any, old: str, new: str) -> Any:
    """The index or constraint over the renamed field."""
    _path, args, options = item.deconstruct()
    if "fields" in options:
        options["fields"] = tuple(_rename_path(path, old, new) for path in options["fields"])
    if isinstance(options.get("condition"), Q):
        options["condition"] = _rename_in_condition(options["condition"], old, new)
    return type(item)(*args, **options)


def _rename_path(path: str, old: str, new: str) -> str:
    """The name in an index («-day») or a condition («day__lt»)."""
    first, *lookups = path.removeprefix("-").split("__")
    renamed = "__".join([new if first == old else first, *lookups])
    return f"-{renamed}" if path.startswith("-") else renamed


def _rename_in_condition(condition: Q, old: str, new: str) -> Q:
    """The condition with the new name; a field compared with (F) is left as it is."""
    children: list[Any] = [
        _rename_in_condition(child, old, new) if isinstance(child, Q) else (_rename_path(child[0], old, new), child[1])
        for child in cast(list[Any], condition.children)
    ]
    return Q.create(children, connector=condition.connector, negated=condition.negated)
