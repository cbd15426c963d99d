"""Builds the demonstration: invented data from a fixed seed, through the services that people use."""

from collections.abc import Callable
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.setup.demonstration import (
    activities,
    budget,
    communes,
    correspondence,
    courses,
    demo_users,
    earlier_periods,
    establishments,
    health,
    healthy_communes,
    inspections,
    plan,
    police,
    reports,
    supervision,
)
from sokehoach.apps.setup.demonstration.calendar import Step, demo_time, run_steps
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say


def is_database_empty() -> bool:
    return not Unit.objects.exists()


def check_database_empty() -> None:
    """Refuses where anything is stored: invented data must never mix with real data."""
    if not is_database_empty():
        raise ActionRefused(
            say("Cơ sở dữ liệu đã có dữ liệu: trình diễn chỉ dựng vào cơ sở dữ liệu trống. Không có gì thay đổi.")
        )


def build_demonstration(
    *,
    seed: int,
    report: Callable[[str], None],
    progress: Callable[[int, int], None] = lambda _count, _all: None,
) -> None:
    """Fills an empty database, completely or not at all.

    `report` gets the name of each part, `progress` the steps done and the total. The
    caller has marked the home as a demonstration before (`config.cli`). Raises ActionRefused where anything is stored.
    """
    random = Random(seed)  # noqa: S311 - invented data, not secrets
    with transaction.atomic():
        check_database_empty()
        programme = programmes.read_programme(programmes.DEFAULT_PROGRAMME)
        programmes.import_programme(programme=programme, by="demo", at=demo_time(1, 2, year=2020))
        report(
            say(
                "bộ dữ liệu: %(units)s đơn vị, %(elements)s chỉ tiêu, %(forms)s biểu",
                units=len(programme.units),
                elements=len(programme.elements),
                forms=len(programme.forms),
            )
        )
        users = demo_users.create_demo_users(random=random, at=demo_time(1, 3, 9, year=2020))
        accounts = len(users.clerks) + len(users.players)
        report(say("tài khoản trình diễn: %(accounts)s", accounts=accounts))
        correspondence.fill_addresses(demo_time(1, 4, 9, year=2020))
        row = plan.import_plan(programme, users)
        plan.record_work(row, users)
        report(say("kế hoạch mẫu: đã đọc, xác nhận, đưa vào theo dõi"))
        daily = Random(seed + 1)  # noqa: S311 - of its own, so that one more register changes no other's data
        run_steps(
            [
                *activities.build_steps(users, random),
                *communes.build_steps(users, daily),
                *courses.build_steps(users, daily),
                *police.build_steps(users),
                *health.build_steps(users, daily),
                *establishments.build_steps(users, Random(seed + 2)),  # noqa: S311 - of its own, too
                *inspections.build_steps(users),
                *budget.build_steps(users, Random(seed + 3)),  # noqa: S311 - and of its own
                *supervision.build_steps(users),
                *healthy_communes.build_steps(users),
                *reports.build_steps(users, random),
                *earlier_periods.build_steps(users, Random(seed + 4)),  # noqa: S311
                *correspondence.build_steps(users),
                *_build_reminder_steps(),
            ],
            progress,
        )
        report(say("sổ theo dõi: một năm truyền thông, nửa năm các việc khác của huyện và 19 xã, thị trấn"))
        for part in (reports, earlier_periods, correspondence):
            report(part.DONE)


def _build_reminder_steps() -> list[Step]:
    """Builds the daily reminders around the due date, as the timer would send them."""
    remind = import_string(settings.REMIND)
    return [(demo_time(6, day, 7), lambda when: remind(by="tick", at=when)) for day in (14, 17, 21, 22)]
