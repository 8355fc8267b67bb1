"""Campaigns that name the number of a plan get that plan, approved; campaigns of one number share it.

In one transaction: a migration that was killed has made nothing, and makes all when it is run again. The plans have
no texts, for nobody has entered any; frozen rounds keep what they print.
"""

from typing import Any

from django.db import migrations
from django.utils import timezone

TEXTS = ("purpose", "principles", "prohibited", "schedule")


def make_plans(apps: Any, _editor: Any) -> None:
    campaigns = apps.get_model("rounds", "Campaign").objects.exclude(plan_number="").filter(plan=None)
    keys = campaigns.order_by("unit", "plan_number", "plan_date").values_list(
        "unit", "plan_number", "plan_date"
    )
    for key in keys.distinct():
        unit, number, date = key
        _make_plan(apps, campaigns.filter(unit=unit, plan_number=number, plan_date=date), *key)


def _make_plan(apps: Any, campaigns: Any, unit: int, number: str, date: Any) -> None:
    found = list(campaigns)
    rules = (
        apps.get_model("rounds", "RuleSet").objects.filter(rounds__campaign__in=found).order_by("pk").first()
    )
    plan = apps.get_model("rounds", "Plan").objects.create(
        unit_id=unit,
        rule_set=rules,
        starts_on=min(one.starts_on for one in found),
        ends_on=max(one.ends_on for one in found),
    )
    apps.get_model("rounds", "PlanVersion").objects.create(
        plan=plan,
        index=1,
        number=number,
        date=date,
        content=_content(plan, rules),
        approved_at=timezone.now(),
    )
    plan.number, plan.date, plan.stage = number, date, "approved"
    plan.save()
    for one in found:
        one.plan = plan
        one.save(update_fields=["plan"])


def _content(plan: Any, rules: Any) -> dict[str, Any]:
    """Return what `rounds.plan_content.content_of` returned in this release."""
    columns = (
        "subject",
        "issuing_body",
        "signer",
        "signer_title",
        "signing_authority",
        "document_form",
        *TEXTS,
    )
    return {
        **{name: getattr(plan, name) for name in columns},
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "rule_set": [rules.pk, rules.name] if rules else [],
        "meetings": [],
    }


class Migration(migrations.Migration):
    dependencies = [("rounds", "0027_plans")]
    operations = [migrations.RunPython(make_plans, migrations.RunPython.noop)]
