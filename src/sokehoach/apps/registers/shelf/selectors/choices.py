"""What may be chosen in the fields of a register, and what each choice is called."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.indicators.selectors.options import option_sets
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.registers.shelf import permissions
from sokehoach.apps.registers.shelf.catalogue import Register, register
from sokehoach.apps.registers.shelf.fields import Field, Kind, quarter_end, show_quarter
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.text.collation import sort_key

type Names = Mapping[str | UUID, str]
_QUARTERS = 12  # how far back a quarter may be chosen from the list
FLAGS = {"yes": True, "no": False}


class Choices:
    """For one register and one account, on one day. Each list is read when it is first asked for, and once.

    Units, accounts and lines are those of the district (of the province, for an office of the province) in
    which the account works: a name on the other side of the wall is no secret, what is written of it is.
    """

    def __init__(self, described: Register, *, by: User, day: date) -> None:
        self.register, self.by, self.day = described, by, day
        self._offered: dict[str, Names] = {}
        self._others: dict[tuple[str, str | UUID], str] = {}
        self._whose: dict[str, dict[UUID, int]] = {}

    def offered(self, field: Field) -> Names:
        """Code → name of what a form offers, in order: at most one query for the field."""
        if field.name not in self._offered:
            self._offered[field.name] = _OFFERS[field.kind](self, field)
        return self._offered[field.name]

    def name(self, field: Field, code: str | UUID) -> str:
        """Also of what is not offered any more; the code itself where nothing ever had it."""
        if code in (offered := self.offered(field)):
            return offered[code]
        if (field.name, code) not in self._others:
            self._others[field.name, code] = self._other(field, code)
        return self._others[field.name, code]

    def names(self, field: Field, codes: list[str]) -> list[str]:
        """In the order of their list; what is not offered any more comes last."""
        order = {code: place for place, code in enumerate(self.offered(field))}
        return [
            self.name(field, code) for code in sorted(codes, key=lambda code: order.get(code, len(order)))
        ]

    def holds(self, field: Field, code: object) -> bool:
        return code in self.offered(field)

    def unit_of(self, field: Field, line: UUID) -> int | None:
        """The row of the unit whose line of another register it is."""
        self.offered(field)
        return self._whose[field.name].get(line)

    def unit(self, code: str, day: date) -> Unit | None:
        """The version of the unit that stood on that day."""
        for one in self._versions.get(code, ()):
            if one.valid_from <= day and (one.valid_to is None or day < one.valid_to):
                return one
        return None

    def known_unit(self, code: str) -> Unit | None:
        """The last version of the unit, though it has ended."""
        return self._versions[code][-1] if code in self._versions else None

    @cached_property
    def _versions(self) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = {}
        for unit in orgunits.known_by(self.day):
            found.setdefault(unit.code, []).append(unit)
        return found

    @cached_property
    def realm(self) -> dict[int, Unit]:
        """All versions of the units of the account's district, itself first."""
        all_units = {unit.pk: unit for versions in self._versions.values() for unit in versions}
        top = all_units.get(self.by.unit_id, self.by.unit)
        while top.level not in (Level.DISTRICT, Level.PROVINCE) and top.parent_id in all_units:
            top = all_units[top.parent_id]
        below: dict[int | None, list[Unit]] = {}
        for unit in all_units.values():
            below.setdefault(unit.parent_id, []).append(unit)
        found = [top]
        for unit in found:
            found.extend(below.get(unit.pk, ()))
        return {unit.pk: unit for unit in found}

    def _other(self, field: Field, code: str | UUID) -> str:
        if field.kind is Kind.LINE:
            row = register(field.register).model._default_manager.filter(pk=code).first()
            return str(code) if row is None else str(row)
        if field.kind in (Kind.UNIT, Kind.UNITS):
            unit = self.known_unit(str(code))
            return str(code) if unit is None else unit.name
        if field.kind is Kind.STAFF:
            user = User.objects.select_related("unit").filter(username=code).first()
            return str(code) if user is None else staff_name(user)
        return str(code)

    @cached_property
    def _option_sets(self) -> dict[str, OptionSet]:
        return option_sets()

    def _options(self, field: Field) -> Names:
        """Empty where the programme loaded here has no such set, which an optional field bears."""
        held = self._option_sets.get(field.option_set)
        if held is None and field.required:
            raise LookupError(f"no option set {field.option_set!r}")
        return {} if held is None else {option.code: option.name for option in held.options}

    def _flags(self, field: Field) -> Names:
        return {"yes": _("Có"), "no": _("Không")}

    def _quarters(self, field: Field) -> Names:
        """Those that have closed, the latest first."""
        ends = [
            quarter_end(year, number)
            for year in range(self.day.year, self.day.year - 4, -1)
            for number in (4, 3, 2, 1)
        ]
        closed = [day for day in ends if day <= self.day][:_QUARTERS]
        return {day.isoformat(): show_quarter(day) for day in closed}

    def _units(self, field: Field) -> Names:
        standing = [unit for unit in self.realm.values() if self.unit(unit.code, self.day) == unit]
        wanted = [unit for unit in standing if not field.levels or unit.level in field.levels]
        return {unit.code: unit.name for unit in sorted(wanted, key=lambda unit: unit.code)}

    def _lines(self, field: Field) -> Names:
        model = register(field.register).model
        units = permissions.writable(scope_of(self.by, self.day), self.register) if field.own else self.realm
        rows = model._default_manager.filter(unit__in=units, struck=False).select_related("unit")
        self._whose[field.name] = {row.pk: row.unit_id for row in rows}
        names = {row.pk: str(row) for row in rows}
        return dict(sorted(names.items(), key=lambda named: sort_key(named[1])))

    def _staff(self, field: Field) -> Names:
        people = User.objects.filter(unit__in=self.realm.keys(), is_active=True).select_related("unit")
        return {user.username: staff_name(user) for user in people.order_by("username")}


_OFFERS: Mapping[Kind, Callable[[Choices, Field], Names]] = {
    Kind.ONE: Choices._options,
    Kind.MANY: Choices._options,
    Kind.FLAG: Choices._flags,
    Kind.QUARTER: Choices._quarters,
    Kind.UNIT: Choices._units,
    Kind.UNITS: Choices._units,
    Kind.LINE: Choices._lines,
    Kind.STAFF: Choices._staff,
}


def staff_name(user: User) -> str:
    return f"{user.full_name} ({user.unit.short_name})"
