"""Names the app for Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "sokehoach.apps.plans"
