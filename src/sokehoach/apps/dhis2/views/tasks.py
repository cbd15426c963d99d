"""Imports that a client wants done «async»: done at once all the same, and told in DHIS2's three steps.

The answer names a task; the task says that it is completed; its summary is what a synchronous import answers. The
summary is kept as a result of a job of the account, for the token that made the import alone.
"""

import json

from django.http import HttpResponse

from sokehoach.adapters.dhis2.summaries import ImportSummary, build_message
from sokehoach.apps.api.authentication import ProgramRequest
from sokehoach.apps.dhis2.queries.data_values import format_stamp
from sokehoach.apps.dhis2.views.answering import build_json, for_programs
from sokehoach.apps.jobs import services as job_services
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.jobs.queries import access_job
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError

KIND = "dhis2.import"
_CATEGORIES = {True: "COMPLETE_DATA_SET_REGISTRATION_IMPORT", False: "DATAVALUE_IMPORT"}


def answer_task(request: ProgramRequest, summary: ImportSummary) -> HttpResponse:
    """Keeps the summary and names the task under which it is found."""
    at = clock.now()
    category = _CATEGORIES["completeDataSetRegistrations" in request.path]
    content = json.dumps(summary.to_plain()["response"], ensure_ascii=False).encode()
    pk = job_services.keep_result(
        kind=KIND,
        title="DHIS2",
        arguments={"token": request.accepted_token.token.uid, "category": category, "message": summary.message},
        result=job_services.Result("import-summary.json", "application/json", content),
        person=request.user.pk,
        at=at,
    )
    uid = f"J{pk:010d}"
    response = {
        "responseType": "JobConfigurationWebMessageResponse", "name": "dataValueImport", "id": uid, "jobType": category,
        "created": format_stamp(at), "relativeNotifierEndpoint": f"/api/system/tasks/{category}/{uid}",
    }  # fmt: skip
    return build_json(build_message(200, "Initiated data value import") | {"response": response})


@for_programs(GET=None)
def show_task(request: ProgramRequest, category: str, uid: str) -> HttpResponse:
    job = _access_task(request, category, uid)
    note = {
        "uid": uid, "id": uid, "level": "INFO", "category": category, "time": format_stamp(job.ended_at or job.made_at),
        "message": job.arguments["message"], "completed": True,
    }  # fmt: skip
    return build_json([note])


@for_programs(GET=None)
def show_summary(request: ProgramRequest, category: str, uid: str) -> HttpResponse:
    job = _access_task(request, category, uid)
    return HttpResponse(bytes(job.result or b""), content_type="application/json")


def _access_task(request: ProgramRequest, category: str, uid: str) -> Job:
    job = access_job(request.user.pk, int(uid[1:]))
    is_own = job.kind == KIND and job.arguments["token"] == request.accepted_token.token.uid
    if not is_own or job.arguments["category"] != category or job.result is None:
        raise NotFoundError
    return job
