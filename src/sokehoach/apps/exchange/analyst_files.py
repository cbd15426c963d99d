"""Files for analysts that an account asks for on a page: what it sees of a programme's accepted values and figures.

Written by a background job: whole or not at all. It is made with the rights that the account had when it asked, and is
given out while it still has them.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sokehoach.adapters.writers.zip_file import zip_folder
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.users import get_account
from sokehoach.apps.audit.services import Json
from sokehoach.apps.consolidation.permissions import audience_of, list_visible_areas
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.figures import list_figure_areas, list_figure_places
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet
from sokehoach.apps.exchange import services
from sokehoach.apps.exchange.data_packages import PackageRows, write_package
from sokehoach.apps.exchange.file_results import get_texts
from sokehoach.apps.exchange.pages import list_forms
from sokehoach.apps.exchange.snapshot_files import OPEN, WHOLE, list_snapshot_periods
from sokehoach.apps.jobs.services import ReportProgress, Result, get_argument_id, get_argument_ids
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import Period, parse_period
from sokehoach.domain.reporting.form import Form

KIND = "exchange.files"
MOST_PERIODS = 12  # in one file
PACKAGE, TABLE = "package", "csv"


@dataclass(frozen=True, slots=True)
class FileOffer:
    """A programme of which the account sees figures: by period, the newest first, the areas (row ids) with some.

    `snapshot_periods`: those that it may have as a snapshot, by kind.
    """

    programme: Programme
    areas_by_period: Mapping[Period, frozenset[int]]
    snapshot_periods: Mapping[str, frozenset[str]]


def list_offers(user: User) -> list[FileOffer]:
    """By name of the programme. Two queries for each programme, and some for each of its forms."""
    offers = []
    for programme in Programme.objects.order_by("short_name", "pk"):
        units = list_visible_areas(user, programme)
        if not units:
            continue
        areas: dict[str, set[int]] = defaultdict(set)
        for _form, period, area in list_figure_places([form.uid for form in query_forms.list_forms(programme)]):
            if area in units:
                areas[period].add(area)
        periods = sorted(map(parse_period, areas), key=lambda period: (period.end, period.start), reverse=True)
        if periods:
            snapshot_periods = {kind: list_snapshot_periods(user, programme, kind) for kind in (OPEN, WHOLE)}
            areas_by_period = {period: frozenset(areas[period.id]) for period in periods}
            offers.append(FileOffer(programme, areas_by_period, snapshot_periods))
    return offers


def build_arguments(user: User, offer: FileOffer, periods: Collection[str], kind: str) -> dict[str, Json]:
    """The arguments of the job: what is asked, and with which rights."""
    chosen_periods = [period for period in offer.areas_by_period if period.id in periods]
    areas = frozenset[int]().union(*(offer.areas_by_period[period] for period in chosen_periods))
    return {
        "person": user.pk,
        "programme": offer.programme.code,
        "periods": [period.id for period in reversed(chosen_periods)],
        "format": kind,
        "areas": [*sorted(areas)],
        "functions": [*sorted(audience_of(user).functions)],
    }


def count_steps(arguments: dict[str, Json]) -> int:
    """How many times the handler reports progress: once for each form of each period."""
    programme = Programme.objects.get(code=arguments["programme"])
    return len(_list_forms(programme, get_texts(arguments, "periods")))


def write_files(arguments: dict[str, Json], tell: ReportProgress) -> Result:
    """`arguments`: those of `build_arguments`. ActionRefused where the rights have changed since."""
    user = get_account(get_argument_id(arguments, "person"))
    has_same_functions = audience_of(user).functions == set(get_texts(arguments, "functions"))
    if not may_take_files(arguments) or not has_same_functions:
        raise ActionRefused(say("Quyền xem số liệu đã thay đổi từ khi yêu cầu lập tệp. Hãy lập lại."))
    programme = Programme.objects.get(code=arguments["programme"])
    periods, areas = get_texts(arguments, "periods"), frozenset(get_argument_ids(arguments, "areas"))
    rows = PackageRows()
    for step, (period, form) in enumerate(_list_forms(programme, periods)):
        tell(step)
        rows.add_form(form, period, _list_own_sheets(user, areas, form, period, partial(tell, step)))
    name = f"{programme.code}-{periods[0]}" + (f"-{periods[-1]}" if len(periods) > 1 else "")
    with tempfile.TemporaryDirectory() as folder:
        digest = write_package(Path(folder), rows, programme=programme, periods=periods)
        services.record_snapshot(
            digest=digest, periods={programme.code: periods}, confidential=True, by=user.username, at=clock.now()
        )
        if arguments["format"] == TABLE:
            return Result(f"{name}.csv", "text/csv; charset=utf-8", (Path(folder) / "values.csv").read_bytes())
        return Result(f"{name}.zip", "application/zip", zip_folder(Path(folder)))


def may_take_files(arguments: dict[str, Json], user: User | None = None) -> bool:
    """Whether the account still sees all areas that it saw when it asked, with the same functions.

    `user`: the account as a token limits it, for a program that fetches the file.
    """
    user = user or get_account(get_argument_id(arguments, "person"))
    programme = Programme.objects.filter(code=arguments["programme"]).first()
    if programme is None or not audience_of(user).functions >= set(get_texts(arguments, "functions")):
        return False
    return list_visible_areas(user, programme) >= set(get_argument_ids(arguments, "areas"))


def _list_forms(programme: Programme, periods: list[str]) -> list[tuple[str, Form]]:
    return [(period, form) for period in periods for form in list_forms(period, programme)]


def _list_own_sheets(
    user: User, areas: frozenset[int], form: Form, period: str, report_life: Callable[[], None]
) -> Iterator[ConsolidatedSheet]:
    """The sheets of these areas as the account's pages show them. `report_life`: called after each."""
    for area in list_figure_areas(form=form.uid, period=period):
        if area.pk in areas:
            yield sheets.access_sheet(user, unit=area.code, form=form.uid, period=period)
            report_life()
