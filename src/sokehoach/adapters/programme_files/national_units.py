"""The units of the country as a new programme takes them: 34 provinces and 3,321 communes since 1 July 2025.

Set-up derives the list (`tools/national_units.py`) from vietnamadminunits 1.0.4 (MIT), whose codes are those of
Quyết định 19/2025/QĐ-TTg. Centroids are for tile maps alone.
"""

import csv
import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sokehoach.domain.messages import say

LIST_DATE = date(2025, 7, 1)  # from which the list is in force
SOURCE = "Danh mục theo Quyết định 19/2025/QĐ-TTg, đọc từ vietnamadminunits 1.0.4 (MIT)"
_LIST = Path(__file__).with_name("national_units.csv")


class ListMissingError(FileNotFoundError):
    """Raised where set-up has not derived the list."""


@dataclass(frozen=True, slots=True)
class NationalUnit:
    """`kind`: «tỉnh», «thành phố», «xã», «phường», «đặc khu». `province`: its code, «» for one. Degrees WGS 84."""

    code: str
    name: str
    short_name: str
    kind: str
    province: str
    longitude: float
    latitude: float


def list_provinces() -> list[NationalUnit]:
    """Returns them in the order of their codes."""
    return [unit for unit in _read_list() if not unit.province]


def list_communes(province: str) -> list[NationalUnit]:
    """Returns the communes, wards and special zones of a province (code), in the order of their codes."""
    return [unit for unit in _read_list() if unit.province == province]


@functools.cache
def _read_list() -> tuple[NationalUnit, ...]:
    if not _LIST.exists():
        raise ListMissingError(say("chưa có danh mục đơn vị hành chính: chạy «make setup»"))
    with _LIST.open(encoding="utf-8", newline="") as file:
        return tuple(
            NationalUnit(
                row["code"], row["name"], row["short_name"], row["kind"], row["parent"],
                float(row["longitude"]), float(row["latitude"]),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip
