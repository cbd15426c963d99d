"""The cells of the forms of a draft, and from which measure of a register each takes its figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.record import to_plain_value
from sokehoach.adapters.programme_files.yaml_lists import replace_item
from sokehoach.adapters.slow_work import slow_work


@dataclass(frozen=True, slots=True)
class FormCellLine:
    """A cell where its file has it: `section` and `number` from 0. `item`: as the file has it."""

    file: str
    form: str
    section: int
    number: int
    cell: str
    item: Mapping[str, Any]

    def is_plain_source(self, register: str, measure: str) -> bool:
        """Whether the cell takes the whole figure of the measure, narrowed by nothing."""
        return self.item.get("source") == {"register": register, "measure": measure}

    @property
    def is_free(self) -> bool:
        """Whether nothing fills the cell yet."""
        return not any(self.item.get(name) for name in ("source", "sum_of", "same_as"))


@slow_work
def list_cell_lines(files: Mapping[str, str]) -> list[FormCellLine]:
    """The cells of all forms that can be read."""
    lines = []
    for file in sorted(name for name in files if name.startswith("forms/") and name.endswith(".yaml")):
        content = {name: to_plain_value(node) for name, node in Folder(files).yaml(file).fields.items()}
        for section, section_item in enumerate(_list_mappings(content.get("sections"))):
            for number, item in enumerate(_list_mappings(section_item.get("cells"))):
                lines.append(FormCellLine(file, str(content.get("code")), section, number, str(item.get("code")), item))
    return lines


@slow_work
def replace_cell(text: str, line: FormCellLine, source: Mapping[str, str] | None) -> str:
    """Return the text of the form with another source in the cell; None leaves it to be typed."""
    item = {name: value for name, value in line.item.items() if name != "source"}
    if source is not None:
        item["source"] = dict(source)
    return replace_item(text, ("sections", line.section, "cells"), line.number, item)


def _list_mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item if isinstance(item, dict) else {} for item in value] if isinstance(value, list) else []
