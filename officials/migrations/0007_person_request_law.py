"""A request is answered once, by accepting the account that it names, and is kept."""

from django.db import migrations

LAW = """
CREATE FUNCTION officials_person_request_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'request %: is kept', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'person_request_is_kept';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' THEN
      RAISE EXCEPTION 'request %: begins waiting', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'person_request_begins_waiting';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.unit_id, NEW.named, NEW.reason, NEW.asked_by_id, NEW.asked_at)
     IS DISTINCT FROM (OLD.unit_id, OLD.named, OLD.reason, OLD.asked_by_id, OLD.asked_at)
     OR NOT (
       (OLD.state = 'waiting' AND NEW.state IN ('accepted', 'refused', 'withdrawn'))
       OR (OLD.state = 'refused' AND NEW.state = 'withdrawn')
       OR (OLD.state = 'accepted' AND NEW.state = 'ended' AND NEW.account_id = OLD.account_id)
     ) THEN
    RAISE EXCEPTION 'request %: cannot change so', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'person_request_answered_once';
  END IF;
  IF NEW.state = 'accepted' AND NOT EXISTS (
    SELECT FROM officials_user u WHERE u.id = NEW.account_id
      AND lower(NEW.named) IN (lower(u.email), lower(u.staff_code))
  ) THEN
    RAISE EXCEPTION 'request %: names another account', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'person_request_names_this_account';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER officials_person_request_law BEFORE INSERT OR UPDATE OR DELETE ON officials_personrequest
  FOR EACH ROW EXECUTE FUNCTION officials_person_request_law();
"""


class Migration(migrations.Migration):
    dependencies = [("officials", "0006_unit_of_an_account")]
    operations = [migrations.RunSQL(LAW, "DROP FUNCTION officials_person_request_law CASCADE;")]
