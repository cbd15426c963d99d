"""Read and write the file of a register part by part, for pages on which its tables are edited.

A file that has faults is read as far as it goes. What is written has one line for each field, rule and measure.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sokehoach.adapters.programme_files.elements import (
    ELEMENT_COLUMNS,
    ELEMENT_OPTIONS,
    read_elements,
    read_option_sets,
)
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.opening import is_programme_file
from sokehoach.adapters.programme_files.policy import read_policy
from sokehoach.adapters.programme_files.record import Node, Record, to_plain_value
from sokehoach.adapters.programme_files.register_types import read_register_types
from sokehoach.adapters.programme_files.yaml_text import dump_yaml
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.indicators.element import DataElement, OptionSet
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.registers.register_type import RegisterType

FIELDS, CONSTRAINTS, MEASURES = "fields", "constraints", "measures"
PARTS = (FIELDS, CONSTRAINTS, MEASURES)
UNSOURCED = "định nghĩa tại chỗ"  # the source of what no document defines
FIRST_FIELD = {"code": "day", "label": "Ngày", "kind": "day"}  # of a new register
_ONE_LINE = 1_000_000  # letters that YAML writes before it breaks a line

type Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register as its file has it, whatever its faults.

    `head`: all but the parts; `lines`: of each item of a part; `comments`: those before anything else.
    """

    head: Plain
    parts: Mapping[str, Sequence[Plain]]
    lines: Mapping[str, Sequence[range]]
    comments: str

    def find_place(self, line: int) -> tuple[str, int] | None:
        """The part and the number of the item, from 0, in which a line of the file stands."""
        for part, spans in self.lines.items():
            for number, span in enumerate(spans):
                if line in span:
                    return part, number
        return None


@dataclass(slots=True)
class TableContent:
    """What one table of a register defines.

    `lists`: of the register, made by flags of its fields; `option_sets`: new ones; `cells`: of forms, by the code of
    the measure that fills them: «01-XA A8».
    """

    items: list[Plain] = field(default_factory=list)
    lists: dict[str, list[str]] = field(default_factory=dict)
    option_sets: list[Plain] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)


def get_file_name(code: str) -> str:
    return f"registers/{code}.yaml"


def can_name_register(code: str) -> bool:
    return is_programme_file(get_file_name(code))


@slow_work
def read_register_file(text: str) -> RegisterFile | None:
    """The register of a file; None for a text that is no YAML."""
    folder = Folder({"register": text})
    record = folder.yaml("register")
    if folder.broken:
        return None
    items = {part: _list_items(record, part) for part in PARTS}
    starts = sorted(
        [node.line for nodes in items.values() for node in nodes]
        + [node.line for name, node in record.fields.items() if name not in PARTS]
        + [text.count("\n") + 2]
    )
    return RegisterFile(
        head={name: to_plain_value(node) for name, node in record.fields.items() if name not in PARTS},
        parts={part: [to_plain_value(node) for node in nodes] for part, nodes in items.items()},
        lines={
            part: [range(node.line, next(line for line in starts if line > node.line)) for node in nodes]
            for part, nodes in items.items()
        },
        comments="".join(line for line in text.splitlines(keepends=True)[:20] if line.startswith("#")),
    )


@slow_work
def write_register_file(register: RegisterFile) -> str:
    head = "".join(f"{name}: {_dump_line(value)}\n" for name, value in register.head.items() if not _is_blank(value))
    parts = "".join(
        f"{part}:\n" + "".join(f"  - {_dump_line(item)}\n" for item in items)
        for part, items in register.parts.items()
        if items
    )
    return f"{register.comments}{head}{parts}"


@slow_work
def read_draft_types(
    files: Mapping[str, str], product_registers: Collection[str], referable: Collection[str] = ()
) -> tuple[Mapping[str, RegisterType], Collection[str]]:
    """The registers of a draft by code, and the names of the files that have faults."""
    folder = Folder(files)
    option_sets = read_option_sets(folder.yaml("option_sets.yaml"))
    types = read_register_types(folder.yamls("registers"), option_sets, product_registers, referable)
    return {register.code: register for register in types}, {problem.file for problem in folder.problems}


@slow_work
def read_draft_option_sets(files: Mapping[str, str]) -> Mapping[str, OptionSet]:
    """The option sets of a draft by code, as far as they can be read."""
    return read_option_sets(Folder(files).yaml("option_sets.yaml"))


@slow_work
def read_draft_elements(files: Mapping[str, str]) -> dict[str, DataElement]:
    """The data elements of a draft by code, as far as they can be read."""
    folder = Folder(files)
    groups = read_policy(folder.yaml_list("policy.yaml", "groups"), read_levels(folder.yaml("levels.yaml"))).groups
    rows = folder.csv("elements.csv", ELEMENT_COLUMNS, ELEMENT_OPTIONS)
    elements = read_elements(rows, read_option_sets(folder.yaml("option_sets.yaml")), groups)
    return {code: element for code, (element, _record) in elements.items()}


@slow_work
def read_draft_levels(files: Mapping[str, str]) -> Levels:
    return read_levels(Folder(files).yaml("levels.yaml"))


def _list_items(record: Record, part: str) -> list[Node]:
    node = record.fields.get(part)
    items = node.value if node is not None and isinstance(node.value, list) else []
    return [item for item in items if isinstance(item.value, dict)]


def _dump_line(value: Any) -> str:
    """One line of YAML."""
    text = dump_yaml(value, width=_ONE_LINE, is_flow=True)
    return text.removesuffix("...\n").rstrip("\n")


def _is_blank(value: Any) -> bool:
    return value is None or value == "" or value == []
