"""The rules of a proposal, beyond those of every line."""

from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.registers.websites import InvalidDomainError, parse_domain


def check_proposal(values: Values) -> Messages:
    return check_domain(values) | check_answer(values)


def check_domain(values: Values) -> Messages:
    """A domain as DNS writes it: lower case, so that one site has one name."""
    typed = values.get("title")
    if not isinstance(typed, str):
        return {}
    try:
        name = parse_domain(typed)
    except InvalidDomainError as error:
        return {"title": [str(error)]}
    return {} if name == typed else {"title": [_("Viết là «%(name)s».") % {"name": name}]}


def check_answer(values: Values) -> Messages:
    if not {"answer", "answered_on"} <= values.keys():
        return {}
    answer, answered_on, day = values["answer"], values["answered_on"], values.get("day")
    if answer and answered_on is None:
        return {"answered_on": [_("Đã có trả lời thì ghi ngày trả lời.")]}
    if answered_on is not None and not answer:
        return {"answer": [_("Đã ghi ngày trả lời thì chọn nội dung trả lời.")]}
    if isinstance(answered_on, date) and isinstance(day, date) and answered_on < day:
        return {"answered_on": [_("Ngày trả lời ở trước ngày đề nghị.")]}
    return {}
