"""Every address of the product, by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("sokehoach.apps.home.urls")),
    path("tai-khoan/", include("sokehoach.apps.accounts.urls")),
    path("ke-hoach/", include("sokehoach.apps.plans.urls")),
    path("so/", include("sokehoach.apps.registers.shelf.urls")),
    path("bao-cao/", include("sokehoach.apps.reporting.urls")),
    path("tong-hop/", include("sokehoach.apps.consolidation.urls")),
    path("van-ban/", include("sokehoach.apps.documents.urls")),
    path("bang-thanh-phan/", include("sokehoach.apps.shell.urls")),
]
