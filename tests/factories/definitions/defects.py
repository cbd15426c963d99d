"""Defects planted in generated definitions: each takes the files, by name, and changes one of them."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.factories.definitions.folders import MAIN, Definition, render_file

type Files = dict[str, str]
type Place = tuple[str | int, ...]

FORM = f"forms/{MAIN}.yaml"
WRONG = (None, True, -1, 3, 10**30, 1.5, float("nan"), date(2025, 1, 1), [], {}, [1], [["x"]], {"x": 1}, "", " ", "{")
LONG = ("dài " * 2000, "9" * 400, "x" * 5000)


def list_places(content: Any, above: Place = ()) -> Iterator[Place]:
    items = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in items:
        yield (*above, key)
        yield from list_places(value, (*above, key))


def _change(change: Callable[[Any, Any, Any], None], wanted: Callable[[Any], bool] = lambda _value: True) -> Any:
    """A defect that changes one place: `change(draw, parent, key)`."""

    def plant(draw: st.DrawFn, definition: Definition) -> Files:
        contents = deepcopy(definition.files)
        places_by_file = {
            name: [
                place
                for place in list_places(content)
                if (not name.endswith(".csv") or len(place) == 2) and wanted(_get(content, place))
            ]
            for name, content in contents.items()
        }
        name = draw(st.sampled_from(sorted(name for name, places in places_by_file.items() if places)), label="file")
        *above, key = draw(st.sampled_from(places_by_file[name]), label="place")
        change(draw, _get(contents[name], tuple(above)), key)
        return {name: render_file(name, content) for name, content in contents.items()}

    return plant


def _get(content: Any, place: Place) -> Any:
    for key in place:
        content = content[key]
    return content


def _remove(_draw: Any, parent: Any, key: Any) -> None:
    del parent[key]


def _repeat(_draw: Any, parent: Any, key: Any) -> None:
    value = parent[key]
    parent[key] = [*value, *deepcopy(value)]


def _put(values: Any) -> Callable[[Any, Any, Any], None]:
    def put(draw: Any, parent: Any, key: Any) -> None:
        parent[key] = draw(st.sampled_from(values), label="value")

    return put


def _add_field(_draw: Any, parent: Any, key: Any) -> None:
    parent[key]["lạ"] = "x"


def _make_cycle(draw: st.DrawFn, definition: Definition) -> Files:
    contents = deepcopy(definition.files)
    cell = contents[FORM]["sections"][0]["cells"][0]
    top, *_rest, base = contents["units.csv"]
    circle = draw(st.sampled_from(["cell", "unit", "outline"]), label="cycle")
    if circle == "cell":
        cell["sum_of"] = [cell["code"]]
    elif circle == "unit":
        top["parent"] = base["code"]
    else:
        outline = contents["outlines/bc.yaml"]
        outline["follows"] = outline["code"]
        del outline["sections"]
    return {name: render_file(name, content) for name, content in contents.items()}


def _break_text(draw: st.DrawFn, definition: Definition) -> Files:
    """A file is cut, or holds what is no YAML or CSV."""
    files = {name: render_file(name, content) for name, content in definition.files.items()}
    name = draw(st.sampled_from(sorted(files)), label="file")
    at = draw(st.integers(0, len(files[name])), label="at")
    junk = draw(st.sampled_from(["\x00", "\t- [", '"', "&a *a", "!!python/object:os.system x", "{" * 3000, "\ufffe"]))
    files[name] = files[name][:at] + junk + draw(st.sampled_from(["", files[name][at:]]))
    return files


DEFECTS: Mapping[str, Callable[[st.DrawFn, Definition], Files]] = {
    "something is missing": _change(_remove),
    "something is there twice": _change(_repeat, lambda value: isinstance(value, list) and bool(value)),
    "an unknown code": _change(_put(("không-có", "..", "a/b", "general")), lambda value: isinstance(value, str)),
    "a wrong type": _change(_put(WRONG)),
    "too long": _change(_put(LONG), lambda value: isinstance(value, str)),
    "an unknown field": _change(_add_field, lambda value: isinstance(value, dict) and "code" in value),
    "a cycle": _make_cycle,
    "a broken file": _break_text,
}


def write(files: Files, folder: Path) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="")
    return folder
