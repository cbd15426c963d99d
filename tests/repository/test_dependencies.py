"""The packages that the server runs on: their licences, and that «nothing known» is said of what was asked alone."""

import importlib.metadata
import re
import tomllib
from typing import Any

import pytest
from tools import sbom
from tools.audit_dependencies import pinned, verdict

from tests.repository.order import ROOT

PINS = pinned((ROOT / "requirements" / "base.txt").read_text("utf-8"))
# The GPL and its kin but the LGPL, which a library may have.
REFUSED = re.compile(r"(?<![L\w])A?GPL|(?<!Lesser )GENERAL PUBLIC LICENSE", re.I)
ELSEWHERE = {
    "colorama",
    "tzdata",
    "pywin32",
    "win32-setctime",
    "cffi",
    "uvloop",
    "winloop",
}  # of other systems


BUILDERS = {"flit-core", "fonttools", "brotli"}  # of requirements/base.in, that build and do not run


def list_pins(name: str) -> set[str]:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    return {pin for line in lines if (pin := line.split("#")[0].strip())}


def test_the_wheel_asks_for_what_the_lock_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    run = {pin for pin in list_pins("base.in") if pin.split("==")[0] not in BUILDERS}
    assert set(project["dependencies"]) == run
    assert set(project["optional-dependencies"]["engines"]) == list_pins("engines.in")
    assert len(list_pins("base.in") - run) == len(BUILDERS)


def licence(name: str) -> str:
    told = importlib.metadata.metadata(name)
    kinds = [line for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    said = told.get("License-Expression") or (told.get("License") or "").split("\n")[0] or first_line(name)
    return "; ".join(one for one in (said, *kinds) if one)


def first_line(name: str) -> str:
    """Of the licence's text, where the metadata names none: «The MIT License (MIT)»."""
    files = importlib.metadata.files(name) or ()
    texts = [file.read_text() for file in files if "licenses" in file.parts]
    return texts[0].split("\n")[0] if texts else ""


def found(name: str) -> bool:
    try:
        importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def test_no_package_of_the_server_is_under_the_gpl() -> None:
    here = [name for name in PINS if found(name)]
    assert len(here) > 40
    assert not [name for name in PINS if not found(name) and name not in ELSEWHERE]
    told = {name: licence(name) for name in here}
    assert not {name: words for name, words in told.items() if REFUSED.search(words.replace("Lesser General", "L"))}
    assert not [name for name, words in told.items() if not words]


@pytest.mark.parametrize("words", ["GPL-3.0-or-later", "AGPL-3.0", "GNU General Public License v3", "License :: GPLv2"])
def test_the_rule_sees_the_gpl(words: str) -> None:
    assert REFUSED.search(words)


@pytest.mark.parametrize("words", ["LGPL-3.0-only", "MIT", "Apache-2.0", "BSD-3-Clause"])
def test_and_nothing_else(words: str) -> None:
    assert not REFUSED.search(words)


def audited(name: str, version: str, *weak: str) -> dict[str, Any]:
    return {"name": name, "version": version, "vulns": [{"id": one} for one in weak]}


def test_what_was_audited_and_is_sound() -> None:
    report = {"dependencies": [audited("Django", "6.1.3"), audited("allauth_x", "1")]}
    assert verdict({"django": "6.1.3", "allauth-x": "1"}, report) == ("audited: 2 of 2, nothing known", True)


@pytest.mark.parametrize(
    "dependencies",
    [
        [],
        [{"name": "django", "skip_reason": "could not be audited"}],
        [audited("django", "6.1.2")],
        [audited("flask", "1")],
    ],
)
def test_what_was_not_audited_is_never_called_sound(dependencies: list[dict[str, Any]]) -> None:
    told, well = verdict({"django": "6.1.3"}, {"dependencies": dependencies})
    assert not well
    assert told == "not audited: 1 of 1: django"
    assert verdict({}, {"dependencies": dependencies})[1] is False


def test_a_known_weakness_is_named() -> None:
    told, well = verdict({"django": "6.1.3"}, {"dependencies": [audited("django", "6.1.3", "CVE-1")]})
    assert not well
    assert "django 6.1.3: CVE-1" in told


def test_the_bill_of_materials_names_every_package_of_the_lock_and_each_once() -> None:
    made = sbom.document()["components"]
    python = {one["name"]: one["version"] for one in made if one["purl"].startswith("pkg:pypi/")}
    assert python == PINS | pinned((ROOT / "requirements/units.txt").read_text("utf-8"))
    assert {"@tabler/icons", "@fontsource/tinos"} <= {one["name"] for one in made}
    assert "axe-core" not in {one["name"] for one in made}
    assert len({one["bom-ref"] for one in made}) == len(made)
    assert made == sbom.document()["components"]
