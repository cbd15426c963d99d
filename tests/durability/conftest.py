"""The program, on a home and a database that the test names."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools import postgres

from tests.config import running
from tests.config.running import Ended

type Run = Callable[..., Ended]


def run(home: Path, url: str, *words: object) -> Ended:
    return running.run(running.environment(home) | ({"DATABASE_URL": url} if url else {}), *words)


def root(told: str) -> str:
    found = re.search(r"\b[0-9a-f]{64}\b", told)
    assert found, told
    return found[0]


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL as Debian sets it up, for the module alone."""
    where = postgres.programs()
    if where is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    with postgres.serving(where) as made:
        yield made


def another(server: postgres.Server, name: str) -> str:
    """The address of an empty database on the same server."""
    server.run("createdb", "-h", str(server.folder), "-U", "test", name)
    return f"postgresql://test@/{name}?host={server.folder}"
