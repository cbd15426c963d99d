"""All URLs of the product, by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("sokehoach.apps.home.urls")),
    path("", include("sokehoach.apps.setup.urls")),
    path("tai-khoan/", include("sokehoach.apps.accounts.urls")),
    path("tai-khoan/", include("sokehoach.apps.accounts.steps.urls")),
    path("login", include("sokehoach.apps.accounts.login.urls")),
    path("viec-dai/", include("sokehoach.apps.jobs.urls")),
    path("nhac-viec/", include("sokehoach.apps.notices.urls")),
    path("ke-hoach/", include("sokehoach.apps.plans.urls")),
    path("so/kiem-tra-cong-tac/", include("sokehoach.apps.registers.work_checks.urls")),
    path("so/truyen-thong/", include("sokehoach.apps.registers.activities.urls")),
    path("so/quan-triet/", include("sokehoach.apps.registers.briefings.urls")),
    path("so/tap-huan/", include("sokehoach.apps.registers.training.urls")),
    path("so/lanh-manh/", include("sokehoach.apps.registers.assessment.urls")),
    path("so/giam-sat/", include("sokehoach.apps.registers.supervision.urls")),
    path("so/can-doi-kinh-phi/", include("sokehoach.apps.registers.budget.urls")),
    # Pages of single registers; before the general pages of all registers.
    path("so/lich-kiem-tra/", include("sokehoach.apps.registers.inspections.urls")),
    path("so/giao-ket-luan/", include("sokehoach.apps.registers.teams.urls")),
    path("so/", include("sokehoach.apps.registers.core.urls")),
    path("bao-cao/so-lieu-nen/", include("sokehoach.apps.indicators.urls")),
    path("bao-cao/", include("sokehoach.apps.reporting.urls")),
    path("tong-hop/", include("sokehoach.apps.consolidation.urls")),
    path("hoi-so-lieu/", include("sokehoach.apps.analysis.urls")),
    path("bieu-excel/", include("sokehoach.apps.exchange.urls")),
    path("van-ban/", include("sokehoach.apps.documents.urls")),
    path("api/", include("sokehoach.apps.api.urls")),
    path("api/", include("sokehoach.apps.dhis2.urls")),
    path("dich-vu-ho-tro/", include("sokehoach.apps.registers.public_services.urls")),
    path("", include("sokehoach.apps.shell.urls")),
]

handler400 = "sokehoach.apps.shell.views.server_error.render_bad_request"
handler404 = "sokehoach.apps.shell.language.show_not_found"
handler500 = "sokehoach.apps.shell.views.server_error.render_server_error"
