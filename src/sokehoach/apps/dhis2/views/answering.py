"""What every address has in common: the token and its action, JSON, errors in DHIS2's shape."""

import functools
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from sokehoach.adapters.dhis2.data_values import DataValueFileError
from sokehoach.adapters.dhis2.object_fields import QueryError
from sokehoach.adapters.dhis2.summaries import build_message
from sokehoach.adapters.dhis2.unanswered import find_unanswered
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.dhis2.queries.data_values import Params, QueryConflictError
from sokehoach.apps.shell.messages import translate_all
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.apps.shell.problems import Problem, build_answer

type View = Callable[..., HttpResponse]


class UnansweredParameterError(ValueError):
    """A parameter that would narrow the answer or the import, and is not carried out; its name."""


def for_programs(**actions: Action | None) -> Callable[[View], View]:
    """Opens a view to tokens: by method the action that the token needs, None for any."""

    def open_view(view: View) -> View:
        @login_not_required
        @csrf_exempt
        @functools.wraps(view)
        def answer_request(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
            method = str(request.method)
            try:
                if method not in actions:
                    raise Problem("method-not-allowed", headers={"Allow": ", ".join(actions)})
                TokenAuth(actions[method])(request)
                check_params(request, get_params(request))
                return view(cast(ProgramRequest, request), *args, **parts)
            except Problem as problem:
                return build_answer(request, problem)
            except NotFoundError:
                return build_answer(request, Problem("not-found"))
            except QueryError as error:
                return _build_error(400, str(error), "E1003")
            except UnansweredParameterError as error:
                return _build_error(409, f"Parameter `{error}` is not supported by this server", "E1003")
            except QueryConflictError as error:
                return _build_error(409, error.message, error.code)
            except DataValueFileError as error:
                return _build_error(400, error.message, "E7700")
            except (ActionRefused, InvalidInput) as refusal:
                return _build_error(409, str(refusal.message), "E7642")

        answer_request.dhis2_actions = actions
        return cast(View, answer_request)

    return open_view


def get_params(request: HttpRequest) -> Params:
    return {name: [str(text) for text in texts] for name, texts in request.GET.lists()}


def check_params(request: HttpRequest, params: Params) -> None:
    """Raises UnansweredParameterError for one that would be left out."""
    address = request.resolver_match.url_name if request.resolver_match else None
    name = find_unanswered(address or "", params)
    if name is not None:
        raise UnansweredParameterError(name)


def build_json(content: Any, *, status: int = 200) -> JsonResponse:
    if get_language() != settings.LANGUAGE_CODE:
        content = translate_all(content)
    return JsonResponse(content, status=status, safe=False, json_dumps_params={"ensure_ascii": False})


def _build_error(status: int, message: str, code: str) -> JsonResponse:
    return build_json(build_message(status, message, error_code=code), status=status)
