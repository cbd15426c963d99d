"""Addresses of the registers' own pages."""

from django.urls import path

from sokehoach.apps.registers.inspections.teams import views

app_name = "teams"
urlpatterns = [
    path("", views.show_meetings, name="meetings"),
    path("<uuid:meeting>/", views.show_conclusions, name="conclusions"),
    path("<uuid:meeting>/giao/", views.assign_duties, name="follow"),
]
