"""The demonstration: invented data of a fixed seed, made through the services that people use."""

from collections.abc import Callable
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.setup.demonstration import (
    activities,
    cast,
    communes,
    courses,
    earlier_periods,
    establishments,
    health,
    healthy,
    inspections,
    money,
    papers,
    plan,
    police,
    reports,
    scrutiny,
)
from sokehoach.apps.setup.demonstration.calendar import Step, at, live
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


def build(
    *,
    seed: int,
    report: Callable[[str, str], None],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> None:
    """Fill an empty database, whole or not at all. `report` hears of each part in Vietnamese and in English, `progress`
    how many of all steps are done.

    Whoever calls has marked the home as a demonstration before (`config.cli`). Refused where anything is stored.
    """
    random = Random(seed)  # noqa: S311 - invented data, not secrets
    with transaction.atomic():
        refuse_unless_empty()
        pack = packs.read(packs.DEFAULT)
        packs.keep(pack=pack, by="demo", at=at(1, 2, year=2020))
        sizes = len(pack.units), len(pack.elements), len(pack.forms)
        report(
            "bộ dữ liệu: {} đơn vị, {} chỉ tiêu, {} biểu".format(*sizes),
            "programme: {} organisation units, {} data elements, {} forms".format(*sizes),
        )
        players = cast.assemble(random=random, at=at(1, 3, 9, year=2020))
        accounts = len(players.clerks) + len(players.players)
        report(f"tài khoản trình diễn: {accounts}", f"demonstration accounts: {accounts}")
        papers.fill_addresses(at(1, 4, 9, year=2020))
        row = plan.bring_in(pack, players)
        plan.work(row, players)
        report("kế hoạch mẫu: đã đọc, xác nhận, đưa vào theo dõi", "sample plan: read, confirmed, in force")
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
                *earlier_periods.write_down(players, Random(seed + 4)),  # noqa: S311
                *papers.write_down(players),
                *_mornings(),
            ],
            progress,
        )
        report(
            "sổ theo dõi: một năm truyền thông, nửa năm các việc khác của huyện và 19 xã, thị trấn",
            "registers: a year of communication, half a year of other work of the district and 19 communes",
        )
        for part in (reports, earlier_periods, papers):
            report(part.DONE_VI, part.DONE_EN)


def _mornings() -> list[Step]:
    """What the timer does around the due day: the reminders of these mornings."""
    remind = import_string(settings.REMIND)
    return [(at(6, day, 7), lambda when: remind(by="tick", at=when)) for day in (14, 17, 21, 22)]
