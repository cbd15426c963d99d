"""The JSON Schema of the text form agrees with the reader on sound programmes and on the faults that it can express."""

import ast
import copy
import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tools.programme_format.observation import READING_METHODS, RecordUse, observe_reader
from tools.programme_format.samples import list_samples
from tools.programme_format.schema import build_schema, is_required, read_sentences

from sokehoach.adapters.programme_files import reading
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.format_schema import build_editor_files, read_schema
from sokehoach.adapters.programme_files.record import DefinitionError, to_plain_value
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.adapters.programme_files.yaml_text import dump_yaml

READER = Path(reading.__file__).parent
NOT_THE_READER = {"record.py", "proposed.py"}
PROGRAMMES = list_samples()[:3]
type Content = dict[str, Any]


@pytest.fixture(scope="module")
def uses() -> dict[str, RecordUse]:
    return observe_reader()


@pytest.fixture(scope="module")
def validator() -> Any:
    return jsonschema_rs.Draft202012Validator(json.loads(read_schema()))


def to_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: to_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [to_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def parse_files(files: Mapping[str, str]) -> Content:
    """The folder as the schema describes it."""
    folder, content = Folder(files), {}
    for name, text in files.items():
        if name.endswith(".yaml"):
            content[name] = to_json({key: to_plain_value(node) for key, node in folder.yaml(name).fields.items()})
        else:
            content[name] = list(csv.DictReader(io.StringIO(text))) if name.endswith(".csv") else text
    assert not folder.problems
    return content


def write_files(content: Content) -> dict[str, str]:
    files = {}
    for name, value in content.items():
        if name.endswith(".csv"):
            table = io.StringIO()
            rows = csv.DictWriter(table, list(value[0]))
            rows.writeheader()
            rows.writerows(value)
            files[name] = table.getvalue()
        else:
            files[name] = dump_yaml(value, width=1000) if name.endswith(".yaml") else value
    return files


@pytest.mark.parametrize("number", range(3))
def test_shipped_programmes_are_valid(validator: Any, number: int) -> None:
    assert [error.message for error in validator.iter_errors(parse_files(PROGRAMMES[number]))] == []


@pytest.mark.parametrize("number", range(3))
def test_a_programme_that_is_written_again_is_valid(validator: Any, number: int) -> None:
    files = write_programme(reading.read_programme(PROGRAMMES[number]))
    assert [error.message for error in validator.iter_errors(parse_files(files))] == []


def test_every_key_that_the_reader_names_was_observed(uses: Mapping[str, RecordUse]) -> None:
    observed = {name for use in uses.values() for name in use.keys}
    names = set()
    for path in READER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                path.name not in NOT_THE_READER
                and isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in READING_METHODS
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
                and node.args[0].value.isidentifier()
            ):
                names.add(node.args[0].value)
    assert names
    assert names - observed == set()


def test_no_sentence_is_of_a_key_that_nothing_reads(uses: Mapping[str, RecordUse]) -> None:
    paths = read_sentences()["paths"]
    assert [(path, name) for path in paths for name in paths[path] if name not in uses[path].keys] == []


def test_editors_get_a_schema_for_each_yaml_file() -> None:
    files = build_editor_files()
    names = json.loads(files["settings.json"])["yaml.schemas"]
    assert {f"./.vscode/{name}" for name in files if name != "settings.json"} == {*names}
    assert {*names.values()} == {name for name in read_sentences()["files"] if name.endswith(".yaml")}
    form = jsonschema_rs.Draft202012Validator(json.loads(files["forms-files.schema.json"]))
    content = parse_files(PROGRAMMES[0])["forms/01-XA.yaml"]
    assert form.is_valid(content)
    assert not form.is_valid({**content, "colour": "red"})


# Faults: each is put into one record of one kind, in a copy of a programme that has such a record.


@dataclass(frozen=True, slots=True)
class Place:
    """A record of a kind: the file, and the keys and numbers that lead to it."""

    path: str
    file: str
    steps: tuple[str | int, ...]

    def find(self, content: Content) -> Any:
        value = content[self.file]
        for step in self.steps:
            value = value[step]
        return value


def list_places(content: Content) -> Iterator[tuple[Place, Any]]:
    for file, value in content.items():
        folder, slash, _name = file.rpartition("/")
        kind = f"{folder}/*.yaml" if slash else file
        if file.endswith(".csv"):
            yield from ((Place(kind, file, (number,)), row) for number, row in enumerate(value))
        elif file.endswith(".yaml"):
            yield from _list_records(Place(f"{kind}:", file, ()), value)


def _list_records(place: Place, record: Any) -> Iterator[tuple[Place, Any]]:
    yield place, record
    separator = " " if place.path.endswith(":") else "."
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _list_records(Place(f"{place.path}{separator}{name}", place.file, (*place.steps, name)), value)
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict):
                steps = (*place.steps, name, number)
                yield from _list_records(Place(f"{place.path}{separator}{name}[]", place.file, steps), item)


def find_places(uses: Mapping[str, RecordUse], *, having: str = "") -> dict[str, tuple[int, Place]]:
    """A record of each kind, with the number of the programme that has it; one that has the key, where it is named."""
    places: dict[str, tuple[int, Place]] = {}
    for number, content in enumerate(CONTENTS):
        for place, record in list_places(content):
            if place.path in uses and (not having or record.get(having) not in (None, "", [])):
                places.setdefault(place.path, (number, place))
    return places


CONTENTS = [parse_files(files) for files in PROGRAMMES]


type Change = Callable[[Any, str], None]


def check_faults(validator: Any, faults: list[tuple[int, Place, str, Change, str]]) -> None:
    """Put the faults into their programmes, of each file those of one kind of record at once; both refuse every one.

    A fault: number of the programme, place, key, change, and a word that the reader's sentence may have instead.
    """
    assert faults
    while faults:
        number, paths = faults[0][0], {}
        for fault in faults:
            if fault[0] == number:
                paths.setdefault(fault[1].file, fault[1].path)
        batch = [fault for fault in faults if fault[0] == number and paths[fault[1].file] == fault[1].path]
        faults = [fault for fault in faults if fault not in batch]
        content = copy.deepcopy(CONTENTS[number])
        for _number, place, name, change, _word in batch:
            change(place.find(content), name)
        errors = [[*error.instance_path] for error in validator.iter_errors(content)]
        with pytest.raises(DefinitionError) as refused:
            reading.read_programme(write_files(content))
        for _number, place, name, _change, word in batch:
            path = [place.file, *place.steps]
            assert any(error[: len(path)] == path and error[len(path) :][:1] in ([], [name]) for error in errors), (
                place, name,
            )  # fmt: skip
            reasons = [problem.reason for problem in refused.value.problems if problem.file == place.file]
            assert any(name in reason or word in reason for reason in reasons), (place, name, reasons)


def test_unknown_keys_are_refused_by_both(uses: Mapping[str, RecordUse], validator: Any) -> None:
    def add(record: Any, name: str) -> None:
        record[name] = "x"

    places = [(number, place) for number, place in find_places(uses).values() if not place.file.endswith(".csv")]
    check_faults(validator, [(number, place, f"zz{at}", add, "zz") for at, (number, place) in enumerate(places)])


def test_missing_keys_are_refused_by_both(uses: Mapping[str, RecordUse], validator: Any) -> None:
    def remove(record: Any, name: str) -> None:
        record.pop(name, None)

    def blank(record: Any, name: str) -> None:
        record[name] = ""

    check_faults(
        validator,
        [
            (number, place, name, blank if place.file.endswith(".csv") else remove, name)
            for path, (number, place) in find_places(uses).items()
            for name in uses[path].keys
            if is_required(uses, path, name) and not (path == "outlines/*.yaml:" and name == "sections")
        ],
    )


def spoil(kind: str) -> Change | None:
    """A change to a value that the kind does not have."""
    values: Mapping[str, Any] = {
        "text": 12, "optional": 12, "code": "hai chữ", "choice": "zz-choice", "choices": ["zz-choice"], "flag": "maybe",
        "integer": "many", "number": "many", "day": "hôm qua", "optional_day": "hôm qua", "texts": "one",
        "mapping": "one", "record": "one", "records": "one", "nodes": "one",
    }  # fmt: skip

    def change(record: Any, name: str) -> None:
        record[name] = values[kind]

    return change


def test_values_of_another_kind_are_refused_by_both(uses: Mapping[str, RecordUse], validator: Any) -> None:
    faults = []
    for path, (number, place) in find_places(uses).items():
        for name, key in uses[path].keys.items():
            if place.file.endswith(".csv") and key.method in ("text", "optional", "texts"):
                continue  # every cell of a table is a text
            if change := spoil(key.method):
                faults.append((number, place, name, change, "hai chữ"))
    check_faults(validator, faults)


def test_texts_that_are_too_long_are_refused_by_both(uses: Mapping[str, RecordUse], validator: Any) -> None:
    def change_to(value: Any) -> Change:
        def change(record: Any, name: str) -> None:
            record[name] = value

        return change

    faults = []
    for path, (number, place) in find_places(uses).items():
        for name, key in uses[path].keys.items():
            if name == "sample_plan":
                continue  # a file of that name is looked for, and nothing else is read where there is none
            if key.method in ("text", "optional", "code") and key.most:
                faults.append((number, place, name, change_to("x" * (key.most + 1)), name))
            elif key.method == "texts" and key.most and not place.file.endswith(".csv"):
                faults.append((number, place, name, change_to(["x" * (key.most + 1)]), name))
    check_faults(validator, faults)


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("elements.csv", "decimals", "two"),
        ("map.csv", "longitude", "103 độ"),
        ("sanctions.csv", "least", "1 triệu"),
        ("indicators.yaml: indicators[]", "per", "50"),
        ("outlines/*.yaml: sections[]", "level", 4),
        ("registers/*.yaml: fields[]", "code", "Ngày"),
        ("registers/*.yaml: fields[]", "kind", "person"),
        ("registers/*.yaml:", "slug", "Sổ"),
        ("registers/*.yaml:", "retention_years", 101),
        ("registers/*.yaml: overviews[]", "code", "Trang"),
        ("registers/*.yaml: constraints[]", "cut_offs", ["ngày 15"]),
        ("option_sets.yaml: option_sets[]", "options", {"Viết hoa": "x"}),
    ],
)
def test_values_that_are_checked_later_are_refused_by_both(
    uses: Mapping[str, RecordUse], validator: Any, path: str, name: str, value: Any
) -> None:
    def change(record: Any, key: str) -> None:
        record[key] = value

    number, place = find_places(uses)[path]
    word = next(iter(value)) if isinstance(value, dict | list) else str(value)
    if place.file.endswith(".csv") and name == "decimals":
        for row in CONTENTS[number][place.file]:
            row.setdefault("decimals", "")
    check_faults(validator, [(number, place, name, change, word)])


def test_a_missing_file_is_refused_by_both(validator: Any) -> None:
    required = build_schema()["required"]
    assert len(required) == 9
    for name in required:
        content = {file: value for file, value in CONTENTS[1].items() if file != name}
        assert not validator.is_valid(content)
        with pytest.raises(DefinitionError):
            reading.read_programme({file: text for file, text in PROGRAMMES[1].items() if file != name})
