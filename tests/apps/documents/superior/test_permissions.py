"""Who opens a superior's form, who brings one, who puts it beside a draft. One form serves them all: reading one and
filling one each start a process.
"""

import pytest
from django.urls import reverse

from sokehoach.apps.documents.models import DocumentFile, SuperiorForm
from sokehoach.apps.documents.services.files import attach_file
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from tests.apps.documents.superior.test_forms import TAKERS, WHO, Browser, kept
from tests.apps.documents.written import draft
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District

SEEN = (
    "documents:superior_changes",
    "documents:superior",
    "documents:superior_file",
    "documents:superior_filled",
    "documents:superior_form",
)


def test_who_may_see(district: District, signed_in: Browser) -> None:
    row = kept(district)
    SuperiorForm.objects.filter(pk=row.pk).update(follows=row)  # so that there is something to compare it with
    one = (row.pk,)
    given = {"documents:superior": (), "documents:superior_form": one, "documents:superior_changes": one}
    for who in WHO:
        client = signed_in(getattr(district.cast, who))
        for route in SEEN:
            answer = client.get(reverse(route, args=given.get(route, (row.pk, PERIOD))))
            assert answer.status_code == (200 if who in TAKERS else 404), (who, route)
        new = client.get(reverse("documents:superior_new"))
        assert new.status_code == (200 if who in TAKERS else 404), who


@pytest.mark.faults("document.attach")
def test_only_its_drafter_puts_one_beside_a_draft(district: District, signed_in: Browser) -> None:
    row, cast = kept(district), district.cast
    ours = draft(cast.office, cast.units["099"], area=cast.units["099"])
    theirs = draft(cast.commune, cast.commune.unit)
    route = reverse("documents:superior_attach", args=[row.pk, PERIOD])
    for who in WHO:
        for one in (ours, theirs):
            answer = signed_in(getattr(cast, who)).post(route, {"document": one.pk})
            allowed = who == "office" and one is ours
            assert answer.status_code == (302 if allowed else 404), who
    file = DocumentFile.objects.get()
    assert (file.document_id, file.part, file.name) == (ours.pk, "attached", f"Biểu của Sở {PERIOD}.docx")
    assert bytes(file.content).startswith(b"PK")


def test_nobody_but_the_drafter_attaches_a_file_whichever_page_asks(district: District) -> None:
    cast = district.cast
    ours = draft(cast.office, cast.units["099"], area=cast.units["099"])
    for who in WHO:
        if who != "office":
            with pytest.raises((ActionRefused, NotFoundError)):
                attach_file(
                    document=ours.pk, name="phu-luc.docx", content_type="application/x", content=b"PK",
                    by=getattr(cast, who), at=AT,
                )  # fmt: skip
    assert not DocumentFile.objects.exists()
