"""Creates the address book with identifiers, an issued and received report, an extension, and June's reminders."""

from datetime import date, datetime

from sokehoach.apps.documents.models import Correspondent, OfficialDocument
from sokehoach.apps.documents.pages import report_drafts
from sokehoach.apps.documents.queries.dispatches import list_arrivals
from sokehoach.apps.documents.services import addresses, dispatches, documents, numbers, signatures, workflow
from sokehoach.apps.reporting.services import extensions
from sokehoach.apps.setup.demonstration.calendar import PERIOD, Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers
from sokehoach.apps.setup.demonstration.reports import EXTENDED_FORM
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.messages import say

PROVINCE, DISTRICT = "H18", "H18.31"  # below the province the code is invented
REPORT_PERIOD = "2020S2"
DONE = say("sổ địa chỉ có mã định danh; một báo cáo đã phát hành, Sở đã tiếp nhận; một lần lùi hạn; đã nhắc việc")


def fill_addresses(when: datetime) -> None:
    """Adds every unit to the address book under its own name, with an identifier in the form of QĐ 20/2020."""
    addresses.import_units(by="demo", at=when)
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
        addresses.update_address(
            name=row.name, unit=row.unit, since=row.valid_from, code=identifier, by="demo", at=when
        )


def build_steps(users: DemoUsers) -> list[Step]:
    clerk = users.players["vanhoa"]
    extension_ids: list[int] = []

    def request_extension(when: datetime) -> object:
        result = extensions.ask(
            form=EXTENDED_FORM, unit=clerk.unit, period=PERIOD, until=date(2021, 6, 18),
            reason="Chờ số liệu của đội chiếu phim lưu động về ngày 17/6.", by=clerk, at=when,
        )  # fmt: skip
        extension_ids.append(int(str(result.answer["id"])))
        return result

    def grant_extension(when: datetime) -> object:
        return extensions.answer(extension=extension_ids[0], granted=True, comment="", by=users.office, at=when)

    return [
        (demo_time(6, 15, 8, 30), request_extension),
        (demo_time(6, 15, 14), grant_extension),
        (demo_time(12, 17, 9, year=2020), _issue_report(users)),
        (demo_time(12, 18, 8, year=2020), _receive_report(users)),
    ]


def _issue_report(users: DemoUsers) -> StepAction:
    office, head = users.office, users.players["truongphong"]

    def run(when: datetime) -> object:
        draft = report_drafts.build_draft_report(office, "bc-ldtbxh", REPORT_PERIOD)
        result = documents.draft_document(
            kind=DocumentKind.REPORT, issuer=draft.issuer, area=draft.area, period=REPORT_PERIOD, outline=draft.outline,
            content=draft.content, by=office, at=when,
        )  # fmt: skip
        row = OfficialDocument.objects.get(pk=int(str(result.answer["id"])))

        def get_version() -> int:
            row.refresh_from_db()
            return row.version

        workflow.submit_document(document=row.pk, version=get_version(), by=office, at=when)
        workflow.confirm_check(document=row.pk, version=get_version(), by=office, at=when)
        numbers.assign_number(document=row.pk, version=get_version(), number=412, day=when.date(), by=office, at=when)
        signatures.sign_on_paper(document=row.pk, version=get_version(), by=head, at=when)
        to = Correspondent.objects.filter(unit__code__in=("11.SOLDTBXH", "099")).values_list("pk", flat=True)
        dispatches.assign_recipients(
            document=row.pk,
            version=get_version(),
            to=[(pk, "product") for pk in to],
            due_on=None,
            by=office,
            at=when,
        )
        return dispatches.issue_document(document=row.pk, version=get_version(), by=office, at=when)

    return run


def _receive_report(users: DemoUsers) -> StepAction:
    superior = users.players["sotiepnhan"]

    def run(when: datetime) -> object:
        (delivery,) = list_arrivals(superior)
        return dispatches.accept_delivery(delivery=delivery.pk, by=superior, at=when)

    return run
