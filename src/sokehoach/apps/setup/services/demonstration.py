"""The demonstration: invented data of a fixed seed, made through the services that people use."""

from collections.abc import Callable
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from sokehoach.apps.documents.services import addresses
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.setup.demonstration import (
    activities,
    cast,
    communes,
    courses,
    establishments,
    health,
    healthy,
    inspections,
    last_half,
    money,
    plan,
    police,
    reports,
    scrutiny,
)
from sokehoach.apps.setup.demonstration.calendar import at, live
from sokehoach.apps.setup.services import packs
from sokehoach.apps.shell.outcomes import Refused


def database_is_empty() -> bool:
    return not Unit.objects.exists()


def refuse_unless_empty() -> None:
    """Invented data never stand beside real ones."""
    if not database_is_empty():
        raise Refused(
            _(
                "Cơ sở dữ liệu đã có dữ liệu: trình diễn chỉ dựng vào cơ sở dữ liệu trống. Không có gì thay đổi."
            )
        )


def build(*, seed: int, report: Callable[[str], None]) -> None:
    """Fill an empty database, whole or not at all; `report` is told of each step in Vietnamese.

    Whoever calls has marked the home as a demonstration before (`config.cli`). Refused where anything is stored.
    """
    random = Random(seed)  # noqa: S311 - invented data, not secrets
    with transaction.atomic():
        refuse_unless_empty()
        pack = packs.read(packs.DEFAULT)
        packs.keep(pack=pack, by="demo", at=at(1, 4))
        report(f"bộ dữ liệu: {len(pack.units)} đơn vị, {len(pack.elements)} chỉ tiêu, {len(pack.forms)} biểu")
        players = cast.assemble(random=random, at=at(1, 4, 9))
        report(f"tài khoản trình diễn: {len(players.clerks) + len(players.players)}")
        addresses.fill(by="demo", at=at(1, 4, 9))
        row = plan.bring_in(pack, players)
        plan.work(row, players)
        report("kế hoạch mẫu: đã đọc, xác nhận, đưa vào theo dõi")
        daily = Random(seed + 1)  # noqa: S311 - of its own, so that one more register changes no other's data
        live(
            [
                *activities.write_down(players, random),
                *communes.write_down(players, daily),
                *courses.write_down(players, daily),
                *police.write_down(players),
                *health.write_down(players, daily),
                *establishments.write_down(players, Random(seed + 2)),  # noqa: S311 - of its own, too
                *inspections.write_down(players),
                *money.write_down(players, Random(seed + 3)),  # noqa: S311 - and of its own
                *scrutiny.write_down(players),
                *healthy.write_down(players),
                *reports.send_in(players, random),
                *last_half.close(players),
            ]
        )
        report("sổ theo dõi: một năm truyền thông, nửa năm các việc khác của huyện và 19 xã, thị trấn")
        report(reports.TOLD)
        report(last_half.TOLD)
