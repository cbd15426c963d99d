"""A unit's report and the steps of its workflow."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models.form import Form, FormVersion
from sokehoach.apps.shell.free_text import FreeText
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.reporting.form import Form as FormDefinition


class Submission(models.Model):
    """A unit's report for a period. `version` grows with every step, so that concurrent steps are detected.

    A correction is a report of its own with the next edition: the edition before counts until it is accepted.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("nháp")
        SENT = "sent", _("đã gửi, chờ duyệt")
        RETURNED = "returned", _("trả lại")
        ACCEPTED = "accepted", _("đã duyệt")
        CONSOLIDATED = "consolidated", _("đã tổng hợp")
        SUPERSEDED = "superseded", _("đã được thay thế")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(Form, models.PROTECT, related_name="submissions")
    form_version = models.ForeignKey(  # by which it was sent; None while it is written
        FormVersion, models.PROTECT, related_name="submissions", null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions")
    period = models.CharField(_("kỳ"), max_length=10)
    state = models.CharField(_("trạng thái"), max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    edition = models.PositiveSmallIntegerField(_("bản"), default=1)
    why = FreeText(_("lý do đính chính"), blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("period", "form", "unit__code", "edition")
        constraints = (
            models.UniqueConstraint(fields=("form", "unit", "period", "edition"), name="reporting_submission_once"),
            models.UniqueConstraint(
                fields=("form", "unit", "period"),
                condition=Q(state__in=("draft", "sent", "returned")),
                name="reporting_one_under_way",
            ),
            models.UniqueConstraint(
                fields=("form", "unit", "period"),
                condition=Q(state__in=("accepted", "consolidated")),
                name="reporting_one_counts",
            ),
            models.CheckConstraint(
                condition=Q(edition=1, why="") | (Q(edition__gt=1) & ~Q(why="")),
                name="reporting_correction_has_a_reason",
                violation_error_message=_("Ghi lý do đính chính: sai ở đâu, vì sao sửa."),
                violation_error_code="why",
            ),
        )
        indexes = (models.Index(fields=("period", "form", "state"), name="reporting_by_state"),)

    def __str__(self) -> str:
        return f"{self.form_id} {self.unit_id} {self.period}"

    @property
    def definition(self) -> FormDefinition:
        """The form as it was sent; of a report being written, as it holds for its period."""
        if self.form_version is not None:
            return self.form_version.sent_form.form
        return self.form.definition.at(parse_period(self.period))


class Step(models.Model):
    """One step of a submission's workflow: who, when, and the reason where one is required."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps")
    action = models.CharField(_("việc"), max_length=20)
    state = models.CharField(_("trạng thái sau đó"), max_length=20)
    reason = FreeText(_("lý do"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("submission", "id")  # by id, in the order in which they happened: a clock may be set back
        constraints = (
            models.CheckConstraint(
                condition=~Q(action="return") | ~Q(reason=""),
                name="reporting_return_has_a_reason",
                violation_error_message=_("Ghi lý do trả lại: đơn vị cần biết sửa gì."),
                violation_error_code="reason",
            ),
            models.CheckConstraint(
                condition=~Q(action="decline") | ~Q(reason=""),
                name="reporting_decline_has_a_reason",
                violation_error_message=_("Ghi rõ cần sửa gì."),
                violation_error_code="reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.at:%d/%m/%Y}"
