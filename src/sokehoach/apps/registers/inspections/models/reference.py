"""What a visit asks and what a fine is held against: data in versions, each with its source."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.shell.free_text import FreeLine
from sokehoach.domain.registers.sanctions import Subject


class ChecklistVersion(models.Model):
    """Never changed: a later one is another version, and a visit keeps the one of its day."""

    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=200)
    valid_from = models.DateField(_("dùng từ ngày"))
    source = models.CharField(_("nguồn"), max_length=300)
    items = models.JSONField(_("các nội dung"))  # [{code, text, source, kinds, bodies}]

    class Meta:
        ordering = ("code", "-valid_from")
        constraints = (models.UniqueConstraint(fields=("code", "valid_from"), name="inspections_checklist_once"),)

    def __str__(self) -> str:
        return self.name


class PenaltyFrame(models.Model):
    """What a decree allows for an act, by the days of the act. `added_by` is None for the programme's own rows."""

    act = models.CharField(_("mã hành vi"), max_length=40)
    name = FreeLine(_("hành vi"), max_length=200)
    subject = models.CharField(
        _("của ai"),
        max_length=10,
        choices=[(Subject.HOLDER.value, _("cơ sở")), (Subject.PERSON.value, _("cá nhân"))],
    )
    decree = models.CharField(_("nghị định"), max_length=60)
    article = models.CharField(_("điều, khoản"), max_length=60)
    valid_from = models.DateField(_("hành vi từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    least = models.PositiveBigIntegerField(_("thấp nhất, đồng"))
    most = models.PositiveBigIntegerField(_("cao nhất, đồng"))
    warning = models.BooleanField(_("có hình thức cảnh cáo"), default=False)
    source = FreeLine(_("nguồn"), max_length=300)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("subject", "name", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=("act", "valid_from"), name="inspections_frame_once"),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="inspections_frame_ordered"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="inspections_frame_dates_ordered",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="inspections_frame_has_a_source"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.article} {self.decree}"
