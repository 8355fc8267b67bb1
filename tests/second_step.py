"""The code of an authenticator app, as the phone shows it now."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

# A code is good until its period ends. On a busy machine, a test with the usual 30 seconds may read the code in
# one period and send it in the next one.
LONG_PERIOD = 10**9


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))
