"""Routes of denominators and of earlier years."""

from django.urls import path

from sokehoach.apps.indicators.views import denominators, earlier_figures

app_name = "indicators"
urlpatterns = [
    path("mau-so/", denominators.show_denominators, name="denominators"),
    path("mau-so/tai-ve/", denominators.export_denominators, name="export"),
    path("mau-so/nhap/", denominators.import_denominators, name="import"),
    path("nam-truoc/", earlier_figures.show_earlier_figures, name="earlier"),
    path("nam-truoc/mau/", earlier_figures.download_template, name="template"),
]
