"""Routes of all registers."""

from django.urls import path

from sokehoach.apps.registers.shelf import pages

app_name = "shelf"
urlpatterns = [
    path("", pages.show_registers, name="list"),
    path("<slug:slug>/", pages.show_register, name="register"),
    path("<slug:slug>/them/", pages.add_entry, name="add"),
    path("<slug:slug>/tai-ve/", pages.export_entries, name="export"),
    path("<slug:slug>/mau/", pages.download_template, name="template"),
    path("<slug:slug>/nhap/", pages.import_entries, name="bring_in"),
    path("<slug:slug>/<uuid:entry>/", pages.show_entry, name="entry"),
    path("<slug:slug>/<uuid:entry>/sua/", pages.change_entry, name="change"),
    path("<slug:slug>/<uuid:entry>/gach-bo/", pages.void_entry, name="strike"),
    path("<slug:slug>/<uuid:entry>/khoi-phuc/", pages.restore_entry, name="restore"),
]
