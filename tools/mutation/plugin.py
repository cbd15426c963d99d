"""Changes the product wrongly, one place at a time, and asks whether its tests notice: `make mutation`.

A plugin of pytest. Each wrong change is made in a process of its own, forked once all tests are collected and the
database is there; it runs the tests that run the changed line and ends at the first that fails. A line of the domain
may run while modules are loaded: what was not noticed is loaded by a new process, which runs all tests of its place.
"""

import functools
import gc
import json
import os
import resource
import subprocess
import sys
import tomllib
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from hypothesis import Phase, settings
from tools.mutation.mutants import Mutant, draw
from tools.mutation.tested_lines import RECORD, ROOT, LineRecorder, Record, compute_digest, list_functions

SOURCE = ROOT / "src" / "sokehoach"
EQUIVALENT = ROOT / "tests" / "mutation" / "equivalent.toml"
SIZES = {"domain": 100, "services": 75, "permissions": 35}
SECONDS = {"domain": 10, "apps": 20}  # of processor time that the tests of one mutant may take by the record
SECONDS_ANEW = 120  # of a process that loads a changed module
MEMORY = 4 << 30  # that a mutant may fill
NOTICED, UNNOTICED, FAILED = 1, 0, 3  # FAILED: the tool itself, which says nothing about the tests
FLOOR = 90  # per cent


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mutation")
    group.addoption("--seed", type=int, default=1, help="of the sample")
    group.addoption("--again", action="store_true", help="only what no test noticed when this seed was last tried")
    group.addoption("--only", default="", help="mutants of those modules alone whose path has this in it")
    group.addoption("--without", action="append", default=[], help="no mutants of modules whose path has this in it")
    for part, size in SIZES.items():
        group.addoption(f"--{part}", type=int, default=size, help=f"how many mutants of {part}")


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """A property that fails need not be made small."""
    settings.register_profile("mutants", settings.default, phases=[Phase.explicit, Phase.generate])
    settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    os.nice(max(0, 10 - os.nice(0)))
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    prepare_database(session.items)
    record_changed_tests(session.items)
    Trial(session, Record.load()).run()
    return True


def list_modules(part: str) -> list[Path]:
    """Single registers are left out, as is what makes the demonstration's invented data."""
    if part == "domain":
        return list((SOURCE / "domain").rglob("*.py"))
    patterns = ["services/*.py", "services.py"] if part == "services" else ["permissions.py"]
    paths = [path for pattern in patterns for path in (SOURCE / "apps").rglob(pattern)]
    return [
        path for path in paths
        if ("registers" not in path.parts or "core" in path.parts) and path.name != "demonstration.py"
    ]  # fmt: skip


def prepare_database(items: list[pytest.Item]) -> None:
    """Every forked process gets the database of this one. The demonstration is built in a process of its own, which
    leaves it in a file: what renders its documents starts threads, and a process with threads must not fork.
    """
    without = [item for item in items if item.path.is_relative_to(ROOT / "tests" / "domain")][:1]
    users = [item for item in items if "built_once" in getattr(item, "fixturenames", ())][:1]
    if users:
        run_forked(functools.partial(run_items_silently, users))
    others = [
        item
        for item in items
        if {"django_db_setup", "built_once"} & set(getattr(item, "fixturenames", ())) == {"django_db_setup"}
    ]
    if others:
        run_items(others[:1], without[0] if without else None)


def run_items_silently(items: list[pytest.Item]) -> int:
    silence(items[0].config)
    run_items(items)
    return 0


def run_items(items: list[pytest.Item], following: pytest.Item | None = None) -> None:
    for item, next_item in zip(items, [*items[1:], following], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=next_item)


def record_changed_tests(items: list[pytest.Item]) -> None:
    known = Record.load().files
    by_place = defaultdict(list)
    for item in items:
        file = str(item.path.relative_to(ROOT))
        if known.get(file) != compute_digest(item.path):
            by_place["/".join(file.split("/")[:3])].append(item)
    paths = [path for part in SIZES for path in list_modules(part)]
    for place, changed in by_place.items():
        print(f"recording {len(changed)} tests of {place}", flush=True)
        run_forked(functools.partial(record_tests, changed, paths))


def record_tests(items: list[pytest.Item], paths: list[Path]) -> int:
    recorder = LineRecorder(paths)
    silence(items[0].config).register(recorder)
    recorder.start()
    run_items(items)
    record = Record.load()
    recorder.add_to(record)
    record.save()
    return 0


def run_forked(work: Callable[[], int], seconds: int | None = None) -> int:
    """What `work` returns; a signal's negative number where it was ended."""
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        code = FAILED
        try:
            code = work()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def silence(config: pytest.Config) -> pytest.PytestPluginManager:
    """Without the line of dots, which would mix with that of the mutants."""
    config.pluginmanager.unregister(name="terminalreporter")
    return config.pluginmanager


class FirstFailure:
    def __init__(self, note: Path) -> None:
        self.note = note

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.note.write_text(report.nodeid)
            os._exit(NOTICED)


class Trial:
    def __init__(self, session: pytest.Session, record: Record) -> None:
        self.options = session.config.option
        self.items = {item.nodeid: item for item in session.items}
        self.record = record
        self.kept = RECORD.with_name(f"seed-{self.options.seed}.json")
        self.equivalent = load_equivalent()
        self.functions: defaultdict[str, list[FunctionType]] = defaultdict(list)
        for function in list_functions({str(path) for part in SIZES for path in list_modules(part)}):
            self.functions[function.__code__.co_filename].append(function)
        self.caches = [cached for cached in gc.get_objects() if type(cached) is functools._lru_cache_wrapper]
        gc.collect()
        gc.freeze()  # a collection of a forked process would copy all that it looks at

    def run(self) -> None:
        earlier = json.loads(self.kept.read_text("utf-8")) if self.options.again else []
        noticed = {
            (result["path"], result["was"], result["becomes"]): result for result in earlier if result["noticed by"]
        }
        results: list[dict[str, Any]] = []
        for part in SIZES:
            paths = [
                path
                for path in list_modules(part)
                if self.options.only in str(path) and not any(word in str(path) for word in self.options.without)
            ]
            for mutant in draw(paths, getattr(self.options, part), self.options.seed):
                path = str(mutant.path.relative_to(ROOT))
                tried = noticed.get((path, mutant.was, mutant.becomes))
                results.append(tried or {"part": part, "path": path, **self.try_mutant(mutant)})
                print(end="." if results[-1]["noticed by"] else "S", flush=True)
                self.kept.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
        if not results:
            pytest.exit(f"nothing to change in modules with «{self.options.only}» in their path", returncode=1)
        self.report(results)

    def try_mutant(self, mutant: Mutant) -> dict[str, Any]:
        tests = self.choose_tests(mutant)
        note = RECORD.with_name("noticed-by")
        note.write_text("")
        code = UNNOTICED
        if tests:
            limit = int(5 + 4 * sum(self.record.seconds.get(test, 1) for test in tests))
            code = run_forked(functools.partial(self.run_changed, mutant, tests, note), limit)
        if code == UNNOTICED and mutant.path.is_relative_to(SOURCE / "domain"):
            code = run_forked(functools.partial(load_changed, mutant, note), SECONDS_ANEW)
        noticed = note.read_text() if code == NOTICED else f"ended by signal {-code}" if code < 0 else ""
        details = {key: getattr(mutant, key) for key in ("operator", "function", "line", "was", "becomes")}
        return {**details, "tests": len(tests), "noticed by": noticed}

    def choose_tests(self, mutant: Mutant) -> list[str]:
        """Of the tests that run the line: those of the module's own place first, the quick ones before the slow."""
        path = str(mutant.path.relative_to(ROOT))
        if self.record.modules.get(path) == compute_digest(mutant.path):
            keys = [(path, line) for line in range(mutant.line, mutant.line - 12, -1)]  # a statement of several lines
            reached = [self.record.lines[key] for key in keys if key in self.record.lines][:1]
        else:
            reached = [tests for key, tests in self.record.lines.items() if key[0] == path]
        own = {test for tests in reached for test in tests.own}
        shared = {test for tests in reached for test in tests.shared} - own
        place = mutant.path.relative_to(SOURCE).parts
        near = f"tests/{'/'.join(place[: 3 if 'registers' in place else 2])}/"
        seconds = self.record.seconds

        def rank(test: str) -> tuple[bool, bool, float]:
            return test in shared, not test.startswith(near), seconds.get(test, 1)

        budget, tests = float(SECONDS[place[0]]), []
        for test in sorted((own | shared) & self.items.keys(), key=rank):
            budget -= seconds.get(test, 1)
            if budget < 0:
                break
            if place[0] != "domain" or test.startswith("tests/domain/"):
                tests.append(test)
        return tests

    def run_changed(self, mutant: Mutant, tests: list[str], note: Path) -> int:
        from tests.factories import frozen  # needs Django's settings

        self.change_function(mutant)
        frozen._kept.clear()
        items = [self.items[test] for test in tests]
        silence(items[0].config).register(FirstFailure(note))
        run_items(items)
        return UNNOTICED

    def change_function(self, mutant: Mutant) -> None:
        code = find_code(compile(mutant.source, str(mutant.path), "exec"), mutant.function)
        for function in self.functions[str(mutant.path)]:
            if mutant.function in (function.__qualname__, function.__code__.co_qualname):
                function.__code__ = code
        for cached in self.caches:
            cached.cache_clear()

    def report(self, results: list[dict[str, Any]]) -> None:
        unnoticed = [result for result in results if not result["noticed by"]]
        for result in unnoticed:
            reason = self.equivalent.get((result["path"], result["was"], result["becomes"]))
            place = f"{result['path']}:{result['line']} {result['function']}"
            print(f"\n{place}: {result['operator']}, {result['tests']} tests")
            print(f"  - {result['was']}\n  + {result['becomes']}" + (f"\n  same: {reason}" if reason else ""))
        for key in ("part", "operator"):
            drawn = Counter(result[key] for result in results)
            missed = Counter(result[key] for result in unnoticed)
            print("\n" + "; ".join(f"{name} {drawn[name] - missed[name]}/{drawn[name]}" for name in sorted(drawn)))
        share = 100 * (1 - len(unnoticed) / len(results))
        print(f"seed {self.options.seed}: {len(results) - len(unnoticed)} of {len(results)} noticed, {share:.1f} %")
        if share < FLOOR:
            pytest.exit(f"fewer than {FLOOR} % noticed", returncode=1)


def load_changed(mutant: Mutant, note: Path) -> int:
    """Runs the tests of the module's place on the changed module, in a process that has loaded no other."""
    folder = ROOT / "tests" / mutant.path.relative_to(SOURCE).parent
    while not folder.is_dir():
        folder = folder.parent
    changed = note.with_name("changed.py")
    changed.write_text(mutant.source, "utf-8")
    words = ["-m", "pytest", "-q", "-x", "-c", "tests/domain/alone.ini", "-p", "tools.mutation.changed_module"]
    environment = os.environ | {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CHANGED_MODULE": str(mutant.path), "CHANGED_SOURCE": str(changed),
    }  # fmt: skip
    ran = subprocess.run([sys.executable, *words, str(folder)], cwd=ROOT, env=environment, capture_output=True)
    if ran.returncode == pytest.ExitCode.OK:
        return UNNOTICED
    note.write_text(f"{folder.relative_to(ROOT)}, in a new process")
    return NOTICED if ran.returncode in (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED) else FAILED


def find_code(code: CodeType, qualified_name: str) -> CodeType:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_qualname == qualified_name:
                return constant
            if constant.co_name == qualified_name.split(".")[0] or constant.co_name.startswith("<generic"):
                try:
                    return find_code(constant, qualified_name)
                except LookupError:
                    continue
    raise LookupError(qualified_name)


def load_equivalent() -> dict[tuple[str, str, str], str]:
    listed = tomllib.loads(EQUIVALENT.read_text("utf-8")).get("mutant", []) if EQUIVALENT.exists() else []
    return {(entry["path"], entry["was"], entry["becomes"]): entry["reason"] for entry in listed}
