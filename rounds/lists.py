"""The lists of this room that are imported and exported."""

from django.utils.translation import gettext_lazy as _

from lists import kinds
from lists.kinds import ListKind
from officials import official_list
from rounds import account_list, roll_list

kinds.add(
    ListKind(
        "accounts",
        _("Accounts"),
        account_list.COLUMNS,
        needed=(("full_name",), ("email", "username", "staff_code", "unit")),
        key=("id", "staff_code", "email"),
        plan_rows=account_list.plan_rows,
        write_rows=account_list.write_rows,
        export_rows=account_list.export_rows,
        may_use=official_list.may_use,
        absent={account_list.BLOCK: _("block the account")},
        undoing=account_list.undoing,
        hint=_("People who log in; without e-mail they get a login card."),
        file_name="tai-khoan",
    )
)
kinds.add(
    ListKind(
        "rolls",
        _("Rolls of voters"),
        roll_list.COLUMNS,
        needed=(("full_name",), ("email", "staff_code")),
        key=("staff_code", "email"),
        plan_rows=roll_list.plan_rows,
        write_rows=roll_list.write_rows,
        export_rows=roll_list.export_rows,
        may_use=roll_list.may_use,
        label=roll_list.label,
        absent={roll_list.REMOVE: _("take off the roll")},
        further={roll_list.TEAM: _("Propose the counting team from the roll, where a meeting has none yet")},
        undoing=roll_list.undoing,
        hint=_("The voters of one meeting, or of many meetings that the rows name."),
        file_name="danh-sach-nguoi-ghi-phieu",
    )
)
