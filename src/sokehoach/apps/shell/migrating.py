"""Applies migrations: none where none is missing, and in a new database without loading every model at every step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from django.core.management import call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from sokehoach.apps.shell.readiness import list_pending_migrations

_METHOD = "_find_reload_model"


def migrate(database: str = "default", announce: Callable[[int, bool], None] | None = None) -> None:
    """Apply the missing migrations of a connection, by alias; in Django's own way where some are applied already.

    `announce` is called before, where some are missing: with their number, and whether the database is new.
    """
    if pending := list_pending_migrations(database):
        is_new = not MigrationRecorder(connections[database]).applied_migrations()
        if announce is not None:
            announce(len(pending), is_new)
        with load_changed_models_only() if is_new else nullcontext():
            call_command("migrate", database=database, interactive=False, verbosity=0)


@contextmanager
def load_changed_models_only() -> Iterator[None]:
    """Inside, a step of a migration loads the model that it changes and those that point to it (docs/adr/0055).

    Django loads again all that are related to these in any number of steps: nearly all, since most point to accounts
    and units. Before a step that runs Python, it still loads all.
    """
    find_all_related = getattr(ProjectState, _METHOD)
    setattr(ProjectState, _METHOD, _find_changed_models)
    try:
        yield
    finally:
        setattr(ProjectState, _METHOD, find_all_related)


def _find_changed_models(state: ProjectState, app_label: str, model: str, delay: bool = False) -> set[tuple[str, str]]:
    """In place of Django's method of that signature. Returns the app label and the name of each model."""
    state.is_delayed = True  # RunPython loads all models again
    changed = {(app_label, model)}
    loaded = state.apps.all_models[app_label].get(model)
    if loaded is None:  # it is new
        return changed
    pointing = (relation.related_model for relation in loaded._meta.related_objects)
    return changed | {(other._meta.app_label, other.__name__.lower()) for other in pointing}
