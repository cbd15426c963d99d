"""The product's own API: /api/v1."""

from sokehoach.apps.api.document import ProblemApi
from sokehoach.apps.api.operations import me

api = ProblemApi(
    prefix="/api/v1/",
    title="Sổ Kế hoạch",
    version="1.0.0",
    description="API của Sổ Kế hoạch: chương trình, đơn vị, báo cáo, số liệu tổng hợp, sổ theo dõi, kế hoạch, văn bản.",
    urls_namespace="v1",
)
api.add_router("", me.router)
