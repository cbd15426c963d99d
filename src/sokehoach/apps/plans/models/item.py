"""What was understood of a plan: targets, duties, rules of reporting. Each keeps its place in the text."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.plans.models.plan import Plan


class ItemState(models.TextChoices):
    OPEN = "open", _("chưa xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    DISMISSED = "dismissed", _("không phải nội dung giao việc")


class Item(models.Model):
    """`choices` keeps what the reader matched: [{"code", "name", "likeness", "why"}], best first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss")
    code = models.CharField(_("mã"), max_length=12)  # CT1, NV18, BC1
    path = models.CharField(_("số mục"), max_length=40, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(_("nguyên văn"))
    likelihood = models.FloatField(_("độ chắc"))
    doubts = models.JSONField(_("điều chưa rõ"), default=list)
    choices = models.JSONField(_("đơn vị khớp"), default=list)
    state = models.CharField(_("trạng thái"), max_length=20, choices=ItemState, default=ItemState.OPEN)
    version = models.PositiveIntegerField(default=1)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("plan", "start")
        constraints = (
            models.UniqueConstraint(fields=("plan", "code"), name="plans_%(class)s_code_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="plans_%(class)s_span"),
            models.CheckConstraint(
                condition=Q(state="open", settled_by__isnull=True, settled_at__isnull=True)
                | Q(~Q(state="open"), settled_by__isnull=False, settled_at__isnull=False),
                name="plans_%(class)s_settled_who_when",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Target(Item):
    """A share or number that must be reached. Without an owner it says «chưa phân công»."""

    value = models.DecimalField(_("mức"), max_digits=14, decimal_places=3)
    unit_of_measure = models.CharField(_("đơn vị tính"), max_length=100)
    bound = models.CharField(_("so sánh"), max_length=2, default="=")
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="targets", null=True, blank=True)

    class Meta(Item.Meta):
        pass


class Duty(Item):
    """Work that the plan gives to an agency or group.

    Standing work has a result each period and is never late; a request is never urged; dated work has a day.
    """

    class Nature(models.TextChoices):
        STANDING = "standing", _("Thường xuyên")
        DATED = "dated", _("Có hạn")
        REQUEST = "request", _("Đề nghị")

    title = models.CharField(_("nhiệm vụ"), max_length=300)
    agency_text = models.CharField(_("cơ quan, như văn bản ghi"), max_length=300)
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="led_duties", null=True, blank=True)
    lead_group = models.ForeignKey(Group, models.PROTECT, related_name="duties", null=True, blank=True)
    coordinating_text = models.JSONField(_("phối hợp, như văn bản ghi"), default=list)
    coordinating = models.ManyToManyField(Unit, related_name="coordinated_duties", blank=True)
    nature = models.CharField(_("loại nhiệm vụ"), max_length=20, choices=Nature)
    due_text = models.CharField(_("thời hạn, như văn bản ghi"), max_length=200, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)

    class Meta(Item.Meta):
        constraints = (
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(nature="dated"), name="plans_duty_only_dated_work_is_due"
            ),
            models.CheckConstraint(
                condition=Q(lead__isnull=True) | Q(lead_group__isnull=True), name="plans_duty_one_lead"
            ),
        )


class ReportingRule(Item):
    """Who reports to whom, through whom, how often."""

    who = models.CharField(_("ai báo cáo"), max_length=300)
    to = models.CharField(_("gửi đến"), max_length=300, blank=True)
    via = models.CharField(_("qua"), max_length=300, blank=True)
    every = models.CharField(_("định kỳ"), max_length=20)

    class Meta(Item.Meta):
        pass
