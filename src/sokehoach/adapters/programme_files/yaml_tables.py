"""Rewrite a list of a YAML file row by row: what a row does not change stays as it stands, with its comments.

The lines of an item that is not changed are copied; of one that is changed, those of its changed keys are written
again. A comment on such a line cannot be kept: then the change is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.record import Node, Record, to_plain_value
from sokehoach.adapters.programme_files.yaml_lists import (
    Path,
    YamlListError,
    compose_yaml,
    dump_item,
    find_end,
    get_indent,
    split_lines,
)
from sokehoach.adapters.programme_files.yaml_text import dump_yaml
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

_ONE_LINE = 1_000_000  # letters that YAML writes before it breaks a line

type Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item of a list as the file has it. `lines`: from its first line to that of the next item, counted from 1."""

    content: Plain
    lines: range


@dataclass(frozen=True, slots=True)
class ListRow:
    """What a row of a table stands for. `number`: of the stored item that it changes, from 0; None for a new one."""

    number: int | None
    content: Plain


@slow_work
def read_list(text: str, path: Path) -> list[StoredItem]:
    """The items of the list at the path; none where there is no such list or the text is no YAML."""
    node: Node | None = _read_root(text)
    for step in path:
        value = None if node is None else node.value
        if isinstance(value, dict):
            node = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            node = value[step]
        else:
            node = None
    if node is None or not isinstance(node.value, list):
        return []
    items = node.value
    ends = [*(item.line for item in items[1:]), _find_list_end(text, items[-1].line if items else 0)][: len(items)]
    return [
        StoredItem(content if isinstance(content := to_plain_value(item), dict) else {}, range(item.line, last))
        for item, last in zip(items, ends, strict=True)
    ]


@slow_work
def read_head(text: str) -> Plain:
    """The keys and values at the top of a file; none of a text that is no YAML."""
    content = to_plain_value(_read_root(text))
    return content if isinstance(content, dict) else {}


@slow_work
def rewrite_list(text: str, path: Path, rows: Sequence[ListRow]) -> str:
    """Return the text with these rows as the items of the list.

    Raises YamlListError where there is no list, where it stands in brackets, or a comment would be lost.
    """
    stored = [item.content for item in read_list(text, path)]
    if [(row.number, row.content) for row in rows] == list(enumerate(stored)):
        return text
    key, value = _find_list(text, path)
    lines = split_lines(text)
    if not isinstance(value, yaml.SequenceNode) or not value.value:
        return _fill_list(lines, key, value, rows)
    starts = [node.start_mark.line for node in value.value]
    is_block = not value.flow_style and all(
        lines[node.start_mark.line][: node.start_mark.column].strip() == "-" for node in value.value
    )
    if not is_block:
        raise YamlListError(say("Danh sách trong tệp viết trong ngoặc [ ]: hãy sửa ở dạng chữ của tệp."))
    ends = [find_end(node, lines) for node in value.value]
    gaps = [[], *(lines[end:start] for end, start in zip(ends, starts[1:], strict=False))]
    used_numbers = {row.number for row in rows}
    body = [line for number, gap in enumerate(gaps) if number not in used_numbers for line in gap if line.strip()]
    indent, is_flow = get_indent(value.value[0]), bool(getattr(value.value[0], "flow_style", False))
    for row in rows:
        if row.number is None:
            body.append(dump_item(row.content, indent, is_flow=is_flow))
        else:
            node = value.value[row.number]
            body += gaps[row.number]
            body += _rewrite_item(lines, node, ends[row.number], stored[row.number], row.content)
    head, tail = lines[: starts[0]], lines[ends[-1] :]
    if not rows:
        head = _empty_list(head, key, value)
    return "".join((*head, *body, *tail))


@slow_work
def rewrite_head(text: str, content: Mapping[str, Any]) -> str:
    """Return the text of a file with another mapping at its top. Raises YamlListError as `rewrite_list` does."""
    node, lines = compose_tree(text), split_lines(text)
    stored = read_head(text)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise YamlListError(say("Tệp phải gồm các cặp trường: giá trị."))
    start = node.start_mark.line
    return "".join((*lines[:start], *_rewrite_item(lines, node, len(lines), stored, content)))


@slow_work
def write_head(content: Mapping[str, Any]) -> str:
    """Return the text of a new file with this mapping at its top."""
    return dump_yaml(dict(content))


def _read_root(text: str) -> Node:
    record: Record = Folder({"file": text}).yaml("file")
    return Node(dict(record.fields), record.line)


def _find_list_end(text: str, line: int) -> int:
    """The line of the next key at the top of the file, behind that line; else one behind the last line."""
    lines = text.splitlines()
    following = (number for number in range(line, len(lines)) if lines[number][:1].strip(" -#\t"))
    return next(following, len(lines) + 1) + 1


def compose_tree(text: str) -> yaml.Node | None:
    """The nodes of a file, none of which stands at two places. Raises YamlListError for an alias, and a key twice."""
    root = compose_yaml(text)
    waiting, seen = [root] if root is not None else [], set[int]()
    while waiting:
        node = waiting.pop()
        keys = [str(key.value) for key, _value in node.value] if isinstance(node, yaml.MappingNode) else []
        if id(node) in seen or len({*keys}) < len(keys):
            raise YamlListError(say("Tệp có bí danh (&, *) hoặc khóa trùng: hãy sửa ở dạng chữ của tệp."))
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return root


def _find_list(text: str, path: Path) -> tuple[yaml.Node, yaml.Node]:
    """The key of the list and what stands under it. Raises YamlListError where there is no such key."""
    key, node = None, compose_tree(text)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            key, node = next(((name, value) for name, value in node.value if name.value == step), (None, None))
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            node = None
    if key is None or node is None:
        raise YamlListError(say("Không tìm thấy danh sách trong tệp."))
    return key, node


def _fill_list(lines: Sequence[str], key: yaml.Node, value: yaml.Node, rows: Sequence[ListRow]) -> str:
    """The file with rows under a key that has none yet: «cells: []», or nothing behind the colon."""
    line, column = key.start_mark.line, key.start_mark.column
    name, _colon, rest = lines[line][column:].partition(":")
    if rest.strip() not in ("", "[]") or value.start_mark.line != line:
        raise YamlListError(say("Không tìm thấy danh sách trong tệp."))
    head = f"{lines[line][:column]}{name}:\n"
    items = (dump_item(row.content, column, is_flow=False) for row in rows)
    return "".join((*lines[:line], head, *items, *lines[line + 1 :]))


def _empty_list(head: Sequence[str], key: yaml.Node, value: yaml.Node) -> list[str]:
    """The lines before the first item with «[]» behind the key."""
    line = key.start_mark.line
    if line == value.start_mark.line or not head[line].rstrip().endswith(":"):
        raise YamlListError(say("Danh sách trong tệp viết trong ngoặc [ ]: hãy sửa ở dạng chữ của tệp."))
    return [*head[:line], f"{head[line].rstrip()} []\n", *head[line + 1 :]]


def _rewrite_item(
    lines: Sequence[str], node: yaml.Node, end: int, stored: Mapping[str, Any], content: Mapping[str, Any]
) -> list[str]:
    """The lines of an item, whose changed keys are written again."""
    start = node.start_mark.line
    if stored == content:
        return list(lines[start:end])
    indent = node.start_mark.column
    is_block = isinstance(node, yaml.MappingNode) and not node.flow_style
    if not is_block or (lines[start][:indent].strip() and node.value[0][0].value not in content):  # behind the dash
        _check_comments(lines, start, end, stored)
        return [dump_item(content, get_indent(node), is_flow=bool(getattr(node, "flow_style", False)))]
    new_lines: list[str] = []
    at = start
    for key, value in node.value:
        first, last = key.start_mark.line, find_end(value, lines)
        new_lines += lines[at:first]
        if key.value in content and content[key.value] == stored.get(key.value):
            new_lines += lines[first:last]
        else:
            _check_comments(lines, first, last, stored.get(key.value))
            if key.value in content:
                is_flow = bool(getattr(value, "flow_style", False)) and not isinstance(value, yaml.ScalarNode)
                text = _dump_key(key.value, content[key.value], indent, is_flow=is_flow)
                new_lines.append(lines[first][:indent] + text.removeprefix(" " * indent))
        at = last
    new_names = content.keys() - {key.value for key, _value in node.value}
    for name in content:
        if name in new_names:
            new_lines.append(_dump_key(name, content[name], indent, is_flow=False))
    return [*new_lines, *lines[at:end]]


def _dump_key(name: str, value: Any, indent: int, *, is_flow: bool) -> str:
    if is_flow:
        text = f"{name}: {dump_yaml(value, width=_ONE_LINE, is_flow=True)}"
    else:
        text = dump_yaml({name: value}, width=_ONE_LINE)
    return "".join(f"{' ' * indent}{line}\n" for line in text.splitlines())


def _check_comments(lines: Sequence[str], start: int, end: int, value: Any) -> None:
    """Raises YamlListError where the lines have more «#» than their values."""
    if sum(line.count("#") for line in lines[start:end]) > _count_marks(value):
        message = say("Dòng %(line)s của tệp có ghi chú (#) sẽ mất nếu sửa ở bảng: hãy sửa ở dạng chữ của tệp.")
        raise YamlListError(message % {"line": start + 1})


def _count_marks(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_count_marks(item) for pair in value.items() for item in pair)
    return sum(map(_count_marks, value)) if isinstance(value, list) else str(value).count("#")
