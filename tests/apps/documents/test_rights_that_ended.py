"""What an account asked for stops working when the right that it rests on ends."""

import io
import zipfile
from typing import Any

import pytest
from django.conf import settings as configured

from sokehoach.apps.accounts.models import Grant
from sokehoach.apps.accounts.queries.scopes import clear_scope_cache
from sokehoach.apps.jobs import services as job_services
from sokehoach.apps.jobs.models import Job
from tests.apps.documents import written
from tests.factories.cast import AT, Cast

pytestmark = pytest.mark.django_db


def test_every_kind_of_job_names_the_right_that_its_result_rests_on() -> None:
    assert configured.JOBS.keys() == configured.JOB_RIGHTS.keys()


def test_the_result_of_a_job_ends_with_the_right_to_its_documents(cast: Cast, signed_in: Any) -> None:
    row = written.draft(cast.commune, cast.units["03304"])
    done = job_services.start_job(
        kind="documents.print", title="In", arguments={"documents": [row.pk], "person": cast.commune.pk}, total=1,
        person=cast.commune.pk, by=cast.commune, at=AT,
    )  # fmt: skip
    job_services.run_waiting()
    url = f"/viec-dai/{done.answer['id']}/ket-qua/"
    assert Job.objects.get(pk=done.answer["id"]).state == "done"
    reply = signed_in(cast.commune).get(url)
    assert reply.status_code == 200
    assert zipfile.is_zipfile(io.BytesIO(reply.content))
    Grant.objects.filter(capacity__user=cast.commune).update(valid_to=AT.date())
    clear_scope_cache(cast.commune)
    assert signed_in(cast.commune).get(url).status_code == 404
