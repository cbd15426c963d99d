"""Writes the opening paragraph of a report: the document on which it is based."""

from django.utils.translation import gettext as _

from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.selectors.drafts import format_citation
from sokehoach.domain.documents.content import Paragraph, Text


def build_opening(plan: Plan | None, *, issuer: str, period: str) -> Paragraph:
    """Cites the plan in force in full; without a plan, the duty to report. `issuer`: its name in a sentence."""
    rests_on = _("chế độ báo cáo định kỳ") if plan is None else format_citation(plan)
    text = _("Thực hiện %(rests_on)s, %(issuer)s báo cáo kết quả thực hiện %(period)s như sau:")
    return Paragraph((Text(text % {"rests_on": rests_on, "issuer": issuer, "period": period}),))
