"""Views of one row that a secretary may see."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from officials.models import User
from secretariat.admin_base import secretary_of

Row = TypeVar("Row")
Answer = TypeVar("Answer", bound=HttpResponseBase)


def given(
    find: Callable[..., Row],
) -> Callable[[Callable[Concatenate[HttpRequest, User, Row, ...], Answer]], Callable[..., Answer]]:
    """Return a decorator that passes the secretary and `find(user=…, pk=…)` to a view.

    The answer is 404 to other people, and if `find` raises `DoesNotExist`.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, User, Row, ...], Answer],
    ) -> Callable[..., Answer]:
        @never_cache
        @login_required
        @wraps(view)
        def answer(request: HttpRequest, pk: Any, **named: Any) -> Answer:
            user = secretary_of(request)
            try:
                row = find(user=user, pk=pk)
            except ObjectDoesNotExist:
                raise Http404 from None
            return view(request, user, row, **named)

        return answer

    return decorate
