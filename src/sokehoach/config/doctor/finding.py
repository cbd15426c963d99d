"""The result of a doctor check."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sokehoach.domain.messages import say


@dataclass(frozen=True, slots=True)
class DoctorFinding:
    """A problem and what to do. `wrong` is False for what works, though less well than it could."""

    problem: str
    todo: str
    wrong: bool = True

    def __str__(self) -> str:
        return say("%(problem)s. Cần làm: %(todo)s.", problem=self.problem, todo=self.todo)


Check = Callable[[], Iterable[DoctorFinding]]


def build_note(problem: str, todo: str) -> DoctorFinding:
    return DoctorFinding(problem, todo, wrong=False)
