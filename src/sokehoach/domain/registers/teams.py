"""Inspection teams and committees: their members on a day, and who may inspect.

Đội kiểm tra 178: at least three members go, led by the head or a deputy (law.md 5, after the regulation of TP.HCM; the
articles of TT 05/2006/TT-BLĐTBXH were not found).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.messages import say, say_count
from sokehoach.domain.notation import write_day

MIN_MEMBERS = 3  # members of a visit, including its leader


@dataclass(frozen=True, slots=True)
class Team:
    """A team as one decision sets it up or renews it, from `day` on. People are keys of accounts."""

    day: date
    head: int
    deputies: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()

    @property
    def everyone(self) -> frozenset[int]:
        return self.deputies | self.members | {self.head}

    @property
    def leaders(self) -> frozenset[int]:
        return self.deputies | {self.head}


def find_team(decisions: Iterable[Team], day: date) -> Team | None:
    """The team on that day: that of the latest decision by then. Of two on one day, the later in order wins."""
    team: Team | None = None
    for decision in decisions:
        if decision.day <= day and (team is None or decision.day >= team.day):
            team = decision
    return team


def find_party_problems(team: Team | None, *, lead: int | None, party: Collection[int], day: date) -> dict[str, str]:
    """Reasons why these people may not make a visit, by field «lead», «members»; empty if they may.

    `party`: those who go besides the leader; it may include the leader.
    """
    if team is None:
        return {
            "members": say(
                "Ngày %(day)s chưa có quyết định thành lập đoàn, đội kiểm tra của đơn vị.", day=write_day(day)
            )
        }
    problems: dict[str, str] = {}
    if lead is None or lead not in team.leaders:
        problems["lead"] = say("Người dẫn đầu phải là đội trưởng hoặc đội phó theo quyết định đang có hiệu lực.")
    participants = set(party) | ({lead} if lead is not None else set())
    if len(participants) < MIN_MEMBERS:
        problems["members"] = say_count(
            "Đoàn có %(participants_count)s người; phải có ít nhất %(min_members)s người, kể cả người dẫn đầu.",
            len(participants),
            participants_count=len(participants),
            min_members=MIN_MEMBERS,
        )
    elif not participants <= team.everyone:
        outsider_count = len(participants - team.everyone)
        problems["members"] = say_count(
            "%(outsider_count)s người không có tên trong quyết định đang có hiệu lực.",
            outsider_count,
            outsider_count=outsider_count,
        )
    return problems
