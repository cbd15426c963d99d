"""Messages to people, by the plain id of their account."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.shell.message_fields import MessageCharField, MessagesField


class Message(models.Model):
    """The reminders of one person on one day.

    `lines`: [{"text", "url", "due", "programme", "programme_name"}], due an ISO date or null; the last two are missing
    in messages from before lines named their programme.
    """

    person = models.PositiveBigIntegerField()
    day = models.DateField(_("ngày"))
    lines = MessagesField()
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, blank=True)
    failure = MessageCharField(_("lỗi gửi thư"), max_length=200, blank=True)

    class Meta:
        ordering = ("-day", "person")
        constraints = (
            models.UniqueConstraint(fields=("person", "day"), name="notices_one_message_a_day"),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(failure="", attempts__gt=0),
                name="notices_mailed_after_an_attempt",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.day:%d/%m/%Y}"


class Address(models.Model):
    """A person's mail address for reminders.

    `confirmed_at`: when the person typed the code mailed to it; `tries`: wrong codes since `at`. A link that sets a
    password goes only to a confirmed address, from a day after it was stored (`queries.find_link_address`).
    """

    person = models.PositiveBigIntegerField(unique=True)
    email = models.EmailField(_("thư điện tử"), max_length=150)
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần gõ sai mã"), default=0)

    class Meta:
        ordering = ("person",)

    def __str__(self) -> str:
        return f"{self.person}"


class SecurityNotice(models.Model):
    """A security event of an account for one person: shown in the product, and mailed where there is an address."""

    person = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("lúc"))
    text = models.CharField(_("nội dung"), max_length=500)
    sentence = MessagesField(null=True)  # the same with what it takes to translate it; null in older rows
    attempts = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("person", "at"), name="notices_security_of_person"),)

    def __str__(self) -> str:
        return f"{self.person} {self.at.isoformat()}"

    @property
    def message(self) -> str:
        """The text, which a page or letter shows in the reader's language."""
        return self.sentence or self.text


class Feed(models.Model):
    """The secret address of a person's calendar, stored as a digest alone."""

    person = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("person", "-made_at")
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(revoked_at__isnull=True), name="notices_one_feed_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}"


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line «Báo cáo …: hạn …» with its address; never a figure of a report.

    `programme`: row id; None for work of no programme. `programme_name` is for a person who works in several, else «».
    """

    text: str
    url: str
    due: date | None = None
    programme: int | None = None
    programme_name: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    person: int
    lines: tuple[NoticeLine, ...]
