"""The name of the installation, programmes and the identity of what they define, published versions, and policy."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.free_text import FreeLine, FreeText
from sokehoach.apps.shell.message_fields import DefinitionNameField


class Programme(models.Model):
    """What one family of plans reports on.

    `short_name` stands beside entries where a page has several. `unit`: the area for which its forms are consolidated.
    """

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = DefinitionNameField(_("tên"), max_length=200)
    short_name = DefinitionNameField(_("tên ngắn"), max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="programmes", null=True, blank=True, verbose_name=_("đơn vị tổng hợp")
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(short_name=""),
                name="programmes_short_name_given",
                violation_error_message=_("Chương trình phải có tên ngắn."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """The key of one definition: made by the system, never shown, never used for another one.

    `code` is what the programme's documents print. A uid is unique among those of its kind.
    """

    class Kind(models.TextChoices):
        FORM = "form", _("biểu mẫu")
        ELEMENT = "element", _("chỉ tiêu thống kê")
        INDICATOR = "indicator", _("chỉ số")
        OPTION_SET = "option_set", _("danh mục")
        OUTLINE = "outline", _("đề cương")
        REGISTER = "register", _("sổ")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="identities")
    kind = models.CharField(_("loại"), max_length=20, choices=Kind)
    uid = models.CharField(max_length=40)
    code = models.CharField(_("mã"), max_length=40)

    class Meta:
        ordering = ("programme", "kind", "code")
        constraints = (
            models.UniqueConstraint(fields=("kind", "uid"), name="programmes_uid_once"),
            models.UniqueConstraint(fields=("programme", "kind", "code"), name="programmes_code_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Installation(models.Model):
    """What this installation is called: one row, none where nobody has named it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = FreeLine(_("tên hệ thống"), max_length=120)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(id=1),
                name="programmes_installation_once",
                violation_error_message=_("Hệ thống chỉ có một tên."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="programmes_installation_named",
                violation_error_message=_("Hệ thống phải có tên."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class InstallationGroup(models.Model):
    """Has the columns of `domain.policy.groups.ConfidentialGroup`; it belongs to the installation.

    The database gives the wall to each capacity in the group (`accounts.wall_triggers`), and keeps a wall for ever.
    """

    code = models.CharField(_("mã"), max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên"), max_length=60)
    english = models.CharField(_("tên tiếng Anh"), max_length=60, blank=True)
    wall = models.CharField(_("phải tách biệt theo"), max_length=40, blank=True)
    in_trends = models.BooleanField(_("vẽ xu hướng"), default=False)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(
                condition=~Q(code="general"),
                name="programmes_group_is_confidential",
                violation_error_message=_("«general» là chức năng chung, không phải nhóm bảo mật."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class PolicyRule(models.Model):
    """One rule of `domain.policy.persons.PersonsPolicy`. Rows are only added: the last that has begun is in force.

    `lowest_level`: code of the lowest level at which counts of persons may exist; «»: as the levels state.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="policy_rules", verbose_name=_("chương trình")
    )
    lowest_level = models.CharField(_("cấp thấp nhất"), max_length=20, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    document = FreeLine(_("văn bản"), max_length=300, blank=True)
    clause = FreeLine(_("điều, khoản"), max_length=200, blank=True)
    decided_by = FreeLine(_("người quyết định"), max_length=200, blank=True)
    loaded_at = models.DateTimeField(_("nạp lúc"))

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(document="", clause="", decided_by="")
                | (~Q(lowest_level="") & ~Q(document="") & ~Q(clause="") & ~Q(decided_by="")),
                name="programmes_policy_basis_is_complete",
                violation_error_message=_("Căn cứ gồm đủ văn bản, điều khoản và người quyết định."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.lowest_level} {self.valid_from.isoformat()}"


class DefinitionVersion(models.Model):
    """A published definition of a whole programme. The database refuses to change or delete it (`immutability`).

    `definition` is the canonical JSON of `adapters.programme_files.canonical`, `digest` its SHA-256. The rows of forms,
    elements and the like are built from the version that is published; `verify` compares them.
    """

    class State(models.TextChoices):
        PUBLISHED = "published", _("đang dùng")
        SUPERSEDED = "superseded", _("đã được thay thế")
        WITHDRAWN = "withdrawn", _("đã rút")  # before it applied: the version before is in force again

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions", verbose_name=_("chương trình"))
    number = models.PositiveIntegerField(_("phiên bản"))
    state = models.CharField(_("trạng thái"), max_length=20, choices=State, default=State.PUBLISHED)
    in_force_from = models.DateField(_("áp dụng từ ngày"))
    digest = models.CharField(_("mã băm"), max_length=64)
    definition = models.TextField(_("định nghĩa"))
    reason = FreeText(_("lý do"), blank=True)
    published_by = models.CharField(_("người công bố"), max_length=150)  # an account, or the command that did it
    published_at = models.DateTimeField(_("công bố lúc"))

    class Meta:
        ordering = ("programme", "-number")
        constraints = (
            models.UniqueConstraint(fields=("programme", "number"), name="programmes_version_once"),
            models.UniqueConstraint(
                fields=("programme",), condition=models.Q(state="published"), name="programmes_one_version_published"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"

    @property
    def publisher_name(self) -> str:
        """Who published it: the account; of the first run, at which nobody has one, what that is called on pages."""
        return str(_("người thiết lập lần đầu")) if self.published_by == "first run" else self.published_by


class ProgrammeDraft(models.Model):
    """The next definition of a programme, in work: the files of its text form. Each programme has at most one.

    `programme` is None for one that is not published yet. `base`: the number of the version from which it was made, 0
    for none. `problems`: file, line and reason of each, as the files were last saved; with one it is not published.
    `editors`: the accounts that have changed it.
    """

    code = models.CharField(_("mã"), max_length=40)
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="drafts", null=True, verbose_name=_("chương trình")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programme_drafts", verbose_name=_("đơn vị tổng hợp"))
    base = models.PositiveIntegerField(_("sửa từ phiên bản"))
    revision = models.PositiveIntegerField(_("lần lưu"), default=1)
    files = models.JSONField(_("các tệp"))
    problems = models.JSONField(_("lỗi"), default=list)
    editors = models.JSONField(_("người sửa"), default=list)
    begun_at = models.DateTimeField(_("lập lúc"))
    saved_by = models.CharField(_("người lưu"), max_length=150)
    saved_at = models.DateTimeField(_("lưu lúc"))

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=("code",),
                name="programmes_one_draft",
                violation_error_message=_("Chương trình này đang có một bản nháp. Hãy mở bản nháp ấy."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.revision}"
