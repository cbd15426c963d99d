"""What a unit means to inspect in a year."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.free_text import FreeLine


class InspectionProgramme(models.Model):
    """A surprise one does not exist outside the team before its first visit's day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị kiểm tra"))
    year = models.PositiveSmallIntegerField(_("năm"))
    title = FreeLine(_("tên chương trình"), max_length=200)
    number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    surprise = models.BooleanField(_("đột xuất"), default=False)
    kinds = models.ManyToManyField(Option, related_name="+", verbose_name=_("loại hình cơ sở"))
    target = models.PositiveSmallIntegerField(_("tỷ lệ cơ sở kiểm tra ít nhất một lần"), null=True, blank=True)
    rechecks = models.BooleanField(_("tái kiểm tra cơ sở có vi phạm"), default=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "inspections_programme"  # as it was called
        ordering = ("-year", "surprise", "title")
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "title", "surprise"), name="inspections_programme_once"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gte=1, target__lte=100),
                name="inspections_target_is_a_share",
            ),
        )

    def __str__(self) -> str:
        return self.title
