"""Routes of the first run of an empty installation, and of the pages on which programmes are defined."""

from django.urls import path

from sokehoach.apps.setup.views import (
    agency_templates,
    copies,
    definition_tables,
    dhis2_metadata,
    draft_files,
    drafts,
    first_earlier_units,
    first_run,
    first_sheet,
    first_units,
    programmes,
    proposals,
    publication,
    register_tables,
    registers,
    sheets,
    trials,
    xlsforms,
)

app_name = "setup"
urlpatterns = [
    path("bat-dau/", first_run.show_first_run, name="first_run"),
    path("bat-dau/ten/", first_run.name_installation, name="first_name"),
    path("bat-dau/don-vi/", first_units.begin_with_units, name="first_units"),
    path("bat-dau/don-vi-truoc-2025/", first_earlier_units.begin_with_earlier_units, name="first_earlier_units"),
    path("bat-dau/danh-sach/", first_sheet.begin_with_own_units, name="first_own_units"),
    path("bat-dau/chuong-trinh/", first_run.load_first_programme, name="first_programme"),
    path("bat-dau/quan-tri/", first_run.invite_first_administrator, name="first_administrator"),
    path("chuong-trinh/", programmes.show_programmes, name="programmes"),
    path("chuong-trinh/lap-moi/", drafts.begin_new_draft, name="new"),
    path("chuong-trinh/tu-dhis2/", dhis2_metadata.begin_draft_from_metadata, name="dhis2_metadata"),
    path("chuong-trinh/tu-ke-hoach/<uuid:pk>/", proposals.show_proposals, name="proposals"),
    path("chuong-trinh/tu-ke-hoach/<uuid:pk>/nhan-ro/", proposals.accept_sure, name="accept_sure"),
    path("chuong-trinh/tu-ke-hoach/<uuid:pk>/ban-nhap/", proposals.begin_proposed_draft, name="proposed_draft"),
    path("chuong-trinh/tu-ke-hoach/<uuid:pk>/<str:key>/", proposals.decide_proposal, name="proposal"),
    path("chuong-trinh/<str:code>/", programmes.show_programme, name="programme"),
    path("chuong-trinh/<str:code>/phien-ban/<int:number>/", programmes.show_version, name="version"),
    path("chuong-trinh/<str:code>/phien-ban/<int:number>/zip/", programmes.download_version, name="version_file"),
    path("chuong-trinh/<str:code>/phien-ban/<int:number>/rut/", publication.confirm_withdrawal, name="withdraw"),
    path("chuong-trinh/<str:code>/sao-chep/", copies.copy_into_draft, name="copy"),
    path("chuong-trinh/<str:code>/lap-nhap/", drafts.begin_draft, name="begin"),
    path("chuong-trinh/<str:code>/nhap/", drafts.show_draft, name="draft"),
    path("chuong-trinh/<str:code>/nhap/zip/", drafts.download_draft, name="draft_file"),
    path("chuong-trinh/<str:code>/nhap/bo/", drafts.confirm_discard, name="discard"),
    path("chuong-trinh/<str:code>/nhap/cong-bo/", publication.show_publication, name="publish"),
    path("chuong-trinh/<str:code>/nhap/chay-thu/", trials.show_trial, name="trial"),
    path("chuong-trinh/<str:code>/nhap/chay-thu/trang/<str:key>", trials.show_page, name="trial_page"),
    path("chuong-trinh/<str:code>/nhap/chay-thu/van-ban/<str:key>", trials.download_document, name="trial_document"),
    path("chuong-trinh/<str:code>/nhap/dua-vao/<str:kind>/", sheets.import_sheet, name="sheet_import"),
    path("chuong-trinh/<str:code>/nhap/co-quan-theo-mau/", agency_templates.add_agencies, name="agency_template"),
    path("chuong-trinh/<str:code>/nhap/xlsform/", xlsforms.import_xlsform, name="xlsform"),
    path("chuong-trinh/<str:code>/nhap/tep/<path:name>", draft_files.edit_file, name="file"),
    path("chuong-trinh/<str:code>/nhap/dong/<path:name>", draft_files.edit_row, name="row"),
    path("chuong-trinh/<str:code>/nhap/excel/<path:name>", draft_files.download_sheet, name="sheet"),
    path("chuong-trinh/<str:code>/nhap/bang/<str:part>/", definition_tables.edit_definition_table, name="table"),
    path("chuong-trinh/<str:code>/nhap/bieu/<str:form>/", definition_tables.show_form, name="form"),
    path("chuong-trinh/<str:code>/nhap/bieu/<str:form>/phan/", definition_tables.edit_sections, name="sections"),
    path(
        "chuong-trinh/<str:code>/nhap/bieu/<str:form>/phan/<str:section>/", definition_tables.edit_cells, name="cells"
    ),
    path("chuong-trinh/<str:code>/nhap/so/", registers.add_register, name="new_register"),
    path("chuong-trinh/<str:code>/nhap/so/<str:register>/", registers.show_register, name="register"),
    path("chuong-trinh/<str:code>/nhap/so/<str:register>/chung/", registers.edit_register_head, name="register_head"),
    path(
        "chuong-trinh/<str:code>/nhap/so/<str:register>/xem-thu/", registers.preview_register, name="register_preview"
    ),
    path(
        "chuong-trinh/<str:code>/nhap/so/<str:register>/bang/<str:part>/",
        register_tables.edit_table,
        name="register_table",
    ),
    path(
        "chuong-trinh/<str:code>/nhap/so/<str:register>/danh-muc/<str:option_set>/",
        register_tables.edit_options,
        name="options",
    ),
]
