"""What the server is made of, as CycloneDX 1.6: the packages of the lock, and the fonts and icons of package-lock.json.

usage: tools/sbom.py [FILE]      build/sbom.json; nothing is asked of the network, the same lock gives the same bytes
"""

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def python() -> Iterator[dict[str, Any]]:
    from tools.audit_dependencies import PINS, pinned

    for name, version in sorted(pinned(PINS.read_text("utf-8")).items()):
        yield _component("pypi", name, version, _licence(name))


def units() -> Iterator[dict[str, Any]]:
    """The package from which set-up derives the list of units; it is not installed."""
    from tools.audit_dependencies import pinned

    for name, version in pinned((ROOT / "requirements/units.txt").read_text("utf-8")).items():
        yield _component("pypi", name, version, "MIT")


def assets() -> Iterator[dict[str, Any]]:
    """Those of npm that are served or printed; what only tests need is marked dev."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for where, one in sorted(lock["packages"].items()):
        if where and not one.get("dev"):
            yield _component("npm", where.removeprefix("node_modules/"), one["version"], one.get("license", ""))


def document() -> dict[str, Any]:
    found = re.search(r'__version__ = "(.+)"', (ROOT / "src/sokehoach/__init__.py").read_text("utf-8"))
    assert found
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "sokehoach", "version": found[1]}},
        "components": [*python(), *units(), *assets()],
    }


def _component(kind: str, name: str, version: str, licence: str) -> dict[str, Any]:
    purl = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    made = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    return made | ({"licenses": [{"expression": licence}]} if licence else {})


def _licence(name: str) -> str:
    """As the installed package tells it by an expression of SPDX; «» where it does not, or is not for this system."""
    try:
        return importlib.metadata.metadata(name).get("License-Expression") or ""
    except importlib.metadata.PackageNotFoundError:
        return ""


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "sbom.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    made = document()
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(made['components'])} components: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
