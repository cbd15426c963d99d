"""Two small forms on the cast's district, reports made through the services that officials use, more communes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods import window
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from sokehoach.domain.text import fold_accents
from tests.factories import frozen
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.programmes import first_programme

PERIOD = "2021S1"
COMMUNES, POLICE = "01-XA", "02-CA"


def element(code: str, form: str, function: str = "general", *, persons: bool = False) -> DataElement:
    return DataElement(
        uid=code,
        code=code,
        name=f"Chỉ tiêu {code}",
        unit="cuộc",
        kind=ValueKind.COUNT,
        nature=Nature.FLOW,
        over_time=Operator.SUM,
        over_place=Operator.SUM,
        function=function,
        form=form,
        source="tests",
        counts_persons=persons,
    )


ELEMENTS = (
    element("TT01", COMMUNES),
    element("TT02", COMMUNES),
    element("CA01", POLICE, "enforcement"),
    element("CA02", POLICE, "enforcement", persons=True),
)
FORMS = (
    Form(
        uid=COMMUNES, code=COMMUNES, name="Kết quả của xã, thị trấn", period_type="six-month", function="general",
        reporters=Reporters(levels=("commune", "township")),
        sections=(FormSection("B", "Truyền thông", (Cell("B1", "TT01"), Cell("B2", "TT02"))),),
    ),
    Form(
        uid=POLICE, code=POLICE, name="Thống kê của Công an", period_type="six-month", function="enforcement",
        reporters=Reporters(codes=("099.CA",)), counting_window=window.POLICE,
        sections=(FormSection("A", "Vụ việc", (Cell("A1", "CA01"), Cell("A2", "CA02"))),),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A report that waits for the office."""

    id: uuid.UUID
    version: int


@dataclass(frozen=True)
class District:
    cast: Cast

    def send(
        self,
        clerk: User,
        cells: dict[str, str],
        *,
        form: str = COMMUNES,
        period: str = PERIOD,
        at: datetime = AT,
        reasons: Mapping[str, str] = MappingProxyType({}),
    ) -> Sent:
        """A clerk's report, sent; a cell that is not named stays blank. `reasons` for another number, by cell."""
        step = ("sent", clerk.pk, *cells.items(), form, period, at, *reasons.items())
        return frozen.once_after(
            step, lambda: self._send(clerk, cells, form, period, at, reasons), (*self.cast.persons, clerk)
        )

    def _send(
        self, clerk: User, cells: dict[str, str], form: str, period: str, at: datetime, reasons: Mapping[str, str]
    ) -> Sent:
        opened = submissions.open_submission(form=form, unit=clerk.unit, period=period, by=clerk, at=at)
        pk = uuid.UUID(str(opened.answer["id"]))
        changes = {code: TypedCell(text, 0, reasons.get(code, "")) for code, text in cells.items()}
        values.save(submission=pk, changes=changes, by=clerk, at=at)
        version = access_submission(clerk, pk).version
        sent = submissions.send(submission=pk, version=version, by=clerk, at=at)
        return Sent(pk, int(str(sent.answer["version"])))

    def accept(self, sent: Sent, at: datetime = AT) -> None:
        acceptance.accept(submission=sent.id, version=sent.version, by=self.cast.office, at=at)

    def report(
        self,
        clerk: User,
        cells: dict[str, str],
        *,
        form: str = COMMUNES,
        period: str = PERIOD,
        at: datetime = AT,
    ) -> uuid.UUID:
        """Sent and, an hour later, accepted."""

        def build() -> uuid.UUID:
            sent = self._send(clerk, cells, form, period, at, {})
            self.accept(sent, at + timedelta(hours=1))
            return sent.id

        return frozen.once_after(
            ("reported", clerk.pk, *cells.items(), form, period, at), build, (*self.cast.persons, clerk)
        )

    def settle(self, count: int) -> list[User]:
        """More communes, each with its clerk: 16 make nineteen of the cast's three."""
        return frozen.once_after(("settled", count), lambda: self._settle(count), self.cast.persons)

    def _settle(self, count: int) -> list[User]:
        role = Role.objects.get(code="reporter")
        clerks = []
        for number in range(count):
            code, name = f"9{number:04}", f"Thứ {number}"
            unit = Unit.objects.create(
                code=code,
                name=f"Xã {name}",
                short_name=name,
                letterhead=f"UBND xã {name}",
                folded=fold_accents(f"Xã {name}"),
                level="commune",
                parent=self.cast.units["099"],
                valid_from=SINCE,
            )
            users.create_user(
                username=f"xa{code}", full_name=f"Lò Văn {number}", title="", unit=unit, by="tests", at=AT
            )
            clerk = User.objects.get(username=f"xa{code}")
            grants.create_grant(user=clerk, role=role, unit=unit, function="general", since=SINCE, by="tests", at=AT)
            clerks.append(clerk)
        return clerks

    def renew(self, clerk: User, name: str, day: date) -> User:
        """The clerk's unit ends on the day, and another of the same code begins; its clerk."""
        earlier = clerk.unit
        Unit.objects.filter(pk=earlier.pk).update(valid_to=day, successors=[earlier.code])
        later = Unit.objects.create(
            code=earlier.code,
            name=f"Xã {name}",
            short_name=name,
            letterhead=f"UBND xã {name}",
            folded=fold_accents(f"Xã {name}"),
            level="commune",
            parent=earlier.parent,
            valid_from=day,
        )
        username = f"xa{earlier.code}moi"
        users.create_user(username=username, full_name="Lò Văn Ngoan", title="", unit=later, by="tests", at=AT)
        other = User.objects.get(username=username)
        role = Role.objects.get(code="reporter")
        grants.create_grant(user=other, role=role, unit=later, function="general", since=day, by="tests", at=AT)
        for player in (self.cast.office, self.cast.leader, clerk):
            scopes.clear_scope_cache(player)
        return other


def found(cast: Cast) -> District:
    def build() -> None:
        elements.import_elements(programme=first_programme(), elements=ELEMENTS, by="tests", at=AT)
        for form in FORMS:
            service_forms.import_forms(
                programme=first_programme(), forms=[form], unit=cast.units["099"], by="tests", at=AT
            )

    frozen.once(("district", cast.keys), build)
    return District(cast)
