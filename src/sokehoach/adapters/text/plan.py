"""The reading of a plan's text, done in a process of its own: its time and memory are the kernel's to hold."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import EnumType
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from sokehoach.adapters.guard import NotTaken, process
from sokehoach.adapters.slow_work import slow_work

if TYPE_CHECKING:
    from sokehoach.domain.plans.reading import Reading


@dataclass(frozen=True, slots=True)
class PlanReading:
    """`reading` without deadlines and appendices; of each duty, then of each task, its last day, where it has one; all
    paragraphs.
    """

    reading: "Reading"
    last_days: tuple[date | None, ...]
    paragraphs: tuple[tuple[int, int], ...]


@slow_work
def read_plan(text: str) -> PlanReading:
    """What the text says. Raises NotTaken with a sentence: no plan, too long, or too hard to read in time."""
    from sokehoach.domain.plans.reading import Reading

    result = process.run("plan", text.encode())
    return PlanReading(
        reading=_restored(Reading, result["reading"]),
        last_days=tuple(date.fromisoformat(day) if day else None for day in result["last_days"]),
        paragraphs=tuple((int(start), int(end)) for start, end in result["paragraphs"]),
    )


def opened(data: bytes, *, name: str) -> dict[str, Any]:
    """The job «plan» of guard.worker."""
    from sokehoach.domain.plans import lines, reading

    text = data.decode()
    try:
        result = reading.read(text)
    except reading.NotAPlan as error:
        raise NotTaken(str(error)) from error
    limits = [duty.deadline for duty in result.duties] + [task.deadline for task in result.tasks]
    last_days = [limit.last_day if limit is not None else None for limit in limits]
    duties = tuple(replace(duty, deadline=None) for duty in result.duties)
    tasks = tuple(replace(task, deadline=None) for task in result.tasks)
    return {
        "reading": asdict(replace(result, duties=duties, tasks=tasks, appendix=())),
        "last_days": [day.isoformat() if day is not None else None for day in last_days],
        "paragraphs": [[one.whole.span.start, one.whole.span.end] for one in lines.paragraphs(text)],
    }


def _restored(kind: Any, value: Any) -> Any:
    """A value of JSON as the type that a dataclass names: dataclasses, tuples, enumerations, what JSON has."""
    if isinstance(kind, UnionType):
        inner = [one for one in get_args(kind) if one is not NoneType]
        return None if value is None else _restored(inner[0], value)
    if get_origin(kind) is tuple:
        return tuple(_restored(get_args(kind)[0], one) for one in value)
    if hasattr(kind, "__dataclass_fields__"):
        return kind(**{name: _restored(hint, value[name]) for name, hint in get_type_hints(kind).items()})
    if isinstance(kind, EnumType):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
