"""Nothing that parses, renders, signs, hashes files or speaks to a network is called while the write lock is held."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import sokehoach
from sokehoach.apps.notices.services.letters import send_letter

SOURCE = Path(sokehoach.__file__).parent

# Of the adapters' functions that the apps call: those that take no time, and why.
QUICK = {
    "adapters.writers.charts.thumbnail.render_thumbnail": "eight rectangles",
    "adapters.writers.csv_file.write": "rows that are already there, joined",
    "adapters.writers.csv_file.escape_cell": "one cell",
    "adapters.writers.ics.write": "some lines of text",
    "adapters.readers.file_kinds.detect_kind": "the first bytes of a file",
    "adapters.arranged_rows.split_number": "one number",
    "adapters.rollup.duckdb_engine.is_installed": "looks for a module",
    "adapters.dhis2.catalogue.index_cells": "the cells of one form",
    "adapters.dhis2.catalogue.list_option_combos": "the options of one element",
    "adapters.dhis2.catalogue.make_element_uid": "a hash of some letters",
    "adapters.dhis2.catalogue.make_option_combo_uid": "a hash of some letters",
    "adapters.dhis2.data_values.read_value": "one object",
    "adapters.dhis2.data_values.write_csv": "rows that are read, joined",
    "adapters.dhis2.data_values.write_json_rows": "rows that are read",
    "adapters.dhis2.data_values.write_xml": "rows that are read, joined",
    "adapters.dhis2.period_codes.expand_relative": "some periods",
    "adapters.dhis2.period_codes.list_between": "some periods",
    "adapters.dhis2.period_codes.list_period_types": "four rows",
    "adapters.dhis2.period_codes.parse_code": "a few letters",
    "adapters.dhis2.summaries.build_message": "a few members",
    "adapters.dhis2.unanswered.find_unanswered": "some parameters",
    "adapters.dhis2.uids.make_uid": "a hash of some letters",
    "adapters.dhis2.unit_objects.make_group_uid": "a hash of some letters",
    "adapters.dhis2.value_texts.get_comment": "one value",
    "adapters.dhis2.value_texts.to_text": "one value",
    "adapters.dhis2.value_texts.to_typed": "one value",
    "adapters.readers.xls.conversion.is_old_workbook": "a search in bytes that are loaded",
    "adapters.dhis2.definition_objects.build_definition_objects": "definitions that are loaded, in memory",
    "adapters.dhis2.object_fields.parse_fields": "a parameter of bounded length",
    "adapters.dhis2.object_fields.parse_page": "three numbers",
    "adapters.dhis2.object_fields.pick_fields": "the fields of one object",
    "adapters.dhis2.object_fields.sort_items": "a list in memory",
    "adapters.dhis2.object_filters.matches_filters": "one object",
    "adapters.dhis2.object_filters.matches_query": "one object",
    "adapters.dhis2.object_filters.parse_filters": "a parameter of bounded length",
    "adapters.dhis2.unit_objects.build_unit_objects": "the units of an account, in memory",
    "adapters.dhis2.unit_objects.make_unit_uid": "a hash of some letters",
    "adapters.holidays.list_holidays": "a table of days",
    "adapters.readers.xlsx.reader.format_address": "the name of a cell",
    "adapters.writers.xlsx.writer.name_sheets": "the names of a few sheets",
    "adapters.programme_files.due_items.list_texts": "a list in memory",
    "adapters.programme_files.due_items.read_due_item": "one item",
    "adapters.programme_files.due_items.write_due_item": "one rule",
    "adapters.programme_files.code_renaming.rename_cells": "two calls of a marked function",
    "adapters.programme_files.canonical.normalize": "a programme that is read already",
    "adapters.programme_files.canonical.parse_definition": "a text that is loaded already",
    "adapters.programme_files.canonical.parse_plain": "some rows of a programme",
    "adapters.programme_files.canonical.to_plain": "some columns of a row",
    "adapters.programme_files.canonical.to_plain_definition": "a programme that is read already",
    "adapters.programme_files.earlier.attach_timeline": "a programme that is read already",
    "adapters.programme_files.earlier.build_closed_items": "a programme that is read already",
    "adapters.programme_files.earlier.parse_breaks": "some days",
    "adapters.programme_files.earlier.parse_earlier": "a few columns of a row",
    "adapters.programme_files.earlier.parse_spans": "some days",
    "adapters.programme_files.earlier.serialize_spans": "some days",
    "adapters.programme_files.earlier.serialize_earlier": "a few rows of a programme",
    "adapters.programme_files.national_units.list_provinces": "reads 200 KB once",
    "adapters.programme_files.national_units.list_earlier_provinces": "reads 760 KB once",
    "adapters.programme_files.proposed_schedules.choose_window": "a few reporting rules and five windows",
    "adapters.programme_files.record.to_plain_value": "a value that is read already",
    "adapters.programme_files.register_files.can_name_register": "a name",
    "adapters.programme_files.register_files.get_file_name": "a name",
    "adapters.programme_files.national_units.is_national_unit": "a look into names that are read once",
    "adapters.programme_files.national_units.list_communes": "a pass over the list of units, read once",
    "adapters.programme_files.scaffold.build_scaffold": "text of at most 170 units, some milliseconds",
    "adapters.programme_files.scaffold.earlier_province.build_earlier_scaffold": "text of at most 800 units, 0.2 s",
    "adapters.programme_files.scaffold.earlier_province.get_earlier_province": "some passes over the list",
    "adapters.programme_files.scaffold.list_agency_lines": "some fourteen lines",
    "adapters.programme_files.scaffold.list_agency_templates": "a table of fourteen lines",
    "adapters.programme_files.sheet_sentences.add_sentences": "a few outlines; what it changes goes through yaml_lists",
    "adapters.programme_files.shipped.list_shipped_programmes": "the heads of three programmes",
    "adapters.programme_files.opening.is_programme_file": "a name",
    "adapters.programme_files.tables.append_row": "the text of such a file",
    "adapters.programme_files.tables.replace_row": "the text of such a file",
    "adapters.programme_files.tables.parse_table": "a file that is read already, at most a million letters",
    "adapters.programme_files.element_sheets.build_element_lines": "rows that are read already, at most 5,000",
    "adapters.programme_files.first_form.begin_first_form": "some lines of text",
    "adapters.programme_files.levels.read_levels": "a few records",
    "adapters.programme_files.merging.merge_lines": "a table that is read already",
    "adapters.programme_files.scaffold.organisation.build_organisation_programme": "rows that are read, at most 5,000",
    "adapters.programme_files.scaffold.organisation.is_organisation": "a name",
    "adapters.programme_files.scaffold.own_units.build_own_programme": "rows that are read already, at most 5,000",
    "adapters.programme_files.sheet_text.format_rows": "rows that are read already, joined",
    "adapters.programme_files.sheet_text.parse_rows": "a text of bounded length, split",
    "adapters.programme_files.unit_sheets.build_unit_lines": "rows that are read already, at most 5,000",
    "adapters.programme_files.xlsform_conversion.convert_form": "rows that are read already, at most 5,000",
    "adapters.programme_files.xlsform_sheets.parse_sheets": "rows that are read already, at most 5,000",
    "adapters.programme_files.uids.list_codes": "a programme that is read already",
    "adapters.programme_files.uids.replace_codes": "a programme that is read already",
    "adapters.signature.places.upper_half": "arithmetic",
    "adapters.signature.places.lower_half": "arithmetic",
    "adapters.sandbox.slots.request_turn": "a turn",
    "adapters.slow_work.write_lock_held": "the flag itself",
    "adapters.slow_work.is_write_lock_held": "the flag itself",
    "adapters.slow_work.slow_work": "the mark itself",
}
# Digests of short texts: a token, a sentence, the figures of one form. None is of a file.
SHORT_DIGESTS = {
    "apps/accounts/hooks.py", "apps/accounts/services/invitations.py", "apps/plans/services/directions.py",
    "apps/reporting/queries/report_context.py", "apps/reporting/queries/form_versions.py",
    "apps/consolidation/queries/closings.py",
    "apps/notices/queries.py", "apps/audit/replays.py", "apps/setup/services/moves.py",
    "apps/setup/services/first_run.py", "apps/accounts/token_text.py", "apps/api/answers.py",
    "apps/api/versions.py", "apps/api/writes.py", "apps/indicators/queries/earlier_figures.py",
}  # fmt: skip


def _functions_of_adapters() -> Iterator[tuple[str, object]]:
    """Each function of an adapter that an app names, by the name of where it is defined."""
    for path in sorted((SOURCE / "apps").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        text = path.read_text("utf-8")
        if "sokehoach.adapters" not in text:
            continue
        tree = ast.parse(text)
        modules: dict[str, ModuleType] = {}
        for node in ast.walk(tree):
            if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sokehoach.adapters")):
                continue
            source = importlib.import_module(str(node.module))
            for alias in node.names:
                value = getattr(source, alias.name, None)
                if value is None:
                    value = importlib.import_module(f"{node.module}.{alias.name}")
                if isinstance(value, ModuleType):
                    modules[alias.asname or alias.name] = value
                else:
                    yield from _named(value)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
                yield from _named(getattr(modules[node.value.id], node.attr, None))


def _named(value: object) -> Iterator[tuple[str, object]]:
    if callable(value) and not isinstance(value, type) and hasattr(value, "__qualname__"):
        yield f"{value.__module__}.{value.__qualname__}".removeprefix("sokehoach."), value


def test_every_function_of_an_adapter_is_marked_or_quick_with_a_reason() -> None:
    named = dict(_functions_of_adapters())
    assert len(named) > 25
    unmarked = {name for name, value in named.items() if not hasattr(value, "is_slow_work")}
    assert unmarked == QUICK.keys(), "mark it @slow_work, or say here why it takes no time"


def test_no_file_is_hashed_but_by_the_marked_function() -> None:
    hashing = {
        str(path.relative_to(SOURCE))
        for path in (SOURCE / "apps").rglob("*.py")
        if "hashlib." in path.read_text("utf-8") and "migrations" not in path.parts
    }
    assert hashing == SHORT_DIGESTS


def test_letters_go_out_through_one_marked_function() -> None:
    sending = {
        str(path.relative_to(SOURCE))
        for path in (SOURCE / "apps").rglob("*.py")
        if "EmailMessage(" in path.read_text("utf-8")
    }
    assert sending == {"apps/notices/services/letters.py"}
    assert hasattr(send_letter, "is_slow_work")
