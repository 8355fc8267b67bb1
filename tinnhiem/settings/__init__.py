"""All settings, in parts by subject; `env` reads values from the environment, and a wrong value stops the start.

`docs/operations.md` lists the variables for those who run the product.
"""

from tinnhiem.settings.accounts import *
from tinnhiem.settings.apps import *
from tinnhiem.settings.base import *
from tinnhiem.settings.database import *
from tinnhiem.settings.files import *
from tinnhiem.settings.language import *
from tinnhiem.settings.logs import *
from tinnhiem.settings.mail import *
from tinnhiem.settings.queue import *
from tinnhiem.settings.safety import *
from tinnhiem.settings.web import *
