"""Money of the year: what communes and offices were allocated and paid out, and what finance looked into."""

from datetime import date, datetime
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.budget.models import BudgetLine
from sokehoach.apps.registers.shelf.fields import Value, Values
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast

_COMMUNES = (
    "03253",
    "03284",
    "03283",
    "03289",
    "03298",
    "03304",
)  # the others type their money into the report
_OFFICES: dict[str, tuple[tuple[str, str, int, int | None, tuple[tuple[date, int, str], ...]], ...]] = {
    # who: source, clause, estimated, allocated, paid out
    "thuongtruc": (
        ("upper", "III.2", 60_000_000, 60_000_000, (
            (date(2021, 3, 12), 8_400_000, "Hội nghị triển khai kế hoạch năm"),
            (date(2021, 4, 16), 19_000_000, "Lớp tập huấn cán bộ xã, thị trấn"),
        )),
        ("integrated", "II.1", 25_000_000, 20_000_000, (
            (date(2021, 5, 18), 11_000_000, "In tờ rơi tiếng Thái, tiếng Mông"),
        )),
    ),
    "vanhoa": (("upper", "VI.5", 18_000_000, 15_000_000, (
        (date(2021, 5, 25), 6_250_000, "Tuyên truyền lưu động tại chợ phiên"),
    )),),
    "yte": (("integrated", "VI.3", 12_000_000, None, ()),),
}  # fmt: skip
_REVIEWS: tuple[Values, ...] = (
    {"day": date(2021, 2, 24), "reviewed": "099.LDTBXH", "kind": "guidance", "result": "sound"},
    {"day": date(2021, 5, 19), "reviewed": "03253", "kind": "check", "result": "sound"},
    {"day": date(2021, 5, 20), "reviewed": "03304", "kind": "check", "result": "remark",
     "remark": "Chứng từ chi hội nghị chưa kèm danh mục tài liệu", "remedy_by": date(2021, 6, 30)},
)  # fmt: skip


def write_down(cast: Cast, random: Random) -> list[Step]:
    steps: list[Step] = [(at(5, 21, 9), _review(cast.players["taichinh"]))]
    for username, lines in _OFFICES.items():
        who = cast.players[username]
        told = [_line(f"{number:02}/DT", *line[:4]) for number, line in enumerate(lines, 3)]
        paid = {str(line["title"]): _payments(of[4]) for line, of in zip(told, lines, strict=True) if of[4]}
        steps += [(at(2, 22, 10), _allocate(who, told)), (at(6, 10, 9), _pay(who, paid))]
    for code in _COMMUNES:
        allocated = 1_000_000 * random.randint(2, 5)
        line = _line("06/DT-UBND", "commune", "V", allocated, allocated)
        first = 100_000 * random.randint(4, 12)
        paid = {
            "06/DT-UBND": _payments((
                (date(2021, 3, random.randint(15, 29)), first, "Hội nghị quán triệt kế hoạch"),
                (date(2021, 5, random.randint(4, 28)), 300_000, "Xăng xe đi các bản"),
            ))
        }  # fmt: skip
        steps += [
            (at(2, 25, 15), _allocate(cast.clerks[code], [line])),
            (at(6, 12, 17, 30), _pay(cast.clerks[code], paid)),
        ]
    return steps


def _line(title: str, source: str, clause: str, estimated: int, allocated: int | None) -> Values:
    told: dict[str, Value] = {
        "day": date(2021, 1, 15), "title": title, "year": 2021, "source": source, "clause": clause,
        "estimated": estimated, "joint_programmes": ["drugs", "hiv"] if source == "integrated" else [],
    }  # fmt: skip
    if allocated is None:
        return told
    return told | {"allocated": allocated, "allocated_on": date(2021, 2, 19), "allocation": "85/QĐ-UBND"}


def _payments(paid: tuple[tuple[date, int, str], ...]) -> list[Values]:
    return [
        {"day": day, "title": f"PC {number:03}", "amount": amount, "purpose": purpose}
        for number, (day, amount, purpose) in enumerate(paid, 11)
    ]


def _allocate(who: User, lines: list[Values]) -> Take:
    told = [(who.unit, line) for line in lines]
    return lambda when: entries.bring_in(register="budget", lines=told, by=who, at=when)


def _pay(who: User, paid: dict[str, list[Values]]) -> Take:
    """By the number of the line: its id is known once it stands."""

    def take(when: datetime) -> object:
        held = {line.title: line.pk for line in BudgetLine.objects.filter(unit=who.unit)}
        told: list[tuple[Unit, Values]] = [
            (who.unit, {**payment, "line": held[title]}) for title, all_ in paid.items() for payment in all_
        ]
        return entries.bring_in(register="spendings", lines=told, by=who, at=when)

    return take


def _review(who: User) -> Take:
    told = [(who.unit, line) for line in _REVIEWS]
    return lambda when: entries.bring_in(register="budget_reviews", lines=told, by=who, at=when)
