"""Observe which keys the reader of a programme reads of each kind of record, and how."""

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tools.programme_format.samples import list_samples

from sokehoach.adapters.programme_files import reading
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.policy import STRICT_FILE
from sokehoach.adapters.programme_files.record import DefinitionError, Node, Record

READING_METHODS = (
    "text", "optional", "code", "choice", "choices", "flag", "integer", "number", "day", "optional_day", "texts",
    "mapping", "record", "records", "nodes",
)  # fmt: skip
_LENGTHS = {"text": 300, "optional": 300, "texts": 300, "code": 40}  # as the parameter `most` of each method
_ALWAYS_REQUIRED = ("text", "code", "choice", "day")
SENTENCES = "outlines/*.yaml: sections[].sentences[]"  # records that the reader of outlines makes itself


# The function itself: tests put one in its place that reads each programme once.
_read_programme = inspect.unwrap(reading.read_programme)


@dataclass(slots=True)
class KeyUse:
    """How one key is read. `readers`, `requirers`: records of which it was read, and of which it was required."""

    method: str
    default: int | bool | None = None
    most: int = 0
    options: tuple[str, ...] = ()
    readers: set[int] = field(default_factory=set)
    requirers: set[int] = field(default_factory=set)


@dataclass(slots=True)
class RecordUse:
    """How a kind of record is read. `tested`: keys that the reader looked for before it read them."""

    readers: set[int] = field(default_factory=set)
    tested: set[str] = field(default_factory=set)
    keys: dict[str, KeyUse] = field(default_factory=dict)

    def is_required(self, name: str) -> bool:
        """Whether the key was required of every record that was read."""
        return name not in self.tested and self.keys[name].requirers >= self.readers


class _ObservedFields(dict[str, Node]):
    """The fields of a record; `tested` gets the keys that are looked for."""

    __slots__ = ("tested",)

    def __init__(self, fields: Any, tested: set[str]) -> None:
        super().__init__(fields)
        self.tested = tested

    def __contains__(self, name: object) -> bool:
        self.tested.add(str(name))
        return super().__contains__(name)


class Observation:
    """The kinds of records that were read, by path: «forms/*.yaml: sections[].cells[]»."""

    def __init__(self) -> None:
        self.uses: dict[str, RecordUse] = {}
        self._records: dict[int, tuple[Record, str]] = {}  # the record too: its id stays its own
        self._depth = 0  # of reading methods that call one another

    def find_path(self, record: Record) -> str:
        """The path of the record, which is added where nothing has added it yet."""
        if id(record) not in self._records:
            self.add_record(record, record.file if record.file.endswith(".csv") else SENTENCES)
        return self._records[id(record)][1]

    def add_record(self, record: Record, path: str) -> None:
        self._records[id(record)] = (record, path)
        use = self.uses.setdefault(path, RecordUse())
        record.fields = _ObservedFields(record.fields, use.tested)

    @contextlib.contextmanager
    def observe(self) -> Iterator[None]:
        """Observe every record that is read meanwhile."""
        methods = {name: getattr(Record, name) for name in READING_METHODS}
        openers = {name: getattr(Folder, name) for name in ("yaml", "yaml_list")}
        for name, method in methods.items():
            setattr(Record, name, self._wrap(name, method))
        for name, method in openers.items():
            setattr(Folder, name, self._wrap_opener(method))
        try:
            yield
        finally:
            for name, method in methods.items():
                setattr(Record, name, method)
            for name, method in openers.items():
                setattr(Folder, name, method)

    def _wrap(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        def read(record: Record, key: str, *arguments: Any, **named: Any) -> Any:
            if self._depth == 0:
                self._note(name, record, key, *arguments, **named)
            self._depth += 1
            try:
                value = method(record, key, *arguments, **named)
            finally:
                self._depth -= 1
            children = value if name == "records" else [value] if name == "record" and value is not None else []
            for child in children:
                path = self.find_path(record)
                suffix = f"{key}[]" if name == "records" else key
                self.add_record(child, f"{path}{' ' if path.endswith(':') else '.'}{suffix}")
            return value

        return read

    def _wrap_opener(self, method: Callable[..., Record]) -> Callable[..., Record]:
        @functools.wraps(method)
        def open_file(folder: Folder, name: str, *arguments: Any) -> Record:
            record = method(folder, name, *arguments)
            self.add_record(record, f"{_name_kind(name)}:")
            return record

        return open_file

    def _note(self, method: str, record: Record, name: str, *arguments: Any, **named: Any) -> None:
        use = self.uses[self.find_path(record)]
        use.readers.add(id(record))
        key = use.keys.setdefault(name, KeyUse(method))
        key.readers.add(id(record))
        key.default = named.get("default", key.default)
        if (
            method in _ALWAYS_REQUIRED
            or (method in ("flag", "integer") and named.get("default") is None)
            or (method == "records" and named.get("required", True))
        ):
            key.requirers.add(id(record))
        if method in _LENGTHS:
            most = named.get("most", _LENGTHS[method])
            key.most = min(key.most or most, most)
        if method in ("choice", "choices"):
            options: type[StrEnum] = arguments[0]
            key.options = tuple(option.value for option in options if option.value)


def observe_reader() -> dict[str, RecordUse]:
    """Return how the reader reads each kind of record of the samples, by path, in the order of the paths."""
    observation = Observation()
    with observation.observe():
        for files in list_samples():
            with contextlib.suppress(DefinitionError):
                _read_programme(files)
    strict_file = f"{STRICT_FILE}:"
    uses = {path: use for path, use in observation.uses.items() if use.keys and not path.startswith(strict_file)}
    return dict(sorted(uses.items()))


def list_required_files() -> set[str]:
    """The files that the reader misses in an empty folder."""
    try:
        _read_programme({})
    except DefinitionError as error:
        return {problem.file for problem in error.problems}
    return set()


def _name_kind(name: str) -> str:
    """«forms/01-XA.yaml» → «forms/*.yaml»."""
    folder, slash, _file = name.rpartition("/")
    return f"{folder}/*.yaml" if slash else name
