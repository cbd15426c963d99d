"""Levels, units and agencies of generated definitions."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.factories.definitions.cases import Tree

type Row = dict[str, Any]

SINCE = "2020-01-01"


@dataclass(frozen=True, slots=True)
class Places:
    """`area`: the programme's unit; `office`, `police`: agencies of it; `base`: base levels with a unit; `attached`:
    attached levels with a unit that report, may be none.
    """

    levels: list[Row]
    units: list[Row]
    agencies: list[Row]
    area: str
    office: str
    police: str
    base: list[str]
    attached: list[str]
    superior: str


def _level(code: str, rank: int, name: str, english: str = "", **flags: bool) -> Row:
    names = {"english": english, "english_plural": f"{english}s"} if english else {}
    return {"code": code, "rank": rank, "name": name, **names, **flags}


_TOP = {"consolidates": True, "counts_persons": True}
_AGENCY = _level("agency", 9, "cơ quan", "agency", attached=True)
LEVELS: dict[Tree, list[Row]] = {
    Tree.DISTRICTS: [
        _level("province", 1, "tỉnh", "province", **_TOP), _level("district", 2, "huyện", "district", **_TOP),
        _level("commune", 3, "xã", "commune"), _level("township", 3, "thị trấn"), _AGENCY,
    ],
    Tree.TWO_LEVELS: [
        _level("tinh", 1, "tỉnh", **_TOP), _level("xa", 2, "xã", "commune"), _level("phuong", 2, "phường", "ward"),
        _level("dac-khu", 2, "đặc khu", "special zone"), _AGENCY,
    ],
    Tree.CLUSTERS: [_level("xã", 1, "xã", "commune", **_TOP), _level("cum", 2, "cụm thôn"), _AGENCY],
    Tree.SCHOOLS: [
        _level("tinh", 1, "tỉnh", "province", **_TOP), _level("xa", 5, "xã", "commune"), _AGENCY,
        _level("truong", 10, "trường", "school", attached=True), _level("tram", 11, "trạm y tế", attached=True),
    ],
    Tree.FOUR_LEVELS: [
        _level("L1", 1, "thành phố", **_TOP), _level("L2", 2, "quận", **_TOP),
        _level("L3", 3, "phường", consolidates=True), _level("L4", 4, "tổ dân phố"), _AGENCY,
    ],
}  # fmt: skip
_NAMES = ("Nậm Hua", "Pú Xi", "Tủa Sín", "Chiềng Sinh", "Mường Thín")


def _unit(code: str, name: str, level: str, parent: str = "") -> Row:
    letterhead = f"UBND {name[0].lower()}{name[1:]}"
    return {
        "code": code, "name": name, "short_name": name.partition(" ")[2] or name, "letterhead": letterhead,
        "level": level, "parent": parent, "valid_from": SINCE, "source": "kiểm thử",
    }  # fmt: skip


def _agency(code: str, name: str, parent: str, function: str = "general", level: str = "") -> Row:
    return {
        "code": code, "name": name, "short_name": name, "letterhead": name, "parent": parent, "function": function,
        "asked": "no", "valid_from": SINCE, "source": "kiểm thử", "level": level,
    }  # fmt: skip


@st.composite
def places(draw: st.DrawFn, tree: Tree, walled: str) -> Places:
    """`walled`: the function of the agency that stands behind a wall; «general» where none does."""
    levels = LEVELS[tree]
    areas = [level for level in levels if not level.get("attached")]
    consolidating = [level for level in areas if level.get("consolidates")]
    base = [level for level in areas if not level.get("consolidates")]
    units: list[Row] = []
    for level in consolidating:
        parent = units[-1]["code"] if units else ""
        name = f"{level['name'].capitalize()} Sông Trà"
        units.append(_unit(f"{parent}1" if parent else "22", name, level["code"], parent))
    top, lowest = units[0]["code"], units[-1]["code"]
    area = draw(st.sampled_from([lowest, top]), label="unit of the programme")
    count = draw(st.integers(len(base), len(base) + 2), label="base units")
    for number in range(count):
        level, name = base[number % len(base)], _NAMES[number % len(_NAMES)]
        units.append(_unit(f"0{number}.{lowest}", f"{level['name'].capitalize()} {name}", level["code"], lowest))
    first_base = units[len(consolidating)]["code"]
    agencies = [
        _agency(f"{area}.VP", "Văn phòng", area),
        _agency(f"{area}.CA", "Công an", area, walled),
        _agency(f"{top}.SO", "Sở Nội vụ", top),
    ]
    attached = [level["code"] for level in levels if level.get("attached") and level is not _AGENCY]
    agencies += [_agency(f"{first_base}.{code}", f"Đơn vị {code} Nậm Hua", first_base, level=code) for code in attached]
    return Places(
        levels, units, agencies, area, f"{area}.VP", f"{area}.CA", [level["code"] for level in base], attached,
        superior=f"{top}.SO" if draw(st.booleans(), label="superior") else "",
    )  # fmt: skip
