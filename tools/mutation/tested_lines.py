"""Which tests run which lines, and how long each test takes. What several tests share (a fixture of a module, rows that
`frozen.once` puts back) counts for each test that uses it.
"""

import gc
import hashlib
import pickle
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from types import CodeType, FunctionType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "build" / "mutation" / "tests.pickle"
TOOL = sys.monitoring.COVERAGE_ID


def compute_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def list_functions(paths: Collection[str]) -> list[FunctionType]:
    """`isinstance` would evaluate Django's lazy objects."""
    return [
        function
        for function in gc.get_objects()
        if type(function) is FunctionType and function.__code__.co_filename in paths
    ]


@dataclass
class Tests:
    """Those that run a line themselves, and those that use what was made by running it."""

    own: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)


@dataclass
class Record:
    seconds: dict[str, float] = field(default_factory=dict)  # of processor time, by test
    files: dict[str, str] = field(default_factory=dict)  # digests of the test files that are in it
    modules: dict[str, str] = field(default_factory=dict)  # digests of the modules
    lines: dict[tuple[str, int], Tests] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Record":
        return pickle.loads(RECORD.read_bytes()) if RECORD.exists() else cls()

    def save(self) -> None:
        RECORD.write_bytes(pickle.dumps(self))

    def forget(self, files: set[str]) -> None:
        gone = {test for test in self.seconds if test.partition("::")[0] in files}
        self.seconds = {test: took for test, took in self.seconds.items() if test not in gone}
        for tests in self.lines.values():
            tests.own -= gone
            tests.shared -= gone


class LineRecorder:
    """A plugin of pytest that adds what the tests of its run show to the record."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = {str(path): str(path.relative_to(ROOT)) for path in paths}
        self.contexts = [""]  # the test, the shared fixture, the frozen rows that are being made
        self.lines: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self.users: dict[str, set[str]] = defaultdict(set)  # tests, or what they share, by what they share
        self.seconds: dict[str, float] = {}

    def start(self) -> None:
        from tests.factories import frozen  # needs Django's settings

        sys.monitoring.use_tool_id(TOOL, "tested lines")
        sys.monitoring.register_callback(TOOL, sys.monitoring.events.LINE, self.note_line)
        for function in list_functions(self.paths.keys()):
            watch(function.__code__)
        build_once = frozen.once

        def once[T](name: Hashable, build: Callable[[], T]) -> T:
            self.users[f"rows {name}"].add(self.contexts[-1])
            with self.enter(f"rows {name}"):
                return build_once(name, build)

        frozen.once = once

    def note_line(self, code: CodeType, line: int) -> object:
        self.lines[self.contexts[-1]].add((self.paths[code.co_filename], line))
        return sys.monitoring.DISABLE

    @contextmanager
    def enter(self, context: str) -> Iterator[None]:
        self.contexts.append(context)
        sys.monitoring.restart_events()
        yield
        self.contexts.pop()
        sys.monitoring.restart_events()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: Any) -> Any:
        began = process_time()
        with self.enter(item.nodeid):
            result = yield
        self.seconds[item.nodeid] = round(process_time() - began, 3)
        for name, definitions in item._fixtureinfo.name2fixturedefs.items():
            if definitions[-1].scope != "function":
                self.users[f"fixture {definitions[-1].baseid} {name}"].add(item.nodeid)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Any:
        if fixturedef.scope == "function":
            return (yield)
        with self.enter(f"fixture {fixturedef.baseid} {fixturedef.argname}"):
            return (yield)

    def list_tests(self, context: str) -> set[str]:
        users = self.users.get(context)
        return {context} if users is None else set().union(*map(self.list_tests, users))

    def add_to(self, record: Record) -> None:
        files = {test.partition("::")[0] for test in self.seconds}
        record.forget(files)
        record.seconds |= self.seconds
        record.files |= {file: compute_digest(ROOT / file) for file in files}
        record.modules |= {name: compute_digest(ROOT / name) for name in self.paths.values()}
        for context, lines in self.lines.items():
            tests = self.list_tests(context)
            for line in lines:
                reached = record.lines.setdefault(line, Tests())
                (reached.own if context in self.seconds else reached.shared).update(tests)


def watch(code: CodeType) -> None:
    sys.monitoring.set_local_events(TOOL, code, sys.monitoring.events.LINE)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            watch(constant)
