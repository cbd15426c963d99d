"""Extensions of a report's due day (gia hạn): requested by the reporter, answered by the reviewer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models.form import Form
from sokehoach.apps.shell.free_text import FreeLine


class Extension(models.Model):
    """A request for an extension and its answer. A row never changes once it is answered."""

    class Answer(models.TextChoices):
        OPEN = "", _("chờ trả lời")
        GRANTED = "granted", _("đồng ý")
        REFUSED = "refused", _("không đồng ý")

    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(_("kỳ"), max_length=10)
    until = models.DateField(_("đến hết ngày"))
    reason = FreeLine(_("lý do"), max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(_("trả lời"), max_length=10, choices=Answer, default="", blank=True)
    comment = FreeLine(_("ý kiến"), max_length=300, blank=True, db_column="said")
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("period", "form", "unit__code", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("form", "unit", "period"),
                condition=Q(answer=""),
                name="reporting_one_extension_waits",
                violation_error_message=_("Đã có một đề nghị lùi hạn đang chờ trả lời."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="reporting_extension_has_a_reason",
                violation_error_message=_("Ghi lý do xin lùi hạn."),
                violation_error_code="reason",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="reporting_extension_answered_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asked_by")),
                name="reporting_extension_answered_by_another",
                violation_error_message=_("Người xin lùi hạn không tự trả lời được."),
            ),
            models.CheckConstraint(
                condition=~Q(answer="refused") | ~Q(comment=""),
                name="reporting_extension_refused_with_a_reason",
                violation_error_message=_("Ghi lý do không đồng ý."),
                violation_error_code="comment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period} {self.until:%d/%m/%Y}"
