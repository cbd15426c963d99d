"""The one function by which the product sends mail."""

from django.conf import settings
from django.core.mail import EmailMessage

from sokehoach.adapters.slow_work import slow_work


@slow_work
def send_letter(address: str, subject: str, body: str, *, file: tuple[str, bytes, str] | None = None) -> str:
    """Sends a letter to one address, so that nobody learns another; returns why it was not sent, «» on success.

    `file`: name, content and type of an attachment.
    """
    if not settings.MAIL_FROM:
        return "no mail server in the settings"
    letter = EmailMessage(subject, body, settings.MAIL_FROM, [address])
    if file is not None:
        letter.attach(*file)
    try:
        letter.send(using="default")
    except OSError as error:  # includes smtplib's errors
        return f"{type(error).__name__}: {error}"[:200]
    return ""
