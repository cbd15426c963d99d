"""Reports that the office enters on behalf of a unit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models.submission import Submission
from sokehoach.apps.shell.free_text import FreeLine


class ProxyEntry(models.Model):
    """Numbers received by `by` from `source` (an office or a post, never a name); the unit confirms them later."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("qua điện thoại")
        MAIL = "mail", _("từ tệp Excel gửi qua thư điện tử")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="proxy_entries")
    channel = models.CharField(_("cách nhận"), max_length=10, choices=Channel)
    source = FreeLine(_("nhận từ"), max_length=120)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "reporting_intake"  # as it was called
        ordering = ("submission", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("submission",),
                condition=Q(handed_in_at__isnull=True),
                name="reporting_one_intake_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="reporting_intake_has_a_source",
                violation_error_message=_("Ghi bộ phận hoặc chức danh cung cấp số liệu, không ghi họ tên."),
                violation_error_code="source",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, handed_in_at__isnull=False),
                name="reporting_intake_confirmed_by_and_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%d/%m/%Y}"
