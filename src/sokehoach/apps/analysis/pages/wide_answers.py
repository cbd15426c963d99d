"""Sorts and filters answers with more cells than are read at once, over a snapshot of the answer (ADR 75).

A job reads the whole answer as its account may see it, part by part, and keeps it as Parquet; an engine in a process of
its own says which rows stand on a page. The figures of a page are read as on any page and compared with the snapshot.
"""

import itertools
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import batched
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.adapters import arranged_rows, snapshots
from sokehoach.adapters.arranged_rows import ANSWER_CELLS, Arrangement, split_number
from sokehoach.adapters.rollup import duckdb_engine
from sokehoach.adapters.rollup.engine import EngineError
from sokehoach.adapters.slow_work import file_digest
from sokehoach.adapters.snapshots import SnapshotError, SnapshotFile
from sokehoach.adapters.writers.zip_file import zip_folder
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.users import get_account
from sokehoach.apps.analysis import question_query
from sokehoach.apps.analysis.pages import tables
from sokehoach.apps.analysis.pages.answers import PivotAnswer, UnanswerableQuestionError, load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.analysis.pages.derived_columns import Row, find_sort_place, get_sort_number, is_shown
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.services import Json
from sokehoach.apps.consolidation.permissions import find_first_area
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.jobs.queries import find_latest_job
from sokehoach.apps.jobs.services import ReportProgress, Result, get_argument_id
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.numbers import write_number
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.domain.analysis.derivation import ShownRows
from sokehoach.domain.analysis.pivot import TOTAL

KIND = "analysis.wide"
MAX_CELLS = 3_000_000
_CHUNK_CELLS = 20_000  # that the job reads at once

# What is done all the time and changes no figure, unit, definition or right. After any other event the order of the
# rows may be another.
_UNRELATED_SUBJECTS = ("document", "entry", "job", "notices", "question", "session", "sign_in", "token")
_UNRELATED_ACTIONS = (
    "figures.snapshot", "report.approve", "report.decline", "report.fill", "report.import", "report.open",
    "report.paste", "report.save", "report.send", "report.submit", "user.choose_language", "user.wrong_code",
)  # fmt: skip
_FLAGS = {ShownRows.ALL: "", ShownRows.WITH_FIGURE: "has_figure", ShownRows.WITH_GAP: "has_gap"}


@dataclass(frozen=True, slots=True)
class WideRows:
    """The rows of a page, and how many are shown on all pages; or, with `problem`, why there are none.

    `open_job`: the row id of the job that is making the snapshot.
    """

    problem: str = ""
    open_job: int | None = None
    count: int = 0
    rows: tuple[Row, ...] = ()


def check_size(answer: PivotAnswer) -> None:
    """Raises UnanswerableQuestionError where there is no engine, or the answer is too large for a snapshot."""
    if not duckdb_engine.is_installed() or len(answer.rows) * len(answer.columns) > MAX_CELLS:
        raise UnanswerableQuestionError(_("Bảng quá lớn để sắp xếp hay lọc: chọn ít đơn vị, ít chỉ tiêu hơn."))


def build_arguments(user: User, answer: PivotAnswer) -> dict[str, Json]:
    """The arguments of the job: the same for each order and filter of a question."""
    question = replace(answer.question, measures=(*answer.pivot.measures,), sort="", shown_rows=ShownRows.ALL)
    query = question_query.build_query(question)
    return {"person": user.pk, "query": query, "day": clock.today().isoformat()}


def count_steps(answer: PivotAnswer) -> int:
    """How many times the handler reports progress."""
    return len(range(0, len(answer.rows), _count_chunk_rows(answer)))


def write_snapshot(arguments: dict[str, Json], report_progress: ReportProgress) -> Result:
    """Handler of the job. `arguments`: those of `build_arguments`. ActionRefused where the question has no answer."""
    last_event = _find_last_event()  # before anything is read: what happens meanwhile is a change
    answer = _load_asked_answer(arguments)
    description = {"last_event": last_event, "shape": _compute_shape_digest(answer)}
    with tempfile.TemporaryDirectory(prefix="answer.", dir=settings.HOME) as directory:
        folder = Path(directory) / "snapshot"
        file = SnapshotFile(ANSWER_CELLS, _iter_cells(answer, report_progress))
        try:
            with snapshots.prepare_snapshot(folder, [file], description):
                pass  # it gets its name when the block ends
        except EngineError as error:
            raise ActionRefused(str(error)) from error
        return Result("bang-so-lieu.zip", "application/zip", zip_folder(folder))


def may_have_snapshot(arguments: dict[str, Json]) -> bool:
    """Whether the account still gets an answer to the question."""
    try:
        _load_asked_answer(arguments)
    except (ActionRefused, NotFoundError):
        return False
    return True


def build_page_address(arguments: dict[str, Json]) -> str:
    """The page with the rows sorted by their first column."""
    return f"{reverse('analysis:ask')}?{arguments['query']}&sap=-0"


def find_open_job(user: User, answer: PivotAnswer) -> int | None:
    """The row id of the job that is making the snapshot; None without one."""
    job = _find_job(user, answer)
    return job.pk if job is not None and job.open else None


def load_wide_rows(user: User, answer: PivotAnswer, page: int) -> WideRows:
    """The rows of a page (from 1), or of the last one; none where the snapshot is not whole, or not as stored now."""
    job = _find_job(user, answer)
    if job is not None and job.open:
        return WideRows(_("Bảng đang được lập. Lập xong thì mở lại trang này."), job.pk)
    if job is not None and job.state == Job.State.FAILED:
        return WideRows(translate(job.failure))
    if job is None or job.result is None:
        count = write_number(Decimal(len(answer.rows) * len(answer.columns)))
        return WideRows(_("Bảng có %(count)s ô: cần lập trước khi sắp xếp hay lọc.") % {"count": count})
    try:
        return _read_rows(answer, bytes(job.result), page)
    except (SnapshotError, EngineError) as error:
        return WideRows(translate(str(error)))


def _read_rows(answer: PivotAnswer, content: bytes, page: int) -> WideRows:
    columns = tables.list_columns(answer)
    place = find_sort_place(answer, columns)
    arranged = arranged_rows.read_page(
        content,
        Arrangement(place, answer.question.sort.startswith("-"), _FLAGS[answer.question.shown_rows]),
        start=(page - 1) * answer.rows_a_page,
        length=answer.rows_a_page,
        home=settings.HOME,
    )
    if not _has_changed(answer, arranged.description):
        numbers = [number for number, _split in arranged.rows]
        read_rows = answer.read([answer.rows[number] for number in numbers])
        rows = tuple((number, *row) for number, row in zip(numbers, read_rows, strict=True))
        sorted_numbers = [split_number(get_sort_number(answer, columns, row, place or 0)) for row in rows]
        is_shown_now = all(is_shown(answer.question.shown_rows, facts) for _number, _row, facts in rows)
        if is_shown_now and sorted_numbers == [split for _number, split in arranged.rows]:
            return WideRows(count=arranged.count, rows=rows)
    return WideRows(_("Số liệu hoặc quyền xem đã thay đổi từ khi lập bảng. Hãy lập lại."))


def _has_changed(answer: PivotAnswer, description: dict[str, Json]) -> bool:
    later_events = Event.objects.filter(seq__gt=description["last_event"]).exclude(action__in=_UNRELATED_ACTIONS)
    for subject in _UNRELATED_SUBJECTS:
        later_events = later_events.exclude(action__startswith=f"{subject}.")
    return description["shape"] != _compute_shape_digest(answer) or later_events.exists()


def _find_job(user: User, answer: PivotAnswer) -> Job | None:
    arguments = build_arguments(user, answer)
    return find_latest_job(user.pk, KIND, query=str(arguments["query"]), day=str(arguments["day"]))


def _load_asked_answer(arguments: dict[str, Json]) -> PivotAnswer:
    user = get_account(get_argument_id(arguments, "person"))
    question = question_query.parse_query(str(arguments["query"]), find_first_area(user))
    day = date.fromisoformat(str(arguments["day"]))
    try:
        return load_answer(user, load_catalogue(user, day), question, day)
    except UnanswerableQuestionError as error:
        raise ActionRefused(str(error)) from error


def _find_last_event() -> int:
    return Event.objects.aggregate(last=Max("seq"))["last"] or 0


def _compute_shape_digest(answer: PivotAnswer) -> str:
    """A digest of all that decides on the headings: while it is the same, each row stands at the same place."""
    pivot = answer.pivot
    members = {dimension.value: [member.key for member in listed] for dimension, listed in pivot.members.items()}
    shape = [pivot.rows, pivot.columns, members, pivot.places_add, pivot.periods_add, len(answer.rows)]
    return file_digest(json.dumps(shape).encode())


def _count_chunk_rows(answer: PivotAnswer) -> int:
    return max(1, _CHUNK_CELLS // len(answer.columns))


def _iter_cells(answer: PivotAnswer, report_progress: ReportProgress) -> Iterator[tuple[object, ...]]:
    """The rows of `ANSWER_CELLS`."""
    columns, numbers = tables.list_columns(answer), itertools.count()
    places = range(len(answer.columns) + len(columns))
    for step, headings in enumerate(batched(answer.rows, _count_chunk_rows(answer))):
        report_progress(step)
        for heading, facts in answer.read(headings):
            row = (next(numbers), heading, facts)
            flags = [
                TOTAL in dict(heading).values(),
                *(is_shown(shown_rows, facts) for shown_rows in (ShownRows.WITH_FIGURE, ShownRows.WITH_GAP)),
            ]
            for place in places:
                split = split_number(get_sort_number(answer, columns, row, place)) or (None, None)
                yield row[0], place, *split, *flags
