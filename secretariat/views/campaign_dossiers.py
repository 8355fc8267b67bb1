"""The page of a campaign's dossiers: ask, remind, send lists, name who is in charge, print."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refusal
from common.sheets import SheetForm
from officials.models import User
from rounds import filings
from rounds.accounts import accounts_to_list
from rounds.models import Campaign
from rounds.services import filing
from secretariat.campaign import filing_list
from secretariat.campaign.filing_list import ActForm, DossierFilter
from secretariat.listing.exporting import saved_as_file
from secretariat.printing import printed
from secretariat.views.campaigns import for_campaign


@require_http_methods(["GET", "HEAD", "POST"])
@for_campaign
def campaign_dossiers(request: HttpRequest, user: User, campaign: Campaign) -> HttpResponse:
    """Show who has filed and who is late; POST acts on ticked officials or on all that fit the filter."""
    wanted = filing_list.filter_of(request.GET)
    form = ActForm(
        request.POST if request.method == "POST" else None,
        found=filing_list.found_by(wanted, user=user, campaign=campaign),
        people=accounts_to_list(user=user).filter(is_active=True),
    )
    if form.is_valid():
        try:
            messages.success(request, _done(form, user, campaign))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{_address(campaign)}?{wanted.query}" if wanted.query else _address(campaign))
    page = filing_list.dossiers_page(
        user=user, campaign=campaign, wanted=wanted, number=request.GET.get("page")
    )
    context = {"campaign": campaign, "page": page, "wanted": wanted, "form": form}
    return render(request, "secretariat/campaign_dossiers.html", context, status=400 if form.errors else 200)


def _address(campaign: Campaign) -> str:
    return reverse("secretariat:campaign_dossiers", args=[campaign.pk])


def _done(form: ActForm, user: User, campaign: Campaign) -> str:
    """Do what was asked and return the sentence that says so."""
    act, chosen = form.cleaned_data["act"], form.cleaned_data["chosen"]
    if act == "ask":
        return _asked(filing.ask_for_dossiers(campaign=campaign, officials=chosen, actor=user))
    if act == "remind":
        number = len(filing.remind(campaign=campaign, officials=chosen, actor=user))
        text = ngettext("%(number)d official reminded.", "%(number)d officials reminded.", number)
        return " ".join([text % {"number": number}, _skipped(len(chosen) - number)]).strip()
    if act == "lists":
        number = filing.send_lists(campaign=campaign, officials=chosen, link=_address(campaign), actor=user)
        text = ngettext("%(number)d list sent.", "%(number)d lists sent.", number)
        return text % {"number": number}
    person = form.cleaned_data["collector"]
    number = filing.put_in_charge(campaign=campaign, officials=chosen, collector=person, actor=user)
    text = ngettext("%(number)d dossier changed.", "%(number)d dossiers changed.", number)
    return text % {"number": number}


def _asked(asked: filing.AskedOfficials) -> str:
    text = ngettext("%(number)d official asked.", "%(number)d officials asked.", asked.number)
    said = [text % {"number": asked.number}]
    if asked.without_account:
        names = ", ".join(asked.without_account[:10]) + (" …" if len(asked.without_account) > 10 else "")
        said.append(_("Without an account, so not told: %(names)s.") % {"names": names})
    return " ".join(said)


def _skipped(number: int) -> str:
    if not number:
        return ""
    text = _("%(number)d left out: filed, not asked yet, without an account, or reminded today.")
    return text % {"number": number}


@require_POST
@for_campaign
def dossiers_print(request: HttpRequest, user: User, campaign: Campaign) -> HttpResponse:
    """Answer the dossiers owed as PDF, a page for each person in charge, and note it."""
    rows = _rows(user, campaign, filing_list.filter_of(request.GET))
    pdf = filing_list.owed_as_pdf(campaign, rows)
    return printed(pdf, filing_list.FILE, title=filing_list.TITLE, subject=campaign, user=user)


@require_POST
@for_campaign
def dossiers_file(request: HttpRequest, user: User, campaign: Campaign) -> HttpResponse:
    """Answer the list as XLSX, filtered as the page is."""
    wanted = filing_list.filter_of(request.GET)
    rows = _rows(user, campaign, wanted)
    name = f"{_('Dossiers')} {campaign.name}"
    return saved_as_file(
        user=user,
        form=SheetForm.XLSX,
        name=name,
        headings=filing_list.headings(),
        rows=filing_list.cells(rows),
        query=wanted.query,
    )


def _rows(user: User, campaign: Campaign, wanted: DossierFilter) -> list[filings.Owing]:
    found = filing_list.found_by(wanted, user=user, campaign=campaign)
    return filings.rows_of(list(found.prefetch_related("posts__unit")))
