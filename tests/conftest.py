"""What every test may ask for."""

import os
import pathlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import pytest_django
from tools import messages

from tests import both_databases, drawn_examples, parser_process

messages.main()  # catalogues newer than what set-up compiled
os.environ["SOKEHOACH_LANGUAGE"] = "vi"  # of commands that tests call, whatever the machine's locale
drawn_examples.choose()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--note-statements", action="store_true", help="choose the tests that PostgreSQL is to repeat")
    parser.addoption("--both-databases", action="store_true", help="only the tests that PostgreSQL is to repeat")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--note-statements"):
        config.pluginmanager.register(both_databases.Notes())
    if config.getoption("--both-databases"):
        config.pluginmanager.register(both_databases.Repeated())


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    """The folder of real plans and facts beside the project; its tests are skipped where it is absent."""
    folder = pathlib.Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this checkout: the real plans cannot be read here")
    return folder


# Begun first, in this order, so that the processes of a run end together (`--no-loadscope-reorder`). test_commands
# takes the demonstration that the first start in test_serve has built.
LONGEST = (
    "tests/repository/test_domain_alone.py", "tests/security/test_matrix.py", "tests/security/test_wall.py",
    "tests/security/test_described.py", "tests/security/test_growth.py", "tests/config/test_serve.py",
    "tests/config/test_backup.py", "tests/durability/test_states.py", "tests/config/test_commands.py",
    "tests/adapters/sandbox/", "tests/adapters/readers/test_hostile.py", "tests/apps/setup/test_english_registers.py",
    "tests/apps/setup/test_draft_pages.py", "tests/apps/registers/test_wall.py", "tests/apps/reporting/test_life.py",
)  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: [not item.nodeid.startswith(path) for path in LONGEST])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    parser_process.choose(own=item.get_closest_marker("parser_process") is not None)


@pytest.fixture(autouse=True)
def forget_other_databases() -> None:
    """Nothing that a thread keeps of another test's database: levels of units, policy, schedules."""
    if thread_cache := sys.modules.get("sokehoach.apps.shell.thread_cache"):
        thread_cache.forget_answers()


@pytest.fixture(scope="session")
def template_database(django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[ExitStack]:
    """Entered before Django makes the test database, left by `django_db_setup` afterwards."""
    from tests.template_database import flush_guarded_tables, use_template  # the domain is tested without Django, too

    with pytest.MonkeyPatch.context() as monkeypatch, ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(use_template(monkeypatch))
        flush_guarded_tables(monkeypatch)
        yield stack


@pytest.fixture(scope="session")
def django_db_setup(
    template_database: ExitStack, django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        template_database.close()


@pytest.fixture(scope="session")
def migrated_database(django_db_setup: None) -> pathlib.Path:
    """A file of SQLite with today's tables."""
    from tests.template_database import SqliteTemplate

    return SqliteTemplate().path
