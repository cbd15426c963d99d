"""What each verb of `@write` writes: its event, and the rows that it adds (+), changes (~) and deletes (-).

Tests that `@pytest.mark.faults` marks perform every verb. What the first call of each verb wrote is compared with
tests/apps/expected_writes, a file for each folder of tests. A change that is meant is printed anew, and read as a diff:
`KEEP_WRITES=1 .venv/bin/pytest -n 0 -m faults tests/apps`. Keys, random letters and the minute are left out.
"""

import functools
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from sokehoach.apps.audit.services import writes
from sokehoach.apps.shell import clock
from tests import whole_sentences

FOLDER = Path(__file__).with_suffix("")
HEADING = "== "
KEEPS = bool(os.environ.get("KEEP_WRITES"))
NOT_SHOWN = {"audit.event", "audit.answer", "audit.checkpoint"}  # the event is shown, the rest follows from it
NOT_COMPARED = {"session_data", "sentence", "size"}  # encrypted; a text that is shown; of a file with a signature
MOST_ROWS, MOST_LETTERS = 4, 160
LEFT_OUT = {
    "(random)": re.compile(
        r"(?<![\w-])(?=[\w+/=-]*[0-9A-Z])[\w+/=-]{20,}(?![\w-])|\b[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{12}\b"
        r"|\b[A-Z][A-Z0-9]{10}\b",
        re.ASCII,
    ),
    "(number)": re.compile(r"\b\d{8,}\b"),
    "(time)": re.compile(r"\b\d\d:\d\d\b"),
    "#": re.compile(r'(?<=[a-z_]:)\d+(?![\w-])|(?<="id": )\d+|(?<="request": )\d+'),
}

type Rows = dict[object, dict[str, Any]]


@contextmanager
def observe(test: str, verbs: set[str]) -> Iterator[None]:
    """Compares what the first successful call of each verb writes while the test runs."""
    left, written = set(verbs), dict[str, list[str]]()
    run = writes.run_service

    def run_observed(action: str, service: Any, kwargs: dict[str, Any], **options: Any) -> writes.ServiceResult:
        if action not in left or connection.vendor != "sqlite":
            return run(action, service, kwargs, **options)
        before, at, tables = connection.connection.serialize(), kwargs["at"], set[str]()
        with connection.execute_wrapper(functools.partial(note_table, tables)):
            result = run(action, service, kwargs, **options)
        if action in left:
            left.remove(action)
            written[action] = [*describe_event(result), *describe_rows(before, tables, at)]
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writes, "run_service", run_observed)
        whole_sentences.check(patch)
        yield
    for verb in sorted(written):
        compare(f"{HEADING}{verb} {test}", written[verb])


def compare(heading: str, lines: list[str]) -> None:
    path = FOLDER / f"{heading.split('/')[2]}.txt"
    if KEEPS:
        blocks = read_blocks(path) | {heading: lines}
        FOLDER.mkdir(exist_ok=True)
        path.write_text("\n".join("\n".join([name, *blocks[name], ""]) for name in sorted(blocks)), "utf-8")
    assert {heading: lines} == {heading: read_blocks(path).get(heading, [])}, "KEEP_WRITES=1 prints what is meant anew"


def read_blocks(path: Path) -> dict[str, list[str]]:
    blocks: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines() if path.exists() else []:
        if line.startswith(HEADING):
            blocks[line] = lines = []
        elif line:
            lines.append(line)
    return blocks


def note_table(tables: set[str], execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if match := re.match(r'(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"', sql):
        tables.add(match[1])
    return execute(sql, params, many, context)


def describe_event(result: writes.ServiceResult) -> Iterator[str]:
    function = "" if result.function == "general" else f" {result.function}"
    words = [result.subject, result.unit, write_json(result.detail), write_json(result.answer)]
    yield f"event {' | '.join(map(write_text, words))}{function}{'' if result.is_sealed else ' not sealed'}"
    for action, part in result.parts[:MOST_ROWS]:
        yield f"part {action} {' | '.join(map(write_text, [part.subject, part.unit, write_json(part.detail)]))}"
    if len(result.parts) > MOST_ROWS:
        yield f"{len(result.parts)} parts"


def describe_rows(before: bytes, tables: set[str], at: datetime) -> Iterator[str]:
    with closing(sqlite3.connect(":memory:")) as earlier, closing(sqlite3.connect(":memory:")) as later:
        earlier.deserialize(before)
        later.deserialize(connection.connection.serialize())
        names = {
            "accounts.user": dict(later.execute("SELECT id, username FROM accounts_user")),
            "orgunits.unit": dict(later.execute("SELECT id, code FROM orgunits_unit")),
        }
        for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label_lower):
            label = model._meta.label_lower
            if model._meta.db_table in tables and label not in NOT_SHOWN:
                write = functools.partial(write_column, model, names, at)
                yield from describe_table(label, read_rows(earlier, model), read_rows(later, model), write)


def read_rows(database: sqlite3.Connection, model: type[models.Model]) -> Rows:
    cursor = database.execute(f'SELECT * FROM "{model._meta.db_table}"')
    columns = [column[0] for column in cursor.description]
    key = columns.index(model._meta.pk.column)
    return {row[key]: dict(zip(columns, row, strict=True)) for row in cursor}


def describe_table(label: str, before: Rows, after: Rows, write: Any) -> Iterator[str]:
    lines = [f"+ {label} {write(row)}" for key, row in after.items() if key not in before]
    for key, row in after.items():
        if key in before and before[key] != row:
            changed = {name: value for name, value in row.items() if before[key][name] != value}
            was = write({name: before[key][name] for name in changed}, empty_too=True)
            lines.append(f"~ {label} {was} -> {write(changed, empty_too=True)}")
    lines += [f"- {label} {write(row)}" for key, row in before.items() if key not in after]
    yield from sorted(lines)[:MOST_ROWS]
    if len(lines) > MOST_ROWS:
        yield f"{label}: {len(lines)} rows"


def write_column(
    model: type[models.Model],
    names: dict[str, dict[int, str]],
    at: datetime,
    row: dict[str, Any],
    *,
    empty_too: bool = False,
) -> str:
    words = []
    for field in model._meta.concrete_fields:
        value = row.get(field.column)
        if (
            field.column not in row
            or field.primary_key
            or field.column in NOT_COMPARED
            or (value in (None, "", 0, "{}", "[]") and not empty_too)
        ):
            continue
        related = field.related_model
        if value is not None and isinstance(field, models.DateTimeField):
            moment = datetime.fromisoformat(value).replace(tzinfo=UTC)
            value = "at" if moment == at else write_day(moment, at)
        elif value is not None and isinstance(field, models.JSONField):
            value = write_json(json.loads(value))
        elif value is not None and (related is not None or field.column == "person"):
            value = names.get(related._meta.label_lower if related else "accounts.user", {}).get(value, "#")
        elif isinstance(value, bytes):
            value = "bytes"
        words.append(f"{field.column}={write_text(value)}")
    return " ".join(words)


def write_day(moment: datetime, at: datetime) -> str:
    """A day of the test's own calendar as it is, one that depends on today by its distance."""
    if is_today(at):
        return f"at {round((moment - at) / timedelta(days=1)):+} days"
    return "today" if is_today(moment) else str(moment.date())


def is_today(moment: datetime) -> bool:
    return abs(datetime.now(UTC) - moment) < timedelta(days=2)


def write_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


def write_text(value: Any) -> str:
    text = str(value).replace("\n", "¶")
    for days, name in ((-1, "yesterday"), (0, "today"), (1, "tomorrow")):
        day = clock.today() + timedelta(days=days)
        text = text.replace(str(day), name).replace(f"{day:%d/%m/%Y}", name)
    for name, pattern in LEFT_OUT.items():
        text = pattern.sub(name, text)
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
