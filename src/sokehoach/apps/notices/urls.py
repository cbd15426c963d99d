from django.urls import path

from sokehoach.apps.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.list_messages, name="list"),
    path("da-xem/", views.mark_seen, name="see"),
    path("thu-dien-tu/", views.update_email, name="email"),
    path("thu-dien-tu/ma/", views.confirm_email, name="confirm"),
    path("lich/", views.update_feed, name="feed"),
]
