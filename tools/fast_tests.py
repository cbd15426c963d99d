"""Prints what `make test-fast` runs: the rules of the repository, of which one test runs the domain in a process
without Django, and the tests of what changed since main.

usage: tools/fast_tests.py [--besides PLACE ... | --sweeps]
PLACE: what runs anyhow; of the rest, the tests of what changed. --sweeps: changed tests, of which sweeps are to run too

A changed file under src/sokehoach/X is answered by tests/X, or by the nearest folder above that has tests; a migration
by databases of earlier states and the sweeps that move entries too; a shipped programme by the sweeps that load it; one
under clients by tests/clients; a changed test file by itself; a tool, a factory and whatever else tests share by the
test files that import or name it.
What is not committed counts too.
"""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALWAYS = ("tests/repository",)
ALONE = "tests/domain"  # run by tests/repository/test_domain_alone.py
EARLIER_STATES = "tests/durability/test_states.py"
SHIPPED_PROGRAMMES = (
    "tests/apps/setup/test_plans_of_the_province.py",
    "tests/apps/setup/test_registers_of_the_province.py",
    "tests/apps/setup/test_shipped_programmes.py",
    "tests/apps/setup/test_verify_of_three_programmes.py",
    "tests/apps/setup/test_whole_trials.py",
    "tests/apps/setup/test_year_of_the_province.py",
)
MOVED_ENTRIES = (
    "tests/apps/registers/data_registers/test_moved_registers.py",
    "tests/apps/registers/health_checks/test_migration.py",
)


def list_changed_files(branch: str) -> list[str]:
    base = run_git("merge-base", branch, "HEAD") or run_git("rev-list", "--max-parents=0", "HEAD")
    changed = run_git("diff", "--name-only", base[0]) + run_git("ls-files", "--others", "--exclude-standard")
    return sorted(set(changed))


def run_git(*words: str) -> list[str]:
    answer = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return answer.stdout.splitlines() if answer.returncode == 0 else []


def find_tests_of(changed: str) -> str | None:
    """The test file or folder that answers for a changed file; None where no test does."""
    path = Path(changed)
    if path.parts[:2] == ("tests", "journeys"):
        return None
    if path.parts[0] == "tests":
        if path.name.startswith("test_"):
            return changed if (ROOT / path).exists() else None
        folder = path.parent
    elif path.parts[:2] == ("src", "sokehoach"):
        folder = Path("tests", *path.parts[2:-1])
    elif path.parts[0] == "clients":
        return "tests/clients"
    else:
        return None
    while len(folder.parts) > 2 and not (ROOT / folder).is_dir():
        folder = folder.parent
    is_one_place = len(folder.parts) >= 3 or folder.name in {"config", "durability"}
    return str(folder) if is_one_place and (ROOT / folder).is_dir() else None


def choose(changed: list[str]) -> list[str]:
    """Without what stands below another of the list."""
    return choose_besides([ALONE], changed, {*ALWAYS})


def choose_besides(places: list[str], changed: list[str], always: Iterable[str] = ()) -> list[str]:
    """The tests of what changed, and those that always run, that are in none of the places."""
    return [place for place in list_highest({*places, *always, *list_tests_of(changed)}) if place not in places]


def choose_sweeps(changed: list[str]) -> list[str]:
    """The test files whose sweeps answer for a change: changed ones, those of shipped programmes, of migrations."""
    files = {tests for path in changed if (tests := find_tests_of(path)) == path}
    if any(path.startswith("src/sokehoach/programmes/") for path in changed):
        files.update(SHIPPED_PROGRAMMES)
    if any("migrations" in Path(path).parts for path in changed):
        files.update(MOVED_ENTRIES)
    return sorted(files)


def list_tests_of(changed: list[str]) -> list[str]:
    found = [tests for path in changed if (tests := find_tests_of(path))]
    found += [tests for path in changed if find_tests_of(path) is None for tests in list_importers(path)]
    return found + [EARLIER_STATES for path in changed if "migrations" in Path(path).parts]


def list_importers(changed: str) -> list[str]:
    """The test files that import a changed module of the tests or the tools, or name a tool by its path."""
    path = Path(changed)
    if path.suffix != ".py" or path.parts[0] not in ("tests", "tools") or path.name in ("conftest.py", "__init__.py"):
        return []
    package, name = ".".join(path.parent.parts), re.escape(path.stem)
    imported = rf"(?:from|import) {re.escape(package)}\.{name}\b|from {re.escape(package)} import [^\n]*\b{name}\b"
    asked = re.compile(rf"^ *(?:{imported})|{re.escape(changed)}", re.MULTILINE)
    files = (file for file in sorted((ROOT / "tests").rglob("test_*.py")) if "journeys" not in file.parts)
    return [str(file.relative_to(ROOT)) for file in files if asked.search(file.read_text("utf-8"))]


def list_highest(places: set[str]) -> list[str]:
    return sorted(place for place in places if not any(str(above) in places for above in Path(place).parents))


if __name__ == "__main__":
    changed = list_changed_files("main")
    match sys.argv[1:]:
        case ["--besides", *places]:
            chosen = choose_besides(places, changed)
        case ["--sweeps"]:
            chosen = choose_sweeps(changed)
        case _:
            chosen = choose(changed)
    print("\n".join(chosen))
