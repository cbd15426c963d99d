"""Names the app for Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "sokehoach.apps.jobs"
