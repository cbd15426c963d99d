"""The demonstration, and beside it what it lacks: another province, a unit that was merged, an account for every role
and place, a thing of every kind that an address can name (reports, documents and figures: `matrix_papers`).
"""

import hashlib
import io
from datetime import datetime, timedelta

from pypdf import PdfWriter

from sokehoach.apps.accounts.models import Capacity, Grant, Role, User
from sokehoach.apps.accounts.services import approvals, grants, invitations, users
from sokehoach.apps.analysis import services as analysis_services
from sokehoach.apps.audit.services.checkpoints import seal_trail
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.notices.models import Feed
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Assignment, Duty, Plan
from sokehoach.apps.plans.services import assignments, plans
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import InspectionProgramme, Sanction, Visit
from sokehoach.apps.registers.inspections.teams.models import Meeting
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.apps.setup.services import drafts, programmes
from sokehoach.apps.shell import clock
from sokehoach.domain.analysis.question import Question
from sokehoach.domain.text import fold_accents
from tests.factories.drafts import REGISTER, REGISTER_TEXT, add_register, current
from tests.security import matrix_papers
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
    World,
)


def settle(*, roles: bool = True) -> World:
    """`roles` False: without the accounts for every role and place."""
    world = World()
    units = _units()
    _accounts(world, units, every=roles)
    _registers(world)
    matrix_papers.reports(world, units)
    _plans(world, units)
    matrix_papers.documents(world, units)
    _persons(world, units)
    matrix_papers.figures(world)
    _drafts(world)
    return world


def _drafts(world: World) -> None:
    """Of the first programme, and of one that a far district begins."""
    drafts.begin_draft(programme=Programme.objects.get(code="tuan_giao_2021"), by="tests", at=NOW)
    head = "code: bat_xat\nname: Phòng, chống ma túy\nunit: '082'\n"
    add_register(current(), "tests")
    sets = "option_sets:\n  - {code: language, name: Ngôn ngữ, source: tại chỗ, options: {vi: Việt}}\n"
    files = {
        "programme.yaml": head, "map.csv": "code,longitude,latitude,source\n", "option_sets.yaml": sets,
        f"registers/{REGISTER}.yaml": REGISTER_TEXT,
        "forms/01-XA.yaml": "code: 01-XA\nsections:\n- code: A\n  title: Phần\n  cells:\n  - {code: A1, element: E1}\n",
        "outlines/bc-xa.yaml": "code: bc-xa\nsections: []\n",
    }  # fmt: skip
    drafts.begin_new_draft(files=files, by="tests", at=NOW)
    world.put("definition", "the first", "099", code="tuan_giao_2021")
    places = {"register": REGISTER, "form": "01-XA", "section": "A", "outline": "bc-xa"}
    world.put("draft", "of the first", "099", code="tuan_giao_2021", table="elements.csv", **places)
    world.put("draft", "with faults", "082", code="bat_xat", table="map.csv", **places)


def _units() -> dict[str, Unit]:
    units = {one.code: one for one in Unit.objects.order_by("-valid_from")}  # the older of two stands in 2021
    for code, name, level, parent, since, until, successors in FAR:
        units[code] = Unit.objects.create(
            code=code, name=name, short_name=name, letterhead=name, folded=fold_accents(name), level=level,
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
        users.create_user(username=username, full_name="Lò Văn Minh", title="", unit=units[works], by="tests", at=NOW)
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
    activities = DataEntry.objects.filter(type__uid="activities")
    for unit in ("03304", "099.VHTTTH"):
        row = activities.filter(unit__code=unit).order_by("day", "title")[0]
        world.put("entry", f"activity of {unit}", unit, slug="truyen-thong", id=row.pk)
    row = Establishment.objects.filter(unit__code="03289").order_by("pk")[0]
    world.put("entry", "establishment", "03289", slug="co-so", id=row.pk)
    tally = DataEntry.objects.filter(type__uid="support").order_by("pk")[0]
    world.put("entry", "support tally", "099.TTYT", SUPPORT, slug="ho-tro-giam-hai", id=tally.pk)
    case = DataEntry.objects.filter(type__uid="enforcement").order_by("pk")[0]
    world.put("entry", "enforcement tally", "099.CA", ENFORCEMENT, slug="dau-tranh-xu-ly", id=case.pk)
    moved = activities.filter(unit__code="03304").order_by("day", "title")[1]
    DataEntry.objects.filter(pk=moved.pk).update(unit=Unit.objects.get(code="02683"))
    world.put("entry", "activity far away", "02683", slug="truyen-thong", id=moved.pk)
    left = activities.filter(unit__code="03304").order_by("day", "title")[1]
    DataEntry.objects.filter(pk=left.pk).update(unit=Unit.objects.get(code=MERGED))
    world.put("entry", "activity of the merged", MERGED, slug="truyen-thong", id=left.pk)
    for code, slug, function in (
        ("activities", "truyen-thong", GENERAL), ("support", "ho-tro-giam-hai", SUPPORT),
        ("enforcement", "dau-tranh-xu-ly", ENFORCEMENT),
    ):  # fmt: skip
        world.put("register", code, function=function, slug=slug)
    held = Visit.objects.filter(voided=False, held_on__isnull=False).order_by("day")[0]
    world.put("visit", "held", held.unit.code, ENFORCEMENT, id=held.pk, version=held.version)
    fined = Sanction.objects.get().visit
    world.put(
        "sanction", "one", fined.unit.code, ENFORCEMENT, id=fined.pk, sanction=Sanction.objects.get().pk,
        version=fined.version,
    )  # fmt: skip
    programme = InspectionProgramme.objects.order_by("pk")[0]
    world.put(
        "programme",
        "of the year",
        programme.unit.code,
        ENFORCEMENT,
        id=programme.pk,
        version=programme.version,
    )
    scored = Assessment.objects.filter(scheme__isnull=False).order_by("unit__code")[0]
    world.put("assessment", "scored", scored.unit.code, id=scored.pk, version=scored.version)
    for visit in SupervisionVisit.objects.exclude(recommendation="").select_related("addressee"):
        assert visit.addressee is not None
        world.put("recommendation", visit.addressee.code, visit.addressee.code, id=visit.pk)
    meeting = Meeting.objects.get()
    world.put("meeting", "of the committee", meeting.unit.code, id=meeting.pk)
    world.put("line", "the meeting's", meeting.unit.code, source="ket-luan", id=meeting.pk)
    world.put("line", "the visit's", held.unit.code, ENFORCEMENT, source="kiem-tra", id=held.pk)


def _plans(world: World, units: dict[str, Unit]) -> None:
    row = Plan.objects.get()
    code = row.targets.order_by("code")[0].code
    world.put("plan", "in force", "099", id=row.pk, version=row.version, item=code, rule="BC1", state="in_force")
    office = User.objects.get(username="thuongtruc")
    far = _far_clerk(units)
    for name, unit, by in (
        ("being read", "03304", User.objects.get(username="xa03304")),
        ("far away, being read", "082", far),
    ):
        done = plans.import_plan(
            unit=units[unit],
            file_name="ke-hoach.txt",
            data=programmes.read_programme(programmes.DEFAULT_PROGRAMME)
            .sample_plan.replace("45/KH", f"{len(name)}/KH")
            .encode(),
            level="own",
            by=by,
            at=NOW,
        )
        made = Plan.objects.get(pk=done.answer["plan"])
        world.put("plan", name, unit, id=made.pk, version=made.version, item="NV1", rule="BC1", state="reading")
    ordered = Assignment.objects.exclude(duty__nature=Duty.Nature.REQUEST)
    for unit in ("03304", "099.CA"):
        one = ordered.filter(unit__code=unit)[0]
        world.put("assignment", f"of {unit}", unit, id=one.pk, version=one.version)
    one = ordered.filter(unit__code="03304")[0]
    assignments.record_work(
        assignment=one.pk, version=one.version, state="doing", result="", in_charge=None,
        upload=assignments.EvidenceUpload("a.pdf", _pdf()), by=office, at=NOW,
    )  # fmt: skip
    one.refresh_from_db()
    world.put("evidence", "of 03304", "03304", id=one.evidence.get().pk)


def _far_clerk(units: dict[str, Unit]) -> User:
    """Who brings in the far district's plan."""
    users.create_user(username="xa", full_name="Lò Văn Minh", title="", unit=units["082.LDTBXH"], by="tests", at=NOW)
    made = User.objects.get(username="xa")
    role = Role.objects.get(code="standing_office")
    grants.create_grant(user=made, role=role, unit=units["082"], function=GENERAL, since=SINCE, by="tests", at=NOW)
    return made


def _pdf() -> bytes:
    buffer, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(buffer)
    return buffer.getvalue()


def _request(world: World, units: dict[str, Unit]) -> None:
    """A sheet for an account of a commune, asked for by one who is not among the askers."""
    users.create_user(username="denghi", full_name="Lò Văn Minh", title="", unit=units["099"], by="tests", at=NOW)
    first = User.objects.get(username="denghi")
    role = Role.objects.get(code="unit_admin")
    grants.create_grant(user=first, role=role, unit=units["099"], function=GENERAL, since=SINCE, by="tests", at=NOW)
    asked = approvals.request_sheet(
        user=User.objects.get(username="xa03289"), factors_too=False, by=first, at=clock.now()
    )
    world.put("request", "of 03289", "03289", id=asked.answer["request"])


def _persons(world: World, units: dict[str, Unit]) -> None:
    for username in ("xa03304", "congan", "yte", "xa"):
        user = User.objects.get(username=username)
        grant = Grant.objects.filter(capacity__user=user).order_by("pk")[0]
        world.put(
            "person", username, user.unit.code, id=user.pk, grant=grant.pk, over=grant.unit.code, username=username
        )  # fmt: skip
    _request(world, units)
    users.create_user(username="moi", full_name="Lò Văn Minh", title="", unit=units["03304"], by="tests", at=NOW)
    token = "m" * 43
    invited = User.objects.get(username="moi")
    invited.invitations.create(
        digest=invitations.hash_token(token),
        way=invitations.Way.SERVER,
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
        kind="documents.print", title="In 1 văn bản", arguments={"documents": [], "person": owner.pk}, total=1, done=1,
        person=owner.pk, state="done", made_at=NOW, ended_at=NOW,
        result=b"PK", result_name="a.zip", result_type="application/zip",
    )  # fmt: skip
    world.put("job", "the police office's", owner=world.askers[0].name, id=job.pk)
    office = User.objects.get(username="thuongtruc")
    done = analysis_services.save_question(
        name="Tuyên truyền", question=Question("099", ("TT01",), ("this",)), units=[units["099.LANHDAO"]], by=office,
        at=NOW,
    )  # fmt: skip
    world.put("question", "shared with the leaders", "099.LANHDAO", id=done.answer["id"])
    sealed = seal_trail(at=NOW)
    assert sealed is not None
    world.put("seal", "the newest", size=sealed.size)
