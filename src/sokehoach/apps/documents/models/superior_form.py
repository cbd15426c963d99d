"""A superior's form: the uploaded file, its parsed layout, and the sources of its places."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell.free_text import FreeLine


class SuperiorForm(models.Model):
    """`layout` is a domain ExternalForm. `settled`: the PlaceSource of each decided place, by address.

    `answers`: label of the form → the unit or period that it names, as an official answered. A form with `follows` is
    filled only after an official has confirmed what changed between the two.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="superior_forms")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", null=True, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, related_name="followed_by", null=True, blank=True)
    name = FreeLine(_("tên biểu"), max_length=300)
    letter = FreeLine(_("theo công văn"), max_length=300, blank=True)
    valid_from = models.DateField(_("dùng từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    kind = models.CharField(max_length=4, choices=[("docx", "Word"), ("xlsx", "Excel")])
    file_name = FreeLine(_("tên tệp"), max_length=255)
    content = models.BinaryField()
    layout = models.JSONField()
    settled = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    looked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    looked_at = models.DateTimeField(_("xem thay đổi lúc"), null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("-added_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="documents_superiorform_days_in_order",
                violation_error_message=_("Ngày này phải sau ngày bắt đầu dùng."),
                violation_error_code="valid_until",
            ),
            models.CheckConstraint(
                condition=Q(looked_at=None, looked_by=None) | Q(looked_at__isnull=False, looked_by__isnull=False),
                name="documents_superiorform_looked_by_and_at",
            ),
        )

    def __str__(self) -> str:
        return self.name
