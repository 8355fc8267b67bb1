"""What a file is by its first bytes, whatever its name says."""

from django.core.files.base import File

PDF, JPEG, PNG, WEBP, HEIC = "PDF", "JPEG", "PNG", "WEBP", "HEIC"
PICTURES = (JPEG, PNG, WEBP)  # those that are taken (`common/page_pictures.py`)
HEAD = 12  # bytes
# Brands of ISO base media files that telephones write as pictures.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


def kind_of(file: File) -> str:  # type: ignore[type-arg]
    """Return one of the kinds above, or "" for any other content; the file is left at its beginning."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    for kind, begins in ((PDF, b"%PDF-"), (JPEG, b"\xff\xd8\xff"), (PNG, b"\x89PNG\r\n\x1a\n")):
        if head.startswith(begins):
            return kind
    if head.startswith(b"RIFF") and head[8:] == b"WEBP":
        return WEBP
    return HEIC if head[4:8] == b"ftyp" and head[8:] in HEIC_BRANDS else ""
