"""Who may what, in words: the limits of the product (docs/explanation/limits.md) and what the programme says of each
role, written apart from the code that decides. Nothing of the product is imported here.

A role is a set of rights, held in one function over one unit and all below it. `Who` answers for an account; a rule of
`oracle_lines` asks it about a thing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

GENERAL, ENFORCEMENT, SUPPORT = "general", "enforcement", "support"
PLANS = {"read plans", "bring in plans", "settle plans"}
OWN_REPORTS = {"read reports", "write reports", "send reports"}
REGISTERS = {"read registers", "write registers"}
DUTIES = {"read duties", "work on duties"}
PAPERS = {"take documents", "draft documents", "check documents", "issue documents", "receive documents"}
CLERK = PLANS | DUTIES | REGISTERS | OWN_REPORTS | PAPERS
ROLES: dict[str, set[str]] = {
    "standing_office": PLANS | DUTIES | REGISTERS | PAPERS
    | {"assign duties", "read reports", "review reports", "read figures", "read trail"},
    "commune_clerk": CLERK,
    "agency_clerk": CLERK,
    "inspector": REGISTERS,
    "police": REGISTERS | OWN_REPORTS,
    "health": REGISTERS | OWN_REPORTS,
    "leader": {
        "read plans", "read duties", "give directions", "read reports", "read figures", "take documents",
        "sign documents", "read trail",
    },
    "superior": {"read plans", "read figures", "take documents", "receive documents"},
    "signer": {"read plans", "read reports", "take documents", "sign documents"},
    "approver": {"read reports", "approve reports"},
    "office_clerk": {
        "read plans", "read figures", "take documents", "check documents", "issue documents", "receive documents",
    },
    "figures_reader": {"read plans", "read figures", "take documents"},
    "unit_admin": {"administer accounts"},
}  # fmt: skip

_AGENCIES = (
    "LDTBXH",
    "CA",
    "TTYT",
    "VHTT",
    "GDDT",
    "VHTTTH",
    "MTTQ",
    "TCKH",
    "D178",
    "BCD",
    "LANHDAO",
    "HLHPN",
)
UNDER: dict[str, str] = {
    "099": "11", "11.SOLDTBXH": "11", "082": "10", "082.LDTBXH": "082", "02683": "082",
    **dict.fromkeys(("03304", "03269", "03289", "03283"), "099"),
    **{f"099.{one}": "099" for one in _AGENCIES},
}  # fmt: skip
UNITS = {*UNDER, *UNDER.values()}
AREAS = {"11", "099", "10", "082"}
COMMUNES = {"03304", "03269", "03289", "03283", "02683"}
SUCCEEDED = {"03999": "03304"}  # what a merged unit still owed, its successor answers for: its reports, no more
# Who does one of these in the general function sees what both sides of the wall add up to: nobody on a side does.
_TOTALS = {"review reports", "read figures", "read trail"}
_ANSWERED = {"read reports", "write reports", "send reports", "review reports"}


def _agencies(*names: str) -> set[str]:
    return {f"099.{name}" for name in names}


# Who keeps which register, as the programme says.
KEEPERS: dict[str, set[str]] = {
    "truyen-thong": COMMUNES | _agencies("LDTBXH", "CA", "TTYT", "VHTT", "GDDT", "VHTTTH", "MTTQ", "HLHPN"),
    "co-so": COMMUNES,
    "ho-tro-giam-hai": _agencies("TTYT"),
    "dau-tranh-xu-ly": _agencies("CA"),
    "kiem-tra": _agencies("D178", "CA", "VHTT", "TTYT"),
    "meetings": COMMUNES | _agencies("LDTBXH", "BCD", "D178", "CA", "TTYT", "VHTT"),
    "briefings": COMMUNES | _agencies("LDTBXH", "CA", "TTYT", "TCKH", "VHTT", "GDDT", "VHTTTH", "MTTQ", "HLHPN", "BCD"),
    "work_checks": COMMUNES
    | _agencies("LDTBXH", "CA", "TTYT", "TCKH", "VHTT", "GDDT", "VHTTTH", "MTTQ", "HLHPN", "BCD"),
    "budget": COMMUNES | _agencies("LDTBXH", "CA", "TTYT", "TCKH", "VHTT", "GDDT", "VHTTTH", "MTTQ"),
    "assessment": COMMUNES,
}


def below(top: str) -> set[str]:
    """The unit and all below it."""
    found = {top}
    while more := {one for one, above in UNDER.items() if above in found} - found:
        found |= more
    return found


def above(unit: str) -> set[str]:
    found = {unit}
    while unit in UNDER:
        unit = UNDER[unit]
        found.add(unit)
    return found


@dataclass(frozen=True)
class Who:
    """An account: where it works, what it holds as (role, function, unit). `closed`: just reset by others' hands, so
    that what it holds behind the wall rests; what sleeps because of the wall sleeps on.
    """

    name: str
    works: str
    parts: tuple[tuple[str, str, str], ...]
    closed: bool = False

    @property
    def area(self) -> str:
        """Where it stands: an agency stands where its area does."""
        return UNDER[self.works] if "." in self.works else self.works

    @property
    def functions(self) -> set[str]:
        return {function for _, function, _ in self.parts if function == GENERAL or not self.closed}

    @property
    def sides(self) -> set[str]:
        """Of the wall, resting or not."""
        return {function for _, function, _ in self.parts} - {GENERAL}

    def units(self, right: str, function: str | None = GENERAL) -> set[str]:
        """Over which units it holds the right in that function; None: in any."""
        found: set[str] = set()
        sleeps = right in _TOTALS and self.sides
        for role, held_in, over in self.parts:
            if self.closed and held_in != GENERAL:
                continue
            if right in ROLES[role] and function in (None, held_in) and not (sleeps and held_in == GENERAL):
                found |= below(over)
        if right in _ANSWERED:
            found |= {gone for gone, now in SUCCEEDED.items() if now in found}
        return found

    def may(self, right: str, unit: str, function: str = GENERAL) -> bool:
        return unit in self.units(right, function)

    def somewhere(self, right: str) -> bool:
        return bool(self.units(right, None))


type Rule = Callable[[Who, "Known"], bool]


class Known(Protocol):
    """What a rule may ask of a thing: whose it is, on which side, in which state, and the words of its address."""

    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def function(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def words(self) -> dict[str, str]: ...
    @property
    def among(self) -> "tuple[Known, ...]": ...


def everyone(_who: Who, _thing: Known) -> bool:
    return True


def nobody(_who: Who, _thing: Known) -> bool:
    return False


def holds(right: str) -> Rule:
    """Over the thing's unit, in its function."""
    return lambda who, thing: who.may(right, thing.unit, thing.function)


def somewhere(*rights: str) -> Rule:
    return lambda who, _: any(who.somewhere(right) for right in rights)


def both(*rules: Rule) -> Rule:
    return lambda who, thing: all(rule(who, thing) for rule in rules)


def either(*rules: Rule) -> Rule:
    return lambda who, thing: any(rule(who, thing) for rule in rules)


def works_there(who: Who, thing: Known) -> bool:
    """In the unit, or in an agency of that area: nobody writes for a unit below."""
    return thing.unit in (who.works, who.area)


def keeps(register: str, right: str = "read registers", function: str = GENERAL) -> Rule:
    return lambda who, _: bool(who.units(right, function) & KEEPERS[register])


def keeps_this(right: str) -> Rule:
    """The register that the address names."""
    return lambda who, thing: bool(who.units(right, thing.function) & KEEPERS[thing.words["slug"]])


def reads_a_register(who: Who, _thing: Known) -> bool:
    """Some register that is kept where it reads: of its own side, walled registers are kept by few."""
    general = {unit for kept in KEEPERS.values() for unit in kept} - set()
    walled = {ENFORCEMENT: KEEPERS["kiem-tra"], SUPPORT: KEEPERS["ho-tro-giam-hai"], GENERAL: general}
    return any(who.units("read registers", function) & kept for function, kept in walled.items())
