"""URLs of imports and exports."""

from django.urls import path

from sokehoach.apps.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.import_workbook, name="brought"),
    path("<uuid:pk>/", views.download_workbook, name="sheet"),
]
