"""Read a programme's YAML and CSV files as records that know their line numbers."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import yaml

from sokehoach.adapters.programme_files.record import DefinitionProblem, Node, Record, Value
from sokehoach.domain.messages import say
from sokehoach.domain.text import normalize_nfc

# libyaml's parser takes a tenth of the time; PyYAML may be built without it.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAG = "tag:yaml.org,2002:str"
_LONGEST_NUMBER = 40  # letters of a number or day: the time to read one grows with the square of its length


class Folder:
    """A programme's folder, on disk or as the texts of its files by name.

    A file that cannot be opened or parsed reads as empty and sets `broken`.
    """

    def __init__(self, files: Path | Mapping[str, str]) -> None:
        self._files = files
        self.problems: list[DefinitionProblem] = []
        self.broken = False

    def text(self, name: str) -> str:
        """Return the file's text in NFC."""
        try:
            if not isinstance(self._files, Path):
                return normalize_nfc(self._files[name])
            return normalize_nfc((self._files / name).read_text("utf-8-sig"))
        except (FileNotFoundError, KeyError):
            self._break(name, 1, say("thiếu tệp này"))
        except (OSError, UnicodeDecodeError):
            self._break(name, 1, say("không đọc được: tệp phải là chữ mã hóa UTF-8"))
        return ""

    def has(self, name: str) -> bool:
        return (self._files / name).exists() if isinstance(self._files, Path) else name in self._files

    def yaml_list(self, name: str, field: str) -> Record:
        """Return the file's mapping, or, where there is no such file, one whose `field` is an empty list."""
        if self.has(name):
            return self.yaml(name)
        return Record(name, 1, {field: Node([], 1)}, self.problems)

    def yaml(self, name: str) -> Record:
        """Return the file's top-level mapping as a record."""
        node, text = Node(None, 1), self.text(name)
        try:
            loader = _Loader(text)
            if (root := loader.get_single_node()) is not None:
                node = _Nodes(loader, name, self.problems).node(root)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            last_line = text.count("\n") + 1  # what is never closed is found after the end
            self._break(name, min(mark.line + 1, last_line) if mark else 1, say("sai cú pháp YAML"))
        if isinstance(node.value, dict):
            return Record(name, node.line, node.value, self.problems)
        if not self._has_problem(name):
            self._break(name, 1, say("tệp phải gồm các cặp trường: giá trị"))
        return Record(name, 1, {}, self.problems)

    def yamls(self, folder: str) -> list[Record]:
        """Return records of a subfolder's YAML files, in the order of their names."""
        if isinstance(self._files, Path):
            names = [f"{folder}/{path.name}" for path in (self._files / folder).glob("*.yaml")]
        else:
            names = [name for name in self._files if name.startswith(f"{folder}/") and name.endswith(".yaml")]
        return [self.yaml(name) for name in sorted(names)]

    def csv(
        self, name: str, columns: Sequence[str], optional: Sequence[str] = (), *, required: bool = True
    ) -> list[Record]:
        """Return one record per row; none for a file that need not be there and is not.

        A column of `optional` may be absent. A row that is too short or too long is a problem, and is read so that
        what refers to its code is not refused as well.
        """
        if not required and not self.has(name):
            return []
        reader = csv.reader(io.StringIO(self.text(name), newline=""), strict=True)
        rows: list[tuple[int, list[str]]] = []
        try:
            header = next(reader, [])
            if wrong := _wrong_columns(header, (*columns, *(column for column in optional if column in header))):
                for reason in () if self._has_problem(name) else wrong:
                    self._break(name, 1, reason)
                return []
            line = reader.line_num + 1
            for row in reader:
                if row:
                    rows.append((line, row))
                line = reader.line_num + 1
        except csv.Error:
            self._break(name, reader.line_num, say("sai cú pháp CSV, thường do dấu ngoặc kép"))
        return self._make_records(name, header, rows)

    def _make_records(self, name: str, header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> list[Record]:
        width = len(header)
        values_by_column = [
            {row[column] for _line, row in rows if len(row) == width and row[column]} for column in range(width)
        ]
        records = []
        for line, row in rows:
            problems = self.problems
            if len(row) != width:
                reason = say(
                    "dòng có %(row_count)s cột, phải là %(header_count)s", row_count=len(row), header_count=width
                )
                problems.append(DefinitionProblem(name, line, reason))
                # What would be said of its fields could mislead: one of them has another's value.
                row, problems = _fit_row(row, values_by_column), []
            fields = dict(zip(header, (Node(value.strip(), line) for value in row), strict=True))
            records.append(Record(name, line, fields, problems))
        return records

    def _has_problem(self, file: str) -> bool:
        return any(problem.file == file for problem in self.problems)

    def _break(self, file: str, line: int, reason: str) -> None:
        self.problems.append(DefinitionProblem(file, line, reason))
        self.broken = True


def _fit_row(row: Sequence[str], values_by_column: Sequence[Collection[str]]) -> list[str]:
    """Return the row with as many values as there are columns, of which most are values of their column elsewhere.

    A row that is too long has a comma too many in one value, one that is too short lacks values in one place.
    """
    width = len(values_by_column)
    surplus = max(len(row) - width, 0)
    blanks = [""] * max(width - len(row), 0)
    fits = [
        [*row[:place], *blanks, *row[place:]]
        if blanks
        else [*row[:place], ",".join(row[place : place + surplus + 1]), *row[place + surplus + 1 :]]
        for place in range(min(width, len(row)), -1, -1)
        if blanks or place < width
    ]
    return max(fits, key=lambda fit: sum(value in values for value, values in zip(fit, values_by_column, strict=True)))


def _wrong_columns(header: Sequence[str], columns: Sequence[str]) -> list[str]:
    missing = [say("thiếu cột «%(column)s»", column=column) for column in columns if column not in header]
    strange = [say("cột lạ «%(column)s»", column=column) for column in header if column not in columns]
    doubled = [say("trùng cột «%(column)s»", column=column) for column in columns if header.count(column) > 1]
    return missing + strange + doubled


class _Nodes:
    """Converts PyYAML's nodes to our nodes with line numbers."""

    def __init__(self, loader: yaml.SafeLoader, file: str, problems: list[DefinitionProblem]) -> None:
        self._loader = loader
        self._file = file
        self._problems = problems
        self._seen: set[int] = set()

    def node(self, raw: yaml.Node) -> Node:
        line = raw.start_mark.line + 1
        if isinstance(raw, yaml.ScalarNode):
            return Node(self._scalar(raw, line), line)
        if id(raw) in self._seen:  # an alias: it could contain itself
            self._refuse(line, say("không dùng bí danh (&, *) của YAML"))
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
                self._refuse(line, say("trùng khóa «%(name)s»", name=name))
            fields[name] = Node(self.node(value).value, line)
        return fields

    def _scalar(self, raw: yaml.ScalarNode, line: int) -> Value:
        if raw.tag != _TEXT_TAG and len(raw.value) > _LONGEST_NUMBER:
            self._refuse(
                line,
                say(
                    "số hoặc ngày dài quá %(longest_number)s ký tự; chữ đặt trong ngoặc kép",
                    longest_number=_LONGEST_NUMBER,
                ),
            )
            return None
        try:
            value: Value = self._loader.construct_object(raw)
        except (ValueError, yaml.YAMLError):
            self._refuse(line, say("không đọc được giá trị «%(raw)s»", raw=raw.value))
            return None
        return value

    def _refuse(self, line: int, reason: str) -> None:
        self._problems.append(DefinitionProblem(self._file, line, reason))
