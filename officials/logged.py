"""Tables and acts of this room that the log records."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from audit.acts import register
from audit.tables import watch
from officials.models import (
    DirectoryIdentity,
    Dossier,
    DossierDocument,
    Group,
    Membership,
    Official,
    PersonRequest,
    Post,
    Unit,
    UnitRole,
    User,
)

watch(Unit, unit="id")
watch(UnitRole, owner="user", unit="unit_id")
# When a person logs in stands nowhere in the log.
watch(
    User,
    left_out=["last_login", "date_joined", "sort_key"],
    secret=["identity_hash", "password"],
    unit="unit_id",
    person="id",
)
watch(EmailAddress, owner="user", person="user_id")
watch(
    Authenticator,
    left_out=["created_at", "last_used_at"],
    secret=["data"],
    owner="user",
    person="user_id",
)
watch(User.groups.through, owner="user")
watch(User.user_permissions.through, owner="user")
watch(DirectoryIdentity, owner="user", person="user_id")
watch(Official, left_out=["sort_key"])
watch(Post, owner="official", unit="unit_id")
watch(Group, unit="unit_id")
watch(Membership, owner="official", unit="unit_id")
watch(Dossier, owner="official")
watch(DossierDocument, owner="dossier")
watch(PersonRequest, unit="unit_id")

register("unit.save", _("Unit saved"))
register("role.give", _("Role given"))
register("role.take", _("Role taken"))
register("role.keep", _("Role confirmed as still needed"))
register("role.review", _("Roles marked for the yearly review"))
register("role.begin", _("Role begun"))
register("role.end", _("Role ended on its last day"))
register("account.create", _("Account created"))
register("account.remove", _("Simulated accounts removed"))
register("account.change", _("Account changed"))
register("account.own", _("Person changed the own login"))
register("account.link", _("One-time link for logging in sent"))
register("official.save", _("Official saved"))
register("official.merge", _("Two records of one person made one"))
register("official.move", _("Official moved to another unit"))
register("post.save", _("Post saved"))
register("group.save", _("Group saved"))
register("membership.save", _("Member of a group saved"))
register("dossier.save", _("Dossier saved"))
register("document.save", _("Document of a dossier saved"))
register("document.replace", _("Document of a dossier replaced by a newer one"))
register("row.remove", _("Removed"))
register("request.send", _("Asked for a person of another unit"))
register("request.answer", _("Request for a person answered"))
register("request.end", _("Request for a person withdrawn or ended"))
register("directory.tie", _("Entry of the directory tied to the account"))
register("directory.forget", _("Entry of the directory no longer tied to the account"))
register("login.end", _("Logins on other devices ended"))
register("second_step.forget", _("Second step of the login removed"))
