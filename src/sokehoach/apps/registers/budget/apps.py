"""Names the app for Django."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "sokehoach.apps.registers.budget"
