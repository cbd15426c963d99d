"""Answers of requests from before they had states of their own."""

from importlib import import_module

import pytest
from django.apps import apps

from sokehoach.apps.plans.models import Assignment, AssignmentResult, Duty
from tests.apps.plans.conftest import ImportedPlan
from tests.factories.cast import AT

pytestmark = pytest.mark.both_databases

MIGRATION = import_module("sokehoach.apps.plans.migrations.0017_answers_of_requests")


def test_work_on_a_request_becomes_agreement_and_other_work_stays(followed: ImportedPlan) -> None:
    rows = Assignment.objects.exclude(duty__nature="dated")
    asked, received, ordered = list({row.duty_id: row for row in rows}.values())[:3]
    Duty.objects.filter(pk__in=[asked.duty_id, received.duty_id]).update(nature="request")
    Assignment.objects.filter(pk__in=[asked.pk, ordered.pk]).update(state="doing", result="Đang chuẩn bị.")
    Assignment.objects.filter(pk=received.pk).update(state="received")
    AssignmentResult.objects.create(
        assignment=asked, number=1, state="doing", text="Đang chuẩn bị.", recorded_by=followed.cast.commune,
        recorded_at=AT,
    )  # fmt: skip

    MIGRATION.rename_answers(apps, None)

    chosen = Assignment.objects.filter(pk__in=[asked.pk, received.pk, ordered.pk])
    assert dict(chosen.values_list("pk", "state")) == {asked.pk: "agreed", received.pk: "received", ordered.pk: "doing"}
    assert AssignmentResult.objects.get().state == "doing", "what was recorded stays as it was written"
