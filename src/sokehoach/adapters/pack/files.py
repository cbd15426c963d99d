"""Files of a pack → records that know their lines."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import yaml

from sokehoach.adapters.pack.problems import Problem
from sokehoach.adapters.pack.record import Node, Record, Value
from sokehoach.domain.text.folding import nfc


def read_text(folder: Path, name: str, problems: list[Problem]) -> str:
    """The file's text in NFC; «» with a problem where there is none."""
    try:
        return nfc((folder / name).read_text("utf-8-sig"))
    except FileNotFoundError:
        problems.append(Problem(name, 1, "thiếu tệp này"))
    except (OSError, UnicodeDecodeError):
        problems.append(Problem(name, 1, "không đọc được: tệp phải là chữ mã hóa UTF-8"))
    return ""


def read_yaml(folder: Path, name: str, problems: list[Problem]) -> Record | None:
    """The mapping that the file holds; None with a problem where it holds none."""
    text = read_text(folder, name, problems)
    if any(problem.file == name for problem in problems):
        return None
    loader = yaml.SafeLoader(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        problems.append(Problem(name, line, "sai cú pháp YAML"))
        return None
    except yaml.YAMLError:
        problems.append(Problem(name, 1, "sai cú pháp YAML"))
        return None
    node = _Nodes(loader, name, problems).node(root) if root is not None else Node(None, 1)
    if isinstance(node.value, dict):
        return Record(name, node.line, node.value, problems)
    problems.append(Problem(name, 1, "tệp phải gồm các cặp trường: giá trị"))
    return None


def read_folder(folder: Path, under: str, problems: list[Problem]) -> list[Record | None]:
    """The YAML files of a folder in the order of their names."""
    names = sorted(path.name for path in (folder / under).glob("*.yaml"))
    return [read_yaml(folder, f"{under}/{name}", problems) for name in names]


def read_csv(folder: Path, name: str, columns: Sequence[str], problems: list[Problem]) -> list[Record] | None:
    """One record per row; None with problems where columns are missing, strange or doubled."""
    text = read_text(folder, name, problems)
    if any(problem.file == name for problem in problems):
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[Record] = []
    try:
        header = next(reader, [])
        if wrong := _wrong_columns(header, columns):
            problems.extend(Problem(name, 1, reason) for reason in wrong)
            return None
        line = reader.line_num + 1
        for row in reader:
            if len(row) == len(header):
                fields = {
                    column: Node(value.strip(), line) for column, value in zip(header, row, strict=True)
                }
                records.append(Record(name, line, fields, problems))
            elif row:
                problems.append(Problem(name, line, f"dòng có {len(row)} cột, phải là {len(header)}"))
            line = reader.line_num + 1
    except csv.Error:
        problems.append(Problem(name, reader.line_num, "sai cú pháp CSV, thường do dấu ngoặc kép"))
        return None
    return records


def _wrong_columns(header: Sequence[str], columns: Sequence[str]) -> list[str]:
    missing = [f"thiếu cột «{column}»" for column in columns if column not in header]
    strange = [f"cột lạ «{column}»" for column in header if column not in columns]
    doubled = [f"trùng cột «{column}»" for column in columns if header.count(column) > 1]
    return missing + strange + doubled


class _Nodes:
    """YAML's nodes, which know their marks, as ours."""

    def __init__(self, loader: yaml.SafeLoader, file: str, problems: list[Problem]) -> None:
        self._loader = loader
        self._file = file
        self._problems = problems
        self._seen: set[int] = set()

    def node(self, raw: yaml.Node) -> Node:
        line = raw.start_mark.line + 1
        if isinstance(raw, yaml.ScalarNode):
            return Node(self._scalar(raw, line), line)
        if id(raw) in self._seen:  # an alias: it could repeat itself without end
            self._refuse(line, "không dùng bí danh (&, *) của YAML")
            return Node(None, line)
        self._seen.add(id(raw))
        if isinstance(raw, yaml.SequenceNode):
            return Node([self.node(item) for item in raw.value], line)
        return Node(self._mapping(raw), line)

    def _mapping(self, raw: yaml.Node) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        for key, value in raw.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in fields:
                self._refuse(line, f"trùng khóa «{name}»")
            fields[name] = Node(self.node(value).value, line)
        return fields

    def _scalar(self, raw: yaml.ScalarNode, line: int) -> Value:
        try:
            value: Value = self._loader.construct_object(raw)
        except (ValueError, yaml.YAMLError):
            self._refuse(line, f"không đọc được giá trị «{raw.value}»")
            return None
        return value

    def _refuse(self, line: int, reason: str) -> None:
        self._problems.append(Problem(self._file, line, reason))
