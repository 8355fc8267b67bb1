"""The frozen configuration of a round: the first part of the manifest (docs/protocol.md §2.1)."""

from fractions import Fraction
from typing import Any

from django.forms.models import model_to_dict

from officials.models import Post
from rounds import eligibility
from rounds.authorities import authority_of
from rounds.models import Round, RuleSet
from rounds.papers import papers_hash
from rounds.roll import roll_hash
from rounds.team import threshold_of

VERSION = "tn2"  # of the ballot protocol, docs/protocol.md


def rule_set_copy(rule_set: RuleSet) -> dict[str, Any]:
    """Return the rule set as plain data, thresholds from the lowest share to the highest.

    Keys are the model's field names; `legal_basis` is a list of lines; `thresholds` a list of
    `{numerator, denominator, strict, consequence}`.
    """
    copy = model_to_dict(rule_set, exclude=["id", "note"])
    copy["legal_basis"] = [line for line in rule_set.legal_basis.splitlines() if line.strip()]
    fields = ["numerator", "denominator", "strict", "consequence"]
    thresholds = [model_to_dict(threshold, fields) for threshold in rule_set.thresholds.all()]
    copy["thresholds"] = sorted(thresholds, key=lambda t: Fraction(t["numerator"], t["denominator"]))
    return copy


def configuration(round_: Round) -> dict[str, Any]:
    """Return what freezing fixes: everything on which voters and auditors must agree.

    The plan is that of `round_.plan_copy`, which the caller has set.
    """
    rules = rule_set_copy(round_.rule_set)
    members = list(round_.committee.select_related("user"))
    return {
        "version": VERSION,
        "round": str(round_.pk),
        "title": round_.title,
        "place": round_.place,
        **_letterhead(round_),
        "lines": _lines(round_),
        "exemptions": _exemptions(round_),
        "levels": {name: rules[f"level_{name}"] for name in ("high", "confidence", "low")},
        "roll": roll_hash(round_),
        "roll_size": round_.electors.count(),
        "credential_mode": round_.credential_mode,
        "committee": [{"index": m.index, "name": str(m.user), "role": m.role} for m in members],
        "threshold": threshold_of(round_, len(members)),
        "min_ballots": round_.min_ballots,
        "meets_at": round_.meets_at.isoformat() if round_.meets_at else None,
        "opens_at": round_.opens_at.isoformat() if round_.opens_at else None,
        "closes_at": round_.closes_at.isoformat() if round_.closes_at else None,
        "grace_seconds": round_.grace_seconds,
        "scope": round_.scope,
        "document_form": round_.document_form,
        "marking": round_.marking,
        "rule_set": rules,
    }


def _letterhead(round_: Round) -> dict[str, Any]:
    """Return the names that the documents print around the figures."""
    unit, campaign = round_.unit, round_.campaign
    plan = round_.plan_copy["plans"][-1] if round_.plan_copy else None
    return {
        "unit": unit.name,
        "unit_code": unit.document_code,
        "unit_place": unit.place,
        "superior": unit.parent.name if unit.parent else "",
        "superior_on_letterhead": unit.superior_on_letterhead,
        "drafting_code": unit.drafting_code,
        "authority": unit.authority.name if unit.authority else "",
        "campaign": campaign.name,
        "plan_number": plan["number"] if plan else "",
        "plan_issuer": plan["issuer"] if plan else campaign.unit.name,
        "plan_date": (plan["date"] if plan else "") or None,
    }


def _lines(round_: Round) -> list[dict[str, Any]]:
    lines = round_.lines.select_related("official", "managed_by").prefetch_related("posts__unit")
    return [
        {
            "position": line.position,
            "name": line.official.full_name,
            "posts": [post.title for post in line.posts.all()],
            "block": line.block,
            "managed_by": line.managed_by.name if line.managed_by else "",
            "papers": papers_hash(line),
        }
        for line in lines.order_by("position")
    ]


def _exemptions(round_: Round) -> list[dict[str, Any]]:
    rows = round_.exemptions.select_related("official").order_by("official__sort_key", "pk")
    posts = {official.pk: held for official, held in eligibility.current_posts(round_).items()}
    return [
        {
            "name": row.official.full_name,
            "posts": [post.title for post in posts.get(row.official_id, [])],
            "managed_by": _authority(posts.get(row.official_id, []), round_),
            "reason": row.reason,
            "detail": row.detail,
            "evidence": row.evidence,
            # Its hash is not told here: anybody may fetch the manifest.
            **({"scan": row.pk} if row.file else {}),
        }
        for row in rows
    ]


def _authority(posts: list[Post], round_: Round) -> str:
    authority = authority_of(posts, round_.unit)
    return authority.name if authority else ""
