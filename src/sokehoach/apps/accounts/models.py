"""Accounts of staff, and what each may do where."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Unit


class Function(models.TextChoices):
    GENERAL = "general", _("chung")
    ENFORCEMENT = "enforcement", _("kiểm tra, xử lý")
    SUPPORT = "support", _("y tế, hỗ trợ")


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """A member of staff, one person. `unit` is where they sign in: it heads every page.

    `sign_ins` is a number that every session carries within its hash: raised, all of them end.
    """

    username = models.CharField(_("tên đăng nhập"), max_length=150, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=150)
    title = models.CharField(_("chức vụ"), max_length=150, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="staff")
    is_active = models.BooleanField(_("đang dùng"), default=True)
    ends_on = models.DateField(_("thôi dùng từ ngày"), null=True, blank=True)
    sign_ins = models.PositiveIntegerField(_("lượt phiên"), default=0)
    cast_as = models.CharField(_("vai trình diễn"), max_length=60, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "unit"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.full_name

    def stands(self, day: date) -> bool:
        """Whether the account is in use on that day."""
        return self.is_active and (self.ends_on is None or day < self.ends_on)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        salt = "sokehoach.accounts.models.User.session"
        return salted_hmac(
            salt, f"{self.password}\0{self.sign_ins}", secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def initials(self) -> str:
        words = self.full_name.split()
        return "".join(word[0] for word in (words[0], words[-1])) if len(words) > 1 else self.full_name[:2]


class Role(models.Model):
    """A named set of actions. Where it holds, and in which function, is said by each grant; `functions` are those in
    which an administrator may give it."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=150)
    actions = models.JSONField(_("việc được làm"), default=list)
    functions = models.JSONField(_("chức năng được giao"), default=list)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Capacity(models.Model):
    """The function in which an account acts.

    The wall: besides the general one an account holds one function at most, so that nobody has both the support and
    the enforcement side. The database refuses the second.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="capacities")
    function = models.CharField(_("chức năng"), max_length=20, choices=Function)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "function"), name="accounts_capacity_once"),
            models.UniqueConstraint(
                fields=("user",), condition=~Q(function="general"), name="accounts_one_side_of_the_wall"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.function}"


class Grant(models.Model):
    """A role held in a capacity over a unit and all below it, from a day to before another."""

    capacity = models.ForeignKey(Capacity, models.CASCADE, related_name="grants")
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("capacity", "role", "unit", "valid_from"), name="accounts_grant_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="accounts_grant_dates_ordered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.capacity} {self.role} {self.unit}"


class Invitation(models.Model):
    """A link that works once: whoever opens it sets the password of the account. Only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    digest = models.CharField(_("mã băm của liên kết"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("lập lúc"))
    until = models.DateTimeField(_("dùng được đến"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("made_at")), name="accounts_invitation_ordered"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.until.isoformat()}"


class Attempt(models.Model):
    """How often signing in has failed, by account, place or network; all are stored as keyed hashes alone."""

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
