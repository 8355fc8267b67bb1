"""What people read when a part of the machinery fails: the clerk what goes on meanwhile, the operator what to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that does not work; `told` is its state in a few words."""

    told: Promise
    title: Promise
    clerk: Promise
    operator: Promise
    is_pressing: bool = True  # it must be mended before a meeting


NOTHING_IS_COUNTED = _(
    "People can vote, and ballots are safe. Until the administrator starts it, nothing is counted, no"
    " document is made and no mail is sent. Then all work continues automatically."
)

TROUBLES: Mapping[str, Trouble] = {
    "database": Trouble(
        told=_("takes no rows"),
        title=_("The database takes no rows"),
        clerk=_(
            "Nothing can be saved and nobody can vote. Wait with the meeting, and call the administrator."
        ),
        operator=_(
            "PostgreSQL is read-only: promote the standby, or let the server write again. The product"
            " recovers by itself."
        ),
    ),
    "redis": Trouble(
        told=_("does not answer"),
        title=_("The queue does not answer"),
        clerk=NOTHING_IS_COUNTED,
        operator=_("Start Redis or Valkey. Losing its content loses no ballot."),
    ),
    "worker": Trouble(
        told=_("is not running"),
        title=_("No counting service is running"),
        clerk=NOTHING_IS_COUNTED,
        operator=_(
            "Start the worker (service tin-nhiem-worker, or container worker) and read its log: it says what"
            " its host lacks."
        ),
    ),
    "queue": Trouble(
        told=_("waits for more than ten minutes"),
        title=_("Work waits in the queue for a long time"),
        clerk=_(
            "Counting, documents and mails come later than usual. Nothing is lost; tell the administrator if it"
            " lasts."
        ),
        operator=_(
            "All workers are busy: start another worker host, or look for a task that hangs in the log of the"
            " workers."
        ),
    ),
    "beat": Trouble(
        told=_("is not running"),
        title=_("The scheduler is not running"),
        clerk=_(
            "Votes do not open and close automatically: do it on the desk of each round, and tell the"
            " administrator."
        ),
        operator=_("Start beat on exactly one host (service tin-nhiem-beat, or container beat)."),
    ),
    "keys": Trouble(
        told=_("are missing on this host"),
        title=_("This web server lacks keys of the installation"),
        clerk=_("Boxes cannot be locked through this web server. Call the administrator before the meeting."),
        operator=_(
            "Give this host the same envelope key file and SECRET_KEY as the other hosts; /health/ says which"
            " one is missing."
        ),
    ),
    "host": Trouble(
        told=_("is not complete"),
        title=_("This web server is not complete"),
        clerk=_("Some pages or uploads may fail. Tell the administrator."),
        operator=_("/health/ says what this host lacks: static files, a temporary folder or fonts."),
    ),
    "mail_stopped": Trouble(
        told=_("is stopped"),
        title=_("The sending of notices is stopped"),
        clerk=_("No notice leaves until a secretary of the topmost unit resumes it in the list of notices."),
        operator=_("Nothing is broken: a person stopped it."),
    ),
    "mail_away": Trouble(
        told=_("takes nothing at present"),
        title=_("The mail server takes nothing at present"),
        clerk=_("Notices wait and are sent as soon as it answers. If a notice is urgent, print it."),
        operator=_("Look at the mail server and at EMAIL_URL; it is tried again every minute."),
    ),
    "mail_failing": Trouble(
        told=_("many mails do not arrive"),
        title=_("More notices than usual do not arrive"),
        clerk=_("Open the list of notices that were not reached: correct addresses, or print them."),
        operator=_("Read the words of the mail server in the list of notices; it may refuse the sender."),
    ),
    "disk": Trouble(
        told=_("is nearly full"),
        title=_("There is little room on a disk"),
        clerk=_("Do not begin a meeting before the administrator has made room."),
        operator=_("Make room in the data folder of this host: old logs and backups first."),
    ),
    "clock": Trouble(
        told=_("is wrong"),
        title=_("The clocks do not agree"),
        clerk=_(
            "Votes may open and close too early or too late. Open and close by hand, on the desk, and tell the"
            " administrator."
        ),
        operator=_("Let every host take its time from the same server (chrony or systemd-timesyncd)."),
    ),
    "backup": Trouble(
        told=_("is missing"),
        title=_("There is no recent backup"),
        clerk=_(
            "If the machine were lost now, work since the last backup would be lost. Tell the administrator."
        ),
        operator=_("Run script/backup, or look why its timer did not. Wait while a vote is open."),
        is_pressing=False,
    ),
    "role": Trouble(
        told=_("are too wide"),
        title=_("The product has too many rights in the database"),
        clerk=_("Nothing is wrong with the votes; tell the administrator."),
        operator=_(
            "The application connects as owner or superuser, so the database refuses an intruder nothing: see"
            " “Roles in PostgreSQL” in docs/operations.md."
        ),
        is_pressing=False,
    ),
}
