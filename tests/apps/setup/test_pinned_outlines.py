"""A report is begun by the outline that holds for its window, and a document in work keeps its own (ADR 54)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages.report_drafts import build_draft_report
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from tests.apps.setup.test_pinning import SECOND_HALF, folder, office, publish
from tests.apps.setup.test_programmes import spoil

__all__ = ["folder", "office"]

pytestmark = pytest.mark.usefixtures("db", "demonstration")
type Browser = Callable[[User], Client]


def test_a_report_is_begun_by_the_outline_of_its_window(folder: Path, office: User, signed_in: Browser) -> None:
    outline = next(row for row in outlines.list_outlines(office) if row.issuer_id == office.unit_id)
    before = build_draft_report(office, outline.uid, "2021S1")
    heading = outline.definition["sections"][0]["heading"]
    spoil(folder, f"outlines/{outline.code}.yaml", f"heading: {heading}", "heading: TÌNH HÌNH MỚI")
    publish(folder, day=SECOND_HALF)
    versions = [build_draft_report(office, outline.uid, period).outline for period in ("2021S1", "2021S2")]
    headings = [version.definition["sections"][0]["heading"] for version in versions]
    assert headings == [heading, "TÌNH HÌNH MỚI"]
    assert build_draft_report(office, outline.uid, "2021S1").content == before.content
    page = reverse("documents:begin", args=[outline.uid, "2021S1"])
    signed_in(office).post(page, {"compared": "1"})
    drafted = OfficialDocument.objects.latest("drafted_at")
    assert drafted.outline == versions[0]
    spoil(folder, f"outlines/{outline.code}.yaml", "title: ", "title: Bản mới, ")  # wording, while the other waits
    publish(folder)
    version = build_draft_report(office, outline.uid, "2021S2").outline
    assert (version.title[:7], version.definition["sections"][0]["heading"]) == ("Bản mới", "TÌNH HÌNH MỚI")
    drafted.refresh_from_db()
    assert drafted.outline == versions[0]
    assert list(find_version_faults()) == []
