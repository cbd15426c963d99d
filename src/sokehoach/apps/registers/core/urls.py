"""Routes of all registers."""

from django.urls import path

from sokehoach.apps.registers.core import import_views, overview_views, views

app_name = "registers"
urlpatterns = [
    path("", views.show_registers, name="list"),
    path("<slug:slug>/", views.show_register, name="register"),
    path("<slug:slug>/them/", views.add_entry, name="add"),
    path("<slug:slug>/tai-ve/", views.export_entries, name="export"),
    path("<slug:slug>/mau/", views.download_template, name="template"),
    path("<slug:slug>/nhap/", import_views.import_entries, name="import"),
    path("<slug:slug>/<uuid:entry>/", views.show_entry, name="entry"),
    path("<slug:slug>/<uuid:entry>/sua/", views.change_entry, name="change"),
    path("<slug:slug>/<uuid:entry>/gach-bo/", views.void_entry, name="void"),
    path("<slug:slug>/<uuid:entry>/khoi-phuc/", views.restore_entry, name="restore"),
    path("<slug:slug>/<slug:overview>/", overview_views.show_overview, name="overview"),  # after the others: any word
]
