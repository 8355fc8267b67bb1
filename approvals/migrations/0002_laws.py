"""A request is decided once, in its time, and is kept; rows that it names cannot be deleted."""

from django.db import migrations

LAW = """
CREATE FUNCTION approvals_request_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'request %: is kept', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_is_kept';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('waiting', 'alone') THEN
      RAISE EXCEPTION 'request %: begins waiting, not as %', NEW.id, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_begins_waiting';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'waiting' OR NEW.state IN ('waiting', 'alone') THEN
    RAISE EXCEPTION 'request %: is decided once', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_decided_once';
  END IF;
  IF (NEW.id, NEW.act, NEW.reason, NEW.values, NEW.shown, NEW.fingerprint, NEW.asked_by_id, NEW.asked_at, NEW.ends_at)
     IS DISTINCT FROM
     (OLD.id, OLD.act, OLD.reason, OLD.values, OLD.shown, OLD.fingerprint, OLD.asked_by_id, OLD.asked_at, OLD.ends_at)
  THEN
    RAISE EXCEPTION 'request %: what was asked stays', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_stays_as_asked';
  END IF;
  IF NEW.state = 'confirmed' AND clock_timestamp() >= OLD.ends_at
     OR NEW.state = 'expired' AND clock_timestamp() < OLD.ends_at THEN
    RAISE EXCEPTION 'request %: not at this time', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_in_its_time';
  END IF;
  UPDATE approvals_approvalobject SET is_open = false WHERE request_id = OLD.id;
  RETURN NEW;
END $$;
CREATE TRIGGER approvals_request_law BEFORE INSERT OR UPDATE OR DELETE ON approvals_approvalrequest
  FOR EACH ROW EXECUTE FUNCTION approvals_request_law();

CREATE FUNCTION approvals_object_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.is_open OR NOT NEW.is_open)
       AND (NEW.id, NEW.request_id, NEW.act, NEW."table", NEW."row", NEW.unit_id, NEW.is_acted_on)
       IS NOT DISTINCT FROM
       (OLD.id, OLD.request_id, OLD.act, OLD."table", OLD."row", OLD.unit_id, OLD.is_acted_on) THEN
      RETURN NEW;
    END IF;
  ELSIF TG_OP = 'INSERT' THEN
    -- One that is added later would change the fingerprint, so the request could not be confirmed.
    IF EXISTS (
      SELECT FROM approvals_approvalrequest r
      WHERE r.id = NEW.request_id AND r.act = NEW.act AND r.state IN ('waiting', 'alone')
    ) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'object of request %: stays as asked', coalesce(OLD.request_id, NEW.request_id)
    USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_stays_as_asked';
END $$;
CREATE TRIGGER approvals_object_law BEFORE INSERT OR UPDATE OR DELETE ON approvals_approvalobject
  FOR EACH ROW EXECUTE FUNCTION approvals_object_law();

CREATE FUNCTION approvals_protect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM approvals_approvalobject o WHERE o."table" = TG_TABLE_NAME AND o."row" = OLD.id::text
  ) THEN
    RAISE EXCEPTION '% %: a request for a second person names it', TG_TABLE_NAME, OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_protects';
  END IF;
  RETURN OLD;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial")]
    operations = [
        migrations.RunSQL(
            LAW,
            "DROP FUNCTION approvals_request_law CASCADE; DROP FUNCTION approvals_object_law CASCADE; "
            "DROP FUNCTION approvals_protect CASCADE;",
        )
    ]
