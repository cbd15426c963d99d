"""The product's own API: /api/v1."""

from sokehoach.apps.api.document import ProblemApi
from sokehoach.apps.api.operations import (
    definitions,
    documents,
    entry_changes,
    figures,
    jobs,
    me,
    plans,
    report_batches,
    units,
)
from sokehoach.domain.messages import say

api = ProblemApi(
    prefix="/api/v1/",
    title=say("Sổ Kế hoạch"),
    version="1.0.0",
    description=say(
        "API của Sổ Kế hoạch: chương trình, đơn vị, báo cáo, số liệu tổng hợp, sổ theo dõi, kế hoạch, văn bản."
    ),
    urls_namespace="v1",
)
# One router for each part: addresses that are read and written share one (`report_batches`, `entry_changes`).
for router in (
    me.router, definitions.router, units.router, report_batches.router, figures.router, entry_changes.router,
    plans.router, documents.router, jobs.router,
):  # fmt: skip
    api.add_router("", router)
