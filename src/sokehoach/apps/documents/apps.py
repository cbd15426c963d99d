"""Names the app for Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "sokehoach.apps.documents"
