"""The address book with identifiers; one report issued and received; a day granted; the reminders of June."""

from datetime import date, datetime

from sokehoach.apps.documents.models import Correspondent, OfficialDocument
from sokehoach.apps.documents.selectors import drafting
from sokehoach.apps.documents.selectors.dispatches import arrived
from sokehoach.apps.documents.services import addresses, dispatches, documents, life, numbers, signatures
from sokehoach.apps.reporting.services import extensions
from sokehoach.apps.setup.demonstration.calendar import PERIOD, Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast
from sokehoach.apps.setup.demonstration.reports import LATER
from sokehoach.domain.documents.kinds import Kind

PROVINCE, DISTRICT = "H18", "H18.31"  # invented below the province
REPORTED = "2020S2"
DONE_VI = (
    "sổ địa chỉ có mã định danh; một báo cáo đã phát hành, Sở đã tiếp nhận; một lần lùi hạn; đã nhắc việc"
)
DONE_EN = (
    "address book with identifiers; one report issued and received; one extension granted; reminders sent"
)


def fill_addresses(when: datetime) -> None:
    """Every unit under its own name and, in the province and the district, an identifier of QĐ 20/2020."""
    addresses.fill(by="demo", at=when)
    numbered = {PROVINCE: 10, DISTRICT: 1}
    for row in list(Correspondent.objects.select_related("unit").order_by("unit__code")):
        assert row.unit is not None
        code = row.unit.code
        if code == "11":
            identifier = PROVINCE
        elif code == "099":
            identifier = DISTRICT
        else:
            group = PROVINCE if code.startswith("11.") else DISTRICT
            identifier = f"{group}.{numbered[group]:02}"
            numbered[group] += 1
        addresses.keep(
            name=row.name, unit=row.unit, since=row.valid_from, code=identifier, by="demo", at=when
        )


def write_down(cast: Cast) -> list[Step]:
    clerk = cast.players["vanhoa"]
    asked: list[int] = []

    def ask(when: datetime) -> object:
        done = extensions.ask(
            form=LATER, unit=clerk.unit, period=PERIOD, until=date(2021, 6, 18),
            reason="Chờ số liệu của đội chiếu phim lưu động về ngày 17/6.", by=clerk, at=when,
        )  # fmt: skip
        asked.append(int(str(done.answer["id"])))
        return done

    def grant(when: datetime) -> object:
        return extensions.answer(extension=asked[0], granted=True, said="", by=cast.office, at=when)

    return [
        (at(6, 15, 8, 30), ask),
        (at(6, 15, 14), grant),
        (at(12, 17, 9, year=2020), _issue(cast)),
        (at(12, 18, 8, year=2020), _receive(cast)),
    ]


def _issue(cast: Cast) -> Take:
    office, head = cast.office, cast.players["truongphong"]

    def take(when: datetime) -> object:
        made = drafting.begun(office, "bc-ldtbxh", REPORTED)
        done = documents.draft(
            kind=Kind.REPORT, issuer=made.issuer, area=made.area, period=REPORTED, outline=made.outline,
            content=made.content, by=office, at=when,
        )  # fmt: skip
        row = OfficialDocument.objects.get(pk=int(str(done.answer["id"])))

        def current() -> int:
            row.refresh_from_db()
            return row.version

        life.submit(document=row.pk, version=current(), by=office, at=when)
        life.check(document=row.pk, version=current(), by=office, at=when)
        numbers.give(document=row.pk, version=current(), number=412, day=when.date(), by=office, at=when)
        signatures.on_paper(document=row.pk, version=current(), by=head, at=when)
        to = Correspondent.objects.filter(unit__code__in=("11.SOLDTBXH", "099")).values_list("pk", flat=True)
        dispatches.address(
            document=row.pk,
            version=current(),
            to=[(pk, "product") for pk in to],
            due_on=None,
            by=office,
            at=when,
        )
        return dispatches.issue(document=row.pk, version=current(), by=office, at=when)

    return take


def _receive(cast: Cast) -> Take:
    superior = cast.players["sotiepnhan"]

    def take(when: datetime) -> object:
        (delivery,) = arrived(superior)
        return dispatches.receive(delivery=delivery.pk, by=superior, at=when)

    return take
