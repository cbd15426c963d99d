"""The two programmes of a province of 2026 beside each other, with the accounts of its officials."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.db.models import Q

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import narratives, submissions, values
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell import thread_cache
from sokehoach.config.env import Demonstration
from sokehoach.domain.indicators.element import ValueKind
from tests.factories import frozen

PROGRAMMES = Path(programmes.__file__).parents[3] / "programmes"
FOLDERS = {path.name: path for path in sorted(PROGRAMMES.iterdir()) if (path / "programme.yaml").exists()}
FIRST, DRUGS, DIGITAL = "tuan_giao_2021", "ma_tuy_quang_ngai_2026", "chuyen_doi_so_quang_ngai_2026"
SINCE, TODAY = (
    date(2026, 1, 1),
    date(2026, 3, 16),
)  # the first working day after the cut-off of March and of the quarter
MONTHS, QUARTER = ("202601", "202602", "202603"), "2026Q1"
BASE = {"21025": "camthanh", "21484": "bato", "21548": "lyson"}  # a ward, a commune and the special zone
DEMONSTRATION = Demonstration(today=TODAY, seed=0)

type Grants = tuple[tuple[str, str, str], ...]  # role, function, code of the unit over which it holds

OFFICIALS: dict[str, dict[str, tuple[str, Grants]]] = {  # by programme, then by username: unit, grants
    DRUGS: {
        "pcmt": ("51.CA", (("standing_office", "general", "51"),)),
        **{
            f"mt-{name}": (code, (("commune_clerk", "general", code),)) for code, name in BASE.items()
        },
        "pc04": ("51.PC04", (("agency_clerk", "general", "51.PC04"), ("police", "enforcement", "51.PC04"))),
        "mt-soyte": ("51.SYT", (("agency_clerk", "general", "51.SYT"), ("health", "support", "51.SYT"))),
        "mt-sogd": ("51.SGDDT", (("agency_clerk", "general", "51.SGDDT"),)),
        "mt-lanhdao": ("51", (("leader", "general", "51"),)),
        "mt-giamdoc": ("51.CA", (("signer", "general", "51.CA"), ("figures_reader", "general", "51"))),
        "mt-vanphong": ("51.VP", (("office_clerk", "general", "51"),)),
        "mt-nguoixem": ("51.VP", (("figures_reader", "general", "51"),)),
        "mt-quantri": ("51.CA", (("unit_admin", "general", "51"),)),
    },
    DIGITAL: {
        "cds": ("51.SKHCN", (("standing_office", "general", "51"),)),
        "cds-skhcn": ("51.SKHCN", (("agency_clerk", "general", "51.SKHCN"),)),
        **{
            f"cds-{name}": (code, (("commune_clerk", "general", code),)) for code, name in BASE.items()
        },
        "cds-soyte": ("51.SYT", (("agency_clerk", "general", "51.SYT"),)),
        "cds-lanhdao": ("51", (("leader", "general", "51"),)),
        "cds-giamdoc": ("51.SKHCN", (("signer", "general", "51.SKHCN"), ("figures_reader", "general", "51"))),
        "cds-vanphong": ("51.VP", (("office_clerk", "general", "51"),)),
        "cds-nguoixem": ("51.VP", (("figures_reader", "general", "51"),)),
        "cds-quantri": ("51.SKHCN", (("unit_admin", "general", "51"),)),
    },
}  # fmt: skip


def morning(day: date = TODAY) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def load(*codes: str) -> None:
    """By the service; in a database that holds no programme yet, once for a state of the source, then put back."""

    def load_each() -> None:
        for code in codes:
            programmes.load_programme(folder=FOLDERS[code], by="tests", at=morning(SINCE))

    if Programme.objects.exists() or Unit.objects.exists():
        load_each()
    else:
        frozen.once_for_all("-".join(("programmes", *codes)), load_each)
        thread_cache.forget_answers()


def hire(
    code: str, officials: Mapping[str, tuple[str, Grants]] | None = None, *, today: date = TODAY, since: date = SINCE
) -> dict[str, User]:
    """The officials of a programme, by username."""
    roles = {role.code: role for role in Role.objects.filter(Q(programme=None) | Q(programme__code=code))}
    valid_at = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gt=today))
    units = {unit.code: unit for unit in Unit.objects.filter(valid_at)}
    people = {}
    for username, (unit, parts) in (officials or OFFICIALS[code]).items():
        users.create_user(
            username=username, full_name=f"Người {username}", title="", unit=units[unit], cast_as=username,
            by="tests", at=morning(since),
        )  # fmt: skip
        people[username] = user = User.objects.select_related("unit__parent").get(username=username)
        for role, function, over in parts:
            grants.create_grant(
                user=user, role=roles[role], unit=units[over], function=function, since=since, by="tests",
                at=morning(since),
            )  # fmt: skip
    return people


@dataclass(frozen=True)
class Office:
    """A programme with the officials who run it; `reviewer` accepts what the clerks send."""

    code: str
    people: Mapping[str, User]
    reviewer: str

    def form(self, code: str) -> Form:
        return Form.objects.get(programme=Programme.objects.get(code=self.code), code=code)

    def report(
        self,
        username: str,
        form: str,
        cells: Mapping[str, str] | None,
        *,
        texts: Mapping[str, str] = MappingProxyType({}),
        period: str,
        day: date = TODAY,
    ) -> uuid.UUID:
        """Sent and, an hour later, accepted. None: as the shorter periods make them.

        Cells that are not named are 0, and «không áp dụng» where they take a day.
        """
        clerk, at, row = self.people[username], morning(day), self.form(form)
        opened = submissions.open_submission(form=row.uid, unit=clerk.unit, period=period, by=clerk, at=at)
        pk = uuid.UUID(str(opened.answer["id"]))
        if cells is not None:
            days = {*row.programme.elements.filter(kind=ValueKind.DATE).values_list("uid", flat=True)}
            usual = {
                cell.code: "-" if cell.element in days else "0" for cell in row.definition.cells if not cell.sum_of
            }
            typed = usual | dict(cells)
            changes = {code: TypedCell(text, 0, "") for code, text in typed.items()}
            values.save(submission=pk, changes=changes, by=clerk, at=at)
        typed_texts = {code: TypedText(text, 0) for code, text in texts.items()}
        narratives.save(submission=pk, texts=typed_texts, by=clerk, at=at)
        version = access_submission(clerk, pk).version
        sent = submissions.send(submission=pk, version=version, by=clerk, at=at)
        acceptance.accept(
            submission=pk, version=int(str(sent.answer["version"])), by=self.people[self.reviewer],
            at=at + timedelta(hours=1),
        )  # fmt: skip
        return pk
