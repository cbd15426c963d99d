"""Addresses of imports and exports."""

from django.urls import path

from sokehoach.apps.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.brought, name="brought"),
    path("<uuid:pk>/", views.sheet, name="sheet"),
]
