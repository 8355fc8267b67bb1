"""Log in to a running product and print the cookies: `scan_login.py SITE NAME PASSWORD`."""

import re
import sys
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

site, name, password = sys.argv[1:]
jar = CookieJar()
browser = build_opener(HTTPCookieProcessor(jar))
page = browser.open(f"{site}/accounts/login/").read().decode()
found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
form = {"csrfmiddlewaretoken": found[1] if found else "", "login": name, "password": password}
browser.open(f"{site}/accounts/login/", urlencode(form).encode())
cookies = {cookie.name: cookie.value for cookie in jar}
if "sessionid" not in cookies:
    sys.exit(f"{name} could not log in at {site}; is it the demonstration?")
print("; ".join(f"{key}={value}" for key, value in cookies.items()))
