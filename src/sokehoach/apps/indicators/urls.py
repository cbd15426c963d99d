"""Routes of denominators and of earlier years."""

from django.urls import path

from sokehoach.apps.indicators import views

app_name = "indicators"
urlpatterns = [
    path("mau-so/", views.show_denominators, name="denominators"),
    path("mau-so/tai-ve/", views.export_denominators, name="export"),
    path("mau-so/nhap/", views.import_denominators, name="import"),
    path("nam-truoc/", views.show_earlier_figures, name="earlier"),
    path("nam-truoc/mau/", views.download_template, name="template"),
]
