"""What the tables of a draft's schedules, indicators and forms may name, and the lists that they edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sokehoach.adapters.programme_files.due_items import list_texts
from sokehoach.adapters.programme_files.register_files import (
    read_draft_elements,
    read_draft_levels,
    read_draft_option_sets,
)
from sokehoach.adapters.programme_files.tables import TableError, parse_table
from sokehoach.adapters.programme_files.yaml_lists import Path
from sokehoach.adapters.programme_files.yaml_tables import StoredItem, read_head, read_list
from sokehoach.apps.programmes.queries.policies import get_function_name, list_functions
from sokehoach.apps.setup.queries.register_drafts import OWNERS, OWNERS_FILE, get_text
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.indicators.element import SIDES, DataElement, Option, OptionSet, ValueKind, format_key
from sokehoach.domain.messages import say

SCHEDULES_FILE, INDICATORS_FILE, ROLES_FILE = "regimes.yaml", "indicators.yaml", "roles.yaml"
SCHEDULES_PATH: Path = ("regimes",)
INDICATORS_PATH: Path = ("indicators",)
SECTIONS_PATH: Path = ("sections",)
CHECKS_PATH: Path = ("checks",)
ROLES_PATH: Path = ("roles",)
ASSUMPTIONS_PATH: Path = ("assumed",)
BOXES_PATH: Path = ("narratives",)
_MOST_OFFERED = 400  # terms of a formula that the page offers


@dataclass(frozen=True, slots=True)
class CheckedCell:
    """A cell as checks name it. `phrase`: «ô A1 (số buổi)»."""

    code: str
    name: str
    kind: ValueKind | None  # None: its element is not there

    @property
    def phrase(self) -> str:
        if not self.name:
            return say("ô %(printed)s", printed=self.code)
        return say("ô %(printed)s (%(label)s)", printed=self.code, label=self.name)


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
        return {get_text(head, "code"): get_text(head, "title") for head in self.outlines.values()}

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
    def form_items(self) -> dict[str, dict[str, Any]]:
        """The forms by file, each with all that its file has."""
        return {name: read_head(text) for name, text in sorted(self.files.items()) if name.startswith("forms/")}

    @cached_property
    def action_names(self) -> dict[str, str]:
        """What roles may be allowed to do, as the draft names it."""
        actions = read_head(self.files.get(ROLES_FILE, "")).get("actions")
        return {code: str(name) for code, name in actions.items()} if isinstance(actions, dict) else {}

    @cached_property
    def printed_operands(self) -> set[Operand]:
        """Elements and their parts, of which a form has a cell."""
        sections = (section for head in self.form_items.values() for section in list_mappings(head.get("sections")))
        return {
            Operand(get_text(cell, "element"), format_key({str(name): str(option) for name, option in options.items()}))
            for section in sections
            for cell in list_cells(section)
            if isinstance(options := cell.get("disaggregation") or {}, dict)
        }

    @cached_property
    def function_names(self) -> dict[str, str]:
        """The general function and the confidential groups, those of the draft too, name by code."""
        names = {code: get_function_name(code) for code in list_functions()}
        groups = (item.content for item in read_list(self.files.get("policy.yaml", ""), ("groups",)))
        return names | {code: get_text(group, "name") for group in groups if (code := get_text(group, "code"))}

    @cached_property
    def checked_cells(self) -> dict[str, CheckedCell]:
        """The cells of the form that its checks may name, by code: each number that a percentage consists of, too."""
        cells: dict[str, CheckedCell] = {}
        for section in self.sections:
            for item in list_cells(section.content):
                cells |= {cell.code: cell for cell in _list_checked_cells(item, self)}
        return cells

    @cached_property
    def headings(self) -> dict[str, str]:
        """The headings of outlines that print a text box, in words by the code of the box."""
        return {
            code: f"{get_text(section, 'heading')} ({get_text(outline, 'code')})"
            for outline in self.outlines.values()
            for section in reversed(list_mappings(outline.get("sections")))
            if (code := get_text(section, "narrative"))
        }

    @cached_property
    def boxes(self) -> dict[str, str]:
        """What outlines print of words that units write: text boxes of forms and elements that are texts, by code."""
        texts = {code: element.name for code, element in self.elements.items() if element.kind.is_text}
        boxes = (box for head in self.form_items.values() for box in reversed(list_mappings(head.get("narratives"))))
        return texts | {code: get_text(box, "title") for box in boxes if (code := get_text(box, "code"))}

    @cached_property
    def outlines(self) -> dict[str, dict[str, Any]]:
        """The outlines by file, each with all that its file has."""
        return {name: read_head(text) for name, text in sorted(self.files.items()) if name.startswith("outlines/")}

    @property
    def form_code(self) -> str:
        return get_text(read_head(self.files.get(self.form_file, "")), "code")

    def find_outline_file(self) -> str:
        """The outline with headings of its own by which the form is reported; «» for none.

        That of the schedule in which the form stands, else one that has the form as an annex, else the first.
        """
        codes = [
            code
            for schedule in self.schedule_items
            if any(
                self.form_code in list_texts(stage.get("forms"))
                for stage in list_mappings(schedule.content.get("stages"))
            )
            for code in list_texts(schedule.content.get("outlines"))
        ]
        codes += [
            get_text(head, "code")
            for head in self.outlines.values()
            if self.form_code in list_texts(head.get("annexes"))
        ]
        files = {get_text(head, "code"): name for name, head in self.outlines.items()}
        for name in (*(files[code] for code in codes if code in files), *self.outlines):
            followed = files.get(get_text(self.outlines[name], "follows"), name)
            if self.outlines[followed].get("sections"):
                return followed
        return ""

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
    return _list_files(files, "forms/", "name")


def list_outline_files(files: Mapping[str, str]) -> list[tuple[str, str]]:
    """The outlines of a draft: the code in the name of the file, and the title that the file has."""
    return _list_files(files, "outlines/", "title")


def _list_files(files: Mapping[str, str], folder: str, name: str) -> list[tuple[str, str]]:
    paths = sorted(path for path in files if path.startswith(folder) and path.endswith(".yaml"))
    return [(path[len(folder) : -len(".yaml")], get_text(read_head(files[path]), name)) for path in paths]


def list_cells(section: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list_mappings(section.get("cells"))


def list_stages(context: DefinitionContext, schedule: str) -> list[Mapping[str, Any]]:
    """The stages of a schedule; of the first one, where two have the code."""
    items = (item.content for item in context.schedule_items if get_text(item.content, "code") == schedule)
    return list_mappings(next(items, {}).get("stages"))


def list_mappings(items: Any) -> list[Mapping[str, Any]]:
    return [item if isinstance(item, dict) else {} for item in items] if isinstance(items, list) else []


def _list_checked_cells(item: Mapping[str, Any], context: DefinitionContext) -> list[CheckedCell]:
    code, element = get_text(item, "code"), context.elements.get(get_text(item, "element"))
    label = get_text(item, "label")
    if element is None:
        return [CheckedCell(code, label, None)]
    options = item.get("disaggregation")
    if element.kind.is_single_cell or options or not element.disaggregations:
        pairs = options.items() if isinstance(options, dict) else ()
        names = [context.name_options(element.code).get((name, str(option)), "") for name, option in pairs]
        name = label or ": ".join(filter(None, (element.name, *names)))
        return [CheckedCell(code, name, element.kind)]
    parts = _list_options(next(iter(element.disaggregations)), context.option_sets)
    return [
        CheckedCell(f"{code}.{number}", f"{label or element.name}: {option.name}", element.kind)
        for number, option in enumerate(parts, 1)
    ]


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
