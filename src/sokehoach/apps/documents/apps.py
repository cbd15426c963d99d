"""Django configuration of the app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "sokehoach.apps.documents"
