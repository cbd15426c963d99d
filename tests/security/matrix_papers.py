"""Of the things of the matrix, as in the oracle: reports, documents, figures."""

from datetime import date, timedelta

from sokehoach.apps.accounts.models import Capacity, Grant, Role, User
from sokehoach.apps.accounts.services import users
from sokehoach.apps.documents.models import Correspondent, Delivery, DocumentFile, OfficialDocument
from sokehoach.apps.documents.services import dispatches, superior_forms
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure, AdHocUnit, Extension, Form, Submission
from tests.apps.documents import written
from tests.apps.documents.superior.test_forms import units as superior_file
from tests.security.matrix_places import ENFORCEMENT, GENERAL, MERGED, NOW, SUPPORT, Thing, World


def reports(world: World, units: dict[str, Unit]) -> None:
    forms = {one.code: one for one in Form.objects.all()}
    function = {"02-CA": ENFORCEMENT, "03-YT": SUPPORT}

    def told(row: Submission, name: str) -> None:
        world.put(
            "report", name, row.unit.code, function.get(row.form.code, GENERAL), state=row.state, id=row.pk,
            version=row.version, form=row.form.code, cell=row.form.definition.cells[0].code,
        )  # fmt: skip

    for name, code, form in (
        ("returned", "03304", "01-XA"), ("accepted", "03289", "01-XA"), ("of the police", "099.CA", "02-CA"),
        ("of health", "099.TTYT", "03-YT"),
    ):  # fmt: skip
        told(Submission.objects.get(unit__code=code, form__code=form, period="2021S1"), name)
    for name, code, form in (
        ("of the merged, begun", MERGED, "01-XA"), ("far away, begun", "02683", "01-XA"),
        ("of the police, begun", "099.CA", "02-CA"), ("of health, begun", "099.TTYT", "03-YT"),
    ):  # fmt: skip
        made = Submission.objects.create(form=forms[form], unit=units[code], period="2019S2", created_at=NOW, edition=1)
        told(made, name)
    for name, fn, unit in (
        ("general", GENERAL, "03304"),
        ("of the police", ENFORCEMENT, "099.CA"),
        ("of health", SUPPORT, "099.TTYT"),
    ):
        row = AdHoc.objects.create(
            office=units["099.LDTBXH"], title="Mưa lũ", function=fn, due_at=NOW + timedelta(hours=2),
            asked_by=world.askers[0].user, asked_at=NOW,
        )  # fmt: skip
        element = DataElement.objects.get(code="CD03") if fn == GENERAL else None
        AdHocFigure.objects.create(ad_hoc=row, position=0, name="Cuộc", unit="cuộc", kind="count", element=element)
        AdHocUnit.objects.create(ad_hoc=row, unit=units[unit])
        world.put("ad_hoc", name, unit, fn, id=row.pk, unit_code=unit)
    for name, unit, form in (
        ("a commune's", "03269", "01-XA"),
        ("the police's", "099.CA", "02-CA"),
        ("health's", "099.TTYT", "03-YT"),
    ):
        asked = Extension.objects.create(
            form=forms[form], unit=units[unit], period="2021S2", until=date(2021, 12, 30), reason="Sạt lở đường.",
            asked_by=User.objects.get(username="hoi8"), asked_at=NOW,
        )  # fmt: skip
        world.put("extension", name, unit, function.get(form, GENERAL), id=asked.pk)


def documents(world: World, units: dict[str, Unit]) -> None:
    office, commune = User.objects.get(username="thuongtruc"), User.objects.get(username="xa03304")
    health, chair = User.objects.get(username="yte"), User.objects.get(username="chutich03289")
    clerk = User.objects.get(username="xa03289")
    drafts = {
        "a commune's draft": written.draft(commune, units["03304"]),
        "the district's draft": written.draft(office, units["099"], area=units["099"]),
        "health's draft": written.draft(health, units["099.TTYT"]),
    }
    signing = written.to_sign(commune, units["03304"])
    out = written.signed(written.to_sign(clerk, units["03289"]), chair)
    to = Correspondent.objects.get(unit=units["099.LDTBXH"])
    dispatches.assign_recipients(
        document=out.pk, version=out.version, to=[(to.pk, "product")], due_on=NOW.date(), by=clerk, at=NOW
    )
    out = written.issued(written.current(out), clerk)
    drafts |= {"a commune's, to sign": signing, "a commune's, issued to the office": out}
    drafts |= _behind_the_wall(units)
    for name, row in drafts.items():
        file = DocumentFile.objects.create(
            document=row, part="attached", version=1, name="phu-luc.pdf", content_type="application/pdf", size=4,
            sha256="0" * 64, content=b"%PDF", added_by=row.drafted_by, added_at=NOW,
        )  # fmt: skip
        delivery = row.deliveries.order_by("pk").first()
        area = row.area.code if row.area else ""
        to = getattr(delivery.correspondent.unit, "code", "") if delivery else ""
        world.put(
            "document", name, row.issuer.code, row.function, state=row.state, id=row.pk, file=file.pk,
            version=row.version,
            delivery=delivery.pk if delivery else 987654321, area=area, to=to,
            side=SUPPORT if row.drafted_by == health else "",
        )  # fmt: skip
    arrived = _arrived_before(written_here=[row.pk for row in drafts.values()])
    world.things["papers"] = [Thing("papers", "all", among=(*world.things["document"], *arrived))]
    said = superior_forms.FormDetails("Biểu của Sở", "Công văn 12/SLĐ", date(2021, 1, 1))
    done = superior_forms.import_form(details=said, data=superior_file(), file_name="bieu.docx", by=office, at=NOW)
    world.put("superior form", "of the office", "099.LDTBXH", id=done.answer["form"], period="2021S1")
    world.put(
        "outline",
        "of the office",
        "099",
        outline="bc-ldtbxh",
        period="2021S1",
        issuer="099.LDTBXH",
        writers="office",
    )
    world.put(
        "outline",
        "of each commune",
        "099",
        outline="bc-xa",
        period="2021S1",
        issuer="099.LDTBXH",
        writers="communes",
    )


def _behind_the_wall(units: dict[str, Unit]) -> dict[str, OfficialDocument]:
    """Written from the police's own records: one as a draft, one issued to the team of inspection."""
    police, house = User.objects.get(username="congan"), units["099.CA"]
    users.create_user(username="kycongan", full_name="Lò Văn Hặc", title="", unit=house, by="tests", at=NOW)
    chief = User.objects.get(username="kycongan")
    for role, function in (("signer", GENERAL), ("police", ENFORCEMENT)):
        capacity = Capacity.objects.create(user=chief, function=function)
        Grant.objects.create(
            capacity=capacity, role=Role.objects.get(code=role), unit=house, valid_from=date(2004, 1, 1)
        )
    out = written.signed(written.to_sign(police, house, function=ENFORCEMENT), chief)
    to = Correspondent.objects.get(unit=units["099.D178"])
    dispatches.assign_recipients(
        document=out.pk, version=out.version, to=[(to.pk, "product")], due_on=NOW.date(), by=police, at=NOW
    )
    return {
        "the police's draft of their records": written.draft(police, house, function=ENFORCEMENT),
        "the police's, issued to the team": written.issued(written.current(out), police),
    }


def figures(world: World) -> None:
    for unit in ("099", "11", "082", "03304"):
        world.put("sheet", f"of {unit}", unit, unit_code=unit, period="2021S1", form="01-XA", element="TT01")
    world.put("sheet", "of the police's form", "099", unit_code="099", period="2021S1", form="02-CA", element="VV01")
    world.put("sheet", "of health's form", "099", unit_code="099", period="2021S1", form="03-YT", element="HT01")
    plan = Plan.objects.filter(state="in_force").get()
    for target in plan.targets.order_by("code")[:1]:
        world.put("target", "of the plan", "099", id=plan.pk, item=target.code)


def _arrived_before(written_here: list[int]) -> list[Thing]:
    """The demonstration's own documents, once for each unit that one was sent to."""
    rows = Delivery.objects.filter(sent_at__isnull=False, correspondent__unit__isnull=False)
    return [
        Thing(
            "document",
            f"the demonstration's to {delivery.correspondent.unit.code}",
            delivery.document.issuer.code,
            delivery.document.function,
            {"to": delivery.correspondent.unit.code, "area": getattr(delivery.document.area, "code", ""), "side": ""},
            state="issued",
        )
        for delivery in rows.exclude(document__in=written_here)
    ]
