"""What a round lacks for its next state, each with its remedy.

A guard returns all of them, so that the secretary sees the whole list at once.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from common.languages import filled
from common.transport import is_local
from officials.files import lost_papers
from rounds import eligibility, secrecy, team, ways_in
from rounds import meeting_preflight as meeting
from rounds.authorities import lines_with_authorities
from rounds.errors import Missing, Where
from rounds.frozen import headings
from rounds.models import Line, Round
from rounds.papers import documents_in_order
from rounds.read_once import lines_of, reading_once
from rounds.roll import people_on_roll
from rounds.told import begins


def before_announcing(round_: Round) -> list[Missing]:
    """Return what is missing before people may be summoned; counting team, chair and logins can come later."""
    with reading_once(round_):
        return [
            *_coming(round_),
            *_place(round_),
            *_lines(round_),
            *_roll(round_),
            *secrecy.missing(round_),
        ]


def before_freezing(round_: Round) -> list[Missing]:
    """Return what is missing before the configuration may be frozen; a fixed number of queries."""
    with reading_once(round_):
        return [
            *_window(round_),
            *_place(round_),
            *_chair(round_),
            *_lines(round_),
            *_roll(round_),
            *secrecy.missing(round_),
            *_rest(round_),
        ]


def after_announcing(round_: Round) -> list[Missing]:
    """Return what freezing asks for and announcing does not: the things that may still come later."""
    return [*(_window(round_) if round_.opens_at else ()), *_chair(round_), *_rest(round_)]


def _rest(round_: Round) -> Iterator[Missing]:
    yield from team.missing(round_)
    yield from _publication(round_)
    yield from ways_in.missing(round_)
    yield from _connection()
    yield from _not_yet_built(round_)


def before_opening(round_: Round) -> list[Missing]:
    """Return what is missing before ballots may be issued: the locked box, time, quorum."""
    return [
        *pause_of(round_),
        *_connection(),
        *meeting.box(round_),
        *meeting.time(round_),
        *meeting.quorum(round_),
    ]


def pause_of(round_: Round) -> list[Missing]:
    """Return one item if the round was restored and waits for the secretary's decision, else []."""
    if not round_.is_paused:
        return []
    message = _("The server was restored from a backup; what came after it is not in this round.")
    remedy = _("Decide on the desk whether the vote goes on or is cancelled.")
    return [Missing(message, remedy, Where.DESK)]


def _connection() -> Iterator[Missing]:
    """Yield one item if people reach the site without TLS: ballots and keys are refused there."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" and not is_local(address.hostname or ""):
        yield Missing(
            _("The site’s address begins with http, so others on the network could read ballots."),
            _("Ask the administrator to set up an https address (docs/operations.md)."),
        )


def _window(round_: Round) -> Iterator[Missing]:
    if not round_.opens_at or not round_.closes_at:
        yield Missing(
            _("The times of opening and closing are not set."),
            _("Enter both in the round."),
            Where.GENERAL,
        )
    elif round_.closes_at <= timezone.now():
        yield Missing(_("The closing time has already passed."), _("Enter a later time."), Where.GENERAL)


def _coming(round_: Round) -> Iterator[Missing]:
    begin = begins(round_)
    if not round_.opens_at or not begin:
        yield Missing(
            _("The time of the meeting is not set."),
            _("Enter when the vote opens; people are told when they meet."),
            Where.GENERAL,
        )
    elif begin <= timezone.now():
        yield Missing(
            _("The time of the meeting has already passed."),
            _("Enter a later time, or freeze the round without announcing it."),
            Where.GENERAL,
        )


def _place(round_: Round) -> Iterator[Missing]:
    if not round_.place:
        yield Missing(
            _("The place of the meeting is not set."),
            _("Enter it; the minutes print it."),
            Where.GENERAL,
        )


def _chair(round_: Round) -> Iterator[Missing]:
    if not round_.chair_name:
        yield Missing(
            _("The chair of the meeting is not named."),
            _("Enter the name; the report to the authority is signed with it."),
            Where.GENERAL,
        )
    if not round_.chair_title:
        yield Missing(
            _("The post of the signer of the report is not entered."),
            _("Enter the post; the report prints it above the signature."),
            Where.GENERAL,
        )


def lines_to_check(round_: Round) -> QuerySet[Line]:
    """Return the lines of a round in their order, with what is checked of them."""
    lines = round_.lines.select_related("official", "dossier").order_by("position", "pk")
    return lines.prefetch_related("posts", "dossier__documents")


def _lines(round_: Round) -> Iterator[Missing]:
    lines = lines_of(round_, lines_to_check(round_))
    if not lines:
        yield Missing(
            _("The ballot has no line."),
            _("Add the officials who are voted on, or take them from the posts of the unit."),
            Where.LINES,
        )
    yield from _blocks(lines)
    if round_.is_rehearsal:
        return  # it shows how a vote is held, with the lines as far as they are prepared
    known = eligibility.facts_elsewhere(round_)
    lost = lost_papers(document for line in lines for document in documents_in_order(line))
    for line in lines:
        yield from _line(round_, line, known)
        yield from _papers(line, lost)
    yield from _left_out(round_, {line.official_id for line in lines}, known)


def _blocks(lines: list[Line]) -> Iterator[Missing]:
    """Yield an item for each block whose lines do not stand together."""
    begun = [block for block in headings(line.block for line in lines) if block]
    for block in dict.fromkeys(begun):
        if begun.count(block) > 1:
            yield Missing(
                filled(_("The lines of the block “%(block)s” do not stand together."), {"block": block}),
                _("Order the ballot by rank, or change the order of the lines."),
                Where.LINES,
            )


def _line(round_: Round, line: Line, known: eligibility.FactsElsewhere) -> Iterator[Missing]:
    posts = list(line.posts.all())
    if not posts:
        yield Missing(
            filled(_("%(name)s has no post printed on the ballot."), {"name": line.official}),
            _("Choose the posts of this line."),
            Where.LINES,
        )
    if any(post.official_id != line.official_id for post in posts):
        yield Missing(
            filled(_("The line of %(name)s prints a post of another person."), {"name": line.official}),
            _("Choose posts this official holds."),
            Where.LINES,
        )
    found = eligibility.exemption(round_, line.official_id, posts, known)
    if found:
        from_reason = eligibility.Reason(found.reason).label
        yield Missing(
            filled(
                _("%(name)s is not voted on: %(reason)s (%(detail)s)."),
                {"name": line.official, "reason": from_reason, "detail": found.detail},
            ),
            _("Take the line off the ballot; the reason is recorded and printed."),
            Where.LINES,
        )


def _papers(line: Line, lost: set[int]) -> Iterator[Missing]:
    for document in documents_in_order(line):
        if document.pk in lost:
            yield Missing(
                filled(
                    _("The file “%(paper)s” of %(name)s is not on the server."),
                    {"paper": document, "name": line.official},
                ),
                _("Delete this document and upload the paper again; tell the administrator."),
                Where.DOSSIER,
                line.dossier_id,
            )


def _left_out(round_: Round, on_ballot: set[int], known: eligibility.FactsElsewhere) -> Iterator[Missing]:
    accounted_for = on_ballot | eligibility.on_ballot_at_another_time(round_)
    for official, posts in eligibility.current_posts(round_).items():
        if official.pk in accounted_for:
            continue
        if not eligibility.exemption(round_, official.pk, posts, known):
            yield Missing(
                filled(_("%(name)s holds a post here but is not on the ballot."), {"name": official}),
                _("Add the line, or correct the post if it has ended."),
                Where.LINES,
            )


def _roll(round_: Round) -> Iterator[Missing]:
    people = people_on_roll(round_)
    if len(people) < round_.min_ballots:
        yield Missing(
            _("The roll has %(size)d voters; the box may be opened only with %(fewest)d ballots.")
            % {"size": len(people), "fewest": round_.min_ballots},
            _("Add voters to the roll; with fewer ballots a vote is not secret."),
            Where.ELECTORS,
        )
    for one in people:
        if not one.is_active:
            yield Missing(
                filled(_("The account of %(name)s is blocked."), {"name": one.full_name or one.username}),
                _("Unblock the account or take the person off the roll."),
                Where.ELECTORS,
            )


def _publication(round_: Round) -> Iterator[Missing]:
    """Yield one item if nobody manages one of the officials: neither a post nor the unit names an authority."""
    if round_.unit.authority_id:
        return
    authorities = {one for _line, one in lines_with_authorities(round_)}
    if not authorities or None in authorities:
        yield Missing(
            _("The unit has no managing authority, so nobody can receive the report."),
            _("Enter the authority in the unit."),
            Where.UNIT,
            round_.unit_id,
        )


def _not_yet_built(round_: Round) -> Iterator[Missing]:
    if round_.credential_mode == Round.CredentialMode.SLIP:
        yield Missing(
            _("Slips drawn in the hall are not available in this version."),
            _("Choose that voters log in."),
            Where.GENERAL,
        )
    if round_.rule_set.bad_line_voids_ballot:
        # Only sums are ever decrypted, so ballots with a blank line cannot be told apart.
        yield Missing(
            _("Electronic ballots cannot follow “one bad line makes the whole ballot invalid”."),
            _("Choose another rule set, or untick this rule in it."),
            Where.GENERAL,
        )
