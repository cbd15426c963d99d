"""The rules of a briefing, beyond those of every line."""

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.messages import say as _


def check_briefing(values: Values) -> Messages:
    """A document has its number, a conference those who came: each is found again by it."""
    messages: Messages = {}
    if values.get("kind") == "document" and "number" in values and not values["number"]:
        messages["number"] = [_("Chưa ghi số, ký hiệu của văn bản, ví dụ 12/CV-UBND.")]
    if values.get("kind") == "conference" and "people" in values and values["people"] is None:
        messages["people"] = [_("Chưa ghi lượt cán bộ dự hội nghị.")]
    return messages
