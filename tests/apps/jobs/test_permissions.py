"""A job is its owner's alone."""

from typing import Any

from django.urls import reverse

from sokehoach.apps.jobs import services
from sokehoach.apps.jobs.models import Job
from tests.apps.documents.written import draft
from tests.factories.cast import AT, Cast


def test_it_is_seen_stopped_and_taken_by_its_owner(cast: Cast, signed_in: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(services, "start_worker", lambda: None)
    draft(cast.commune, cast.commune.unit)
    client = signed_in(cast.commune)
    assert signed_in(cast.outsider).post(reverse("documents:print_many")).status_code == 404
    assert client.get(reverse("documents:print_many")).status_code == 405
    assert client.post(reverse("documents:print_many")).status_code == 302
    row = Job.objects.get()
    assert client.get(reverse("jobs:result", args=[row.pk])).status_code == 404
    assert services.run_waiting() == 1
    for who, page, result in (("commune", 200, 200), ("office", 404, 404), ("other_commune", 404, 404)):
        other = signed_in(getattr(cast, who))
        assert other.get(reverse("jobs:page", args=[row.pk])).status_code == page
        assert other.get(reverse("jobs:result", args=[row.pk])).status_code == result
        listed = other.get(reverse("jobs:list")).content.decode()
        assert (reverse("jobs:page", args=[row.pk]) in listed) == (page == 200)
    assert client.get(reverse("jobs:result", args=[row.pk])).content.startswith(b"PK")
    done = services.start_job(
        kind="documents.print", title="In", arguments={}, total=0, person=cast.commune.pk, by="tests", at=AT
    )
    url = reverse("jobs:stop", args=[done.answer["id"]])
    assert signed_in(cast.office).post(url).status_code == 404
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    assert Job.objects.get(pk=done.answer["id"]).state == "stopped"
