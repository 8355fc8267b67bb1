"""Move files from the data folder of this machine into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from officials.moving_files import move_files


class Command(BaseCommand):
    help = (
        "Chuyển hồ sơ và tài liệu từ thư mục dữ liệu vào cơ sở dữ liệu. (Moves dossiers and documents of this "
        "machine's data folder into the database; names those that are missing or changed.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(settings.MEDIA_ROOT))

    def handle(self, *args: Any, **options: Any) -> None:
        for sentence in move_files(apps, options["folder"]):
            self.stdout.write(sentence)
