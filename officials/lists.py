"""The lists of this room that are imported and exported."""

from django.utils.translation import gettext_lazy as _

from lists import kinds
from lists.kinds import ListKind
from officials import group_list, official_columns, official_list, unit_columns, unit_list
from officials.list_rights import undoing

kinds.add(
    ListKind(
        "units",
        _("Units"),
        unit_columns.COLUMNS,
        needed=(("name",),),
        key=("id", "document_code", "name"),
        plan_rows=unit_list.plan_rows,
        write_rows=unit_list.write_rows,
        export_rows=unit_list.export_rows,
        may_use=unit_list.may_use,
        undoing=undoing,
        hint=_("Units with their superiors, codes and places."),
        file_name="don-vi",
    )
)
kinds.add(
    ListKind(
        "officials",
        _("Officials and their posts"),
        official_columns.COLUMNS,
        needed=(("full_name",), ("title",)),
        key=("id", "staff_code", "email"),
        plan_rows=official_list.plan_rows,
        write_rows=official_list.write_rows,
        export_rows=official_list.export_rows,
        may_use=official_list.may_use,
        label=official_list.label,
        absent={official_list.END: _("end the post")},
        undoing=undoing,
        hint=_("A row for each post, with the dates that decide who is voted on."),
        file_name="can-bo",
    )
)
kinds.add(
    ListKind(
        "groups",
        _("Members of groups"),
        group_list.COLUMNS,
        needed=(("group",), ("full_name",)),
        key=("staff_code", "email"),
        plan_rows=group_list.plan_rows,
        write_rows=group_list.write_rows,
        export_rows=group_list.export_rows,
        may_use=official_list.may_use,
        label=official_list.label,
        absent={official_list.END: _("end the membership")},
        undoing=undoing,
        hint=_("People who belong to a group without a post of it, such as members of a Party committee."),
        file_name="nhom",
    )
)
