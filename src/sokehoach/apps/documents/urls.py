"""Addresses of official documents."""

from django.urls import path

from sokehoach.apps.documents.views import (
    dispatch,
    documents,
    life,
    many,
    outlines,
    signing,
    superior_forms,
    templates,
    words,
)

app_name = "documents"
urlpatterns = [
    path("", documents.listing, name="list"),
    path("<int:pk>/", documents.page, name="page"),
    path("<int:pk>/tep/<int:file>/", documents.download, name="file"),
    path("<int:pk>/ban-in.pdf", life.printed, name="printed"),
    path("<int:pk>/phu-luc.xlsx", outlines.annexes, name="annexes"),
    path("<int:pk>/buoc/", life.step, name="step"),
    path("<int:pk>/so/", life.number, name="number"),
    path("<int:pk>/ky/", life.sign, name="sign"),
    path("<int:pk>/tai-len/", life.upload, name="upload"),
    path("<int:pk>/ky-giay/", life.on_paper, name="on_paper"),
    path("<int:pk>/noi-nhan/", dispatch.recipients, name="recipients"),
    path("<int:pk>/phat-hanh/", dispatch.issue, name="issue"),
    path("<int:pk>/tra-loi/<int:delivery>/", dispatch.answer, name="answer"),
    path("<int:pk>/goi.edxml", dispatch.edxml, name="edxml"),
    path("so-dia-chi/", dispatch.book, name="book"),
    path("ky-nhieu/", signing.sign_many, name="sign_many"),
    path("in-tat-ca/", many.print_many, name="print_many"),
    path("in-don-vi/<str:outline>/<str:period>/", many.print_units, name="print_units"),
    path("ho-so/<str:plan>/<int:year>.zip", dispatch.archive, name="archive"),
    path("<int:pk>/loi-van/", words.words, name="words"),
    path("<int:pk>/so-moi/", words.renew, name="renew"),
    path("soan-tu/", words.from_registers, name="from_registers"),
    path("soan-tu/<str:source>/<uuid:line>/", words.begin_from, name="begin_from"),
    path("soan/<str:outline>/<str:period>/", words.begin, name="begin"),
    path("mau/", templates.listing, name="templates"),
    path("mau/<str:code>/", templates.page, name="template"),
    path("don-doc/<str:period>.docx", outlines.urge, name="urge"),
    path("bieu-cap-tren/", superior_forms.listing, name="superior"),
    path("bieu-cap-tren/moi/", superior_forms.upload, name="superior_new"),
    path("bieu-cap-tren/<uuid:pk>/", superior_forms.page, name="superior_form"),
    path("bieu-cap-tren/<uuid:pk>/thay-doi/", superior_forms.changes, name="superior_changes"),
    path("bieu-cap-tren/<uuid:pk>/<str:period>/", superior_forms.filled, name="superior_filled"),
    path("bieu-cap-tren/<uuid:pk>/<str:period>/tep/", superior_forms.take, name="superior_file"),
    path("bieu-cap-tren/<uuid:pk>/<str:period>/dinh-kem/", superior_forms.attach, name="superior_attach"),
    path("<str:outline>/<str:period>.docx", outlines.take, name="take"),
]
