"""Addresses of the supervised unit's pages."""

from django.urls import path

from sokehoach.apps.registers.supervision import views

app_name = "supervision"
urlpatterns = [
    path("tai-don-vi/", views.show_received, name="received"),
    path("<uuid:visit>/tra-loi/", views.show_reply, name="reply"),
]
