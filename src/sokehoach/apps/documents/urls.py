"""URLs of official documents."""

from django.urls import path

from sokehoach.apps.documents.views import bulk, dispatch, document_steps, documents, drafts, outlines, superior_forms

app_name = "documents"
urlpatterns = [
    path("", documents.list_documents, name="list"),
    path("<int:pk>/", documents.show_document, name="page"),
    path("<int:pk>/tep/<int:file>/", documents.download_file, name="file"),
    path("<int:pk>/ban-in.pdf", document_steps.download_printout, name="printed"),
    path("<int:pk>/phu-luc.xlsx", outlines.download_annexes, name="annexes"),
    path("<int:pk>/buoc/", document_steps.take_step, name="step"),
    path("<int:pk>/so/", document_steps.assign_number, name="number"),
    path("<int:pk>/ky/", document_steps.sign_document, name="sign"),
    path("<int:pk>/tai-len/", document_steps.upload_signed_file, name="upload"),
    path("<int:pk>/ky-giay/", document_steps.sign_on_paper, name="on_paper"),
    path("<int:pk>/noi-nhan/", dispatch.edit_recipients, name="recipients"),
    path("<int:pk>/phat-hanh/", dispatch.issue_document, name="issue"),
    path("<int:pk>/tra-loi/<int:delivery>/", dispatch.answer_delivery, name="answer"),
    path("<int:pk>/goi.edxml", dispatch.download_edxml, name="edxml"),
    path("so-dia-chi/", dispatch.show_address_book, name="book"),
    path("ky-nhieu/", bulk.sign_many, name="sign_many"),
    path("in-tat-ca/", bulk.print_many, name="print_many"),
    path("in-don-vi/<str:outline>/<str:period>/", bulk.print_units, name="print_units"),
    path("ho-so/<str:plan>/<int:year>.zip", dispatch.download_archive, name="archive"),
    path("<int:pk>/loi-van/", drafts.edit_text, name="words"),
    path("<int:pk>/so-moi/", drafts.renew_figures, name="renew"),
    path("soan-tu/", drafts.list_register_sources, name="from_registers"),
    path("soan-tu/<str:source>/<uuid:line>/", drafts.draft_from_entry, name="begin_from"),
    path("soan/<str:outline>/<str:period>/", drafts.begin_report, name="begin"),
    path("mau/", outlines.list_outlines, name="templates"),
    path("mau/<str:uid>/", outlines.edit_outline, name="template"),
    path("don-doc/<str:period>.docx", outlines.download_reminder, name="urge"),
    path("bieu-cap-tren/", superior_forms.list_forms, name="superior"),
    path("bieu-cap-tren/moi/", superior_forms.upload_form, name="superior_new"),
    path("bieu-cap-tren/<uuid:pk>/", superior_forms.show_form, name="superior_form"),
    path("bieu-cap-tren/<uuid:pk>/thay-doi/", superior_forms.show_changes, name="superior_changes"),
    path("bieu-cap-tren/<uuid:pk>/<str:period>/", superior_forms.show_filled_form, name="superior_filled"),
    path("bieu-cap-tren/<uuid:pk>/<str:period>/tep/", superior_forms.download_filled_form, name="superior_file"),
    path(
        "bieu-cap-tren/<uuid:pk>/<str:period>/dinh-kem/",
        superior_forms.attach_filled_form,
        name="superior_attach",
    ),
    path("<str:outline>/<str:period>.docx", outlines.download_report, name="take"),
    path("<str:outline>/<str:period>/ban-dich/", outlines.show_translation, name="translation"),
    path("<str:outline>/<str:period>/ban-dich.docx", outlines.download_translation, name="translation_docx"),
    path("<str:outline>/<str:period>/ban-dich.pdf", outlines.print_translation, name="translation_pdf"),
]
