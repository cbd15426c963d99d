"""The original file of a plan, stored byte for byte, because its signatures cover these bytes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.plans.models.plan import Plan
from sokehoach.apps.shell.message_fields import MessageCharField, MessagesField


class Source(models.Model):
    """A plan's original file with its check results, from import or the last recheck.

    `findings` and `signatures` are domain.documents values, so a page shows them without opening the file. `findings`
    is null where the file has no page format (plain text) or could not be measured: `unmeasured` says why.
    """

    class Kind(models.TextChoices):
        PLAIN = "txt", _("văn bản thuần (.txt)")
        WORD = "docx", _("Word (.docx)")
        OLD_WORD = "doc", _("Word kiểu cũ (.doc)")
        PDF = "pdf", _("PDF")

    plan = models.OneToOneField(Plan, models.CASCADE, primary_key=True, related_name="source")
    name = models.CharField(_("tên tệp"), max_length=255)
    kind = models.CharField(_("loại tệp"), max_length=4, choices=Kind)
    digest = models.CharField(_("mã băm SHA-256 của tệp"), max_length=64)
    size = models.PositiveIntegerField(_("cỡ tệp, byte"))
    content = models.BinaryField()
    findings = MessagesField(_("thể thức"), null=True)
    unmeasured = MessageCharField(_("vì sao không đo được thể thức"), max_length=500, blank=True)
    signatures = MessagesField(_("chữ ký số"), default=list)
    signed = models.BooleanField(_("có chữ ký số"), default=False)
    unread = MessageCharField(_("vì sao không kiểm tra hết chữ ký"), max_length=500, blank=True)
    checked_at = models.DateTimeField(_("kiểm tra lúc"))

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(findings__isnull=False, unmeasured="") | (Q(findings__isnull=True) & ~Q(unmeasured="")),
                name="plans_source_measured_or_why_not",
            ),
        )

    def __str__(self) -> str:
        return self.name
