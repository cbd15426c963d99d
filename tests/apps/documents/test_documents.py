"""A draft is begun, written on and kept from those who may not see its figures."""

from dataclasses import replace

import pytest

from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.queries import documents as document_queries
from sokehoach.apps.documents.services import documents
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.documents.content import Paragraph, Text
from sokehoach.domain.documents.kinds import DocumentKind
from tests.apps.documents.written import content, draft
from tests.factories.cast import AT, Cast


@pytest.mark.faults("document.write")
def test_it_works(cast: Cast) -> None:
    row = draft(cast.commune, cast.commune.unit)
    assert (row.state, row.number, row.symbol, row.version) == ("draft", None, "/BC-UBND", 1)
    assert document_queries.get_content(row) == content()
    documents.update_content(document=row.pk, version=1, content=content("Kết quả năm"), by=cast.commune, at=AT)
    row.refresh_from_db()
    assert (row.subject, row.version) == ("Kết quả năm", 2)
    assert [one.pk for one in document_queries.list_documents(cast.commune)] == [row.pk]


def test_nobody_drafts_for_a_unit_below_or_beside(cast: Cast) -> None:
    for user, unit in ((cast.office, "03304"), (cast.other_commune, "03304"), (cast.leader, "099")):
        with pytest.raises(NotFoundError):
            draft(user, cast.units[unit])
    assert not OfficialDocument.objects.exists()


def test_the_office_writes_for_its_own_and_for_the_area_it_stands_in(cast: Cast) -> None:
    assert draft(cast.office, cast.units["099"]).issuer.code == "099"
    assert draft(cast.office, cast.units["099.LDTBXH"]).issuer.code == "099.LDTBXH"


def test_who_may_not_see_the_figures_neither_drafts_nor_opens_a_document_that_carries_them(
    cast: Cast,
) -> None:
    district = cast.units["099"]
    with pytest.raises(NotFoundError):
        draft(cast.commune, cast.commune.unit, area=district)
    row = draft(cast.office, district, area=district)
    assert document_queries.access_document(cast.leader, row.pk) == row
    for user in (cast.commune, cast.police, cast.health, cast.outsider):
        with pytest.raises(NotFoundError):
            document_queries.access_document(user, row.pk)
        assert row not in document_queries.list_documents(user)


def test_the_second_of_two_editors_is_told(cast: Cast) -> None:
    row = draft(cast.commune, cast.commune.unit)
    documents.update_content(document=row.pk, version=1, content=content("Bản một"), by=cast.commune, at=AT)
    with pytest.raises(VersionConflictError):
        documents.update_content(document=row.pk, version=1, content=content("Bản hai"), by=cast.commune, at=AT)
    row.refresh_from_db()
    assert row.subject == "Bản một"


@pytest.mark.parametrize("title", ["", " ", "x" * 601])
def test_a_subject_is_needed_and_has_an_end(cast: Cast, title: str) -> None:
    with pytest.raises(InvalidInput) as wrong:
        draft(cast.commune, cast.commune.unit, content(title))
    assert "subject" in wrong.value.messages


def test_numbers_that_name_a_person_are_not_kept(cast: Cast) -> None:
    named = replace(content(), blocks=(Paragraph((Text("Số CCCD 011203004567, điện thoại 0912345678"),)),))
    with pytest.raises(InvalidInput) as wrong:
        draft(cast.commune, cast.commune.unit, named)
    assert "content" in wrong.value.messages


def test_only_what_stands_is_replaced(cast: Cast) -> None:
    earlier = draft(cast.commune, cast.commune.unit)
    with pytest.raises(ActionRefused, match="còn hiệu lực"):
        documents.draft_document(
            kind=DocumentKind.REPORT,
            issuer=cast.commune.unit,
            content=content(),
            replaces=earlier,
            by=cast.commune,
            at=AT,
        )
