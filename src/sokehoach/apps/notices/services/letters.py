"""The one function by which the product sends mail."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation

from sokehoach.adapters.slow_work import slow_work
from sokehoach.apps.shell import installation
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.messages import say


@slow_work
def send_letter(
    address: str, subject: str, body: str, *, language: str = "", file: tuple[str, bytes, str] | None = None
) -> str:
    """Sends a letter to one address, so that nobody learns another; returns why it was not sent, «» on success.

    The installation's name stands below it.

    `language`: of the account that it goes to; Vietnamese where that chose none. `file`: name, content and type of an
    attachment.
    """
    if not settings.MAIL_FROM:
        return say("cấu hình chưa có máy chủ thư")
    with translation.override(language or settings.LANGUAGE_CODE):
        subject, body = translate(subject), translate(body)
    if name := installation.get_name():
        body = f"{body}\n\n-- \n{name}"
    letter = EmailMessage(subject, body, settings.MAIL_FROM, [address])
    if file is not None:
        letter.attach(*file)
    try:
        letter.send(using="default")
    except OSError as error:  # includes smtplib's errors
        return f"{type(error).__name__}: {error}"[:200]
    return ""
