from django.urls import path

from sokehoach.apps.shell.views import gallery, health

app_name = "shell"
urlpatterns = [
    path("bang-thanh-phan/", gallery.show_gallery, name="gallery"),
    path("suc-khoe/song", health.check_live, name="live"),
    path("suc-khoe/san-sang", health.check_ready, name="ready"),
    path("suc-khoe/so-do", health.show_metrics, name="measured"),
]
