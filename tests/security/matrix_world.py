"""The demonstration, and beside it what it lacks: another province, a unit that was merged, an account for every role
and place, a thing of every kind that an address can name.
"""

import hashlib
import io
from datetime import date, datetime, timedelta

from pypdf import PdfWriter

from sokehoach.apps.accounts.models import Capacity, Grant, Role, User
from sokehoach.apps.accounts.services import grants, invitations, users
from sokehoach.apps.analysis.services import questions
from sokehoach.apps.audit.services.checkpoints import seal
from sokehoach.apps.documents.models import Correspondent, DocumentFile
from sokehoach.apps.documents.services import dispatches, superior_forms
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.notices.models import Feed
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Assignment, Plan
from sokehoach.apps.plans.services import assignments, plans
from sokehoach.apps.registers.activities.models import Activity
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.enforcement.models import CaseTally
from sokehoach.apps.registers.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import Programme, Sanction, Visit
from sokehoach.apps.registers.support.models import ServiceTally
from sokehoach.apps.registers.teams.models import Meeting
from sokehoach.apps.registers.training.models import Course
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure, AdHocUnit, Extension, Form, Submission
from sokehoach.apps.setup.services import packs
from sokehoach.domain.analysis.question import Question
from sokehoach.domain.text.folding import fold
from tests.apps.documents import written
from tests.apps.documents.superior.test_forms import units as superior_file
from tests.security.matrix_places import (
    BOTH,
    ENFORCEMENT,
    FAR,
    GENERAL,
    HERE,
    MERGED,
    NOW,
    PLACES,
    SINCE,
    SUPPORT,
    Asker,
    Thing,
    World,
)


def settle(*, roles: bool = True) -> World:
    """`roles` False: without the accounts for every role and place."""
    world = World()
    units = _units()
    _accounts(world, units, every=roles)
    _registers(world)
    _reports(world, units)
    _plans(world, units)
    _documents(world, units)
    _persons(world, units)
    _figures(world)
    return world


def _units() -> dict[str, Unit]:
    units = {one.code: one for one in Unit.objects.order_by("-valid_from")}  # the older of two stands in 2021
    for code, name, level, parent, since, until, successors in FAR:
        units[code] = Unit.objects.create(
            code=code, name=name, short_name=name, letterhead=name, folded=fold(name), level=level,
            parent=units.get(parent or ""), valid_from=since, valid_to=until, successors=successors,
        )  # fmt: skip
    return units


def _accounts(world: World, units: dict[str, Unit], *, every: bool) -> None:
    roles = {one.code: one for one in Role.objects.all()}
    wanted: list[tuple[str, str, tuple[tuple[str, str, str], ...]]] = list(BOTH)
    if every:
        wanted += [
            (f"{role.code} at {place}", works, ((role.code, (role.functions or [GENERAL])[0], over),))
            for role in sorted(roles.values(), key=lambda one: one.code)
            for place, (works, over) in PLACES.items()
        ]
    for number, (name, works, parts) in enumerate(wanted):
        username = f"hoi{number}"
        users.add(username=username, full_name="Lò Văn Minh", title="", unit=units[works], by="tests", at=NOW)
        user = User.objects.select_related("unit__parent").get(username=username)
        for (
            role,
            function,
            over,
        ) in parts:  # not by the service, which refuses what an older database may hold
            capacity, _new = Capacity.objects.get_or_create(user=user, function=function)
            Grant.objects.create(capacity=capacity, role=roles[role], unit=units[over], valid_from=SINCE)
        world.askers.append(Asker(name, works, parts, user))


def _registers(world: World) -> None:
    for unit in ("03304", "099.VHTTTH"):
        row = Activity.objects.filter(unit__code=unit).order_by("day", "title")[0]
        world.put("entry", f"activity of {unit}", unit, slug="truyen-thong", id=row.pk)
    row = Establishment.objects.filter(unit__code="03289").order_by("pk")[0]
    world.put("entry", "establishment", "03289", slug="co-so", id=row.pk)
    tally = ServiceTally.objects.order_by("pk")[0]
    world.put("entry", "support tally", "099.TTYT", SUPPORT, slug="ho-tro-giam-hai", id=tally.pk)
    case = CaseTally.objects.order_by("pk")[0]
    world.put("entry", "enforcement tally", "099.CA", ENFORCEMENT, slug="dau-tranh-xu-ly", id=case.pk)
    moved = Activity.objects.filter(unit__code="03304").order_by("day", "title")[1]
    Activity.objects.filter(pk=moved.pk).update(unit=Unit.objects.get(code="02683"))
    world.put("entry", "activity far away", "02683", slug="truyen-thong", id=moved.pk)
    left = Activity.objects.filter(unit__code="03304").order_by("day", "title")[1]
    Activity.objects.filter(pk=left.pk).update(unit=Unit.objects.get(code=MERGED))
    world.put("entry", "activity of the merged", MERGED, slug="truyen-thong", id=left.pk)
    for code, slug, function in (
        ("activities", "truyen-thong", GENERAL), ("support", "ho-tro-giam-hai", SUPPORT),
        ("enforcement", "dau-tranh-xu-ly", ENFORCEMENT),
    ):  # fmt: skip
        world.put("register", code, function=function, slug=slug)
    held = Visit.objects.filter(struck=False, held_on__isnull=False).order_by("day")[0]
    world.put("visit", "held", held.unit.code, ENFORCEMENT, id=held.pk, version=held.version)
    fined = Sanction.objects.get().visit
    world.put(
        "sanction", "one", fined.unit.code, ENFORCEMENT, id=fined.pk, sanction=Sanction.objects.get().pk,
        version=fined.version,
    )  # fmt: skip
    programme = Programme.objects.order_by("pk")[0]
    world.put(
        "programme",
        "of the year",
        programme.unit.code,
        ENFORCEMENT,
        id=programme.pk,
        version=programme.version,
    )
    course = Course.objects.order_by("day")[0]
    world.put("course", "of the office", course.unit.code, id=course.pk, version=course.version)
    scored = Assessment.objects.filter(scheme__isnull=False).order_by("unit__code")[0]
    world.put("assessment", "scored", scored.unit.code, id=scored.pk, version=scored.version)
    meeting = Meeting.objects.get()
    world.put("meeting", "of the committee", meeting.unit.code, id=meeting.pk)
    world.put("line", "the meeting's", meeting.unit.code, source="ket-luan", id=meeting.pk)
    world.put("line", "the visit's", held.unit.code, ENFORCEMENT, source="kiem-tra", id=held.pk)


def _reports(world: World, units: dict[str, Unit]) -> None:
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
        made = Submission.objects.create(
            form=forms[form], unit=units[code], period="2020S2", created_at=NOW, edition=1
        )
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
        AdHocFigure.objects.create(ad_hoc=row, position=0, name="Cuộc", unit="cuộc", kind="count")
        AdHocUnit.objects.create(ad_hoc=row, unit=units[unit])
        world.put("hurry", name, unit, fn, id=row.pk, unit_code=unit)
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


def _plans(world: World, units: dict[str, Unit]) -> None:
    row = Plan.objects.get()
    code = row.targets.order_by("code")[0].code
    world.put("plan", "in force", "099", id=row.pk, version=row.version, item=code, state="in_force")
    office = User.objects.get(username="thuongtruc")
    far = _far_clerk(units)
    for name, unit, by in (
        ("being read", "03304", User.objects.get(username="xa03304")),
        ("far away, being read", "082", far),
    ):
        done = plans.import_plan(
            unit=units[unit], file_name="ke-hoach.txt",
            data=packs.read(packs.DEFAULT).sample_plan.replace("45/KH", f"{len(name)}/KH").encode(), by=by, at=NOW,
        )  # fmt: skip
        made = Plan.objects.get(pk=done.answer["plan"])
        world.put("plan", name, unit, id=made.pk, version=made.version, item="NV1", state="reading")
    for unit in ("03304", "099.CA"):
        one = Assignment.objects.filter(unit__code=unit).order_by("pk")[0]
        world.put("assignment", f"of {unit}", unit, id=one.pk, version=one.version)
    one = Assignment.objects.filter(unit__code="03304").order_by("pk")[0]
    assignments.work(
        assignment=one.pk, version=one.version, state="doing", result="", in_charge=None,
        upload=assignments.Upload("a.pdf", _pdf()), by=office, at=NOW,
    )  # fmt: skip
    one.refresh_from_db()
    world.put("evidence", "of 03304", "03304", id=one.evidence.get().pk)


def _far_clerk(units: dict[str, Unit]) -> User:
    """Who brings in the far district's plan."""
    users.add(username="xa", full_name="Lò Văn Minh", title="", unit=units["082.LDTBXH"], by="tests", at=NOW)
    made = User.objects.get(username="xa")
    role = Role.objects.get(code="standing_office")
    grants.give(user=made, role=role, unit=units["082"], function=GENERAL, since=SINCE, by="tests", at=NOW)
    return made


def _pdf() -> bytes:
    buffer, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(buffer)
    return buffer.getvalue()


def _documents(world: World, units: dict[str, Unit]) -> None:
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
    dispatches.address(
        document=out.pk, version=out.version, to=[(to.pk, "product")], due_on=NOW.date(), by=clerk, at=NOW
    )
    out = written.issued(written.current(out), clerk)
    drafts |= {"a commune's, to sign": signing, "a commune's, issued to the office": out}
    for name, row in drafts.items():
        file = DocumentFile.objects.create(
            document=row, part="attached", version=1, name="phu-luc.pdf", content_type="application/pdf", size=4,
            sha256="0" * 64, content=b"%PDF", added_by=row.drafted_by, added_at=NOW,
        )  # fmt: skip
        delivery = row.deliveries.order_by("pk").first()
        area = row.area.code if row.area else ""
        world.put(
            "document", name, row.issuer.code, state=row.state, id=row.pk, file=file.pk, version=row.version,
            delivery=delivery.pk if delivery else 987654321, area=area, to="099.LDTBXH" if delivery else "",
            side=SUPPORT if row.drafted_by == health else "",
        )  # fmt: skip
    world.things["papers"] = [Thing("papers", "all", among=tuple(world.things["document"]))]
    said = superior_forms.Told("Biểu của Sở", "Công văn 12/SLĐ", date(2021, 1, 1))
    done = superior_forms.keep(told=said, data=superior_file(), file_name="bieu.docx", by=office, at=NOW)
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


def _persons(world: World, units: dict[str, Unit]) -> None:
    for username in ("xa03304", "congan", "yte", "xa"):
        user = User.objects.get(username=username)
        grant = Grant.objects.filter(capacity__user=user).order_by("pk")[0]
        world.put(
            "person", username, user.unit.code, id=user.pk, grant=grant.pk, over=grant.unit.code, username=username
        )  # fmt: skip
    users.add(username="moi", full_name="Lò Văn Minh", title="", unit=units["03304"], by="tests", at=NOW)
    token = "m" * 43
    invited = User.objects.get(username="moi")
    invited.invitations.create(
        digest=invitations.digest(token),
        made_at=datetime.now(HERE),
        until=datetime.now(HERE) + timedelta(hours=72),
    )
    world.put("invitation", "open", token=token)
    Feed.objects.create(
        person=User.objects.get(username="xa03304").pk,
        digest=hashlib.sha256(b"lich").hexdigest(),
        made_at=NOW,
    )
    world.put("calendar", "a commune's", token="lich")
    owner = world.askers[0].user
    job = Job.objects.create(
        kind="documents.print", title="In 1 văn bản", arguments={}, person=owner.pk, state="done", total=1, done=1,
        made_at=NOW, ended_at=NOW, result=b"PK", result_name="a.zip", result_type="application/zip",
    )  # fmt: skip
    world.put("job", "the police office's", owner=world.askers[0].name, id=job.pk)
    office = User.objects.get(username="thuongtruc")
    done = questions.keep(
        name="Tuyên truyền", question=Question("099", ("TT01",), ("this",)), units=[units["099.LANHDAO"]], by=office,
        at=NOW,
    )  # fmt: skip
    world.put("question", "shared with the leaders", "099.LANHDAO", id=done.answer["id"])
    sealed = seal(at=NOW)
    assert sealed is not None
    world.put("seal", "the newest", size=sealed.size)


def _figures(world: World) -> None:
    for unit in ("099", "11", "082", "03304"):
        world.put("sheet", f"of {unit}", unit, unit_code=unit, period="2021S1", form="01-XA", element="TT01")
    world.put(
        "sheet", "of the police's form", "099", unit_code="099", period="2021S1", form="02-CA", element="VV01"
    )
    world.put(
        "sheet", "of health's form", "099", unit_code="099", period="2021S1", form="03-YT", element="HT01"
    )
    plan = Plan.objects.filter(state="in_force").get()
    for target in plan.targets.order_by("code")[:1]:
        world.put("target", "of the plan", "099", id=plan.pk, item=target.code)
