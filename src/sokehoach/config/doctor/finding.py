"""What a check finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    """`wrong`: False for what works, though less than it might."""

    problem: str
    todo: str
    wrong: bool = True

    def __str__(self) -> str:
        return f"{self.problem}. Cần làm: {self.todo}."


Check = Callable[[], Iterable[DoctorFinding]]


def build_note(problem: str, todo: str) -> DoctorFinding:
    return DoctorFinding(problem, todo, wrong=False)
