"""Creates the year's budget: what communes and offices were allocated and spent, and what finance checked."""

from datetime import date, datetime
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.budget.models import BudgetLine
from sokehoach.apps.registers.core.fields import Value, Values
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers

_COMMUNES = (
    "03253",
    "03284",
    "03283",
    "03289",
    "03298",
    "03304",
)  # the others type amounts into the report
_OFFICES: dict[str, tuple[tuple[str, str, int, int | None, tuple[tuple[date, int, str], ...]], ...]] = {
    # who: source, clause, estimated, allocated, spent
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


def build_steps(users: DemoUsers, random: Random) -> list[Step]:
    steps: list[Step] = [(demo_time(5, 21, 9), _import_reviews(users.players["taichinh"]))]
    for username, lines in _OFFICES.items():
        user = users.players[username]
        budget_lines = [_build_line(f"{number:02}/DT", *line[:4]) for number, line in enumerate(lines, 3)]
        paid = {
            str(line["title"]): _build_payments(of[4]) for line, of in zip(budget_lines, lines, strict=True) if of[4]
        }
        steps += [
            (demo_time(2, 22, 10), _import_lines(user, budget_lines)),
            (demo_time(6, 10, 9), _import_payments(user, paid)),
        ]
    for code in _COMMUNES:
        allocated = 1_000_000 * random.randint(2, 5)
        line = _build_line("06/DT-UBND", "commune", "V", allocated, allocated)
        first = 100_000 * random.randint(4, 12)
        paid = {
            "06/DT-UBND": _build_payments((
                (date(2021, 3, random.randint(15, 29)), first, "Hội nghị quán triệt kế hoạch"),
                (date(2021, 5, random.randint(4, 28)), 300_000, "Xăng xe đi các bản"),
            ))
        }  # fmt: skip
        steps += [
            (demo_time(2, 25, 15), _import_lines(users.clerks[code], [line])),
            (demo_time(6, 12, 17, 30), _import_payments(users.clerks[code], paid)),
        ]
    return steps


def _build_line(title: str, source: str, clause: str, estimated: int, allocated: int | None) -> Values:
    line: dict[str, Value] = {
        "day": date(2021, 1, 15), "title": title, "year": 2021, "source": source, "clause": clause,
        "estimated": estimated, "joint_programmes": ["drugs", "hiv"] if source == "integrated" else [],
    }  # fmt: skip
    if allocated is None:
        return line
    return line | {"allocated": allocated, "allocated_on": date(2021, 2, 19), "allocation": "85/QĐ-UBND"}


def _build_payments(paid: tuple[tuple[date, int, str], ...]) -> list[Values]:
    return [
        {"day": day, "title": f"PC {number:03}", "amount": amount, "purpose": purpose}
        for number, (day, amount, purpose) in enumerate(paid, 11)
    ]


def _import_lines(user: User, lines: list[Values]) -> StepAction:
    unit_lines = [(user.unit, line) for line in lines]
    return lambda when: entries.import_entries(register="budget", lines=unit_lines, by=user, at=when)


def _import_payments(user: User, paid: dict[str, list[Values]]) -> StepAction:
    """Imports payments by entry number: ids are known only after import."""

    def run(when: datetime) -> object:
        line_ids = {line.title: line.pk for line in BudgetLine.objects.filter(unit=user.unit)}
        payments: list[tuple[Unit, Values]] = [
            (user.unit, {**payment, "line": line_ids[title]}) for title, all_ in paid.items() for payment in all_
        ]
        return entries.import_entries(register="spendings", lines=payments, by=user, at=when)

    return run


def _import_reviews(user: User) -> StepAction:
    reviews = [(user.unit, line) for line in _REVIEWS]
    return lambda when: entries.import_entries(register="budget_reviews", lines=reviews, by=user, at=when)
