"""An official document, the steps of its workflow and its files."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models.outline import ReportOutline
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.free_text import FreeLine, FreeText
from sokehoach.domain.documents.document_workflow import ISSUED_STATES, DocumentState
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.messages import say
from sokehoach.domain.policy.groups import GENERAL

_ISSUED_STATES = sorted(ISSUED_STATES)
SELF_CHECKED = say("Người soạn tự kiểm tra: không có ai khác được giao kiểm tra.")


def say_signed_on_paper(name: str) -> str:
    """The product's remark on a signature by hand. `name`: who signed; empty where the account itself did."""
    return say("Ký trên giấy: %(name)s", name=name) if name else say("Ký trên giấy")


class OfficialDocument(models.Model):
    """`content` is a domain Document as `domain.documents.serialization` writes it, without number and day.

    `area`: the unit whose consolidated figures the content carries. An account that may not see them may not open the
    draft. `programme`: that of its outline or of the register from which it is written; only accounts with a role there
    work on it. None: of no programme. `function`: the function of its sources. Only accounts with that function read
    the document, issued or not. The service sets it from the sources and never loosens it.
    """

    kind = models.CharField(_("loại văn bản"), max_length=20, choices=[(kind, kind.label_vi) for kind in DocumentKind])
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="documents", verbose_name=_("cơ quan ban hành"))
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="documents", null=True, blank=True)
    period = models.CharField(_("kỳ báo cáo"), max_length=20, blank=True)
    outline = models.ForeignKey(
        ReportOutline, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("mẫu")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("chương trình")
    )
    area = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    function = models.CharField(_("chức năng"), max_length=20, default=GENERAL)
    # The figures printed where several count the same thing, as operands are written: «CS01:kind=lodging».
    chosen_figures = models.JSONField(_("nguồn số liệu đã chọn"), default=list, blank=True)
    subject = FreeLine(_("trích yếu"), max_length=600)
    content = models.JSONField()
    state = models.CharField(
        _("trạng thái"),
        max_length=20,
        choices=[(state, state.label_vi) for state in DocumentState],
        default=DocumentState.DRAFT,
    )
    version = models.PositiveIntegerField(default=1)
    # The register of outgoing documents (sổ văn bản đi): one number for each issuer, year and symbol.
    symbol = models.CharField(_("ký hiệu"), max_length=60)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    day = models.DateField(_("ngày văn bản"), null=True, blank=True)
    same_number = FreeLine(_("lý do trùng số"), max_length=300, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, related_name="replaced_by", null=True, blank=True, verbose_name=_("thay thế")
    )
    revokes = models.ForeignKey(
        "self", models.PROTECT, related_name="revoked_by", null=True, blank=True, verbose_name=_("thu hồi")
    )

    class Meta:
        ordering = ("-drafted_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "year", "symbol", "number"),
                condition=Q(number__isnull=False, same_number=""),
                name="documents_number_once",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, year__isnull=True, day__isnull=True)
                | Q(number__gt=0, year__isnull=False, day__isnull=False),
                name="documents_number_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(day__isnull=True) | Q(day__year=F("year")), name="documents_year_of_the_day"
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="documents_signed_who_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_ISSUED_STATES, issued_by__isnull=False, issued_at__isnull=False)
                | Q(~Q(state__in=_ISSUED_STATES), issued_by__isnull=True, issued_at__isnull=True),
                name="documents_issued_who_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DocumentState.SIGNED, *_ISSUED_STATES])
                | Q(number__isnull=False, signed_at__isnull=False),
                name="documents_signed_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | Q(revokes__isnull=True), name="documents_one_relation"
            ),
            models.CheckConstraint(condition=~Q(function=""), name="documents_function_known"),
            models.CheckConstraint(
                condition=Q(outline__isnull=True) | Q(programme__isnull=False),
                name="documents_by_outline_of_a_programme",
            ),
        )

    def __str__(self) -> str:
        return self.kind_name + (f" {self.numbered}" if self.number else "")

    @property
    def numbered(self) -> str:
        """«05/BC-LĐTBXH», or «» while the document has no number."""
        return "" if self.number is None else f"{self.number:02d}{self.symbol}"

    @property
    def current_state(self) -> DocumentState:
        return DocumentState(self.state)

    @property
    def state_words(self) -> str:
        """The name of the state; for a received document, how many recipients accepted it out of all."""
        if self.current_state is not DocumentState.RECEIVED:
            return self.get_state_display()
        states = [delivery.state for delivery in self.deliveries.all()]
        return _now("đã tiếp nhận %(accepted)s/%(all)s nơi nhận") % {
            "accepted": states.count("accepted"),
            "all": len(states),
        }

    @property
    def kind_name(self) -> str:
        return DocumentKind(self.kind).label_vi


class Step(models.Model):
    """One step of a document's workflow: the action, the states before and after, the person, time and remark."""

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="steps")
    action = models.CharField(_("việc"), max_length=20)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    remark = FreeText(_("ý kiến"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("document", "at", "pk")

    def __str__(self) -> str:
        return f"{self.document_id} {self.action}"

    @property
    def shown_remark(self) -> str:
        """What the person wrote, or the product's own remark, which a page translates."""
        own_remarks = (SELF_CHECKED, say_signed_on_paper(self.remark.partition(": ")[2]))
        return next((own_remark for own_remark in own_remarks if own_remark == self.remark), self.remark)


class DocumentFile(models.Model):
    """A file of one version of a document. Its content is never changed."""

    class Part(models.TextChoices):
        WRITTEN = "written", _("bản trình ký")
        SIGNED = "signed", _("bản đã ký số")
        SCANNED = "scanned", _("bản ký giấy, sao chụp")
        ATTACHED = "attached", _("tài liệu kèm theo")

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="files")
    part = models.CharField(_("phần"), max_length=20, choices=Part)
    version = models.PositiveIntegerField()  # version of the document when the file was made
    name = FreeLine(_("tên tệp"), max_length=255)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(_("mã băm"), max_length=64)
    size = models.PositiveIntegerField(_("cỡ tệp, byte"))
    content = models.BinaryField()
    # Its signatures as `domain.documents.signatures` serialises them, in the order in which they were set.
    signatures = models.JSONField(default=list)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("document", "added_at", "pk")
        constraints = (models.UniqueConstraint(fields=("document", "sha256"), name="documents_file_once"),)

    def __str__(self) -> str:
        return self.name
