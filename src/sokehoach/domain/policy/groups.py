"""Confidential groups: functions whose figures below a total only their holders read, and the walls between them.

They are data of an installation. Every function except the general one is confidential, also one that nobody defined:
such a function has no holder, so nothing of it is shown.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sokehoach.domain.messages import say

GENERAL = "general"


def is_confidential(function: str) -> bool:
    """Whether only accounts with the function read its figures below a total (limits.md, 3)."""
    return function != GENERAL


@dataclass(frozen=True, slots=True)
class ConfidentialGroup:
    """A confidential function. No account holds two groups of one wall; `wall` «»: it stands in none.

    Names are as in a sentence: «y tế, hỗ trợ». `in_trends`: totals of its elements may be drawn as a trend beside the
    targets of a plan.
    """

    code: str
    name: str
    english: str = ""  # «»: as in Vietnamese
    wall: str = ""
    in_trends: bool = False

    def format_name(self, *, english: bool = False) -> str:
        return (english and self.english) or self.name


class ConfidentialGroups:
    """The confidential groups of an installation, in their order."""

    __slots__ = ("_groups",)

    def __init__(self, groups: Iterable[ConfidentialGroup] = ()) -> None:
        self._groups = {group.code: group for group in groups}

    def __iter__(self) -> Iterator[ConfidentialGroup]:
        return iter(self._groups.values())

    def __contains__(self, code: object) -> bool:
        return code in self._groups

    def get(self, code: str) -> ConfidentialGroup | None:
        return self._groups.get(code)

    @property
    def functions(self) -> tuple[str, ...]:
        """The codes of all functions, the general one first."""
        return (GENERAL, *self._groups)

    @property
    def walls(self) -> dict[str, str]:
        """The wall of each group; a group without one stands alone behind its own."""
        return {group.code: group.wall or f"only {group.code}" for group in self}

    def list_opposed(self, function: str) -> list[ConfidentialGroup]:
        """The groups that no holder of the function may hold too; all others for a function that is not known."""
        walls = self.walls
        return [
            group
            for group in self
            if group.code != function and walls[group.code] == walls.get(function, walls[group.code])
        ]


def stand_on_one_side(functions: Collection[str], walls: Mapping[str, str]) -> bool:
    """Whether one account may hold these functions. Functions that are not in `walls` all stand in one wall."""
    occupied = [walls.get(function, "") for function in functions if is_confidential(function)]
    return len(occupied) == len(set(occupied))


def find_group_problems(
    groups: Iterable[ConfidentialGroup], known_groups: ConfidentialGroups
) -> list[tuple[ConfidentialGroup, str]]:
    """Why groups may not be stored beside those of the installation: a wall is never moved or taken down."""
    problems = []
    for group in groups:
        installed_group = known_groups.get(group.code)
        if not is_confidential(group.code):
            problems.append((group, say("«%(general)s» là chức năng chung, không phải nhóm bảo mật", general=GENERAL)))
        elif installed_group is not None and installed_group.wall not in ("", group.wall):
            problems.append(
                (
                    group,
                    say(
                        "nhóm «%(code)s» đã tách biệt theo «%(wall)s»: không đổi, không bỏ được",
                        code=group.code,
                        wall=installed_group.wall,
                    ),
                )
            )
    return problems
