"""Accounts of staff, their roles, grants, invitations and approvals."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.free_text import FreeLine
from sokehoach.apps.shell.message_fields import DefinitionNameField


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """A member of staff, one person. `unit` is where they sign in, shown on every page.

    `sign_ins` is part of every session's hash: incrementing it ends all sessions. `walled_closed_until`: walled
    functions stay closed until then, after a reset by others (`queries.scopes.find_closure_end`). `language`: of the
    pages, empty until chosen.
    """

    username = models.CharField(
        _("tên đăng nhập"),
        max_length=150,
        unique=True,
        error_messages={"unique": _("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.")},
    )
    full_name = models.CharField(_("họ và tên"), max_length=150)
    title = models.CharField(_("chức vụ"), max_length=150, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="staff")
    is_active = models.BooleanField(_("đang dùng"), default=True)
    ends_on = models.DateField(_("thôi dùng từ ngày"), null=True, blank=True)
    sign_ins = models.PositiveIntegerField(_("lượt phiên"), default=0)
    walled_closed_until = models.DateTimeField(_("số liệu bảo mật đóng đến"), null=True, blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=2, blank=True, choices=settings.LANGUAGES)
    cast_as = models.CharField(_("vai trình diễn"), max_length=60, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "unit"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.full_name

    def stands(self, day: date) -> bool:
        """Whether the account is active on that day."""
        return self.is_active and (self.ends_on is None or day < self.ends_on)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        salt = "sokehoach.accounts.models.User.session"
        return salted_hmac(salt, f"{self.password}\0{self.sign_ins}", secret=secret, algorithm="sha256").hexdigest()

    @property
    def initials(self) -> str:
        words = self.full_name.split()
        return "".join(word[0] for word in (words[0], words[-1])) if len(words) > 1 else self.full_name[:2]


class Role(models.Model):
    """A named set of actions. A grant says where and in which function it holds.

    `functions` are those in which an administrator may give it; `levels` (codes) those over whose units it is offered,
    none for all. A role of a programme opens that programme's data; one of no programme (administrators, auditors)
    holds in the whole installation.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="roles", null=True, blank=True, verbose_name=_("chương trình")
    )
    code = models.CharField(_("mã"), max_length=40)
    name = DefinitionNameField(_("tên"), max_length=150)
    actions = models.JSONField(_("việc được làm"), default=list)
    functions = models.JSONField(_("chức năng được giao"), default=list)
    levels = models.JSONField(_("cấp được giao"), default=list)

    class Meta:
        ordering = ("programme_id", "code")
        constraints = (
            models.UniqueConstraint(fields=("programme", "code"), name="accounts_role_code_once"),
            models.UniqueConstraint(
                fields=("code",), condition=Q(programme__isnull=True), name="accounts_role_of_all_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Capacity(models.Model):
    """The function in which an account acts.

    The wall: of the confidential groups that stand in one wall an account has one at most. The database sets `wall` to
    that of the group (triggers of migration 0009), refuses a function that is no group, and a second one in a wall.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="capacities")
    function = models.CharField(_("chức năng"), max_length=20)
    wall = models.CharField(_("phải tách biệt theo"), max_length=40, default="", editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "function"), name="accounts_capacity_once"),
            models.UniqueConstraint(
                fields=("user", "wall"),
                condition=~Q(wall=""),
                name="accounts_one_side_of_the_wall",
                violation_error_message=_("Một tài khoản không được giữ hai nhóm bảo mật phải tách biệt nhau."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.function}"


class Grant(models.Model):
    """A role held in a capacity over a unit and all below it, from a day until before another."""

    capacity = models.ForeignKey(Capacity, models.CASCADE, related_name="grants")
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("capacity", "role", "unit", "valid_from"),
                name="accounts_grant_once",
                violation_error_message=_("Người này đã giữ vai trò ấy từ ngày đó."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="accounts_grant_dates_ordered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.capacity} {self.role} {self.unit}"


class ApprovalRequest(models.Model):
    """A request for what takes two administrators: a sheet that resets an account, or an administrator's role.

    `kind` sheet: for `user`, with `factors_too` also resetting second factors; the requester prints it once. `kind`
    role: `role` in `function` over `over`. `decided_by` empty with a `decided_name`: the server's operator decided.
    """

    class Kind(models.TextChoices):
        SHEET = "sheet", _("phiếu đặt lại mật khẩu")
        ROLE = "role", _("giao vai trò")

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ duyệt")
        APPROVED = "approved", _("đã duyệt")
        REFUSED = "refused", _("không duyệt")
        PRINTED = "printed", _("đã in phiếu")
        LAPSED = "lapsed", _("hết hạn")

    kind = models.CharField(_("việc"), max_length=10, choices=Kind)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.WAITING)
    user = models.ForeignKey(User, models.CASCADE, related_name="approval_requests")
    factors_too = models.BooleanField(_("gỡ cả xác thực hai bước"), default=False)
    role = models.ForeignKey(Role, models.CASCADE, null=True, blank=True, related_name="+")
    function = models.CharField(_("chức năng"), max_length=20, blank=True)
    over = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    until = models.DateTimeField(_("có giá trị đến"))
    decided_by = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    decided_name = models.CharField(_("người quyết định"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(asked_by=F("user")),
                name="accounts_nobody_asks_for_their_own_account",
                violation_error_message=_(
                    "Không ai đề nghị cho chính tài khoản của mình: người quản trị khác làm việc này."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "refused", "lapsed"))
                | (~Q(decided_name="") & Q(decided_at__isnull=False)),
                name="accounts_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "refused", "lapsed"))
                | Q(decided_by__isnull=True)
                | (~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("user"))),
                name="accounts_approved_by_a_second_person",
                violation_error_message=_(
                    "Không ai duyệt đề nghị của chính mình hoặc cho tài khoản của mình: phải có người quản trị thứ hai."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind="sheet", role__isnull=True, over__isnull=True)
                | Q(kind="role", role__isnull=False, over__isnull=False, factors_too=False),
                name="accounts_request_of_one_kind",
            ),
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(kind="sheet", state__in=("waiting", "approved")),
                name="accounts_one_sheet_asked_for",
                violation_error_message=_("Đã có một đề nghị cho tài khoản này. Hãy xem ở «Tài khoản của đơn vị»."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.user} {self.state}"

    @property
    def decider(self) -> str:
        """Returns the full name of the administrator who decided, or the name of the server's operator."""
        return self.decided_by.full_name if self.decided_by else self.decided_name

    @property
    def opens_account(self) -> bool:
        """Whether the sheet sets the first password of an account."""
        is_new = self.user.last_login is None and not self.user.cast_as and not self.user.has_usable_password()
        return self.kind == self.Kind.SHEET and is_new

    @property
    def subject(self) -> str:
        """Returns what it is about, as a heading has it."""
        return str(_("phiếu mở tài khoản") if self.opens_account else self.get_kind_display())


class Invitation(models.Model):
    """A single-use link: whoever opens it sets the account's password. Only its digest is stored.

    `way` is how it reaches its person. One of an only administrator may open an account that decides over others'
    work (`queries.resets.is_only_administrator`). A sealed one is on a sheet that two administrators made (`request`),
    and needs the code that the second of them tells the person; `tries` are wrong codes.
    """

    class Way(models.TextChoices):
        FIRST = "first", _("trao lần đầu")
        ALONE = "alone", _("trao lần đầu, khi chỉ có một người quản trị")
        MAIL = "mail", _("qua thư đã xác nhận")
        SEALED = "sealed", _("phiếu do hai người lập")
        SERVER = "server", _("lập trên máy chủ")

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    digest = models.CharField(_("mã băm của liên kết"), max_length=64, unique=True)
    way = models.CharField(_("cách trao"), max_length=10, choices=Way, default=Way.FIRST)
    request = models.ForeignKey(ApprovalRequest, models.CASCADE, null=True, blank=True, related_name="invitations")
    factors_too = models.BooleanField(_("gỡ cả xác thực hai bước"), default=False)
    tries = models.PositiveSmallIntegerField(_("số lần gõ sai mã"), default=0)
    made_by = models.CharField(_("người lập"), max_length=150, blank=True)
    made_at = models.DateTimeField(_("lập lúc"))
    until = models.DateTimeField(_("dùng được đến"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("made_at")), name="accounts_invitation_ordered"),
            models.CheckConstraint(
                condition=Q(way="sealed", request__isnull=False) | (~Q(way="sealed") & Q(request__isnull=True)),
                name="accounts_sealed_by_a_request",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.until.isoformat()}"


class Attempt(models.Model):
    """Counts failed sign-ins by account, place or network, which are stored as keyed hashes alone."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("tài khoản")
        PLACE = "place", _("tài khoản từ một nơi")
        CODE = "code", _("mã của tài khoản")
        ADDRESS = "address", _("địa chỉ mạng")

    kind = models.CharField(_("theo"), max_length=10, choices=Kind)
    key = models.CharField(_("mã băm"), max_length=64)
    failures = models.PositiveIntegerField(_("số lần sai"), default=0)
    at = models.DateTimeField(_("lần sai cuối"))
    until = models.DateTimeField(_("khóa đến"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="accounts_attempt_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.failures}"


class ApiToken(models.Model):
    """A token by which a program reads or writes in the name of an account. Only its digest is stored.

    It opens what the account may open on the day, less what the token leaves out: `actions` not named, other
    programmes than `programme`, units outside the subtree of `unit`, and without `confidential` every confidential
    group. `networks`: addresses from which it is accepted, empty for any. `sign_ins` is that of the account when the
    token was made: what ends all sessions of the account ends its tokens too.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    uid = models.CharField(_("mã số"), max_length=12, unique=True)
    digest = models.CharField(_("mã băm"), max_length=64)
    name = FreeLine(_("tên mã truy cập"), max_length=80)
    actions = models.JSONField(_("việc được làm"), default=list)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chương trình")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("đơn vị"))
    confidential = models.BooleanField(_("mở cả số liệu bảo mật"), default=False)
    networks = models.JSONField(_("địa chỉ mạng được dùng"), default=list)
    sign_ins = models.PositiveIntegerField(_("lượt phiên"))
    made_at = models.DateTimeField(_("lập lúc"))
    expires_on = models.DateField(_("hết hạn ngày"))
    ended_at = models.DateTimeField(_("chấm dứt lúc"), null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "name"),
                condition=Q(ended_at__isnull=True),
                name="accounts_token_name_once",
                violation_error_message=_("Bạn đã có một mã truy cập mang tên này. Hãy đặt tên khác."),
                violation_error_code="name",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="accounts_token_has_a_name",
                violation_error_message=_("Đặt tên mã truy cập, nhiều nhất 80 chữ."),
                violation_error_code="name",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ApiTokenUse(models.Model):
    """How often a token was used on a day from one network; counts may lack the last minute before a stop."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="uses")
    day = models.DateField(_("ngày"))
    network = models.CharField(_("địa chỉ mạng"), max_length=50)
    reads = models.PositiveIntegerField(_("số lần đọc"), default=0)
    writes = models.PositiveIntegerField(_("số lần ghi"), default=0)
    last_at = models.DateTimeField(_("lần cuối"))

    class Meta:
        ordering = ("-day", "-last_at")
        constraints = (models.UniqueConstraint(fields=("token", "day", "network"), name="accounts_token_use_once"),)

    def __str__(self) -> str:
        return f"{self.token} {self.day} {self.network}"
