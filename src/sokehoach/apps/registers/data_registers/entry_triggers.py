"""The one trigger that holds the values of entries in the database, by the rules of their type's version.

Rules are rows (`FieldRule`), so publishing a register makes nothing at run time, and an entry is judged by the version
under which it was written. Held: the version and the function are those of the type; a required value is there; each
value is of its kind, a number from 0 to the largest; no field but those of the version; numbers and days compare as
the version says (`ComparisonTerm`) where content or version change; a version never changes.
Of an entry whose content was removed no value is required or compared, and none comes back.
"""

# ruff: noqa: S608 - what is put into the statements are names of our own tables

from collections.abc import Iterator

from django.db import connection

ENTRY, TYPE, VERSION, RULE, COMPARISON = (
    f"data_registers_{name}"
    for name in ("dataentry", "registertype", "registertypeversion", "fieldrule", "comparisonterm")
)
WRONG_TYPE = "an entry has a version and the function of its type"
WRONG_VALUE = "an entry keeps the rules of its version"
WRONG_COMPARISON = "an entry keeps the comparisons of its version"
REMOVED = "content that was removed does not come back"
VERSION_CHANGED = "a version of a register never changes"

_TYPE_IS_WRONG = (
    f"NOT EXISTS (SELECT 1 FROM {VERSION} v JOIN {TYPE} t ON t.id = v.type_id "
    "WHERE v.id = new.type_version_id AND t.id = new.type_id AND t.function = new.function)"
)
_DAY = "____-__-__"
_REMOVED_COLUMNS = ("content", "removed_on", "removed_digest")


def install_triggers() -> None:
    """Creates the triggers; repeated calls change nothing."""
    tables = set(connection.introspection.table_names())
    if not {ENTRY, TYPE, VERSION, RULE} <= tables:
        return
    build = _build_postgresql_statements if connection.vendor == "postgresql" else build_sqlite_statements
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, ENTRY)}
        # Migrations before that column and that table install them, too.
        for statement in build(removes="removed_on" in columns, compares=COMPARISON in tables):
            cursor.execute(statement)


def remove_triggers() -> None:
    """Drops the triggers, before the tables that they read."""
    names = {ENTRY: ("insert", "update", "removed"), VERSION: ("update",)}
    if connection.vendor == "postgresql":
        names[ENTRY] = ("check", "removed")
    names |= dict.fromkeys((RULE, COMPARISON), ("update", "delete"))
    with connection.cursor() as cursor:
        for table, events in names.items():
            for event in events:
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}{on_table}")


def build_sqlite_statements(*, removes: bool = True, compares: bool = True) -> Iterator[str]:
    kind, value = "json_type(new.content, '$.' || r.field)", "json_extract(new.content, '$.' || r.field)"
    is_valid = f"""CASE r.value_type
        WHEN 'text' THEN {kind} = 'text' AND {value} <> ''
        WHEN 'number' THEN {kind} = 'integer' AND {value} BETWEEN 0 AND r.largest
        WHEN 'flag' THEN {kind} IN ('true', 'false')
        WHEN 'day' THEN {kind} = 'text' AND {value} LIKE '{_DAY}' AND date({value}) IS {value}
        ELSE {kind} = 'array' AND {value} <> '[]' END"""
    wrong_rule = (
        f"EXISTS (SELECT 1 FROM {RULE} r WHERE r.version_id = new.type_version_id AND "
        f"CASE WHEN {kind} IS NULL THEN {_build_required(removes)} ELSE NOT ({is_valid}) END)"
    )
    strange = (
        "EXISTS (SELECT 1 FROM json_each(new.content) c WHERE NOT EXISTS "
        f"(SELECT 1 FROM {RULE} r WHERE r.version_id = new.type_version_id AND r.field = c.key))"
    )
    checks = (
        f"SELECT RAISE(ABORT, '{WRONG_TYPE}') WHERE {_TYPE_IS_WRONG}; "
        f"SELECT RAISE(ABORT, '{WRONG_VALUE}') WHERE {wrong_rule} OR {strange};"
    )
    compared = "json_extract(new.content, '$.' || c.field)"
    wrong_comparison = _build_wrong_comparison(
        compared, f"CASE typeof({compared}) WHEN 'text' THEN julianday({compared}) ELSE {compared} END"
    )
    changed = "(new.content IS NOT old.content OR new.type_version_id IS NOT old.type_version_id) AND "
    for event, name, judged in (
        ("INSERT", "insert", ""),
        (f"UPDATE OF {_list_columns(removes)}", "update", changed),
    ):
        compare = f"SELECT RAISE(ABORT, '{WRONG_COMPARISON}') WHERE {judged}{wrong_comparison};" if compares else ""
        yield f"CREATE TRIGGER IF NOT EXISTS {ENTRY}_{name} BEFORE {event} ON {ENTRY} BEGIN {checks} {compare} END"
    if removes:
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {ENTRY}_removed BEFORE UPDATE OF {', '.join(_REMOVED_COLUMNS)} ON {ENTRY} "
            f"WHEN {_build_came_back('IS NOT')} BEGIN SELECT RAISE(ABORT, '{REMOVED}'); END"
        )
    changed = " OR ".join(f"new.{column} IS NOT old.{column}" for column in ("type_id", "number", "definition"))
    refuse = f"BEGIN SELECT RAISE(ABORT, '{VERSION_CHANGED}'); END"
    yield f"CREATE TRIGGER IF NOT EXISTS {VERSION}_update BEFORE UPDATE ON {VERSION} WHEN {changed} {refuse}"
    for table in (RULE, COMPARISON) if compares else (RULE,):
        yield f"CREATE TRIGGER IF NOT EXISTS {table}_update BEFORE UPDATE ON {table} {refuse}"
        yield f"CREATE TRIGGER IF NOT EXISTS {table}_delete BEFORE DELETE ON {table} {refuse}"


def _list_columns(removes: bool) -> str:
    return "content, type_id, type_version_id, function" + (", removed_on" if removes else "")


def _build_required(removes: bool) -> str:
    return "r.required AND new.removed_on IS NULL" if removes else "r.required"


def _build_wrong_comparison(content: str, number: str) -> str:
    """`content`: of the field `c.field`, NULL where it is blank; `number`: the same as a number, of a day too."""
    total = f"SUM(c.weight * ({number}))"
    return (
        f"new.removed_on IS NULL AND EXISTS (SELECT 1 FROM {COMPARISON} c WHERE c.version_id = new.type_version_id "
        f"GROUP BY c.comparison HAVING COUNT({content}) = COUNT(*) "
        f"AND ({total} < MIN(c.least) OR {total} > MIN(c.most)))"
    )


def _build_came_back(differs: str) -> str:
    changed = " OR ".join(f"new.{name} {differs} old.{name}" for name in _REMOVED_COLUMNS)
    return f"old.removed_on IS NOT NULL AND ({changed})"


def _build_postgresql_statements(*, removes: bool, compares: bool) -> Iterator[str]:
    value, text = "new.content -> r.field", "new.content ->> r.field"
    is_valid = f"""CASE r.value_type
        WHEN 'text' THEN jsonb_typeof({value}) = 'string' AND {text} <> ''
        WHEN 'number' THEN jsonb_typeof({value}) = 'number' AND {text} ~ '^[0-9]+$'
            AND ({text})::numeric BETWEEN 0 AND r.largest
        WHEN 'flag' THEN jsonb_typeof({value}) = 'boolean'
        WHEN 'day' THEN jsonb_typeof({value}) = 'string' AND {text} ~ '^\\d{{4}}-\\d{{2}}-\\d{{2}}$'
            AND ({text})::date IS NOT NULL
        ELSE jsonb_typeof({value}) = 'array' AND {value} <> '[]'::jsonb END"""
    compare = _build_postgresql_comparison() if compares else ""
    yield f"""
        CREATE OR REPLACE FUNCTION {ENTRY}_check() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {_TYPE_IS_WRONG} THEN
                RAISE EXCEPTION '{WRONG_TYPE}' USING ERRCODE = 'check_violation';
            END IF;
            IF jsonb_typeof(new.content) <> 'object'
                OR EXISTS (SELECT 1 FROM {RULE} r WHERE r.version_id = new.type_version_id
                    AND CASE WHEN {value} IS NULL THEN {_build_required(removes)} ELSE NOT ({is_valid}) END)
                OR EXISTS (SELECT 1 FROM jsonb_object_keys(new.content) c(name) WHERE NOT EXISTS
                    (SELECT 1 FROM {RULE} r WHERE r.version_id = new.type_version_id AND r.field = c.name)) THEN
                RAISE EXCEPTION '{WRONG_VALUE}' USING ERRCODE = 'check_violation';
            END IF;
            {compare}
            RETURN new;
        END $$"""
    yield (
        f"CREATE OR REPLACE TRIGGER {ENTRY}_check BEFORE INSERT OR UPDATE OF {_list_columns(removes)} "
        f"ON {ENTRY} FOR EACH ROW EXECUTE FUNCTION {ENTRY}_check()"
    )
    if removes:
        yield f"""
            CREATE OR REPLACE FUNCTION {ENTRY}_removed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '{REMOVED}' USING ERRCODE = 'integrity_constraint_violation';
            END $$"""
        yield (
            f"CREATE OR REPLACE TRIGGER {ENTRY}_removed BEFORE UPDATE OF {', '.join(_REMOVED_COLUMNS)} ON {ENTRY} "
            f"FOR EACH ROW WHEN ({_build_came_back('IS DISTINCT FROM')}) EXECUTE FUNCTION {ENTRY}_removed()"
        )
    yield f"""
        CREATE OR REPLACE FUNCTION {VERSION}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{VERSION_CHANGED}' USING ERRCODE = 'integrity_constraint_violation';
        END $$"""
    changed = " OR ".join(
        f"new.{column} IS DISTINCT FROM old.{column}" for column in ("type_id", "number", "definition")
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {VERSION}_update BEFORE UPDATE ON {VERSION} FOR EACH ROW WHEN ({changed}) "
        f"EXECUTE FUNCTION {VERSION}_refuse()"
    )
    for table in (RULE, COMPARISON) if compares else (RULE,):
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_update BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION {VERSION}_refuse()"
        )


def _build_postgresql_comparison() -> str:
    text = "(new.content ->> c.field)"
    number = (
        f"CASE jsonb_typeof(new.content -> c.field) WHEN 'string' THEN {text}::date - DATE '2000-01-01' "
        f"ELSE {text}::numeric END"
    )
    return f"""
            IF TG_OP = 'INSERT' OR new.content IS DISTINCT FROM old.content
                OR new.type_version_id IS DISTINCT FROM old.type_version_id THEN
                IF {_build_wrong_comparison(text, number)} THEN
                    RAISE EXCEPTION '{WRONG_COMPARISON}' USING ERRCODE = 'check_violation';
                END IF;
            END IF;"""
