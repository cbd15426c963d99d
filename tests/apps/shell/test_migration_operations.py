"""A field that is renamed in code: its column stays, and what stands over it follows the name."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState
from django.db.models import Q

from sokehoach.apps.shell.migration_operations import RenameFieldsKeepColumns

TABLE = CreateModel(
    "Note",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("day", models.DateField()),
        ("struck", models.BooleanField(default=False)),
        ("kept_by", models.ForeignKey("self", models.PROTECT, null=True)),
    ],
    options={
        "ordering": ("-struck", "id"),
        "indexes": [models.Index(fields=("-struck", "day"), name="notes_struck")],
        "constraints": [
            models.UniqueConstraint(fields=("day",), condition=Q(struck=False), name="notes_day_once"),
            models.CheckConstraint(condition=~Q(struck=True) | Q(day__gt="2020-01-01"), name="notes_struck_late"),
        ],
    },
)


def rename(state: ProjectState, *renames: tuple[str, str]) -> None:
    RenameFieldsKeepColumns(*[("shell", "Note", old, new) for old, new in renames]).state_forwards("setup", state)


def after(*renames: tuple[str, str]) -> ProjectState:
    state = ProjectState()
    TABLE.state_forwards("shell", state)
    rename(state, *renames)
    return state


def test_the_column_stays() -> None:
    state = after(("struck", "voided"), ("kept_by", "saved_by"))
    note = state.apps.get_model("shell", "Note")
    columns = {field.name: field.column for field in note._meta.local_fields}
    assert columns == {"id": "id", "day": "day", "voided": "struck", "saved_by": "kept_by_id"}


@pytest.mark.django_db
def test_index_order_and_constraints_follow_and_their_sql_stays() -> None:
    before, renamed = after(), after(("struck", "voided"))
    old, new = (state.apps.get_model("shell", "Note") for state in (before, renamed))
    options = renamed.models["shell", "note"].options
    assert options["ordering"] == ("-voided", "id")
    assert options["indexes"][0].fields == ["-voided", "day"]
    assert options["constraints"][0].condition == Q(voided=False)
    assert options["constraints"][1].condition == ~Q(voided=True) | Q(day__gt="2020-01-01")
    editor = connection.schema_editor(collect_sql=True)
    for was, item in zip(
        (*old._meta.indexes, *old._meta.constraints), (*new._meta.indexes, *new._meta.constraints), strict=True
    ):
        assert str(was.create_sql(old, editor)) == str(item.create_sql(new, editor))


def test_a_model_that_was_loaded_before_is_loaded_again() -> None:
    state = after()
    assert state.apps.get_model("shell", "Note")._meta.get_field("struck").column == "struck"
    rename(state, ("struck", "voided"))
    assert state.apps.get_model("shell", "Note")._meta.get_field("voided").column == "struck"
