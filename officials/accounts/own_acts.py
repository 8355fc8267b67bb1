"""Log the changes that people make to their own login on the pages of allauth, which states no acts."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from audit.services import act
from officials.models import User

CODE = "account.own"
PLACES = ("/accounts/2fa/", "/accounts/email/", "/accounts/password/")
View = Callable[[HttpRequest], HttpResponse]


def own_acts(get_response: View) -> View:
    """Make each form that a logged-in person sends on these pages an act on the person's own account.

    After a server error nothing is changed.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_change = request.method == "POST" and request.path.startswith(PLACES)
        if not is_change or not isinstance(request.user, User):
            return get_response(request)
        with transaction.atomic(), act(CODE, actor=request.user, subject=request.user):
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return middleware
