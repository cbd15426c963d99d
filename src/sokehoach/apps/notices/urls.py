"""Addresses of reminders."""

from django.urls import path

from sokehoach.apps.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.show, name="list"),
    path("da-xem/", views.see, name="see"),
    path("thu-dien-tu/", views.email, name="email"),
    path("thu-dien-tu/ma/", views.confirm, name="confirm"),
    path("lich/", views.feed, name="feed"),
]
