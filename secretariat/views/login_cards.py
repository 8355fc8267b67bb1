"""Login cards: choose people without a way to log in and download their cards as PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from officials.models import User
from rounds.errors import RoundError
from rounds.login_cards import before_closing
from rounds.models import Round
from rounds.selectors import people_for_cards
from rounds.services.card_printing import give_cards
from secretariat.card_sheet import FILE, cards_as_pdf
from secretariat.forms import LoginCardsForm
from secretariat.printing import download
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
            chosen = [one.pk for one in form.cleaned_data["people"]]
            cards = give_cards(round_id=round_.pk, actor=user, people=chosen)
        except RoundError as refusal:
            form.add_error(None, str(refusal))
        else:
            return download(cards_as_pdf(round_.unit, cards), FILE)
    context = {"form": form, "round": round_, "people": people}
    context["is_over"] = round_.state not in before_closing()
    return render(request, "secretariat/login_cards.html", context, status=400 if form.errors else 200)
