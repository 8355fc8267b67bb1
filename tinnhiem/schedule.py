"""The timetable of the tasks that beat sends (`CELERY_BEAT_SCHEDULE`)."""

from typing import Any

Entry = dict[str, Any]
FIVE_MINUTES, HOUR, DAY = 300.0, 3600.0, 24 * 3600.0


def schedule(minute: int) -> dict[str, Entry]:
    """Return the timetable; `minute` is the length of a minute in seconds, since tests do not wait for a real one."""
    # A task that was not started within the minute is dropped; the next minute sends the same.
    every_minute = {"schedule": float(minute), "options": {"expires": minute * 11 / 12, "priority": 0}}
    return {
        # The times of rounds are read from the database every minute.
        "report-alive": {"task": "operations.report_alive", **every_minute},
        # With the priority of counting, so that it waits as long as the work of workers does.
        "report-queue": {
            **every_minute,
            "task": "operations.report_queue",
            "options": {"expires": minute * 9},
        },
        "open-and-close-rounds": {"task": "ballots.every_minute", **every_minute},
        "missing-documents": {"task": "results.every_minute", **every_minute},
        "waiting-lists": {"task": "lists.every_minute", **every_minute},
        "rounds-from-plans": {"task": "rounds.every_minute", **every_minute},
        "rehearsals-under-way": {"task": "simulation.every_minute", **every_minute},
        "acts-on-many": {"task": "secretariat.every_minute", **every_minute},
        "due-notices": {"task": "notices.every_minute", **every_minute},
        "returned-notices": _seldom("notices.read_mailbox", FIVE_MINUTES, expires=300),
        "compare-clock": _seldom("operations.compare_clock", HOUR),
        "old-mail-files": _seldom("operations.remove_old_mail", HOUR),
        "waiting-mails": _seldom("officials.tell_waiting", HOUR),
        "roles-of-the-day": _seldom("officials.roles_of_the_day", HOUR),
        "requests-at-their-end": _seldom("approvals.expire", HOUR),
        "head-of-the-log": _seldom("operations.note_log_head", 6 * HOUR),
        "old-lists": _seldom("lists.clear", DAY),
        "old-rehearsals": _seldom("simulation.clear", DAY),
        "expired-logins": _seldom("operations.remove_expired_logins", DAY),
    }


def _seldom(task: str, seconds: float, *, expires: int = 3600) -> Entry:
    return {"task": task, "schedule": seconds, "options": {"expires": expires}}
