"""Names the app for Django."""

from django.apps import AppConfig


class WebProposalsConfig(AppConfig):
    name = "sokehoach.apps.registers.web_proposals"
