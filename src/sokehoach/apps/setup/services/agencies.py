"""Puts the agencies of a template into a draft, for one of its areas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.merging import MergedTable, merge_lines
from sokehoach.adapters.programme_files.national_units import LIST_DATE
from sokehoach.adapters.programme_files.scaffold import (
    COMMUNE_KINDS,
    PROVINCE_KINDS,
    AgencyTemplate,
    list_agency_lines,
    list_agency_templates,
)
from sokehoach.adapters.programme_files.tables import TableError, parse_table
from sokehoach.adapters.programme_files.units import AGENCY_COLUMNS

AGENCIES, UNITS = "agencies.csv", "units.csv"

type Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DraftArea:
    """An area of a draft that has a template. `kind`: the name of its level; `first_day`: of its agencies."""

    code: str
    name: str
    short_name: str
    kind: str
    first_day: date


def list_template_areas(files: Files) -> list[DraftArea]:
    """The areas since 1 July 2025 whose kind has a template. None where the tables cannot be read."""
    levels = {level.code: level.name for level in read_levels(Folder(files).yaml("levels.yaml"))}
    try:
        records = parse_table(files.get(UNITS, "")).list_records()
    except TableError:
        return []
    areas: dict[str, DraftArea] = {}
    for record in records:
        kind, ends_on = levels.get(record.get("level", ""), ""), record.get("valid_to", "")
        if kind in (*PROVINCE_KINDS, *COMMUNE_KINDS) and not "" < ends_on <= LIST_DATE.isoformat():
            areas[record["code"]] = DraftArea(
                record["code"], record.get("name", ""), record.get("short_name", ""), kind,
                _read_first_day(record.get("valid_from", "")),
            )  # fmt: skip
    return list(areas.values())


def _read_first_day(text: str) -> date:
    try:
        return max(date.fromisoformat(text), LIST_DATE)
    except ValueError:
        return LIST_DATE


def list_missing_agencies(files: Files, area: DraftArea) -> list[AgencyTemplate]:
    """Those of the template that the area does not have in the draft, by code."""
    codes = {record.get("code", "") for record in parse_table(files.get(AGENCIES, "")).list_records()}
    templates = list_agency_templates(area.kind, name=area.name)
    return [agency for agency in templates if f"{area.code}.{agency.suffix}" not in codes]


def merge_agencies(files: Files, area: DraftArea, agencies: Iterable[AgencyTemplate]) -> MergedTable:
    """The table of agencies with these added. Raises TableError where the draft's is no table of coded lines."""
    lines = list_agency_lines(area, agencies, area.first_day)
    return merge_lines(files.get(AGENCIES, ""), AGENCY_COLUMNS, lines, replaced=())
