"""Addresses of all registers."""

from django.urls import path

from sokehoach.apps.registers.shelf import pages

app_name = "shelf"
urlpatterns = [
    path("", pages.show_registers, name="list"),
    path("<slug:slug>/", pages.show_register, name="register"),
    path("<slug:slug>/them/", pages.add, name="add"),
    path("<slug:slug>/tai-ve/", pages.export, name="export"),
    path("<slug:slug>/mau/", pages.template, name="template"),
    path("<slug:slug>/nhap/", pages.bring_in, name="bring_in"),
    path("<slug:slug>/<uuid:entry>/", pages.show_entry, name="entry"),
    path("<slug:slug>/<uuid:entry>/sua/", pages.change, name="change"),
    path("<slug:slug>/<uuid:entry>/gach-bo/", pages.strike, name="strike"),
    path("<slug:slug>/<uuid:entry>/khoi-phuc/", pages.restore, name="restore"),
]
