"""Background jobs, each owned by an account that is stored as a plain id."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.shell.message_fields import MessageCharField

KEPT = timedelta(days=7)  # a result, after its job has ended


class Job(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("đang chờ")
        RUNNING = "running", _("đang làm")
        DONE = "done", _("đã xong")
        FAILED = "failed", _("không làm được")
        STOPPED = "stopped", _("đã dừng")
        REMOVED = "removed", _("đã xóa tệp")  # done, and its result kept long enough

    OPEN_STATES = (State.WAITING, State.RUNNING)

    kind = models.CharField(max_length=60)
    title = MessageCharField(_("việc"), max_length=200)
    arguments = models.JSONField()
    person = models.PositiveBigIntegerField()
    state = models.CharField(_("trạng thái"), max_length=20, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(_("tổng số"))
    done = models.PositiveIntegerField(_("đã làm"), default=0)
    stop_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)  # last sign of life, by the machine's clock
    ended_at = models.DateTimeField(null=True, blank=True)
    failure = MessageCharField(_("vì sao không làm được"), max_length=300, blank=True)
    result_name = models.CharField(max_length=150, blank=True)
    result_type = models.CharField(max_length=100, blank=True)
    result = models.BinaryField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="jobs_done_within_total"),
            models.CheckConstraint(
                condition=Q(state="done", result__isnull=False) | (~Q(state="done") & Q(result__isnull=True)),
                name="jobs_done_has_its_result",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def kept_until(self) -> date | None:
        """The last day on which the result is kept; None while the job has not ended."""
        return timezone.localdate(self.ended_at + KEPT) if self.ended_at else None

    @property
    def open(self) -> bool:
        return self.state in self.OPEN_STATES
