"""Accounts, units, officials, their posts, groups and dossiers (docs/domain.md §2.2)."""

from common import any_of  # noqa: F401 - a look-up of every column
from officials.models.directory_identities import DirectoryIdentity
from officials.models.dossiers import Dossier, DossierDocument
from officials.models.groups import Group, Membership
from officials.models.login_links import LoginLink
from officials.models.logins import KnownDevice, Login, WaitingMail
from officials.models.people import Official, User
from officials.models.person_requests import PersonRequest
from officials.models.posts import Post
from officials.models.stored_files import StoredFile
from officials.models.units import RoleQuerySet, Unit, UnitRole, in_force

__all__ = [
    "DirectoryIdentity",
    "Dossier",
    "DossierDocument",
    "Group",
    "KnownDevice",
    "Login",
    "LoginLink",
    "Membership",
    "Official",
    "PersonRequest",
    "Post",
    "RoleQuerySet",
    "StoredFile",
    "Unit",
    "UnitRole",
    "User",
    "WaitingMail",
    "in_force",
]
