"""`python -m operations.backup make|restore …`"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinnhiem.settings")
django.setup()

from operations.backup.commands import main  # noqa: E402 (models need the settings)

sys.exit(main(sys.argv[1:]))
