"""One mechanism for all lists: export, saved filters, choosing rows, and changing many at once.

Every list of the administration has it from `secretariat.admin_base.SecretaryAdmin`; a list says which of its fields are
changed for many rows (`bulk_fields`). A page with a list of its own posts `row`, `act` and `back` to the address
`admin:<table>_choose` of the table.
"""
