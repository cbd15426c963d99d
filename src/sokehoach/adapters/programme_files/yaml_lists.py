"""Change one item of a list in a YAML file; all other lines, comments too, stay as they are."""

from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.record import to_plain_value
from sokehoach.adapters.programme_files.yaml_text import dump_yaml
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ONE_LINE = 1_000_000

type Path = Sequence[str | int]
"""Keys and numbers that lead to a list: («sections», 0, «cells»)."""


class YamlListError(ValueError):
    """Raised where a file has no list at the path; the message is a Vietnamese sentence."""


@slow_work
def append_items(text: str, path: Path, items: Iterable[Any]) -> str:
    """Return the text with more items at the end of the list. One at the top of the file may be missing or empty."""
    new_items = list(items)
    if not new_items:
        return text
    node = _find_list(text, path)
    if node is None or not node.value or node.flow_style:
        if len(path) != 1:
            raise YamlListError(say("Không tìm thấy danh sách trong tệp."))
        return _rewrite_file(text, str(path[0]), new_items)
    first, last = node.value[0], node.value[-1]
    lines = split_lines(text)
    end = find_end(last, lines)
    indent, is_flow = get_indent(first), bool(getattr(first, "flow_style", False))
    return "".join((*lines[:end], *(dump_item(item, indent, is_flow=is_flow) for item in new_items), *lines[end:]))


@slow_work
def insert_items(text: str, path: Path, number: int, items: Iterable[Any]) -> str:
    """Return the text with more items before the one with that number, from 1: there is one before them."""
    node, lines = _find_list(text, path), split_lines(text)
    if node is None or node.flow_style or not 0 < number < len(node.value):
        raise YamlListError(say("Không tìm thấy dòng ấy trong danh sách của tệp."))
    indent, end = get_indent(node.value[0]), find_end(node.value[number - 1], lines)
    return "".join((*lines[:end], *(dump_item(item, indent, is_flow=False) for item in items), *lines[end:]))


@slow_work
def replace_item(text: str, path: Path, number: int, item: Any) -> str:
    """Return the text with another item in the place of the one with that number, from 0."""
    items = _find_list(text, path)
    if items is None or number >= len(items.value) or items.flow_style:
        raise YamlListError(say("Không tìm thấy dòng ấy trong danh sách của tệp."))
    node, lines = items.value[number], split_lines(text)
    item_text = dump_item(item, get_indent(node), is_flow=bool(node.flow_style))
    return "".join((*lines[: node.start_mark.line], item_text, *lines[find_end(node, lines) :]))


def compose_yaml(text: str) -> yaml.Node | None:
    """The nodes of a file, with their places in it. Raises YamlListError for a text that is no YAML."""
    try:
        node: yaml.Node | None = _Loader(text).get_single_node()
    except yaml.YAMLError:
        raise YamlListError(say("Tệp sai cú pháp YAML, chưa sửa được.")) from None
    return node


def _find_list(text: str, path: Path) -> yaml.SequenceNode | None:
    node = compose_yaml(text)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node if isinstance(node, yaml.SequenceNode) else None


def split_lines(text: str) -> list[str]:
    """The lines, each with its end."""
    return (text if text.endswith("\n") or not text else f"{text}\n").splitlines(keepends=True)


def find_end(node: yaml.Node, lines: Sequence[str]) -> int:
    """The number of lines up to the end of an item, without the comments and blank lines that follow it."""
    end = node.end_mark.line + (node.end_mark.column > 0 and bool(getattr(node, "flow_style", True)))
    end = max(min(end, len(lines)), node.start_mark.line + 1)
    while end > node.start_mark.line + 1 and (not (line := lines[end - 1].strip()) or line.startswith("#")):
        end -= 1
    return end


def get_indent(node: yaml.Node) -> int:
    """The column of the dash before an item."""
    return max(int(node.start_mark.column) - 2, 0)


def dump_item(item: Any, indent: int, *, is_flow: bool) -> str:
    text = dump_yaml(item, width=_ONE_LINE, is_flow=is_flow)
    first, *rest = text.removesuffix("...\n").splitlines()  # a text of its own ends as a document
    return "".join((f"{' ' * indent}- {first}\n", *(f"{' ' * (indent + 2)}{line}\n" for line in rest)))


def _rewrite_file(text: str, name: str, items: Sequence[Any]) -> str:
    """The whole file with the items added, without its comments."""
    folder = Folder({"list": text or "{}"})
    content = {key: to_plain_value(node) for key, node in folder.yaml("list").fields.items()}
    if folder.problems or not isinstance(content.get(name) or [], list):
        raise YamlListError(say("Tệp phải gồm các cặp trường: giá trị."))
    content[name] = [*(content.get(name) or []), *items]
    return dump_yaml(content, width=_ONE_LINE)
