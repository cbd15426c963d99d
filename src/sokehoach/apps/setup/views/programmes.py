"""«Chương trình»: those that the account may define, the versions of one, what each changed, its files."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.adapters.programme_files.text_form import pack_files
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.queries.drafts import find_draft
from sokehoach.apps.setup.pages.difference_page import load_version_page
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.office_staff import find_office_without_drafter
from sokehoach.apps.setup.services.withdrawal import can_be_withdrawn
from sokehoach.apps.shell import clock


@require_safe
def show_programmes(request: OfficialRequest) -> HttpResponse:
    return render(request, "setup/programmes.html", {"rows": queries.list_programme_rows(request.user)})


@require_safe
def show_programme(request: OfficialRequest, code: str) -> HttpResponse:
    programme = queries.access_programme(request.user, code)
    versions = queries.list_history(programme)
    current = next((version for version in versions if version.state == version.State.PUBLISHED), None)
    context = {
        "programme": programme,
        "area_name": queries.name_area(programme),
        "successor_area": queries.find_successor_area(programme),
        "versions": versions,
        "current": current,
        "draft": find_draft(code),
        "unstaffed_office": find_office_without_drafter(programme),
        "withdrawable": current if current and can_be_withdrawn(current, clock.now()) else None,
    }
    return render(request, "setup/programme.html", context)


@require_safe
def show_version(request: OfficialRequest, code: str, number: int) -> HttpResponse:
    version = queries.access_version(request.user, code, number)
    context = {"programme": version.programme, "version": version, "difference": load_version_page(version)}
    return render(request, "setup/version.html", context)


@require_safe
def download_version(request: OfficialRequest, code: str, number: int) -> HttpResponse:
    """The folder of a version as a zip archive; levels, units and groups are those of today."""
    version = queries.access_version(request.user, code, number)
    files = write_programme(build_published_programme(version.programme.code, version.number))
    return build_archive_response(files, f"{code}-{number}")


def build_archive_response(files: dict[str, str], name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return HttpResponse(pack_files(files), content_type="application/zip", headers=headers)
