"""The election code on pages: in groups of four, for the eye and for a screen reader."""

from django import template

from ballots.manifest import code_of

register = template.Library()


@register.inclusion_tag("ballots/election_code.html")
def show_election_code(election: str | None, size: str = "") -> dict[str, object]:
    """Show the code of an election id in hex; `size` is "" or "large". Nothing before the box is locked.

    `static/js/code.js` makes the same elements.
    """
    return {"groups": code_of(election).split("-") if election else [], "size": size}
