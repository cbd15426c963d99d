"""URLs of imports and exports."""

from django.urls import path

from sokehoach.apps.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.import_workbook, name="brought"),
    path("phan-tich/", views.prepare_files, name="files"),
    path("<uuid:pk>/", views.download_workbook, name="sheet"),
]
