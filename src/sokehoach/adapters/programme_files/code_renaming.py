"""Follow changed codes through the files of a programme: what names them is written again, all else stays as it is."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

import yaml

from sokehoach.adapters.programme_files.tables import TABLES, TableError, parse_table, replace_row
from sokehoach.adapters.programme_files.yaml_lists import YamlListError, split_lines
from sokehoach.adapters.programme_files.yaml_tables import compose_tree, read_list
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.outline import rename_placeholders
from sokehoach.domain.indicators.indicator import build_share_code
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.form import OTHER_FORM

type Names = Mapping[str, str]  # code before → code now
type Rename = Callable[[str, Names], str]  # of the text of one value
type Position = tuple[int, int]  # line and column, from 0

_TERM = re.compile(r"([A-Z][A-Z0-9]*)((?:\{[^{}]*\})?)")  # of a formula: an element with its part


class CodeKind(StrEnum):
    """What has a code by which other files name it."""

    FORM = "form"
    CELL = "cell"
    ELEMENT = "element"
    INDICATOR = "indicator"
    OUTLINE = "outline"


def _rename_whole(text: str, names: Names) -> str:
    return names.get(text, text)


def _rename_form_of_cell(text: str, names: Names) -> str:
    """«01-XA/A1» by its form."""
    form, slash, cell = text.partition(OTHER_FORM)
    return f"{names.get(form, form)}{slash}{cell}" if slash else text


def _rename_cell(text: str, names: Names) -> str:
    """«A1», or «A1.2»: a part of it. `names` has all cells, since another may be called so."""
    code, _point, part = text.rpartition(".")
    if text not in names and part.isdecimal() and code in names:
        return f"{names[code]}.{part}"
    return names.get(text, text)


def _rename_same_cell(text: str, names: Names) -> str:
    """«TT02:audience=pupils» by its element."""
    element, colon, key = text.partition(":")
    return f"{names.get(element, element)}{colon}{key}"


def _rename_in_formula(text: str, names: Names) -> str:
    """«TT01{content=law} + TT02» by its elements."""
    return _TERM.sub(lambda term: f"{names.get(term[1], term[1])}{term[2]}", text)


def _rename_figures(text: str, names: Names) -> str:
    return rename_placeholders(text, names, {})


_SENTENCES = ("outlines/ sections sentences", "outlines/ sections sentences text")
_CELLS = "forms/ sections cells"
_ENGLISH = ("english.csv name", "english.csv english")

# By kind the places that name it: the file or its folder, then the keys; of a table its column.
_PLACES: Mapping[CodeKind, Mapping[str, Rename]] = {
    CodeKind.FORM: {
        "regimes.yaml regimes stages forms": _rename_whole,
        "outlines/ annexes": _rename_whole,
        "forms/ checks cells": _rename_form_of_cell,
        "elements.csv form": _rename_whole,
    },
    CodeKind.CELL: {f"{_CELLS} sum_of": _rename_cell, "forms/ checks cells": _rename_cell},
    CodeKind.ELEMENT: {
        f"{_CELLS} element": _rename_whole,
        f"{_CELLS} same_as": _rename_same_cell,
        "indicators.yaml indicators numerator": _rename_in_formula,
        "indicators.yaml indicators denominator": _rename_in_formula,
        **dict.fromkeys((*_SENTENCES, *_ENGLISH), _rename_figures),
        "outlines/ sections narrative": _rename_whole,
        "questions.yaml questions measures": _rename_whole,
        "targets.csv indicator": _rename_whole,  # the share of a percentage
    },
    CodeKind.INDICATOR: {
        **dict.fromkeys((*_SENTENCES, *_ENGLISH), _rename_figures),
        "questions.yaml questions measures": _rename_whole,
        "targets.csv indicator": _rename_whole,
    },
    CodeKind.OUTLINE: {"regimes.yaml regimes outlines": _rename_whole, "outlines/ follows": _rename_whole},
}


@slow_work
def rename_codes(files: Mapping[str, str], kind: CodeKind, names: Names) -> dict[str, str]:
    """The files that name things of the kind by a code before, with the code now. Their own files are not among them.

    Raises YamlListError for a file that may name them and cannot be read.
    """
    if kind is CodeKind.ELEMENT:
        names = _list_shares(files, names) | dict(names)
    changes = {}
    for name, text in files.items():
        folder, slash, _rest = name.partition("/")
        prefix = f"{folder}/ " if slash else f"{name} "
        places = {place.removeprefix(prefix): rename for place, rename in _PLACES[kind].items()
                  if place.startswith(prefix)}  # fmt: skip
        if places and any(code in text for code, code_now in names.items() if code != code_now):
            try:
                new_text = (_rename_in_table if name in TABLES else _rename_in_yaml)(text, places, names)
            except (YamlListError, TableError) as error:
                message = say(
                    "Chưa đổi mã: tệp «%(file)s» nhắc mã cũ mà không sửa theo được. %(why)s", file=name, why=str(error)
                )
                raise YamlListError(message) from None
            if new_text != text:
                changes[name] = new_text
    return changes


def rename_cells(files: Mapping[str, str], file: str, form: str, names: Names) -> dict[str, str]:
    """As `rename_codes`, for cells of one form. `names`: all of its cells; `file`: that of the form."""
    outside_names = {f"{form}{OTHER_FORM}{code}": f"{form}{OTHER_FORM}{code_now}" for code, code_now in names.items()}
    other_files = {name: text for name, text in files.items() if name != file}
    return {
        **rename_codes({file: files[file]}, CodeKind.CELL, names),
        **rename_codes(other_files, CodeKind.CELL, outside_names),
    }


def _list_shares(files: Mapping[str, str], names: Names) -> dict[str, str]:
    """The indicators of percentages that no file defines, which go by the codes of their elements."""
    indicators = read_list(files.get("indicators.yaml", ""), ("indicators",))
    defined_codes = {str(item.content.get("code")) for item in indicators}
    shares = {build_share_code(code): build_share_code(code_now) for code, code_now in names.items()}
    return {code: code_now for code, code_now in shares.items() if code not in defined_codes}


def _rename_in_table(text: str, places: Mapping[str, Rename], names: Names) -> str:
    table = parse_table(text)
    for row in reversed(table.rows):  # the lines above stay where they are
        values = [
            places[column](value, names) if column in places else value
            for column, value in zip(table.columns, row.values, strict=True)
        ]
        if values != [*row.values]:
            text = replace_row(text, row.line, values)
    return text


def _rename_in_yaml(text: str, places: Mapping[str, Rename], names: Names) -> str:
    lines = split_lines(text)
    for place, node in reversed([*_list_scalars(compose_tree(text), ())]):
        value = places[place](node.value, names) if place in places else node.value
        if value != node.value:
            start, end = (node.start_mark.line, node.start_mark.column), (node.end_mark.line, node.end_mark.column)
            if not end[1]:  # a text of several lines ends where the next line begins
                end = (end[0] - 1, len(lines[end[0] - 1].rstrip("\r\n")))
            _replace_scalar(lines, start, end, node.value, value)
    return "".join(lines)


def _list_scalars(node: yaml.Node | None, keys: tuple[str, ...]) -> Iterator[tuple[str, yaml.ScalarNode]]:
    """The values in their order, each with its place: the keys that lead to it."""
    if isinstance(node, yaml.ScalarNode):
        yield " ".join(keys), node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _list_scalars(item, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _list_scalars(value, (*keys, str(key.value)))


def _replace_scalar(lines: list[str], start: Position, end: Position, value: str, new_value: str) -> None:
    """Write the value anew where it stands: as it was written, else in quotation marks."""
    written = lines[start[0]][start[1] : end[1]] if start[0] == end[0] else ""
    new_text = written.replace(value, new_value)
    try:
        is_kept = bool(written) and yaml.safe_load(new_text) == new_value
    except yaml.YAMLError:
        is_kept = False
    if not is_kept:
        new_text = json.dumps(new_value, ensure_ascii=False)
    lines[start[0] : end[0] + 1] = [f"{lines[start[0]][: start[1]]}{new_text}{lines[end[0]][end[1] :]}"]
