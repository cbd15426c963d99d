"""The JSON Schema of a programme's text form, as `make reference` prints it, whole or for an editor of single files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("format.schema.json")


def read_schema() -> str:
    """The schema of a programme's folder, whose files are keys of one object."""
    return _FILE.read_text("utf-8")


def build_editor_files() -> dict[str, str]:
    """Return a schema for each kind of YAML file, by file name, and the settings of VS Code that name them."""
    schema = json.loads(read_schema())
    files, names = {}, {}
    for definition in schema["$defs"].values():
        name: str = definition["title"]
        if name.endswith(".yaml"):
            file = f"{name.partition('/')[0].removesuffix('.yaml')}{'-files' if '/' in name else ''}.schema.json"
            files[file] = _print({"$schema": schema["$schema"], **definition})
            names[file] = name
    settings = {"yaml.schemas": {f"./.vscode/{file}": name for file, name in names.items()}}
    return {**files, "settings.json": _print(settings)}


def _print(content: Mapping[str, Any]) -> str:
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n"
