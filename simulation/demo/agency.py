"""Units, people and accounts of the demonstration. All are invented."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from officials import services
from officials.models import Official, Post, Unit, UnitRole, User

PASSWORD = "lang-gom-2026"  # noqa: S105 - for invented people, printed at every start
AGENCY = "Cục Gốm sứ và Làng nghề"
Role = UnitRole.Role
Kind = Post.Kind

STAFF = {
    "thuky": "Phạm Thu Hà",
    "thukybo": "Hà Thị Minh Châu",
    "kiemphieu1": "Đặng Hồng Sơn",
    "kiemphieu2": "Ngô Thị Kim Liên",
    "kiemphieu3": "Tạ Quốc Việt",
    "canbo": "Trần Minh Khôi",
    "lanhdao": "Lưu Đình Nam",
    "capquanly": "Cao Thị Hoài An",
    "giamsat": "Mai Xuân Trường",
}
VOTERS = (
    *("Nguyễn Thị Ngọc Diệp", "Lê Văn Đông", "Trần Thị Cẩm Giang", "Phạm Quốc Hưng"),
    *("Hoàng Thị Khánh Huyền", "Vũ Đức Long", "Đỗ Thị Thùy Linh", "Bùi Văn Mạnh"),
    *("Đinh Thị Nga", "Hồ Sỹ Nhật", "Dương Thị Oanh", "Lý Hoàng Phúc"),
    *("Chu Thị Quyên", "Trịnh Văn Sáng", "Mạc Thị Thảo", "Lâm Chí Thành"),
    *("Kiều Thị Thu", "Đoàn Văn Toàn", "Tô Thị Trang", "Nghiêm Xuân Tùng"),
    *("Quách Thị Uyên", "Phùng Thế Vinh"),
)
OF_THE_MINISTRY = ("thukybo", "capquanly")
TEAM = ("kiemphieu1", "kiemphieu2", "kiemphieu3")


class DataPresent(Exception):
    """The database holds data that is not the demonstration's."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An official with (post, kind) at one unit; `since` is years ago, `leaving` months ago."""

    name: str
    posts: tuple[tuple[str, str], ...]
    years: int = 3
    is_leaving: bool = False


AGENCY_OFFICIALS = (
    Holder("Trần Minh Khôi", (("Cục trưởng", Kind.WORK), ("Bí thư Đảng ủy Cục", Kind.PARTY))),
    Holder("Lê Thị Thanh Tâm", (("Phó Cục trưởng", Kind.WORK),)),
    Holder("Nguyễn Hữu Phước", (("Phó Cục trưởng", Kind.WORK),)),
    Holder("Đỗ Thị Bích Ngọc", (("Chánh Văn phòng Cục", Kind.WORK),)),
    Holder("Vũ Quang Huy", (("Trưởng phòng Kỹ thuật men", Kind.WORK),)),
    Holder("Phan Thị Mai Hương", (("Trưởng phòng Kế hoạch - Tài chính", Kind.WORK),)),
    Holder("Hoàng Văn Lực", (("Trưởng phòng Phát triển làng nghề", Kind.WORK),), years=0),
    Holder("Bùi Đức Thắng", (("Giám đốc Trung tâm Tư vấn", Kind.WORK),), is_leaving=True),
)
SECTION_OFFICIALS = (
    Holder("Vũ Quang Huy", (("Bí thư Chi bộ", Kind.PARTY),)),
    Holder("Trịnh Thị Lan Anh", (("Phó Bí thư Chi bộ", Kind.PARTY),)),
    Holder("Lý Gia Bảo", (("Chi ủy viên", Kind.PARTY),)),
)
CENTER_OFFICIALS = (
    Holder("Trần Minh Khôi", (("Bí thư Đảng bộ Trung tâm", Kind.PARTY),)),
    Holder("Nguyễn Văn Khang", (("Giám đốc Trung tâm", Kind.WORK),)),
    Holder("Lương Thị Hạnh", (("Phó Giám đốc Trung tâm", Kind.WORK),)),
)
OFFICE_OFFICIALS = (
    Holder("Đỗ Thị Bích Ngọc", (("Bí thư Chi bộ Văn phòng", Kind.PARTY),)),
    Holder("Nguyễn Thị Tuyết Mai", (("Phó Chánh Văn phòng", Kind.WORK),)),
)


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """The demonstration's agency (`unit`), its section, office and center, and all accounts."""

    unit: Unit
    section: Unit
    office: Unit
    center: Unit
    users: dict[str, User]

    @property
    def roll(self) -> list[User]:
        """Everybody on the roll of the agency, including the counting team."""
        return [user for name, user in self.users.items() if name.startswith(("nguoighiphieu", "kiemphieu"))]

    @property
    def team(self) -> list[User]:
        return [self.users[name] for name in TEAM]


@transaction.atomic
def demo_agency() -> DemoAgency:
    """Return the fictional agency, created at the first call; people of a newer version are added.

    Raises `DataPresent` instead of mixing invented units with an agency's own.
    """
    agency = Unit.objects.filter(name=AGENCY).first()
    if agency is None:
        if Unit.objects.exists():
            raise DataPresent
        return _build()
    sections = {unit.document_code: unit for unit in agency.children.all()}
    users = _people_of(agency)
    center = sections.get("TTPT") or _center(agency, users, _officials_of(agency))
    return DemoAgency(agency, sections["CB-KTM"], sections["VPC"], center, users)


def _build() -> DemoAgency:
    ministry = _unit("Bộ Thủ công mỹ nghệ", "BTCMN")
    agency = _unit(AGENCY, "CGS", parent=ministry, authority=ministry)
    section = _unit("Chi bộ Phòng Kỹ thuật men", "CB-KTM", parent=agency, authority=agency)
    office = _unit("Văn phòng Cục", "VPC", parent=agency, authority=agency)
    users = _people_of(agency)
    people: dict[str, Official] = {}
    for unit, holders in (
        (agency, AGENCY_OFFICIALS),
        (section, SECTION_OFFICIALS),
        (office, OFFICE_OFFICIALS),
    ):
        for holder in holders:
            _appoint(unit, holder, people, users["canbo"])
    return DemoAgency(agency, section, office, _center(agency, users, people), users)


def _center(agency: Unit, users: dict[str, User], people: dict[str, Official]) -> Unit:
    """Return the new unit whose meeting is announced; demonstrations of earlier versions lack it."""
    center = _unit("Trung tâm Phát triển làng nghề", "TTPT", parent=agency, authority=agency)
    for holder in CENTER_OFFICIALS:
        _appoint(center, holder, people, users["canbo"])
    return center


def _officials_of(agency: Unit) -> dict[str, Official]:
    found = Official.objects.filter(posts__unit=agency, merged_into=None).distinct()
    return {official.full_name: official for official in found}


def _unit(name: str, code: str, parent: Unit | None = None, authority: Unit | None = None) -> Unit:
    unit = Unit(name=name, document_code=code, place="Hà Nội", parent=parent, authority=authority)
    unit.superior_on_letterhead, unit.drafting_code = parent is not None, "TCCB"
    return services.save_unit(unit=unit)


def _people_of(agency: Unit) -> dict[str, User]:
    """Return user name → account with its role, in the order of the table; missing ones are created."""
    ministry = agency.authority or agency
    names = {**STAFF, **{f"nguoighiphieu{i}": name for i, name in enumerate(VOTERS, 1)}}
    _rename_voters()
    found = {user.username: user for user in User.objects.filter(username__in=names)}
    made = _accounts({name: person for name, person in names.items() if name not in found}, agency)
    users = {name: found.get(name) or made[name] for name in names}
    roles = {
        "thuky": (agency, Role.SECRETARIAT),
        "thukybo": (ministry, Role.SECRETARIAT),
        "lanhdao": (agency, Role.LEADERSHIP),
        "giamsat": (agency, Role.AUDITOR),
        "capquanly": (ministry, Role.LEADERSHIP),
    }
    for name in made.keys() & roles.keys():
        unit, role = roles[name]
        services.grant_role(user=users[name], unit=unit, role=role)
    return users


def _rename_voters() -> None:
    """Rename the voters of demonstrations that earlier versions created."""
    for number, full_name in enumerate(VOTERS, 1):
        former = User.objects.filter(username=f"cutri{number}", full_name=full_name)
        former.update(username=f"nguoighiphieu{number}", email=f"nguoighiphieu{number}@gomsu.example")


def _accounts(names: dict[str, str], agency: Unit) -> dict[str, User]:
    password_hash = make_password(PASSWORD)
    return {
        username: services.create_account(
            username=username,
            full_name=full_name,
            email=f"{username}@gomsu.example",
            password_hash=password_hash,
            unit=agency.authority if username in OF_THE_MINISTRY else agency,
        )
        for username, full_name in names.items()
    }


def _appoint(unit: Unit, holder: Holder, people: dict[str, Official], account: User) -> None:
    """Give the holder the posts; a holder of posts at two units is one official."""
    today = timezone.localdate()
    official = people.get(holder.name)
    if official is None:
        user = account if holder.name == account.full_name else None
        official = services.save(row=Official(full_name=holder.name, user=user))
        people[holder.name] = official
    for title, kind in holder.posts:
        post = Post(official=official, unit=unit, title=title, kind=kind)
        post.appointed_on = dt.date(today.year - holder.years, 1, 4)
        if holder.is_leaving:
            post.retirement_notice_on = today - dt.timedelta(days=20)
        services.save(row=post)
