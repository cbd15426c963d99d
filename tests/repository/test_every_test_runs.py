"""CI runs every test: what `make test` leaves out, `make test-all` runs, and `.ci/run` calls it (docs/adr/0082)."""

import re

from tests.repository.order import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def read_recipe(target: str) -> str:
    """What make runs for the target, each line joined with those that continue it."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n|\n(?=\t))*)", MAKEFILE, re.MULTILINE)
    assert found, f"the Makefile has no target {target}"
    return found[1].replace("\\\n", " ")


def test_ci_runs_what_runs_every_test() -> None:
    assert "make test-all\n" in (ROOT / ".ci" / "run").read_text("utf-8")
    for target in ("test-sqlite", "test-postgres", "test-journeys"):
        assert target in read_recipe("test-all")


def test_what_runs_every_test_leaves_no_folder_out() -> None:
    """The domain is run by tests/repository/test_domain_alone.py."""
    on_sqlite = read_recipe("test-sqlite")
    assert re.findall(r"--(?:ignore|deselect)[ =](\S+)", on_sqlite) == ["tests/domain", "tests/journeys"]
    assert not re.search(r"(?<!--ignore )\btests/", on_sqlite), "it names what it runs, and so leaves the rest out"
    assert re.findall(r"-m \"(.*?)\"", on_sqlite) == ["not journey"]
    assert re.findall(r"tests/\S+", read_recipe("test-journeys")) == ["tests/journeys"]
    assert (ROOT / "tests/repository/test_domain_alone.py").exists()


def test_what_proves_a_change_is_there() -> None:
    proof = re.search(r"^PROOF := (.*)$", MAKEFILE, re.MULTILINE)
    assert proof
    places = proof[1].split()
    assert "$(PROOF)" in read_recipe("test")
    assert {"tests/apps", "tests/adapters", "tests/repository"} <= {*places}
    assert all((ROOT / place).exists() for place in places)
