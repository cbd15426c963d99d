"""Read a plan's text in a process of its own, which limits time and memory."""

import pathlib
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import EnumType
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from sokehoach.adapters.readers.text_files import open_file, refuse_large
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work

if TYPE_CHECKING:
    from sokehoach.domain.plans.reading import Reading


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan, the due days of its duties and tasks, and the spans of all paragraphs.

    `reading` has no deadlines and appendices. `due_days` are those of each duty, then of each task, earliest first.
    """

    reading: "Reading"
    due_days: tuple[tuple[date, ...], ...]
    paragraphs: tuple[tuple[int, int], ...]


@slow_work
def read_plan(text: str) -> PlanReading:
    """Read a plan. Raises FileRefusedError with a sentence: no plan, too long, or not readable in time."""
    from sokehoach.domain.plans.reading import Reading

    result = process.run("plan", text.encode())
    return PlanReading(
        reading=_restore_value(Reading, result["reading"]),
        due_days=tuple(tuple(date.fromisoformat(day) for day in days) for days in result["due_days"]),
        paragraphs=tuple((int(start), int(end)) for start, end in result["paragraphs"]),
    )


def read_file(path: pathlib.Path) -> "Reading":
    """Read the plan in a file. Raises UnreadableFileError, NotAPlanError, OSError; a file too large is not even
    opened.
    """
    from sokehoach.domain.plans import reading  # must not load in the process that opens a file

    refuse_large(path.stat().st_size, name=path.name)
    return reading.read_plan(open_file(path.read_bytes(), name=path.name).text)


def run_plan_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «plan» of parser_jobs."""
    from sokehoach.domain.plans import lines, reading
    from sokehoach.domain.plans.agencies import split_groups

    text = data.decode()
    try:
        result = reading.read_plan(text)
    except reading.NotAPlanError as error:
        raise FileRefusedError(str(error)) from error
    # A duty of two groups is one of each, since a duty has one lead: each group gets it and reports on it.
    led = [replace(duty, agency=lead) for duty in result.duties for lead in split_groups(duty.agency)]
    limits = [duty.deadline for duty in led] + [task.deadline for task in result.tasks]
    due_days = [limit.due_days if limit is not None else () for limit in limits]
    duties = tuple(replace(duty, deadline=None) for duty in led)
    tasks = tuple(replace(task, deadline=None) for task in result.tasks)
    return {
        "reading": asdict(replace(result, duties=duties, tasks=tasks, appendix=())),
        "due_days": [[day.isoformat() for day in days] for days in due_days],
        "paragraphs": [
            [paragraph.whole.span.start, paragraph.whole.span.end] for paragraph in lines.split_paragraphs(text)
        ],
    }


def _restore_value(kind: Any, value: Any) -> Any:
    """Restore a JSON value as the annotated type: dataclasses, tuples, enumerations, JSON types."""
    if isinstance(kind, UnionType):
        members = [member for member in get_args(kind) if member is not NoneType]
        return None if value is None else _restore_value(members[0], value)
    if get_origin(kind) is tuple:
        return tuple(_restore_value(get_args(kind)[0], element) for element in value)
    if hasattr(kind, "__dataclass_fields__"):
        return kind(**{name: _restore_value(hint, value[name]) for name, hint in get_type_hints(kind).items()})
    if isinstance(kind, EnumType):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
