"""Inputs written without templates are those of Django's templates."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from common.form_renderer import WRITERS, QuickRenderer

EVIL = "\"><script>alert('1')</script>&amp;"
CHOICES = [("", "–"), (1, EVIL), (12000, 1234), ("two", gettext_lazy("yes")), (None, mark_safe("<b>b</b>"))]
VALUES = [None, "", 0, 12000, True, False, "two", EVIL, mark_safe("<i>&"), ["two", "1"]]
ATTRS: dict[str, Any] = {
    "id": "id_it",
    "required": True,
    "disabled": False,
    "maxlength": 1000,
    "class": EVIL,
    "data-words": mark_safe("a & b"),
    EVIL: "name",
}
WIDGETS: list[forms.Widget] = [
    forms.TextInput(),
    forms.NumberInput(attrs={"min": 1}),
    forms.EmailInput(),
    forms.PasswordInput(render_value=True),
    forms.HiddenInput(),
    forms.DateInput(format="%d/%m/%Y"),
    forms.DateTimeInput(),
    forms.CheckboxInput(),
    forms.FileInput(),
    forms.Textarea(attrs={"rows": 4}),
    forms.Select(choices=CHOICES),
    forms.Select(choices=[("Group", CHOICES[:2]), *CHOICES]),
    forms.SelectMultiple(choices=CHOICES),
    forms.RadioSelect(choices=CHOICES),
    forms.CheckboxSelectMultiple(choices=CHOICES),
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_an_input_is_written_as_by_its_template(widget: forms.Widget, value: Any) -> None:
    for attrs in ({}, ATTRS):
        shown = widget.render("a<name", value, attrs, renderer=QuickRenderer())
        assert shown == widget.render("a<name", value, attrs, renderer=DjangoTemplates())
        assert hasattr(shown, "__html__")


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_single_choices_are_written_as_by_their_templates(widget: type[forms.Widget]) -> None:
    class Form(forms.Form):
        it = forms.ChoiceField(choices=CHOICES, widget=widget)

    quick, slow = (Form({"it": "two"}, renderer=made())["it"] for made in (QuickRenderer, DjangoTemplates))
    assert [one.tag() for one in quick] == [one.tag() for one in slow]
    assert [str(one) for one in quick] == [str(one) for one in slow]


def test_the_forms_of_the_site_use_it() -> None:
    assert isinstance(forms.Form().renderer, QuickRenderer)
    assert WRITERS.keys() >= {
        f"django/forms/widgets/{name}.html" for name in ("text", "select", "radio_option")
    }
