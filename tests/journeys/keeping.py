"""A small site to try keep.js and shell.js on: its answers are set by the test, its requests are noted."""

import time
from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path
from django.utils.safestring import mark_safe

PAGE = """{% extends "shell/base.html" %}{% load shell %}{% block heading %}Thử{% endblock %}
{% block content %}
<p>{% figure_link 214 "/so/" %}</p>
<form method="post" action="/luu/" data-keep id="whole">{% csrf_token %}{% write_key %}
  <label for="id_a">A</label><input type="text" id="id_a" name="a" value="{{ a }}">
  <label for="id_b">B</label><textarea id="id_b" name="b">{{ b }}</textarea><button>Lưu</button></form>
<form method="post" action="/luu/" data-keep>{% csrf_token %}<table><tbody>{{ row }}</tbody></table></form>
{% endblock %}"""
ROW = """<tr><td><input id="c1" name="c1" value="{}" aria-label="C" hx-post="/o/" hx-trigger="change"
 hx-include="closest form" hx-target="closest tr" hx-swap="outerHTML"></td><td id="told">{}</td></tr>"""
DRAWER = """{% load shell %}{% drawer "Nguồn gốc" back="/" %}<p>cuộc</p>{% enddrawer %}"""
REFUSAL = '<div data-refusal><p>Người khác đã sửa.</p><a href="/">Xem</a></div>'


@dataclass
class Site:
    status: int = 200
    seconds: float = 0
    signed_out: bool = False
    seen: list[dict[str, str]] = field(default_factory=list)


SITE = Site()


def get_installation_name() -> str:
    return "Thử"


def render(request: HttpRequest, source: str, status: int = 200, **context: object) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(context, request), status=status)


@login_not_required
def page(request: HttpRequest, status: int = 200) -> HttpResponse:
    typed = request.POST
    row = mark_safe(ROW.format("1", ""))
    return render(request, PAGE, status, a=typed.get("a", "cũ"), b=typed.get("b", ""), row=row)


@login_not_required
def save(request: HttpRequest) -> HttpResponse:
    SITE.seen.append({name: str(value) for name, value in request.POST.items()})
    if SITE.signed_out:
        return HttpResponseRedirect("/vao/")
    if SITE.status == 422:
        return page(request, 422)
    return HttpResponseRedirect("/xong/") if SITE.status == 200 else HttpResponse(REFUSAL, status=SITE.status)


@login_not_required
def cell(request: HttpRequest) -> HttpResponse:
    SITE.seen.append({name: str(value) for name, value in request.POST.items()})
    time.sleep(SITE.seconds)
    if SITE.signed_out:
        return HttpResponseRedirect("/vao/")
    if SITE.status != 200:
        return HttpResponse(REFUSAL, status=SITE.status)
    return HttpResponse(ROW.format(request.POST["c1"], request.POST["c1"]))


@login_not_required
def figure(request: HttpRequest) -> HttpResponse:
    whole = '{% extends "shell/drawer.html" %}{% block drawer %}' + DRAWER + "{% endblock %}"
    return render(request, DRAWER if request.htmx else whole)  # type: ignore[attr-defined]


@login_not_required
def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


urlpatterns = [
    path("", page),
    path("luu/", save),
    path("o/", cell),
    path("so/", figure),
    path("xong/", plain),
    path("", include(([path("vao/", plain, name="sign_in")], "accounts"))),
]
