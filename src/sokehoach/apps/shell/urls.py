"""Addresses of the shell."""

from django.urls import path

from sokehoach.apps.shell import language
from sokehoach.apps.shell.views import gallery, health

app_name = "shell"
urlpatterns = [
    path("bang-thanh-phan/", gallery.gallery, name="gallery"),
    path("ngon-ngu/", language.choose, name="language"),
    path("suc-khoe/song", health.live, name="live"),
    path("suc-khoe/san-sang", health.ready, name="ready"),
    path("suc-khoe/so-do", health.measured, name="measured"),
]
