"""Ballots of a ministry's rounds as rows that no key opens: for counts and look-ups, not for counting."""

from collections.abc import Sequence

from django.db import connection

from rounds.models import Round

ISSUED = """
INSERT INTO ballots_issuedballot (elector_id, round_id, blinded, evaluated, proof, shelf)
SELECT e.id, e.round_id, encode(sha256(('blinded' || e.id)::bytea), 'hex'),
  encode(sha256(('evaluated' || e.id)::bytea), 'hex'), repeat('0', 128), ballots_shelf(e.round_id)
FROM rounds_elector e WHERE e.round_id = ANY(%s::uuid[])
"""
CAST = """
INSERT INTO ballots_castballot (hash, round_id, credential, body, signature, token, shelf)
SELECT encode(sha256(('ballot' || e.id)::bytea), 'hex'), e.round_id,
  encode(sha256(('credential' || e.id)::bytea), 'hex'), sha256(('body' || e.id)::bytea), ''::bytea, ''::bytea,
  ballots_shelf(e.round_id)
FROM rounds_elector e WHERE e.round_id = ANY(%s::uuid[])
"""
CHECKED = """
INSERT INTO ballots_proofcheck (ballot_id, valid, reason, shelf)
SELECT hash, true, '', shelf FROM ballots_castballot WHERE round_id = ANY(%s::uuid[])
"""


def fill(rounds: Sequence[Round]) -> None:
    """Issue, cast and check a ballot for everybody on the rolls of these open rounds; three statements."""
    keys = [round_.pk for round_ in rounds]
    with connection.cursor() as cursor:
        for statement in (ISSUED, CAST, CHECKED):
            cursor.execute(statement, [keys])
