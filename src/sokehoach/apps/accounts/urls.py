"""Routes of accounts: signing in, one's own account, those of the unit."""

from django.urls import path

from sokehoach.apps.accounts.views import approvals, invitations, language, links, own, signing_in, staff, tokens

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="sign_in"),
    path("dang-nhap/vai/", signing_in.demo_login, name="demo_login"),
    path("dang-nhap/khoa/", signing_in.passkey_sign_in, name="passkey_sign_in"),
    path("dang-nhap/khoa/cau-hoi/", signing_in.passkey_options, name="passkey_options"),
    path("dang-nhap/co-quan/", signing_in.provider_sign_in, name="provider"),
    path("ngon-ngu/", language.choose_language, name="language"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
    path("loi-moi/", links.enter_code, name="enter_code"),
    path("loi-moi/<str:token>/", links.accept_invitation, name="invitation"),
    path("cua-toi/", own.show_own_account, name="own"),
    path("cua-toi/chuong-trinh/", own.choose_programme, name="programme"),
    path("cua-toi/mat-khau/", own.change_password, name="password"),
    path("cua-toi/ung-dung/", own.set_up_totp, name="totp"),
    path("cua-toi/khoa/", own.set_up_passkey, name="passkey"),
    path("cua-toi/ma-du-phong/", own.renew_recovery_codes, name="recovery_codes"),
    path("cua-toi/go/<int:pk>/", own.remove_factor, name="remove_factor"),
    path("cua-toi/phien/<int:pk>/", own.end_session, name="end_session"),
    path("cua-toi/phien-khac/", own.end_other_sessions, name="end_others"),
    path("cua-toi/lien-ket/", own.bind_provider, name="bind"),
    path("cua-toi/ma-truy-cap/", tokens.show_tokens, name="tokens"),
    path("cua-toi/ma-truy-cap/moi/", tokens.create_token, name="create_token"),
    path("cua-toi/ma-truy-cap/<int:pk>/cham-dut/", tokens.end_token, name="end_token"),
    path("don-vi/", staff.show_staff, name="staff"),
    path("don-vi/moi/", staff.invite_user, name="invite"),
    path("don-vi/moi/danh-sach/", invitations.invite_list, name="invite_list"),
    path("don-vi/moi/danh-sach/mau/", invitations.download_template, name="list_template"),
    path("don-vi/loi-moi/", invitations.show_invitations, name="invitations"),
    path("don-vi/loi-moi/lap-lai/", invitations.renew_links, name="renew_links"),
    path("don-vi/loi-moi/rut/", invitations.withdraw_links, name="withdraw_links"),
    path("don-vi/<int:pk>/", staff.show_person, name="person"),
    path("don-vi/<int:pk>/giao/", staff.grant_role, name="give"),
    path("don-vi/<int:pk>/thu/<int:grant>/", staff.revoke_role, name="take"),
    path("don-vi/<int:pk>/thoi/", staff.record_departure, name="leave"),
    path("don-vi/<int:pk>/lien-ket/", staff.renew_link, name="relink"),
    path("don-vi/de-nghi/<int:pk>/", approvals.show_request, name="request"),
    path("don-vi/de-nghi/<int:pk>/duyet/", approvals.approve_request, name="approve"),
    path("don-vi/de-nghi/<int:pk>/khong-duyet/", approvals.refuse_request, name="refuse"),
    path("don-vi/de-nghi/<int:pk>/phieu/", approvals.print_sheet, name="print_sheet"),
    path("don-vi/<int:pk>/phien/", staff.close_sessions, name="close"),
]
