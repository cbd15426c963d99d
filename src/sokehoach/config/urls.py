"""All URLs of the product, by app."""

from django.urls import include, path

from sokehoach.apps.registers.core.modules import list_addresses

urlpatterns = [
    path("", include("sokehoach.apps.home.urls")),
    path("", include("sokehoach.apps.setup.urls")),
    path("tai-khoan/", include("sokehoach.apps.accounts.urls")),
    path("tai-khoan/", include("sokehoach.apps.accounts.steps.urls")),
    path("login", include("sokehoach.apps.accounts.login.urls")),
    path("viec-dai/", include("sokehoach.apps.jobs.urls")),
    path("nhac-viec/", include("sokehoach.apps.notices.urls")),
    path("ke-hoach/", include("sokehoach.apps.plans.urls")),
    *(path(begin, include(urls)) for begin, urls in list_addresses()),  # before the pages of all registers
    path("so/", include("sokehoach.apps.registers.core.urls")),
    path("bao-cao/so-lieu-nen/", include("sokehoach.apps.indicators.urls")),
    path("bao-cao/", include("sokehoach.apps.reporting.urls")),
    path("tong-hop/", include("sokehoach.apps.consolidation.urls")),
    path("hoi-so-lieu/", include("sokehoach.apps.analysis.urls")),
    path("bieu-excel/", include("sokehoach.apps.exchange.urls")),
    path("van-ban/", include("sokehoach.apps.documents.urls")),
    path("api/", include("sokehoach.apps.api.urls")),
    path("api/", include("sokehoach.apps.dhis2.urls")),
    path("", include("sokehoach.apps.shell.urls")),
]

handler400 = "sokehoach.apps.shell.views.server_error.render_bad_request"
handler404 = "sokehoach.apps.shell.language.show_not_found"
handler500 = "sokehoach.apps.shell.views.server_error.render_server_error"
