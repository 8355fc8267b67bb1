"""The list of votes that wait after a restore: one press resumes all that are ticked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officials.models import User
from rounds import steps
from rounds.selectors import paused_rounds
from rounds.services.moves import resume_many
from rounds.states import Actor
from secretariat.forms import ResumeForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def resuming(request: HttpRequest) -> HttpResponse:
    """Show the secretary's paused votes; POST resumes those that are ticked."""
    if not isinstance(request.user, User):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = ResumeForm(data, rounds=paused_rounds(user=request.user))
    if form.is_valid():
        number = resume_many(rounds=form.cleaned_data["rounds"], actor=request.user)
        told = ngettext("%d vote goes on.", "%d votes go on.", number) % number
        messages.success(request, told)
        return redirect("secretariat:resuming")
    context = {
        "form": form,
        "words": steps.BY_NAME["resume"].words[Actor.SECRETARY],
    }
    return render(request, "secretariat/resuming.html", context, status=400 if form.errors else 200)
