"""A document stands on the side of the wall of its sources: register, forms, figures, the document that it replaces."""

from dataclasses import replace
from typing import Any

import pytest

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.audit.models import Event
from sokehoach.apps.documents.models import Correspondent, OfficialDocument
from sokehoach.apps.documents.queries import dispatches as dispatch_queries
from sokehoach.apps.documents.services import addresses, dispatches, documents, numbers, workflow
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.documents.content import Document, FigureRun, Operand, Paragraph, Reference
from sokehoach.domain.documents.kinds import DocumentKind
from tests.apps.documents import written
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.programmes import first_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def elements() -> None:
    for code, function in (("VV09", "enforcement"), ("HT09", "support"), ("TT01", "general")):
        DataElement.objects.create(
            programme=first_programme(), uid=code, code=code, name=code, unit="vụ", kind="count", nature="flow",
            over_time="sum", over_place="sum",
            function=function, form="X", source="",
        )  # fmt: skip


def printing(*codes: str, unit: str = "") -> Document:
    figures = tuple(FigureRun("3", (Reference(Operand(code), "2021S1", unit),)) for code in codes)
    return replace(written.content(), blocks=(Paragraph(figures),))


def colleague(cast: Cast, unit: str, *walled: str) -> User:
    """Another person of the unit with every right over documents, and the walled function where one is named."""
    username = f"dong-nghiep-{unit}-{'-'.join(walled)}"
    users.create_user(username=username, full_name="Lò Văn Sơn", title="", unit=cast.units[unit], by="tests", at=AT)
    made = User.objects.get(username=username)
    Role.objects.get_or_create(
        code="signer", defaults={"name": "signer", "actions": ["document.take", "document.sign"]}
    )
    parts = [("reporter", "general"), ("signer", "general"), *(("walled_reporter", one) for one in walled)]
    for role, function in parts:
        grants.create_grant(
            user=made, role=Role.objects.get(code=role), unit=cast.units[unit], function=function, since=SINCE,
            by="tests", at=AT,
        )  # fmt: skip
    return made


def pages(row: OfficialDocument) -> list[str]:
    return [f"/van-ban/{row.pk}/", f"/van-ban/{row.pk}/ban-in/", f"/van-ban/{row.pk}/tep/1/"]


def test_a_colleague_without_the_function_finds_no_document_of_it(cast: Cast, signed_in: Any) -> None:
    row = written.draft(cast.police, cast.units["099.CA"], function="enforcement")
    for reader, status in (
        (cast.police, 200),
        (colleague(cast, "099.CA"), 404),
        (colleague(cast, "099.CA", "support"), 404),
        (colleague(cast, "099.CA", "enforcement"), 200),
    ):
        assert signed_in(reader).get(f"/van-ban/{row.pk}/").status_code == status, reader
        listed = f"/van-ban/{row.pk}/" in signed_in(reader).get("/van-ban/").content.decode()
        assert listed is (status == 200), reader


def test_an_issued_document_stays_closed_to_its_house_and_to_recipients_without_the_function(
    cast: Cast, signed_in: Any
) -> None:
    chief = colleague(cast, "099.CA", "enforcement")
    plain = colleague(cast, "099.CA")
    row = written.to_sign(cast.police, cast.units["099.CA"], function="enforcement", checker=chief)
    row = written.signed(row, chief)
    inspector = colleague(cast, "099.TTYT", "enforcement")
    row = written.issued(written.addressed(row, cast.police, cast.units["099.TTYT"]), cast.police)
    assert signed_in(cast.police).get(f"/van-ban/{row.pk}/").status_code == 200
    assert signed_in(inspector).get(f"/van-ban/{row.pk}/").status_code == 200
    for reader in (plain, cast.health, cast.office, cast.leader):
        assert signed_in(reader).get(f"/van-ban/{row.pk}/").status_code == 404, reader
    events = Event.objects.filter(subject=f"document:{row.pk}")
    assert events.count() >= 5
    assert set(events.values_list("function", flat=True)) == {"enforcement"}


def test_a_closed_document_goes_only_to_units_that_hold_the_function_or_on_paper(cast: Cast) -> None:
    row = written.draft(cast.police, cast.units["099.CA"], function="enforcement")
    addresses.update_address(
        name="Phòng LĐ", unit=cast.units["099.LDTBXH"], since=SINCE, code="H18.30", email="ld@example.vn",
        by="tests", at=AT,
    )  # fmt: skip
    to = Correspondent.objects.get(name="Phòng LĐ")
    reached = dispatch_queries.list_receiving_units(row, cast.police, AT.date())
    assert dispatch_queries.list_ways(to, reached, "enforcement") == ["paper"]
    assert dispatch_queries.list_ways(to, {cast.units["099.LDTBXH"].pk}) == ["product", "email", "edxml", "paper"]
    with pytest.raises(InvalidInput):
        written.addressed(row, cast.police, cast.units["099.LDTBXH"])


def test_figures_of_a_part_close_the_document_and_published_totals_do_not(cast: Cast, elements: None) -> None:
    area, office, police = cast.units["099"], cast.units["099.LDTBXH"], cast.units["099.CA"]
    assert written.draft(cast.office, office, printing("VV09", "HT09"), area=area).function == "general"
    assert written.draft(cast.police, police, printing("VV09")).function == "enforcement"
    assert written.draft(cast.police, police, printing("TT01")).function == "general"
    with pytest.raises(NotFoundError):  # a part of the district, printed by who holds no side
        written.draft(cast.office, office, printing("VV09", unit="099.CA"), area=area)
    with pytest.raises(ActionRefused):
        written.draft(cast.police, police, printing("VV09", "HT09"))


def test_words_with_figures_of_a_side_close_an_open_draft(cast: Cast, elements: None) -> None:
    row = written.draft(cast.police, cast.units["099.CA"])
    documents.update_content(document=row.pk, version=row.version, content=printing("VV09"), by=cast.police, at=AT)
    assert written.current(row).function == "enforcement"
    documents.update_content(document=row.pk, version=row.version, content=printing("TT01"), by=cast.police, at=AT)
    assert written.current(row).function == "enforcement", "never loosened"


def test_what_replaces_a_closed_document_is_closed(cast: Cast) -> None:
    chief = colleague(cast, "099.CA", "enforcement")
    old = written.to_sign(cast.police, cast.units["099.CA"], function="enforcement", checker=chief)
    old = written.signed(old, chief)
    kept = addresses.update_address(name="UBND huyện", unit=cast.units["099"], since=SINCE, by="tests", at=AT)
    to = [(int(str(kept.answer["id"])), "paper")]
    dispatches.assign_recipients(document=old.pk, version=old.version, to=to, due_on=None, by=cast.police, at=AT)
    old = written.issued(written.current(old), cast.police)
    done = documents.draft_document(
        kind=DocumentKind.REPORT,
        issuer=cast.units["099.CA"],
        content=written.content(),
        replaces=old,
        by=cast.police,
        at=AT,
    )
    assert OfficialDocument.objects.get(pk=done.answer["id"]).function == "enforcement"


def test_a_number_that_is_taken_names_no_closed_document(cast: Cast) -> None:
    plain = colleague(cast, "099.CA")
    closed = written.to_sign(cast.police, cast.units["099.CA"], function="enforcement")
    numbers.assign_number(document=closed.pk, version=closed.version, number=7, day=AT.date(), by=cast.police, at=AT)
    row = written.draft(plain, cast.units["099.CA"], written.content("Báo cáo khác"))
    workflow.submit_document(document=row.pk, version=row.version, by=plain, at=AT)
    workflow.confirm_check(document=row.pk, version=written.current(row).version, by=cast.police, at=AT)
    with pytest.raises(InvalidInput) as refused:
        numbers.assign_number(
            document=row.pk, version=written.current(row).version, number=7, day=AT.date(), by=plain, at=AT
        )
    sentence = refused.value.messages["number"][0]
    assert closed.subject not in sentence
    assert "một văn bản khác" in sentence
