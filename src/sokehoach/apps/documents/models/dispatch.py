"""The address book of units, and the deliveries of documents with their receipts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models.document import OfficialDocument
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.free_text import FreeLine, FreeText
from sokehoach.apps.shell.message_fields import MessageCharField


class Correspondent(models.Model):
    """An address. Identifiers: `code` by QĐ 20/2020/QĐ-TTg, `legacy_code` of 13 characters by QCVN 102:2016."""

    unit = models.OneToOneField(
        Unit,
        models.PROTECT,
        related_name="address",
        null=True,
        blank=True,
        error_messages={"unique": _("Đơn vị này đã có trong sổ địa chỉ dưới tên khác.")},
    )
    name = FreeLine(_("tên như in ở Nơi nhận"), max_length=200)
    code = models.CharField(_("mã định danh"), max_length=35, blank=True)
    legacy_code = models.CharField(_("mã định danh cũ"), max_length=13, blank=True)
    email = models.EmailField(_("thư điện tử công vụ"), max_length=150, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("name", "valid_from"), name="documents_correspondent_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="documents_correspondent_dates_ordered",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One recipient under «Nơi nhận» and the state of the delivery to it."""

    class Way(models.TextChoices):
        PRODUCT = "product", _("trong phần mềm")
        EMAIL = "email", _("thư điện tử")
        EDXML = "edxml", _("gói edXML")
        PAPER = "paper", _("bản giấy")

    class State(models.TextChoices):
        NAMED = "named", _("chưa gửi")
        SENT = "sent", _("đã gửi")
        ARRIVED = "arrived", _("đã đến")
        ACCEPTED = "accepted", _("đã tiếp nhận")
        REFUSED = "refused", _("từ chối tiếp nhận")

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="deliveries")
    correspondent = models.ForeignKey(Correspondent, models.PROTECT, related_name="deliveries")
    way = models.CharField(_("cách gửi"), max_length=20, choices=Way)
    state = models.CharField(_("trạng thái"), max_length=20, choices=State, default=State.NAMED)
    due_on = models.DateField(_("hạn tiếp nhận"), null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, blank=True)
    failure = MessageCharField(_("lỗi gửi thư"), max_length=200, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = FreeText(_("lý do từ chối"), blank=True)
    # The register of incoming documents (sổ văn bản đến) of the receiving unit.
    arrival_unit = models.ForeignKey(Unit, models.PROTECT, related_name="arrivals", null=True, blank=True)
    arrival_year = models.PositiveSmallIntegerField(_("năm đến"), null=True, blank=True)
    arrival_number = models.PositiveIntegerField(_("số đến"), null=True, blank=True)

    class Meta:
        ordering = ("document", "correspondent__name")
        constraints = (
            models.UniqueConstraint(fields=("document", "correspondent"), name="documents_delivery_once"),
            models.UniqueConstraint(
                fields=("arrival_unit", "arrival_year", "arrival_number"),
                condition=Q(arrival_number__isnull=False),
                name="documents_arrival_number_once",
                violation_error_message=_("Số đến này đã dùng trong năm. Hãy đổi số đến."),
                violation_error_code="number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "refused"], answered_by__isnull=False, answered_at__isnull=False)
                | Q(~Q(state__in=["accepted", "refused"]), answered_by__isnull=True, answered_at__isnull=True),
                name="documents_answered_who_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="documents_refused_with_a_reason",
                violation_error_message=_("Ghi lý do từ chối tiếp nhận."),
                violation_error_code="reason",
            ),
            models.CheckConstraint(
                condition=Q(state="named") | Q(sent_at__isnull=False), name="documents_sent_has_its_moment"
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id} → {self.correspondent}"
