"""Addresses for programs. Each API is a ProblemApi; an address that none has is a problem «not-found»."""

from django.urls import path

from sokehoach.apps.api import v1

app_name = "api"
urlpatterns = [
    path("v1/", v1.api.urls),
]
