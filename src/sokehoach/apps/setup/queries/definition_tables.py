"""What the tables of a draft's schedules, indicators and forms may name, and the lists that they edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sokehoach.adapters.programme_files.register_files import (
    read_draft_elements,
    read_draft_levels,
    read_draft_option_sets,
)
from sokehoach.adapters.programme_files.tables import TableError, parse_table
from sokehoach.adapters.programme_files.yaml_lists import Path
from sokehoach.adapters.programme_files.yaml_tables import StoredItem, read_head, read_list
from sokehoach.apps.setup.queries.register_drafts import OWNERS, OWNERS_FILE, get_text
from sokehoach.domain.indicators.element import SIDES, DataElement, Option, OptionSet

SCHEDULES_FILE, INDICATORS_FILE = "regimes.yaml", "indicators.yaml"
SCHEDULES_PATH: Path = ("regimes",)
INDICATORS_PATH: Path = ("indicators",)
SECTIONS_PATH: Path = ("sections",)
_MOST_OFFERED = 400  # terms of a formula that the page offers


@dataclass(frozen=True)
class DefinitionContext:
    """The files of a draft as its tables read them; what has faults is read as far as it goes."""

    files: Mapping[str, str]
    form_file: str = ""  # of the form whose sections and cells are edited

    @cached_property
    def elements(self) -> dict[str, DataElement]:
        return read_draft_elements(self.files)

    @cached_property
    def option_sets(self) -> Mapping[str, OptionSet]:
        return read_draft_option_sets(self.files)

    @cached_property
    def level_names(self) -> dict[str, str]:
        return {level.code: level.name for level in read_draft_levels(self.files)}

    @cached_property
    def unit_names(self) -> dict[str, str]:
        return {code: name for table in ("units.csv", "agencies.csv") for code, name in _list_units(self.files, table)}

    @cached_property
    def windows(self) -> dict[str, str]:
        items = read_list(self.files.get(SCHEDULES_FILE, ""), ("windows",))
        return {get_text(item.content, "code"): get_text(item.content, "name") for item in items}

    @cached_property
    def form_names(self) -> dict[str, str]:
        heads = [read_head(text) for name, text in sorted(self.files.items()) if name.startswith("forms/")]
        return {get_text(head, "code"): get_text(head, "name") for head in heads}

    @cached_property
    def outline_names(self) -> dict[str, str]:
        heads = [read_head(text) for name, text in sorted(self.files.items()) if name.startswith("outlines/")]
        return {get_text(head, "code"): get_text(head, "name") for head in heads}

    @cached_property
    def registers(self) -> list[str]:
        items = read_list(self.files.get(OWNERS_FILE, ""), (OWNERS,))
        return [get_text(item.content, "code") for item in items]

    @cached_property
    def sections(self) -> list[StoredItem]:
        return read_list(self.files.get(self.form_file, ""), SECTIONS_PATH)

    @cached_property
    def cell_codes(self) -> list[str]:
        """Of all sections of the form."""
        return [get_text(cell, "code") for section in self.sections for cell in list_cells(section.content)]

    @cached_property
    def schedule_names(self) -> dict[str, str]:
        return {get_text(item.content, "code"): get_text(item.content, "name") for item in self.schedule_items}

    @cached_property
    def schedule_items(self) -> list[StoredItem]:
        return read_list(self.files.get(SCHEDULES_FILE, ""), SCHEDULES_PATH)

    @cached_property
    def indicator_items(self) -> list[StoredItem]:
        return read_list(self.files.get(INDICATORS_FILE, ""), INDICATORS_PATH)

    @cached_property
    def denominators(self) -> dict[str, str]:
        """The numbers of the units by which indicators divide, name by code."""
        option_set = self.option_sets.get("denominator")
        return {} if option_set is None else {option.code: option.name for option in option_set.options}

    @cached_property
    def terms(self) -> dict[str, str]:
        """The terms of a formula, in words by the text that the file has: «tử số của Lớp học (TH01)»."""
        terms: dict[str, str] = {}
        for element in self.elements.values():
            for key, phrase in _list_keys(element, self.option_sets):
                terms[f"{element.code}{{{key}}}" if key else element.code] = phrase
        terms |= {f"@{code}": name for code, name in self.denominators.items()}
        return dict(list(terms.items())[:_MOST_OFFERED])

    def name_options(self, element: str) -> dict[tuple[str, str], str]:
        """The options by which an element is broken down: name by set and option."""
        codes = self.elements[element].disaggregations if element in self.elements else ()
        return {(code, option.code): option.name for code in codes for option in _list_options(code, self.option_sets)}


def build_definition_context(files: Mapping[str, str], form: str = "") -> DefinitionContext | None:
    """None where the draft has no such form."""
    name = f"forms/{form}.yaml"
    if form and name not in files:
        return None
    return DefinitionContext(files, name if form else "")


def list_form_files(files: Mapping[str, str]) -> list[tuple[str, str]]:
    """The forms of a draft: the code in the name of the file, and the name that the file has."""
    names = sorted(name for name in files if name.startswith("forms/") and name.endswith(".yaml"))
    return [
        (name.removeprefix("forms/").removesuffix(".yaml"), get_text(read_head(files[name]), "name")) for name in names
    ]


def list_cells(section: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    cells = section.get("cells")
    return [cell if isinstance(cell, dict) else {} for cell in cells] if isinstance(cells, list) else []


def list_stages(context: DefinitionContext, schedule: str) -> list[Mapping[str, Any]]:
    """The stages of a schedule; of the first one, where two have the code."""
    items = (item.content for item in context.schedule_items if get_text(item.content, "code") == schedule)
    stages = next(items, {}).get("stages")
    return [stage if isinstance(stage, dict) else {} for stage in stages] if isinstance(stages, list) else []


def _list_units(files: Mapping[str, str], table: str) -> list[tuple[str, str]]:
    try:
        csv = parse_table(files.get(table, ""))
    except TableError:
        return []
    if not {"code", "name"} <= {*csv.columns}:
        return []
    code, name = csv.columns.index("code"), csv.columns.index("name")
    return [(row.values[code], row.values[name]) for row in csv.rows]


def _list_keys(element: DataElement, option_sets: Mapping[str, OptionSet]) -> list[tuple[str, str]]:
    """The element alone, then each option of its only disaggregation, as key and words."""
    total = ("", f"{element.name} ({element.code})")
    if len(element.disaggregations) != 1:
        return [total]
    code = element.disaggregations[0]
    options = _list_options(code, option_sets)
    if code == SIDES.code:
        return [(f"{code}={row.code}", f"{row.name}: {element.name} ({element.code})") for row in options]
    return [total, *((f"{code}={row.code}", f"{element.name}: {row.name} ({element.code})") for row in options)]


def _list_options(code: str, option_sets: Mapping[str, OptionSet]) -> Sequence[Option]:
    option_set = SIDES if code == SIDES.code else option_sets.get(code)
    return () if option_set is None else option_set.options
