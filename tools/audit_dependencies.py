"""Asks pip-audit about every package of the server, and counts what it truly looked at.

usage: tools/audit_dependencies.py        prints a verdict; 0 only where audited = pinned and nothing is known

pip-audit says «No known vulnerabilities found» and ends with 0 also where it could look up nothing: here that is
«not audited: n of m», and 1. It is found on PATH (`uv tool install pip-audit`); the product does not need it.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PINS = Path(__file__).resolve().parents[1] / "requirements" / "base.txt"


def pinned(text: str) -> dict[str, str]:
    """Version by name, of a compiled list."""
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", text, re.M)
    return {name.lower().replace("_", "-"): version for name, version in found}


def verdict(wanted: Mapping[str, str], report: Mapping[str, Any]) -> tuple[str, bool]:
    """A sentence, and whether all is well. `report` is pip-audit's JSON."""
    audited: dict[str, str] = {}
    known: list[str] = []
    for one in report.get("dependencies", ()):
        if "skip_reason" in one:
            continue
        name = one["name"].lower().replace("_", "-")
        audited[name] = one["version"]
        known += [f"{name} {one['version']}: {weak['id']}" for weak in one["vulns"]]
    missed = sorted(name for name, version in wanted.items() if audited.get(name) != version)
    if known:
        return (
            f"known weaknesses: {'; '.join(known)} ({len(wanted) - len(missed)} of {len(wanted)} audited)",
            False,
        )
    if missed or not wanted:
        return f"not audited: {len(missed)} of {len(wanted)}: {', '.join(missed)}", False
    return f"audited: {len(wanted)} of {len(wanted)}, nothing known", True


def main() -> int:
    wanted, report = pinned(PINS.read_text("utf-8")), {}
    program = shutil.which("pip-audit")
    if program is None:
        print("pip-audit is not on PATH: uv tool install pip-audit")
    else:
        done = subprocess.run(
            [program, "-r", PINS, "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        try:
            report = json.loads(done.stdout)
        except json.JSONDecodeError:
            print(done.stderr.strip()[-400:])
    told, well = verdict(wanted, report)
    print(told)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
