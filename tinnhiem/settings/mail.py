"""Mail and notices."""

from urllib.parse import urlsplit

from tinnhiem.settings.base import DATA_DIR, SITE_URL, TESTING, env

# Without EMAIL_URL each mail is a file in the data folder, removed after a week.
vars().update(env.mail("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}"))
EMAIL_TIMEOUT = 10  # seconds for which the worker waits for the mail server
DEFAULT_FROM_EMAIL = env.secret("DEFAULT_FROM_EMAIL") or f"Tín Nhiệm <no-reply@{urlsplit(SITE_URL).hostname}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Invitations and other notices (`notices/`); mails for logging in are neither counted nor held back.
NOTICES_PER_MINUTE = env.whole("NOTICES_PER_MINUTE", default=60)
NOTICE_HOURS = env.hours("NOTICE_HOURS", default="00:00-23:59" if TESTING else "07:00-21:00")
# Returned mails come to this address; its server must keep what follows a `+`.
NOTICE_BOUNCE_ADDRESS = env.mail_address("NOTICE_BOUNCE_ADDRESS")
NOTICE_BOUNCE_MAILBOX = env.mailbox("NOTICE_BOUNCE_MAILBOX")
