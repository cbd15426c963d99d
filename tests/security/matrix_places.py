"""The places, accounts and things of the matrix and the wall, in plain words: no row, no scope."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sokehoach.apps.accounts.models import User

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2021, 6, 22, 9, tzinfo=HERE)
SINCE = date(2004, 1, 1)
GENERAL, ENFORCEMENT, SUPPORT = "general", "enforcement", "support"
FAR: tuple[
    tuple[str, str, str, str | None, date, date | None, list[str]], ...
] = (  # code, name, level, parent, from, until, successors
    ("10", "Tỉnh Lào Cai", "province", None, SINCE, None, []),
    ("082", "Huyện Bát Xát", "district", "10", SINCE, None, []),
    ("082.LDTBXH", "Phòng LĐ-TB&XH Bát Xát", "agency", "082", SINCE, None, []),
    ("02683", "Xã Bản Vược", "commune", "082", SINCE, None, []),
    ("03999", "Xã Pú Cai", "commune", "099", SINCE, date(2021, 1, 1), ["03304"]),
)
MERGED = "03999"


@dataclass(frozen=True)
class Thing:
    """Something that an address names. `words` fill the address; `unit` and `function` say whose it is."""

    kind: str
    name: str
    unit: str = ""
    function: str = GENERAL
    words: dict[str, Any] = field(default_factory=dict)
    owner: str = ""  # the name of sign-in, where it is one person's alone
    state: str = ""
    among: tuple["Thing", ...] = ()  # of a collection, what stands in it


@dataclass(frozen=True)
class Asker:
    """An account: where it works, and its parts as (role, function, unit over which it is held)."""

    name: str
    unit: str
    parts: tuple[tuple[str, str, str], ...]
    user: User


@dataclass
class World:
    things: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    askers: list[Asker] = field(default_factory=list)

    def put(self, kind: str, name: str, unit: str = "", function: str = GENERAL, **words: Any) -> None:
        owner, state = words.pop("owner", ""), words.pop("state", "")
        told = {key: str(value) for key, value in words.items()}
        self.things[kind].append(Thing(kind, name, unit, function, told, owner, state))


PLACES = {  # a place: where the account works, over which unit its role is held
    "province": ("11.SOLDTBXH", "11"),
    "district": ("099.LDTBXH", "099"),
    "commune": ("03304", "03304"),
    "neighbour": ("03269", "03269"),
    "police": ("099.CA", "099.CA"),
    "health": ("099.TTYT", "099.TTYT"),
    "team": ("099.D178", "099.D178"),
    "far district": ("082.LDTBXH", "082"),
    "far commune": ("02683", "02683"),
}
BOTH = (  # as an office gives them: two parts in one account
    ("police office", "099.CA", (("agency_clerk", GENERAL, "099.CA"), ("police", ENFORCEMENT, "099.CA"))),
    ("health office", "099.TTYT", (("agency_clerk", GENERAL, "099.TTYT"), ("health", SUPPORT, "099.TTYT"))),
    ("team office", "099.D178", (("agency_clerk", GENERAL, "099.D178"), ("inspector", ENFORCEMENT, "099.D178"))),
    ("health inspects", "099.TTYT",
     (("agency_clerk", GENERAL, "099.TTYT"), ("inspector", ENFORCEMENT, "099.TTYT"))),
    ("office inspects", "099.LDTBXH",
     (("standing_office", GENERAL, "099"), ("inspector", ENFORCEMENT, "099.D178"))),
    ("office helps", "099.LDTBXH", (("standing_office", GENERAL, "099"), ("health", SUPPORT, "099.TTYT"))),
    ("leads police", "099.LANHDAO", (("leader", GENERAL, "099"), ("police", ENFORCEMENT, "099.CA"))),
    ("leads health", "099.LANHDAO", (("leader", GENERAL, "099"), ("health", SUPPORT, "099.TTYT"))),
    ("police colleague", "099.CA", (("agency_clerk", GENERAL, "099.CA"),)),
    ("health colleague", "099.TTYT", (("agency_clerk", GENERAL, "099.TTYT"),)),
    ("team colleague", "099.D178", (("agency_clerk", GENERAL, "099.D178"),)),
    ("nobody", "099.LDTBXH", ()),
)  # fmt: skip
