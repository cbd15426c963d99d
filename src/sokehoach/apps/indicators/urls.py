"""Addresses of denominators and of earlier years."""

from django.urls import path

from sokehoach.apps.indicators.views import denominators, earlier

app_name = "indicators"
urlpatterns = [
    path("mau-so/", denominators.show, name="denominators"),
    path("mau-so/tai-ve/", denominators.export, name="export"),
    path("mau-so/nhap/", denominators.bring_in, name="bring_in"),
    path("nam-truoc/", earlier.show, name="earlier"),
    path("nam-truoc/mau/", earlier.template, name="template"),
]
