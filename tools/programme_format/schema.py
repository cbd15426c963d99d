"""Make the JSON Schema of a programme's folder: an object of its files by name, in which a table is a list of rows."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from tools.programme_format.observation import SENTENCES, KeyUse, RecordUse, list_required_files, observe_reader

from sokehoach.adapters.programme_files import register_overviews, register_types
from sokehoach.adapters.programme_files.map_indicators import PER, PLAIN
from sokehoach.adapters.programme_files.tables import TABLES
from sokehoach.apps.registers.core.catalogue import list_referable_registers
from sokehoach.domain.indicators.target_level import BOUNDS

_SENTENCES = Path(__file__).with_name("sentences.yaml")
_CODE = r"^[\p{L}\p{N}_.-]+$"
_REGISTER_CODE = f"^{register_types._CODE.pattern}$"
_NUMBER = r"^[0-9]{1,12}([.,][0-9]{1,3})?$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_TEXT = {"type": "string", "minLength": 1}

# What the reader checks of a value after it has read it: observation does not see it.
_CHECKED_LATER: Mapping[str, Mapping[str, Any]] = {
    "elements.csv decimals": {"pattern": "^[0-9]*$"},
    "map.csv longitude": {"pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "map.csv latitude": {"pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "sanctions.csv least": {"pattern": "^[0-9]+$"},
    "sanctions.csv most": {"pattern": "^[0-9]+$"},
    "targets.csv year": {"pattern": "^(20[0-9]{2})?$"},
    "targets.csv bound": {"enum": list(BOUNDS)},
    "targets.csv value": {"pattern": r"^[0-9]{1,11}(,[0-9]{1,3}|\.[0-9]{1,2})?$"},
    "targets.csv baseline": {"pattern": r"^([0-9]{1,11}(,[0-9]{1,3}|\.[0-9]{1,2})?)?$"},
    "indicators.yaml: indicators[] per": {"enum": [*PER, PLAIN, "", None]},
    "outlines/*.yaml: sections[] level": {"maximum": 3, "minimum": 1},
    "registers/*.yaml: code": {"pattern": _REGISTER_CODE},
    "registers/*.yaml: fields": {"minItems": 2, "maxItems": register_types._MOST_FIELDS},
    "registers/*.yaml: constraints": {"maxItems": register_types._MOST_RULES},
    "registers/*.yaml: measures": {"maxItems": register_types._MOST_RULES},
    "registers/*.yaml: retention_years": {"maximum": register_types._MOST_YEARS},
    "registers/*.yaml: slug": {"pattern": f"^({register_types._SLUG.pattern})?$"},
    "registers/*.yaml: fields[] code": {"pattern": _REGISTER_CODE},
    "registers/*.yaml: fields[] kind": {"enum": [kind.value for kind in register_types._KINDS]},
    "registers/*.yaml: overviews[] code": {"pattern": f"^{register_overviews._CODE.pattern}$"},
    "registers/*.yaml: constraints[] cut_offs": {
        "maxItems": 12,
        "items": {"type": "string", "pattern": "^[0-9]{2}/[0-9]{2}$"},
    },
}
_REQUIRED_LATER = {
    "forms/*.yaml:": ("reporters",),
    "regimes.yaml: windows[]": ("start", "end"),
    "regimes.yaml: regimes[].stages[]": ("reporters",),
    "option_sets.yaml: option_sets[]": ("options",),
    "registers/*.yaml: constraints[]": ("fields",),
    "registers/*.yaml:": ("columns",),
    "roles.yaml: roles[]": ("functions", "actions"),
    "questions.yaml: questions[]": ("measures", "periods"),
}
_DATES = {"items": {"type": "string", "pattern": "^[0-9]{1,2}/[0-9]{1,2}$"}}
_TEXT_LISTS = {"type": ["object", "null"], "additionalProperties": {"type": "array", "items": {"type": "string"}}}
_MAPPINGS: Mapping[str, Mapping[str, Any]] = {
    "option_sets.yaml: option_sets[] options": {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"},
        "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 200},
        "minProperties": 1,
    },
    "option_sets.yaml: option_sets[] belongs": _TEXT_LISTS,
    "option_sets.yaml: option_sets[] combines": _TEXT_LISTS,
    "forms/*.yaml: sections[].cells[] disaggregation": {
        "type": ["object", "null"],
        "additionalProperties": {"type": "string"},
    },
    "forms/*.yaml: sections[].cells[].source where": {
        "type": ["object", "null"],
        "additionalProperties": {"type": ["string", "array"], "items": {"type": "string"}},
    },
    "roles.yaml: actions": {"type": ["object", "null"], "additionalProperties": {"type": ["string", "null"]}},
}


@cache
def read_sentences() -> dict[str, dict[str, Any]]:
    sentences: dict[str, dict[str, Any]] = yaml.safe_load(_SENTENCES.read_text("utf-8"))
    return sentences


def find_sentence(path: str, name: str) -> str:
    """What the key says. Raises KeyError for one without a sentence."""
    sentences = read_sentences()
    own_sentences: Mapping[str, str] = sentences["paths"].get(path, {})
    sentence = own_sentences.get(name) or str(sentences["keys"][name])
    return sentence.replace("{referable}", ", ".join(list_referable_registers()))


def list_columns(path: str) -> tuple[list[str], list[str]]:
    """The columns that a table must have, and those that it may have."""
    required, optional = TABLES[path]
    return [*required], [*optional]


def is_required(uses: Mapping[str, RecordUse], path: str, name: str) -> bool:
    """Whether the key must be there. Of a table: whether its value must not be blank."""
    return uses[path].is_required(name) or name in _REQUIRED_LATER.get(path, ())


def build_schema() -> dict[str, Any]:
    """The schema of a folder, its files under `$defs` for editors that read one file at a time."""
    uses = observe_reader()
    files = read_sentences()["files"]
    definitions, properties, patterns = {}, {}, {}
    for name in files:
        key = name.replace("/*.yaml", "-file").replace(".", "-")
        path = name if name.endswith(".csv") else f"{name}:"
        definition = _build_record(uses, path)
        if name.endswith(".csv"):
            definition = {"type": "array", "items": definition}
        definitions[key] = {"title": name, "description": files[name], **definition}
        reference = {"$ref": f"#/$defs/{key}"}
        if "/" in name:
            patterns[rf"^{name.partition('/')[0]}/[\p{{L}}\p{{N}}_.-]{{1,60}}\.yaml$"] = reference
        else:
            properties[name] = reference
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Text form of a programme of Sổ Kế hoạch",
        "type": "object",
        "required": [name for name in properties if name in list_required_files()],
        "properties": properties,
        "patternProperties": {**patterns, r"^[\p{L}\p{N}_.-]{1,60}\.txt$": {"type": "string"}},
        "additionalProperties": False,
        "$defs": definitions,
    }


def print_schema() -> str:
    return f"{json.dumps(build_schema(), ensure_ascii=False, indent=1)}\n"


def _build_record(uses: Mapping[str, RecordUse], path: str) -> dict[str, Any]:
    is_table = path.endswith(".csv")
    keys = uses[path].keys
    properties = {}
    for name in sorted(keys):
        required = is_required(uses, path, name)
        schema = _build_value(uses, path, name, keys[name], required=required)
        schema |= _CHECKED_LATER.get(f"{path} {name}", {})
        if "enum" in schema:
            schema.pop("maxLength", None)
        properties[name] = {"description": find_sentence(path, name), **schema}
    required_names = list_columns(path)[0] if is_table else [n for n in properties if is_required(uses, path, n)]
    return {
        "type": "object",
        **({"required": sorted(required_names)} if required_names else {}),
        "properties": properties,
        "additionalProperties": False,
    }


def _build_value(uses: Mapping[str, RecordUse], path: str, name: str, key: KeyUse, *, required: bool) -> dict[str, Any]:
    if path.endswith(".csv"):
        return _build_cell(key, required=required)
    blank: list[Any] = [] if required else [None]
    joined = f"{path}{' ' if path.endswith(':') else '.'}{name}"
    match key.method:
        case "code":
            return {"type": "string", "pattern": _CODE, "maxLength": key.most}
        case "text" | "optional":
            schema: dict[str, Any] = {"type": "string" if required else ["string", "null"], "maxLength": key.most}
            return schema | ({"minLength": 1} if required or key.method == "text" else {})
        case "choice":
            return {"enum": [*key.options, *blank]}
        case "choices":
            return {"type": _allow(blank, "array"), "items": {"enum": [*key.options]}}
        case "texts":
            limits = {"maxLength": key.most} if key.most else {}
            items = _DATES if name == "dates" else {"items": {**_TEXT, **limits}}
            return {"type": _allow(blank, "array"), **items, **({"minItems": 1} if required else {})}
        case "flag":
            return {"enum": [True, False, "yes", "no", *blank]}
        case "integer":
            return {"type": _allow(blank, "integer"), "minimum": 0}
        case "number":
            return {"type": ["number", "string", *(["null"] if blank else [])], "minimum": 0, "pattern": _NUMBER}
        case "day" | "optional_day":
            return {"type": _allow(blank, "string"), "pattern": _DAY}
        case "mapping":
            return dict(_MAPPINGS[f"{path} {name}"])
        case "nodes":
            sentence = {"type": ["string", "object"], "minLength": 1, "maxLength": 2000}
            record = _build_record(uses, SENTENCES)
            return {"type": _allow(blank, "array"), "items": {**record, **sentence}}
        case "record":
            return _build_record(uses, joined) | {"type": _allow(blank, "object")}
        case "records":
            return {"type": _allow(blank, "array"), "items": _build_record(uses, f"{joined}[]")}
    raise ValueError(key.method)


def _build_cell(key: KeyUse, *, required: bool) -> dict[str, Any]:
    """The text of a table's cell."""
    match key.method:
        case "code":
            return {"type": "string", "pattern": _CODE, "maxLength": key.most}
        case "choice":
            return {"enum": [*key.options]}
        case "flag":
            return {"enum": ["yes", "no"] if required else ["yes", "no", ""]}
        case "day":
            return {"type": "string", "pattern": _DAY}
        case "optional_day":
            return {"type": "string", "pattern": rf"^({_DAY[1:-1]})?$"}
        case "texts":
            return {"type": "string"}
    return {"type": "string", "maxLength": key.most, **({"minLength": 1} if required else {})}


def _allow(blank: list[Any], kind: str) -> str | list[str]:
    return [kind, "null"] if blank else kind
