"""The registers of a draft as their files have them, with what their tables may name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.form_cells import FormCellLine, list_cell_lines
from sokehoach.adapters.programme_files.record import to_plain_value
from sokehoach.adapters.programme_files.register_files import (
    FIELDS,
    RegisterFile,
    read_draft_option_sets,
    read_register_file,
)
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, get_product_registers
from sokehoach.domain.indicators.element import SHARED_OPTION_SETS, OptionSet
from sokehoach.domain.registers.condition_text import NamedField
from sokehoach.domain.registers.field_kinds import FieldKind

OWNERS_FILE, OWNERS = "registers.yaml", "registers"


@dataclass(frozen=True, slots=True)
class RegisterContext:
    """What the cells of a register's tables may name."""

    register: str
    option_sets: Mapping[str, OptionSet]
    registers: Mapping[str, RegisterFile]  # of the draft, by code
    cell_lines: Sequence[FormCellLine]
    modules: Mapping[str, str] = field(default_factory=dict)  # names of registers that are code, to which fields refer

    @property
    def file(self) -> RegisterFile:
        return self.registers[self.register]

    def list_options(self, code: str) -> dict[str, str]:
        option_set = self.option_sets.get(code)
        return {} if option_set is None else {option.code: option.name for option in option_set.options}

    def name_fields(self, items: Iterable[Mapping[str, Any]]) -> list[NamedField]:
        """The fields of a register as conditions name them."""
        return [
            NamedField(
                code=get_text(item, "code"),
                label=get_text(item, "label"),
                options=self.list_options(get_text(item, "option_set")),
                is_flag=item.get("kind") == FieldKind.FLAG,
                is_percent=item.get("kind") == FieldKind.PERCENT,
            )
            for item in items
        ]

    def list_target_fields(self, link: str) -> list[NamedField]:
        """The fields of the register to which a field of this one refers; none where it refers to none."""
        target = next((get_text(item, "register") for item in self.file.parts[FIELDS] if item.get("code") == link), "")
        return self.name_fields(self.registers[target].parts[FIELDS]) if target in self.registers else []

    def list_row_names(self) -> dict[str, str]:
        """The registers, by code, whose entries are rows of the entries of this one."""
        names = self.list_register_names()
        return {code: names[code] for code, file in self.registers.items() if self._is_row_of_this(file)}

    def list_counted_fields(self, rows: str) -> list[NamedField]:
        """The fields that a measure counts: those of the register of rows that it names, else of this one."""
        file = self.registers.get(rows) if rows in self.list_row_names() else None
        return self.name_fields((file or self.file).parts[FIELDS])

    def list_denominators(self) -> dict[str, str]:
        return self.list_options("denominator")

    def _is_row_of_this(self, file: RegisterFile) -> bool:
        parent = get_text(file.head, "parent")
        return any(
            item.get("code") == parent and get_text(item, "register") == self.register for item in file.parts[FIELDS]
        )

    def find_cell_line(self, text: str) -> FormCellLine | None:
        """The cell that a text names: «01-XA A8»; None where no form of the draft has it."""
        name = text.casefold().split()
        return next((line for line in self.cell_lines if [line.form.casefold(), line.cell.casefold()] == name), None)

    def list_register_names(self) -> dict[str, str]:
        return {code: get_text(file.head, "name") for code, file in self.registers.items()}

    def list_target_names(self) -> dict[str, str]:
        """The registers, by code, to whose entries a field may refer."""
        return {**self.list_register_names(), **self.modules}

    def list_wider_sets(self, code: str) -> dict[str, str]:
        """The sets, name by code, that the set `code` may break down: none where another one breaks it down."""
        wider_codes = {option_set.wider_set for option_set in self.option_sets.values()}
        if code in wider_codes:
            return {}
        return {
            other.code: other.name
            for other in self.option_sets.values()
            if not other.wider_set and other.code not in (code, *SHARED_OPTION_SETS)
        }

    def list_set_names(self) -> dict[str, str]:
        return {code: option_set.name for code, option_set in self.option_sets.items()}


def build_context(draft: ProgrammeDraft, register: str) -> RegisterContext | None:
    """None where the draft has no such register, or its file cannot be read as one."""
    registers = list_register_files(draft)
    if register not in registers:
        return None
    modules = {code: str(row.name) for code, row in _list_modules(draft).items() if row.reference_name}
    return RegisterContext(
        register, read_draft_option_sets(draft.files), registers, list_cell_lines(draft.files), modules
    )


def build_option_context(draft: ProgrammeDraft, register: str) -> RegisterContext | None:
    """What the tables of option sets may name, for registers that are code and that the draft names, too."""
    if register not in _list_modules(draft):
        return build_context(draft, register)
    return RegisterContext(register, read_draft_option_sets(draft.files), list_register_files(draft), ())


def list_module_sets(draft: ProgrammeDraft) -> list[tuple[str, str, str]]:
    """The sets from which the registers that are code choose, each once: a register, the code and the name of a set."""
    users = {field.option_set: code for code, row in _list_modules(draft).items() for field in row.fields}
    sets = read_draft_option_sets(draft.files)
    return [(users[code], code, option_set.name) for code, option_set in sets.items() if code in users]


def _list_modules(draft: ProgrammeDraft) -> dict[str, RegisterDefinition]:
    """The registers that are code and that the draft names, by code."""
    codes = {get_text(owner, "code") for owner in list_owners(draft)}
    return {code: register for code, register in get_product_registers().items() if code in codes}


def list_register_files(draft: ProgrammeDraft) -> dict[str, RegisterFile]:
    """The registers that the draft defines, by the name of their file."""
    names = sorted(name for name in draft.files if name.startswith("registers/") and name.endswith(".yaml"))
    files = {
        name.removeprefix("registers/").removesuffix(".yaml"): read_register_file(draft.files[name]) for name in names
    }
    return {code: file for code, file in files.items() if file is not None}


def list_owners(draft: ProgrammeDraft) -> list[Mapping[str, Any]]:
    """Who keeps which register, as the draft has it."""
    return list_items(draft, OWNERS_FILE, OWNERS)


def list_items(draft: ProgrammeDraft, file: str, name: str) -> list[Mapping[str, Any]]:
    """The items of a list at the top of a file; none where there is no such file."""
    node = Folder(draft.files).yaml_list(file, name).fields.get(name)
    items = to_plain_value(node) if node is not None else []
    return [item if isinstance(item, dict) else {} for item in items] if isinstance(items, list) else []


def get_text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return "" if value is None or isinstance(value, list | dict) else str(value)
