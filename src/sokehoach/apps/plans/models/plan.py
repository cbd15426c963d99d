"""A signed plan and its clauses."""

import uuid
from datetime import date
from functools import lru_cache

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.domain.plans.authority import Authority
from sokehoach.domain.titles import lower_title


class Plan(models.Model):
    class State(models.TextChoices):
        READING = "reading", _("đang đọc, chưa xác nhận xong")
        IN_FORCE = "in_force", _("có hiệu lực trong phần mềm")
        REPLACED = "replaced", _("đã được thay thế, sửa đổi")

    class Origin(models.TextChoices):
        SIGNED = "signed", _("văn bản ký ban hành")
        MEETING = "meeting", _("kết luận cuộc họp")
        DIRECTION = "direction", _("ý kiến chỉ đạo")

    class UpperLevel(models.TextChoices):
        """The level of the authority that issued an upper plan; «» for the unit's own plan."""

        CENTRAL = Authority.CENTRAL.value, Authority.CENTRAL.label_vi
        PROVINCE = Authority.PROVINCE.value, Authority.PROVINCE.label_vi
        DISTRICT = Authority.DISTRICT.value, Authority.DISTRICT.label_vi

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    origin = models.CharField(_("từ đâu"), max_length=20, choices=Origin, default=Origin.SIGNED)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    # Those that it serves. One without is open in all; one with is open to accounts that work in one of them.
    programmes = models.ManyToManyField(Programme, related_name="plans", blank=True, verbose_name=_("chương trình"))
    # A plan of an authority above belongs to the unit that imported it; it is read and answered, never changed.
    issued_above = models.CharField(_("của cấp trên"), max_length=20, choices=UpperLevel, default="", blank=True)
    upper = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="lower_plans",
        null=True,
        blank=True,
        verbose_name=_("kế hoạch cấp trên"),
    )
    kind = models.CharField(_("loại văn bản"), max_length=100)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    title = models.CharField(_("trích yếu"), max_length=600)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    place = models.CharField(_("địa danh"), max_length=100, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    recipients = models.JSONField(_("nơi nhận"), default=list)
    basis = models.JSONField(_("căn cứ"), default=list)
    file_name = models.CharField(_("tên tệp"), max_length=255)
    text = models.TextField(_("toàn văn"))
    is_typed = models.BooleanField(_("lời văn do người gõ từ bản quét"), default=False, db_default=False)
    digest = models.CharField(_("mã băm của toàn văn"), max_length=64)
    # [[start, end], …]: together they cover every letter of the text, so the reading page leaves nothing out.
    paragraphs = models.JSONField(_("đoạn văn"), default=list)
    unread = models.JSONField(_("đoạn chưa vào mục nào"), default=list)  # [[start, end], …]
    state = models.CharField(_("trạng thái"), max_length=20, choices=State, default=State.READING)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="successors",
        null=True,
        blank=True,
        verbose_name=_("thay thế, sửa đổi"),
    )
    own_plans_by = models.DateField(_("hạn các đơn vị lập kế hoạch"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    in_force_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-signed_on", "-created_at")
        constraints = (
            models.UniqueConstraint(fields=("unit", "digest"), name="plans_plan_once"),
            models.CheckConstraint(
                condition=Q(~Q(state="reading"), in_force_by__isnull=False, in_force_at__isnull=False)
                | Q(state="reading", in_force_by__isnull=True, in_force_at__isnull=True),
                name="plans_plan_in_force_who_when",
            ),
            models.CheckConstraint(
                condition=~Q(replaces=F("id")),
                name="plans_plan_replaces_another",
                violation_error_message=_("Kế hoạch không thay thế chính nó. Hãy chọn kế hoạch khác."),
                violation_error_code="earlier",
            ),
            models.CheckConstraint(
                condition=~Q(upper=F("id")),
                name="plans_plan_upper_is_another",
                violation_error_message=_("Kế hoạch không là cấp trên của chính nó. Hãy chọn kế hoạch khác."),
                violation_error_code="upper",
            ),
            models.CheckConstraint(
                condition=Q(issued_above="") | ~Q(state="reading"),
                name="plans_plan_of_above_is_not_settled_here",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind.capitalize()} {self.number}".strip()

    @property
    def name(self) -> str:
        """Returns «Kế hoạch số 45/KH-UBND», or kind and title where the text has no number."""
        kind = self.kind.capitalize()
        return f"{kind} số {self.number}" if self.number else f"{kind} {self.title[:1].lower()}{self.title[1:]}"

    @property
    def entered_on(self) -> date:
        """Returns the day on which its work could first be seen in the software."""
        return timezone.localdate(self.in_force_at or self.created_at)

    @cached_property
    def sentence_title(self) -> str:
        """Returns the title for a heading: printed in capitals over four lines, it is written as the text writes it."""
        return self._lower_title(self.title, ())

    @cached_property
    def sentence_issuer(self) -> str:
        """Returns who issued it, as within a sentence: «Ủy ban nhân dân tỉnh Bắc Ninh»."""
        return self._lower_title(self.issuer, _ABBREVIATIONS)

    def _lower_title(self, title: str, names: tuple[str, ...]) -> str:
        if not title.isupper():
            return title
        names = (*names, self.unit.short_name, self.place)
        if "text" in self.get_deferred_fields():
            return _lower_stored_title(self.pk, self.digest, title, names)
        return lower_title(title, names, self.text)


_ABBREVIATIONS = ("UBND", "HĐND", "MTTQ")  # in the names of who issues plans


@lru_cache(maxsize=1000)
def _lower_stored_title(plan: uuid.UUID, _digest: str, title: str, names: tuple[str, ...]) -> str:
    """The title as the stored text writes it, which is read once: some 20 ms and one query for a plan in capitals."""
    return lower_title(title, names, Plan.objects.values_list("text", flat=True).get(pk=plan))


class Clause(models.Model):
    """A numbered clause of the plan; `start` and `end` are offsets into the plan's text."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="clauses")
    position = models.PositiveIntegerField()
    path = models.CharField(_("số mục"), max_length=40)
    heading = models.CharField(_("mở đầu"), max_length=300)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ("plan", "position")
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="plans_clause_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="plans_clause_span"),
        )

    def __str__(self) -> str:
        return self.path
