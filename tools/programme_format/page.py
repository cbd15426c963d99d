"""Print the reference page of a programme's text form."""

from collections.abc import Mapping
from typing import Any

from tools.programme_format.observation import KeyUse, RecordUse, list_required_files, observe_reader
from tools.programme_format.schema import build_schema, find_sentence, is_required, list_columns, read_sentences

_HEAD = """\
# The text form of a programme

A programme is a folder of YAML files and CSV tables. `sokehoach programme new` writes one, `sokehoach programme check
FOLDER` names every fault with its file and line, `sokehoach programme publish FOLDER` makes it a version, and
`sokehoach programme export` writes a version as a folder. [Three programmes](../../src/sokehoach/programmes) are
shipped as examples.

Printed by `make reference`: keys, kinds, lengths and options are those that the reader was observed to read; the
sentences are in `tools/programme_format/sentences.yaml`. Do not edit this page.

## In an editor

`sokehoach programme schema` prints a
[JSON Schema](../../src/sokehoach/adapters/programme_files/format.schema.json) of the folder: an object of its files by
name, in which a table is a list of rows. With `-o FOLDER` it writes one schema for each kind of YAML file, and
`settings.json`, which says for which files each is. In Visual Studio Code with the extension YAML
(`redhat.vscode-yaml`), open the programme's folder, after

```sh
sokehoach programme schema -o .vscode
```

The editor then completes keys, shows the sentences below, and marks keys that are unknown or missing, wrong kinds,
options and lengths. Where `.vscode` exists already, write to another folder and copy `yaml.schemas` from its
`settings.json`. What files say about each other (a code that nothing has, dates that do not agree, limits on persons
and confidential functions), and rows of wrong width, only `sokehoach programme check` names.

Other editors with `yaml-language-server` (Neovim, Emacs, Helix, Kate) take the same `yaml.schemas` in their settings.
Or the first line of a file names its schema: `# yaml-language-server: $schema=.vscode/programme.schema.json`, in a
folder below `$schema=../.vscode/forms-files.schema.json`. The three shipped programmes, as they are and exported, have
no fault in `yaml-language-server` 2.0.0.

## What holds in every file

- Files are UTF-8. Of YAML, aliases (`&`, `*`) are not read; a key stands once in a mapping.
- **text** is in quotation marks where YAML would read a number or a day: `"099"`. It has at most 300 letters where
  nothing else is said. **code**: letters, digits, `.`, `-`, `_`.
- **yes/no**: `yes` or `no`. **number**: whole, from 0. **day**: `2026-01-31`.
- A list of texts in a table is one cell with semicolons: `kind;content`.
- A key that is not required may be absent or blank. Keys that are not listed are refused.
- Of a table, columns marked «column» under *required* must be there, but may be blank.
"""
_USUAL_LENGTH = 300
_KINDS = {
    "text": "text", "optional": "text", "code": "code", "flag": "yes/no", "integer": "number", "number": "number",
    "day": "day", "optional_day": "day", "texts": "list of texts", "mapping": "mapping", "nodes": "list",
    "record": "mapping", "records": "list of mappings",
}  # fmt: skip


def print_page() -> str:
    uses = observe_reader()
    definitions = build_schema()["$defs"]
    required_files = list_required_files()
    lines = [_HEAD]
    for name, sentence in read_sentences()["files"].items():
        lines.append(f"## `{name}`\n")
        kind = "Required" if name in required_files else "Not required"
        lines.append(f"{sentence} {'One file for each.' if '/' in name else f'{kind}.'}\n")
        definition = definitions[name.replace("/*.yaml", "-file").replace(".", "-")]
        if name.endswith(".csv"):
            lines += _print_table(uses, name, definition["items"])
            continue
        for path in (path for path in uses if path.split(":")[0] == name):
            inner_path = path.partition(": ")[2]
            if inner_path:
                lines.append(f"### `{inner_path}` in `{name}`\n")
            lines += _print_table(uses, path, _find_record(definition, inner_path))
    return "\n".join(lines).rstrip() + "\n"


def _find_record(definition: Mapping[str, Any], inner_path: str) -> Mapping[str, Any]:
    for step in inner_path.split(".") if inner_path else ():
        value = definition["properties"][step.removesuffix("[]")]
        definition = value["items"] if step.endswith("[]") else value
    return definition


def _print_table(uses: Mapping[str, RecordUse], path: str, record: Mapping[str, Any]) -> list[str]:
    keys = uses[path].keys
    table_columns, more_columns = list_columns(path) if path.endswith(".csv") else ([], [])
    columns = [*table_columns, *more_columns] or [*keys]
    name = "column" if table_columns else "key"
    lines = [f"| {name} | kind | required | default | what it says |", "|---|---|---|---|---|"]
    for key in columns:
        use, schema = keys[key], record["properties"][key]
        needed = "yes" if is_required(uses, path, key) else "column" if key in table_columns else ""
        kind = _print_kind(use.method, schema)
        lines.append(f"| `{key}` | {kind} | {needed} | {_print_default(use)} | {find_sentence(path, key)} |")
    return [*lines, ""]


def _print_default(use: KeyUse) -> str:
    """Of a key that is not required; a default of 0 or «no» too."""
    if isinstance(use.default, bool):
        return "yes" if use.default else "no"
    return "" if use.default is None else str(use.default)


def _print_kind(method: str, schema: Mapping[str, Any]) -> str:
    if method == "choices":
        return f"list of {_print_options(schema['items']['enum'])}"
    if "enum" in schema and method != "flag":
        return _print_options(schema["enum"])
    kind = _KINDS[method]
    length = schema.get("maxLength") or (schema.get("items") or {}).get("maxLength") if method != "nodes" else None
    if length and length != _USUAL_LENGTH:
        kind += f", at most {length:,} letters" + (" each" if method == "texts" else "")
    if "maximum" in schema:
        kind += f", {schema['minimum']} to {schema['maximum']}"
    if "maxItems" in schema:
        kind += f", at most {schema['maxItems']}"
    return kind


def _print_options(options: list[Any]) -> str:
    return ", ".join(f"`{option}`" for option in options if option)
