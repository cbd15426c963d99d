"""Read which units keep which register."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from sokehoach.adapters.programme_files.definition import RegisterOwnership
from sokehoach.adapters.programme_files.levels import read_level_codes
from sokehoach.adapters.programme_files.policy import read_function
from sokehoach.adapters.programme_files.record import Record
from sokehoach.adapters.programme_files.units import ProgrammeUnits, check_unit_code
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.messages import say
from sokehoach.domain.policy.groups import ConfidentialGroups, is_confidential
from sokehoach.domain.policy.persons import STRICT, PersonsRule
from sokehoach.domain.registers.register_type import RegisterType, find_parent_register
from sokehoach.domain.reporting.form import Reporters

type RegisterFunctions = Mapping[str, str]
"""The side of the wall on which each register of the product stands."""


@dataclass(frozen=True, slots=True)
class RequiredOptions:
    """The options of a set by which a module decides. `are_all`: the set has no others. No codes: any options."""

    codes: tuple[str, ...] = ()
    are_all: bool = False

    def __str__(self) -> str:
        return ", ".join(self.codes)

    def allow(self, option_set: OptionSet) -> bool:
        codes = {option.code for option in option_set.options}
        return codes == {*self.codes} if self.codes and self.are_all else codes >= {*self.codes}


@dataclass(frozen=True, slots=True)
class RegisterNeeds:
    """What a register of the product cannot do without: option sets by code, and other registers.

    `measure_set`: the option set whose options are measures of the register, beside the `measures` of its module.
    `is_referable`: whether registers of programmes may refer to its entries.
    """

    option_sets: Mapping[str, RequiredOptions]
    registers: Collection[str]
    measure_set: str = ""
    measures: Collection[str] = ()
    is_referable: bool = False


class RegisterMeasures(Protocol):
    """The measures of a register, and the fields that filter them. `MEASURE_SET`: the option set whose options are
    measures as well; «» where there is none.
    """

    @property
    def MEASURES(self) -> Collection[str]: ...  # noqa: N802

    @property
    def WHERE(self) -> Collection[str]: ...  # noqa: N802

    @property
    def MEASURE_SET(self) -> str: ...  # noqa: N802


type Measures = Mapping[str, RegisterMeasures]


def no_register(code: str) -> str:
    """What uses a register that nobody keeps."""
    return say("registers.yaml không có sổ «%(register)s»", register=code)


def read_register_owners(
    file: Record,
    units: ProgrammeUnits,
    functions: RegisterFunctions | None,
    groups: ConfidentialGroups,
    needs: Mapping[str, RegisterNeeds],
    defined_sets: Mapping[str, OptionSet],
    types: Collection[RegisterType] = (),
    persons: PersonsRule = STRICT,
) -> tuple[RegisterOwnership, ...]:
    """Read the owners of each register.

    `functions`, `needs`: of the product's registers, None and empty skip the check.
    `types`: the programme's own registers, `persons`: its rule on counts of persons.
    """
    codes = units.codes
    ownerships: dict[str, RegisterOwnership] = {}
    records: dict[str, Record] = {}
    types_by_code = {register.code: register for register in types}
    for record in file.records("registers"):
        ownership = RegisterOwnership(
            register=record.code("code"),
            function=read_function(record, "function", groups),
            levels=read_level_codes(record, "levels", units.levels),
            agencies=tuple(check_unit_code(record, "agencies", code, codes) for code in record.texts("agencies")),
            source=record.text("source"),
            clauses=tuple(record.texts("clauses")),
        )
        record.finish()
        if not ownership.levels and not ownership.agencies:
            record.refuse(say("không đơn vị nào giữ sổ «%(register)s»", register=ownership.register))
        if ownership.register in ownerships:
            record.refuse(say("trùng sổ «%(register)s»", register=ownership.register), "code")
        if ownership.register in needs:
            _check_option_sets(ownership.register, record, needs[ownership.register].option_sets, defined_sets)
            _check_measure_set(ownership.register, record, needs[ownership.register], defined_sets)
            records[ownership.register] = record
        if own_type := types_by_code.get(ownership.register):
            _check_persons(own_type, ownership, record, units, persons)
        else:
            _check_function(ownership, record, functions)
        _check_wall(ownership, record, units)
        ownerships[ownership.register] = ownership
    for register, record in records.items():
        for code in needs[register].registers:
            if code not in ownerships:
                reason = say("sổ «%(register)s» cần sổ «%(code)s», không đơn vị nào giữ", register=register, code=code)
                record.refuse(reason, "code")
    for code in sorted(types_by_code.keys() - ownerships.keys()):
        file.refuse(say("không đơn vị nào giữ sổ «%(code)s» mà chương trình định nghĩa", code=code), "registers")
    _check_row_owners(types, ownerships, file)
    _check_references(types, ownerships, functions or {}, file)
    _check_module_references(types, ownerships, needs, file)
    file.finish()
    return tuple(ownerships.values())


def _check_option_sets(
    register: str, record: Record, required: Mapping[str, RequiredOptions], defined_sets: Mapping[str, OptionSet]
) -> None:
    """Check that the programme has the option sets of the register, with the options by which its module decides."""
    for code, options in sorted(required.items()):
        if code not in defined_sets:
            reason = say("sổ «%(register)s» cần danh mục «%(code)s», bộ dữ liệu không có", register=register, code=code)
            record.refuse(reason, "code")
        elif not options.allow(defined_sets[code]):
            codes = str(options)
            exactly = say(
                "sổ «%(register)s» cần danh mục «%(code)s» có đúng các lựa chọn %(options)s",
                register=register, code=code, options=codes,
            )  # fmt: skip
            at_least = say(
                "sổ «%(register)s» cần danh mục «%(code)s» có các lựa chọn %(options)s",
                register=register, code=code, options=codes,
            )  # fmt: skip
            record.refuse(exactly if options.are_all else at_least, "code")


def _check_measure_set(
    register: str, record: Record, needs: RegisterNeeds, defined_sets: Mapping[str, OptionSet]
) -> None:
    """Check that no option that is a measure has the code of one that the module has already."""
    option_set = defined_sets.get(needs.measure_set)
    for option in option_set.options if option_set is not None else ():
        if option.code in needs.measures:
            reason = say(
                "lựa chọn «%(option)s» của danh mục «%(code)s» phải có mã khác: sổ «%(register)s» đã có phép đếm này",
                option=option.code, code=needs.measure_set, register=register,
            )  # fmt: skip
            record.refuse(reason, "code")


def _check_row_owners(
    types: Collection[RegisterType], ownerships: Mapping[str, RegisterOwnership], file: Record
) -> None:
    """Check that who keeps an entry keeps its rows, on the same side of the wall."""
    for register in types:
        rows, parent = ownerships.get(register.code), ownerships.get(find_parent_register(register))
        if rows is None or parent is None:
            continue
        if (rows.function, {*rows.levels}, {*rows.agencies}) != (
            parent.function, {*parent.levels}, {*parent.agencies},
        ):  # fmt: skip
            file.refuse(
                say(
                    "sổ «%(code)s» phải do đúng các đơn vị giữ sổ «%(register)s» giữ",
                    code=register.code,
                    register=parent.register,
                ),
                "registers",
            )


def _check_references(
    types: Collection[RegisterType],
    ownerships: Mapping[str, RegisterOwnership],
    functions: RegisterFunctions,
    file: Record,
) -> None:
    """Check that no field refers to entries behind another wall: the form would name them (limits.md, 3).

    A register of the product has entries of other programmes, too, where this one gives it to nobody.
    """
    target_functions = {**functions, **{code: ownership.function for code, ownership in ownerships.items()}}
    for register in types:
        for code in dict.fromkeys(field.register for field in register.fields if field.register):
            owner, function = ownerships.get(register.code), target_functions.get(code, "")
            if owner and is_confidential(function) and function != owner.function:
                file.refuse(
                    say(
                        "sổ «%(code)s» không được trỏ tới sổ «%(register)s» của nhóm bảo mật «%(function)s»",
                        code=register.code,
                        register=code,
                        function=function,
                    ),
                    "registers",
                )


def _check_module_references(
    types: Collection[RegisterType],
    ownerships: Mapping[str, RegisterOwnership],
    needs: Mapping[str, RegisterNeeds],
    file: Record,
) -> None:
    """Check that who refers to entries of a module has the module."""
    for register in types:
        for code in dict.fromkeys(field.register for field in register.fields if field.register in needs):
            if code not in ownerships:
                file.refuse(
                    say("sổ «%(register)s» cần sổ «%(code)s», không đơn vị nào giữ", register=register.code, code=code),
                    "registers",
                )


def _check_function(ownership: RegisterOwnership, record: Record, functions: RegisterFunctions | None) -> None:
    if functions is None or not ownership.register:
        return
    if ownership.register not in functions:
        record.refuse(say("phần mềm không có sổ «%(register)s»", register=ownership.register), "code")
    elif functions[ownership.register] != ownership.function:
        register_function = functions[ownership.register]
        record.refuse(
            say(
                "sổ «%(register)s» thuộc chức năng %(register_function)s, không thuộc %(function)s",
                register=ownership.register,
                register_function=register_function,
                function=ownership.function,
            ),
            "function",
        )


def _check_persons(
    register: RegisterType, ownership: RegisterOwnership, record: Record, units: ProgrammeUnits, persons: PersonsRule
) -> None:
    """Check that persons are counted only at levels that the programme's rule allows (limits.md, 4)."""
    owners = Reporters(ownership.levels, ownership.agencies)
    places = units.name_places(owners, lambda level: not persons.allows(level))
    if register.counts_persons() and places:
        record.refuse(
            say("cấp %(places)s không giữ sổ đếm người «%(code)s»", places=places, code=register.code), "code"
        )


def _check_wall(ownership: RegisterOwnership, record: Record, units: ProgrammeUnits) -> None:
    """Check that no unit below consolidating areas keeps a register of a confidential group (limits.md, 3)."""
    owners = Reporters(ownership.levels, ownership.agencies)
    places = units.name_places(owners, lambda level: not level.consolidates)
    if is_confidential(ownership.function) and places:
        record.refuse(
            say(
                "cấp %(places)s không giữ sổ của nhóm bảo mật «%(function)s»",
                places=places,
                function=ownership.function,
            ),
            "function",
        )
