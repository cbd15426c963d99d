"""What one side of the wall did more: rows, drafts, reports sent and accepted, their audit, files, notices, questions.

Everything goes through the services that people use, by the people of that side and by the offices that may see its
totals. The rest of the database stays as it was.
"""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis import services as analysis_services
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages import report_drafts
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.documents.services import documents
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.services import earlier_figures
from sokehoach.apps.jobs import services as job_services
from sokehoach.apps.notices.models import Message
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.services import visits
from sokehoach.apps.reporting.models import AdHoc, Submission
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import ad_hoc, corrections, extensions, submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.analysis.question import Question
from sokehoach.domain.documents.kinds import DocumentKind
from tests.apps.documents import written
from tests.apps.registers.enforcement.samples import NUMBERS_BY_SOURCE
from tests.security.matrix_places import NOW, Asker, World


def person(name: str) -> User:
    return User.objects.select_related("unit__parent").get(username=name)


def asker(world: World, name: str) -> Asker:
    return next(one for one in world.askers if one.name == name)


def support(world: World, *, letters: bool = True) -> None:
    """What the health centre counted, wrote, sent, had accepted. `letters`: also a letter without a walled source,
    which colleagues read.
    """
    health, unit = person("yte"), Unit.objects.get(code="099.TTYT")
    for kind, people in (("advice", 7), ("peer_group", 5), ("harm_reduction", 11)):
        told: Values = {
            "day": date(2020, 12, 14),
            "kind": kind,
            "people": people,
            "groups": 1 if kind == "peer_group" else None,
        }
        entries.create_entry(register="support", unit=unit, values=told, by=health, at=NOW)
    tallies = DataEntry.objects.filter(type__uid="support", day=date(2021, 6, 14), voided=False)
    rows = sorted(tallies, key=lambda row: str(row.content["kind"]))
    entries.void_entry(
        register="support", entry=rows[0].pk, version=rows[0].version, reason="Ghi nhầm.", by=health, at=NOW
    )
    told = {"day": rows[1].day, "kind": rows[1].content["kind"], "people": rows[1].content["people"] + 3}
    entries.update_entry(register="support", entry=rows[1].pk, version=rows[1].version, values=told, by=health, at=NOW)
    told = {"day": date(2020, 12, 14), "communes": 1, "due": 9, "checked": 8, "conditions": 2}
    entries.create_entry(register="health_checks", unit=unit, values=told, by=health, at=NOW)
    _reported(health, "03-YT")
    _around(world, health, "03-YT", measure="HT01", letters=letters)


def enforcement(world: World, *, letters: bool = True) -> None:
    """What the district's police counted, and what the team inspected."""
    police, unit = person("congan"), Unit.objects.get(code="099.CA")
    counted = dict.fromkeys(NUMBERS_BY_SOURCE["police"], 0)
    told: Values = {
        **counted,
        "hot_spots": 2,
        "since": date(2021, 6, 16),
        "day": date(2021, 6, 21),
        "source": "police",
    }
    entries.create_entry(register="enforcement", unit=unit, values=told, by=police, at=NOW)
    told = {"day": date(2021, 6, 20), "kind": "lodging", "places": 12, "guided": 1}
    entries.create_entry(register="lodging_checks", unit=unit, values=told, by=police, at=NOW)
    held = Visit.objects.filter(held_on__isnull=False, voided=False, unit__code="099.D178").order_by("day")[0]
    lead, members = held.lead, tuple(held.members.values_list("pk", flat=True))
    place = Establishment.objects.filter(unit__code="03253").order_by("title")[0]
    for manner, day in (("planned", 24), ("surprise", 25)):
        visits.plan_visit(
            unit=lead.unit, establishment=place.pk, day=date(2021, 6, day), manner=manner, lead=lead.pk,
            members=members, programme=None, by=lead, at=NOW,
        )  # fmt: skip
    written_from(lead, "kiem-tra", held.pk)
    _reported(police, "02-CA")
    _around(world, police, "02-CA", measure="VV01", letters=letters)


def written_from(by: User, source: str, line: uuid.UUID) -> None:
    from sokehoach.apps.documents.pages import entry_drafts

    made = entry_drafts.draft_from_entry(by, source, line)
    documents.draft_document(
        kind=made.kind, issuer=made.issuer, content=made.content, function=made.function, by=by, at=NOW
    )


def _reported(clerk: User, form: str) -> None:
    """One report typed, sent, accepted; one corrected as far as a draft."""
    begun = Submission.objects.get(form__code=form, period="2019S2", unit=clerk.unit)
    changes = {cell.code: TypedCell("0", 0) for cell in begun.form.definition.cells}
    _typed(begun.pk, changes, clerk)
    asked = extensions.ask(
        form=form, unit=clerk.unit, period="2019S2", until=date(2021, 7, 15), reason="Sạt lở đường.", by=clerk, at=NOW
    )  # fmt: skip
    late = int(str(asked.answer["id"]))
    extensions.answer(extension=late, granted=True, comment="", by=person("thuongtruc"), at=NOW)
    version = access_submission(clerk, begun.pk).version
    sent = submissions.send(submission=begun.pk, version=version, by=clerk, at=NOW)
    acceptance.accept(
        submission=begun.pk, version=int(str(sent.answer["version"])), by=person("thuongtruc"),
        at=NOW + timedelta(minutes=1),
    )  # fmt: skip
    told = Submission.objects.get(form__code=form, period="2021S1", unit=clerk.unit)
    corrections.begin(submission=told.pk, version=told.version, why="Tính trùng một buổi.", by=clerk, at=NOW)


def _typed(report: uuid.UUID, changes: dict[str, TypedCell], clerk: User) -> None:
    """Each cell that may be typed; what a register fills stays."""
    from sokehoach.apps.shell.outcomes import InvalidInput

    for code, one in changes.items():
        try:
            values.save(submission=report, changes={code: one}, by=clerk, at=NOW)
        except InvalidInput:
            continue


def _around(world: World, clerk: User, form: str, *, measure: str, letters: bool) -> None:
    """What else tells of it: an ad hoc answer, a request to send later, documents, a job, a question, a notice."""
    office, district = person("thuongtruc"), Unit.objects.get(code="099")
    function = {"02-CA": "enforcement", "03-YT": "support"}[form]
    request = AdHoc.objects.get(function=function)
    figure = request.figures.get()
    ad_hoc.answer(ad_hoc=request.pk, unit=clerk.unit.code, typed={figure.pk: "4"}, note="", version=0, by=clerk, at=NOW)
    pk = next(one.words["id"] for one in world.things["extension"] if one.function == function)
    extensions.answer(extension=int(pk), granted=True, comment="", by=office, at=NOW)
    own = next(row for row in outlines.list_own_outlines(clerk) if row.code == "bc-co-quan")
    made = report_drafts.build_draft_report(clerk, own.code, "2021S1")
    documents.draft_document(
        kind=DocumentKind.REPORT, issuer=made.issuer, area=made.area, period="2021S1", outline=made.outline,
        content=made.content, function=made.function, by=clerk, at=NOW,
    )  # fmt: skip
    made = report_drafts.build_draft_report(office, "bc-ldtbxh", "2021S1")
    documents.draft_document(
        kind=DocumentKind.REPORT, issuer=made.issuer, area=made.area, period="2021S1", outline=made.outline,
        content=made.content, by=office, at=NOW,
    )  # fmt: skip
    if letters:
        written.draft(clerk, clerk.unit)
    job_services.start_job(
        kind="documents.print", title="In 2 văn bản", arguments={}, total=2, person=clerk.pk, by=clerk, at=NOW
    )
    units = list(Unit.objects.filter(code__in=("099.LANHDAO",), valid_to=date(2025, 7, 1)))
    analysis_services.save_question(
        name=f"Hỏi {form}", question=Question("099", (measure,), ("this",)), units=units, by=office, at=NOW
    )
    Message.objects.create(
        person=clerk.pk, day=NOW.date(), lines=[{"text": form, "url": "/", "due": None}], made_at=NOW
    )
    known = DataElement.objects.get(code=measure)
    old = earlier_figures.EarlierFigureInput(district, known, "", "2019S1", Decimal(3), "Báo cáo cũ")
    earlier_figures.import_earlier_figures(figures=[old], by=office, at=NOW)
    seen = closings.compute_inputs_digest(unit=district, form=form, period="2021S1")
    closing.close(unit=district, form=form, period="2021S1", seen_digest=seen, by=office, at=NOW)
    assert OfficialDocument.objects.filter(drafted_by=clerk).exists()
