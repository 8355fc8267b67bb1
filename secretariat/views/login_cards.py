"""Login cards: choose people without a way to log in and download their cards as PDF."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from common.answers import file_to_keep
from common.refusals import Refusal
from officials.models import User
from rounds.login_cards import before_closing
from rounds.models import Round
from rounds.selectors import people_for_cards
from rounds.services.card_printing import PrintedCard, give_cards
from secretariat.asked import WAITS
from secretariat.card_sheet import FILE, cards_as_pdf
from secretariat.forms import LoginCardsForm
from secretariat.late_cards import cards_or_request, second_person
from secretariat.views.desk import for_secretary


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretary
def login_cards(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Show the people who need a card; POST makes new codes and answers with the cards to print."""
    people = people_for_cards(user=user, round_=round_)
    data = request.POST if request.method == "POST" else None
    form = LoginCardsForm(data, people=people.mine, chosen=people.without_card)
    if form.is_valid():
        try:
            return _print(request, user, round_, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "round": round_, "people": people}
    context |= second_person(round_, user, [one.pk for one in people.mine])
    context["is_over"] = round_.state not in before_closing()
    return render(request, "secretariat/login_cards.html", context, status=400 if form.errors else 200)


def _print(request: HttpRequest, user: User, round_: Round, asked: dict[str, Any]) -> HttpResponse:
    """Answer with the cards, or say that a second person is asked first."""
    people = list(asked["people"])

    def give() -> list[PrintedCard]:
        return give_cards(round_id=round_.pk, actor=user, people=[one.pk for one in people])

    cards = cards_or_request(people=people, actor=user, give=give)
    if cards is None:
        messages.success(request, WAITS)
        return redirect("secretariat:login_cards", pk=round_.pk)
    pdf = cards_as_pdf(round_.unit, cards, per_page=asked["per_page"], order=asked["order"])
    return file_to_keep(pdf, FILE)
