"""Turns an XLSForm into changes of a draft's files: register types, their option sets, and who keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.xlsform_conversion import NotCarried, convert_form
from sokehoach.adapters.programme_files.xlsform_sheets import parse_sheets
from sokehoach.adapters.programme_files.yaml_lists import append_items
from sokehoach.adapters.readers.xlsx.named_sheets import NamedSheets
from sokehoach.apps.registers.core import catalogue
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say
from sokehoach.domain.registers.field_kinds import FieldKind

OPTION_SETS, OWNERS = "option_sets.yaml", "registers.yaml"


@dataclass(frozen=True, slots=True)
class CarriedQuestion:
    """`register`: code of the register type; `kind`: of its field."""

    register: str
    label: str
    kind: FieldKind


@dataclass(frozen=True, slots=True)
class XlsFormChanges:
    """`files`: texts of the files that change; empty where no question can be carried."""

    name: str
    codes: tuple[str, ...]
    carried: tuple[CarriedQuestion, ...]
    not_carried: tuple[NotCarried, ...]
    files: Mapping[str, str]


def build_xlsform_changes(sheets: NamedSheets, file_name: str, draft_files: Mapping[str, str]) -> XlsFormChanges:
    """What the form adds to the draft. Nothing is stored. Raises ActionRefused for a workbook that is no XLSForm."""
    try:
        form = parse_sheets(sheets)
    except LookupError:
        raise ActionRefused(say("Tệp không có trang «survey» với cột «type»: đây không phải XLSForm.")) from None
    folder = Folder(draft_files)
    own_registers = {record.code("code") for record in folder.yamls("registers")}
    own_sets = {record.code("code") for record in folder.yaml_list(OPTION_SETS, "option_sets").records("option_sets")}
    product_registers = catalogue.get_product_registers()
    converted = convert_form(
        form,
        file_name=file_name,
        taken_codes=dict.fromkeys((*own_registers, *product_registers)),
        taken_sets=dict.fromkeys(own_sets),
    )
    carried = tuple(CarriedQuestion(*row) for row in converted.carried)
    files = dict(converted.files)
    if files:
        levels = [level.code for level in read_levels(folder.yaml("levels.yaml")).base]
        source = f"XLSForm {file_name}"
        owners = [{"code": code, "function": "general", "levels": levels, "source": source} for code in converted.codes]
        files[OWNERS] = append_items(draft_files.get(OWNERS, ""), ("registers",), owners)
        if converted.option_sets:
            files[OPTION_SETS] = append_items(draft_files.get(OPTION_SETS, ""), ("option_sets",), converted.option_sets)
    return XlsFormChanges(converted.name, tuple(converted.codes), carried, tuple(converted.not_carried), files)
