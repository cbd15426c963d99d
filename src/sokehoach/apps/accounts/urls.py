"""Addresses of signing in and out."""

from django.urls import path

from sokehoach.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-nhap/vai/", views.play, name="play"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
]
