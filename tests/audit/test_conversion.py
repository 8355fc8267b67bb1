"""Each changed row is turned into its values once, however many columns the log compares."""

import pytest

from tests.owner import as_owner

pytestmark = pytest.mark.django_db
COUNTED = """
CREATE SEQUENCE conversions;
CREATE TYPE counted AS ENUM ('x');
CREATE FUNCTION converted(counted) RETURNS json LANGUAGE sql VOLATILE SECURITY DEFINER
  AS 'SELECT to_json(nextval(''conversions''))';
CREATE CAST (counted AS json) WITH FUNCTION converted(counted);
CREATE TABLE slow_row (id int, a counted, b text, c text, d text);
CREATE TRIGGER inserted AFTER INSERT ON slow_row REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('id', '', '', '', '', '', '');
CREATE TRIGGER updated AFTER UPDATE ON slow_row REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('id', '', '', '', '', '', '');
CREATE TRIGGER deleted AFTER DELETE ON slow_row REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_capture('id', '', '', '', '', '', '');
INSERT INTO slow_row SELECT n, 'x'::counted FROM generate_series(1, 10) n;
"""


def test_rows_are_converted_once_for_each_side() -> None:
    found = []
    with as_owner() as cursor:
        cursor.execute(COUNTED)
        for change in ("SELECT 1", "UPDATE slow_row SET b = 'x', c = 'y'", "DELETE FROM slow_row"):
            cursor.execute(change)
            cursor.execute("SELECT last_value FROM conversions")
            found.append(cursor.fetchone()[0])
    assert found == [10, 30, 40]
