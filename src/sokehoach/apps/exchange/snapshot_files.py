"""Snapshots of closed periods that an account asks for on a page, as .zip: written and counted again by a job.

Two kinds: with the totals of confidential groups, as a standing office sees them, and without anything of these groups.
An account gets one of the areas that it sees, where it sees the unit that consolidates each form and all below.
"""

import tempfile
from collections.abc import Collection
from pathlib import Path

from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine, is_installed
from sokehoach.adapters.rollup.engine import EngineError
from sokehoach.adapters.snapshots import SnapshotError
from sokehoach.adapters.writers.zip_file import zip_folder
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.users import get_account
from sokehoach.apps.audit.services import Json
from sokehoach.apps.consolidation.permissions import audience_of, list_visible_areas
from sokehoach.apps.consolidation.queries.figures import list_figure_places
from sokehoach.apps.exchange.file_results import get_texts
from sokehoach.apps.exchange.snapshot_rows import SnapshotScope, count_sheets
from sokehoach.apps.exchange.snapshots import check_snapshot, export_snapshot
from sokehoach.apps.jobs.services import ReportProgress, Result, get_argument_id
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.policy.groups import GENERAL

KIND = "exchange.snapshot"
WHOLE, OPEN = "snapshot", "open_snapshot"  # with the totals of confidential groups, and without


def list_snapshot_periods(user: User, programme: Programme, kind: str) -> frozenset[str]:
    """The closed periods whose snapshot the account may have; none without an engine. Some queries for each form."""
    if not is_installed():
        return frozenset()
    audience, visible_areas = audience_of(user), list_visible_areas(user, programme)
    # Whoever holds a confidential function does not see the other side of its wall, a standing office sees both totals.
    if GENERAL not in audience.functions or (kind == WHOLE and audience.functions != {GENERAL}):
        return frozenset()
    scope = _load_scope(programme, kind, ())
    units = {form.uid: query_forms.get_form_unit(form.uid) for forms in scope.forms.values() for form in forms}
    codes = dict(Unit.objects.filter(code__in={unit.code for unit in units.values()}).values_list("pk", "code"))
    seen = {
        (form, period)
        for form, period, area in list_figure_places(units)
        if area in visible_areas
        and codes.get(area) == units[form].code
        and not get_levels()[units[form].level].is_above(audience.level)
    }
    return frozenset(
        period
        for (_programme, period), forms in scope.forms.items()
        if all((form.uid, period) in seen for form in forms)
    )


def build_arguments(user: User, programme: Programme, periods: Collection[str], kind: str) -> dict[str, Json]:
    return {"person": user.pk, "programme": programme.code, "periods": [*sorted(periods)], "format": kind}


def count_steps(arguments: dict[str, Json]) -> int:
    """How many times the handler reports progress: once for each sheet, and for the recount."""
    programme = Programme.objects.get(code=arguments["programme"])
    scope = _load_scope(programme, str(arguments["format"]), get_texts(arguments, "periods"))
    scope.areas = list_visible_areas(get_account(get_argument_id(arguments, "person")), programme)
    return count_sheets(scope) + 1


def write_snapshot(arguments: dict[str, Json], tell: ReportProgress) -> Result:
    """`arguments`: those of `build_arguments`. ActionRefused where the rights have changed, or it cannot be made whole.

    It is counted again from its own values before it is given out: what is not equal is not shown.
    """
    if not may_take_snapshot(arguments):
        raise ActionRefused(say("Quyền xem số liệu đã thay đổi từ khi yêu cầu lập tệp. Hãy lập lại."))
    user, kind = get_account(get_argument_id(arguments, "person")), str(arguments["format"])
    programme = Programme.objects.get(code=arguments["programme"])
    periods = get_texts(arguments, "periods")
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory) / "snapshot"
        try:
            export_snapshot(
                folder, programmes=[programme], periods=periods, areas=list_visible_areas(user, programme),
                confidential=kind == WHOLE, by=user.username, at=clock.now(), report_progress=tell,
            )  # fmt: skip
            tell(count_steps(arguments) - 1)
            check = check_snapshot(folder, DuckDBEngine)
        except (EngineError, SnapshotError) as error:
            raise ActionRefused(str(error)) from error
        except NotFoundError:
            raise ActionRefused(say("Không còn kỳ nào đã chốt trong các kỳ được chọn.")) from None
        if check.differences or not check.is_recorded:
            raise ActionRefused(
                say("Tính lại từ bản trích thì lệch %(n)s chỗ, nên không đưa ra tệp.", n=len(check.differences))
            )
        name = f"{programme.code}-{periods[0]}" + (f"-{periods[-1]}" if len(periods) > 1 else "")
        return Result(f"{name}-parquet.zip", "application/zip", zip_folder(folder))


def may_take_snapshot(arguments: dict[str, Json]) -> bool:
    """Whether the account still sees all that the snapshot has."""
    user = get_account(get_argument_id(arguments, "person"))
    programme = Programme.objects.filter(code=arguments["programme"]).first()
    if programme is None:
        return False
    return list_snapshot_periods(user, programme, str(arguments["format"])) >= {*get_texts(arguments, "periods")}


def _load_scope(programme: Programme, kind: str, periods: Collection[str]) -> SnapshotScope:
    scope = SnapshotScope([programme], kind == WHOLE, periods)
    scope.load_forms()
    return scope
