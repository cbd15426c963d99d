"""Writes invented entries into the registers that a form counts, before its units report."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import as_of
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.registers.core.fields import FieldKind, Messages
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.register_owners import filter_owners
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.queries.registers import DataRegister, load_registers
from sokehoach.apps.setup.trial.module_entries import WRITER, write_module_entry
from sokehoach.apps.setup.trial.outcome import TrialFault, TrialRegister
from sokehoach.apps.setup.trial.people import TrialPeople
from sokehoach.apps.setup.trial.places import ROLES, Files, find_register_place
from sokehoach.apps.setup.trial.reports import FormTrial
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.registers.invented_entries import EntryMaterial, invent_entry
from sokehoach.domain.registers.register_type import list_counted_rows

ENTRIES_OF_UNIT = 3  # in each register and period
_MOST_OTHER_OWNERS = 2  # that keep the register and do not report by the form
_MOST_TRIES = 20  # of an entry whose rules look at other entries
_TEXT = "Dòng giả định của lần chạy thử"


class TrialEntries:
    """Writes entries as forms need them: no unit twice for the same days of a register."""

    def __init__(self, people: TrialPeople, files: Files, faults: list[TrialFault]) -> None:
        self._people, self._files, self._faults = people, files, faults
        self._registers = load_registers()
        self._written: dict[tuple[str, int, date], int] = {}  # number of entries by register, unit, first day
        self._units: dict[str, dict[str, User]] = {}  # by register: who wrote, by the unit's name
        self._cells: dict[str, set[tuple[str, str]]] = {}  # by register: the cells that got a number above 0

    def write_entries(self, trial: FormTrial, at: datetime) -> None:
        """Entries of the registers that the form counts, by its reporters, or by others that keep them."""
        window = compute_window(trial.period, trial.form.at(trial.period).counting_window)
        end = min(window.cut_off, at.date())
        days = [window.start + timedelta(days=number) for number in range((end - window.start).days + 1)]
        register_uids = {cell.source.register for cell in trial.form.cells if cell.source is not None}
        reporters = [unit for unit, _user in trial.reporters]
        for uid in self._list_with_targets(register_uids):
            owners = filter_owners(as_of(at.date()).select_related("parent"), uid, end)
            own_units = [unit for unit in reporters if unit in owners]
            other_owners = [unit for unit in owners if unit not in reporters and not own_units]
            for unit in (*own_units, *other_owners[:_MOST_OTHER_OWNERS]):
                if days_of_unit := [day for day in days if day >= unit.valid_from]:
                    self._write_unit_entries(self._registers[uid], unit, days_of_unit, at)

    def note_cells(self, trial: FormTrial, registers: Mapping[str, Collection[str]]) -> None:
        """`registers`: the cells that each register has filled in a report of the form."""
        for uid, cells in registers.items():
            self._cells.setdefault(uid, set()).update((trial.form.code, cell) for cell in cells)

    def list_registers(self) -> list[TrialRegister]:
        return [
            TrialRegister(
                self._registers[uid].type.code,
                self._registers[uid].type.name,
                tuple(writers),
                sum(count for (register, *_rest), count in self._written.items() if register == uid),
                tuple(f"{form} {cell}" for form, cell in sorted(self._cells.get(uid, ()))),
            )
            for uid, writers in self._units.items()
        ]

    def list_pages(self) -> Iterator[tuple[DataRegister, User]]:
        """Each register with the account that wrote into it first."""
        for uid, writers in self._units.items():
            yield self._registers[uid], next(iter(writers.values()))

    def _list_with_targets(self, uids: Collection[str]) -> list[str]:
        """These registers that a programme defines, and those whose rows they count.

        Before each those to whose entries its own refer.
        """
        ordered: dict[str, None] = {}
        visited: set[str] = set()

        def visit_register(uid: str) -> None:
            if uid in visited or uid not in self._registers:
                return
            visited.add(uid)
            for field in self._registers[uid].type.fields:
                if field.kind is FieldKind.LINE:
                    visit_register(field.register)
            ordered[uid] = None

        for uid in sorted(uids):
            visit_register(uid)
            for rows in sorted(list_counted_rows(self._registers[uid].type)) if uid in self._registers else ():
                visit_register(rows)
        return [*ordered]

    def _write_unit_entries(self, register: DataRegister, unit: Unit, days: Sequence[date], at: datetime) -> None:
        definition = register.definition
        key = definition.code, unit.pk, days[0]
        if key in self._written:
            return
        self._written[key] = 0
        role = self._people.find_role(WRITER, definition.function, unit.level)
        if role is None:
            reason = say(
                "không vai trò nào được ghi sổ «%(register)s» ở đơn vị cấp «%(level)s» (chức năng «%(function)s»)",
                register=register.type.name, level=unit.level, function=definition.function,
            )  # fmt: skip
            self._add_fault(TrialFault(ROLES, 1, reason))
            return
        user = self._people.get_account(role, unit, definition.function)
        for field in register.definition.of_kind(FieldKind.LINE):
            if field.required and field.register in get_product_registers():
                write_module_entry(get_product_registers()[field.register], unit, self._people, days, at, text=_TEXT)
        random = Random(f"{definition.code}-{unit.code}-{days[0]}")  # noqa: S311 invented, the same every time
        for number in range(1, ENTRIES_OF_UNIT + 1):
            problems = self._write_entry(register, unit, user, days, at, number, random)
            if problems is None:
                self._written[key] += 1
                self._units.setdefault(definition.code, {}).setdefault(str(unit), user)
            elif number == 1:  # a second entry may be one too many for the rules of the register
                place = find_register_place(self._files, register.type.code)
                reason = say("không dòng giả định nào qua được quy tắc của sổ này: %(reason)s", reason=problems)
                self._add_fault(TrialFault(*place, reason))
                return

    def _write_entry(
        self,
        register: DataRegister,
        unit: Unit,
        user: User,
        days: Sequence[date],
        at: datetime,
        number: int,
        random: Random,
    ) -> str | None:
        """Returns why no entry could be written; None where one was."""
        choices = _list_choices(register, unit, Choices(register.definition, by=user, day=at.date()), number)
        material = EntryMaterial(choices, days, _TEXT)
        for attempt in range(_MOST_TRIES):
            values = invent_entry(register.type, material, number=number + attempt * ENTRIES_OF_UNIT, random=random)
            try:
                entries.create_entry(register=register.definition.code, unit=unit, values=values, by=user, at=at)
            except InvalidInput as refusal:
                reason = _join_sentences(refusal.messages)
            except ActionRefused as refusal:
                return refusal.message
            else:
                return None
        return reason

    def _add_fault(self, fault: TrialFault) -> None:
        if fault not in self._faults:
            self._faults.append(fault)


def _list_choices(register: DataRegister, unit: Unit, choices: Choices, number: int) -> dict[str, Sequence[str | UUID]]:
    """What a form offers. Of units the own one for entries of odd number, so that something counts for it."""
    offered: dict[str, Sequence[str | UUID]] = {}
    for field in register.definition.fields:
        if field.kind not in _OFFERED_KINDS:
            continue
        codes = [*choices.offered(field)]
        if field.kind in (FieldKind.UNIT, FieldKind.UNITS) and unit.code in codes and number % 2:
            codes = [unit.code]
        if field.kind is FieldKind.LINE:
            own_entries = [code for code in codes if isinstance(code, UUID) and choices.unit_of(field, code) == unit.pk]
            codes = [*own_entries] or ([] if field.same_unit else codes)
        offered[field.name] = codes
    return offered


def _join_sentences(messages: Messages) -> str:
    return join_messages(" ", dict.fromkeys(sentence for sentences in messages.values() for sentence in sentences))


_OFFERED_KINDS = frozenset(
    [FieldKind.ONE, FieldKind.MANY, FieldKind.UNIT, FieldKind.UNITS, FieldKind.LINE, FieldKind.STAFF, FieldKind.QUARTER]
)
