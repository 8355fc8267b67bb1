"""The certificate of `script/server --host`."""

import ipaddress
import ssl
import stat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from django.utils import timezone

from operations.embedded import certificate
from operations.embedded.certificate import address_of, certificate_for

HOST = "192.168.7.9"


def test_certificate_names_the_host_and_stays(tmp_path: Path) -> None:
    made = certificate_for(HOST, tmp_path / "tls")
    read = x509.load_pem_x509_certificate(made.path.read_bytes())
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.IPAddress) == [ipaddress.ip_address(HOST)]
    assert made.fingerprint == ":".join(f"{byte:02X}" for byte in read.fingerprint(hashes.SHA256()))
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(made.path, made.key)
    assert certificate_for(HOST, tmp_path / "tls") == made


def test_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    made = certificate_for("meeting.local", tmp_path / "tls")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (made.key, tmp_path / "tls")]
    assert modes == [0o600, 0o700]


def test_certificate_that_ends_soon_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate, "VALID_DAYS", 13)
    short = certificate_for(HOST, tmp_path)
    monkeypatch.undo()
    longer = certificate_for(HOST, tmp_path)
    assert longer.fingerprint != short.fingerprint
    read = x509.load_pem_x509_certificate(longer.path.read_bytes())
    assert (read.not_valid_after_utc - timezone.now()).days in (364, 365)


def test_address_of_a_server_that_listens_everywhere_is_this_machines() -> None:
    assert address_of("10.0.0.4") == "10.0.0.4"
    assert address_of("0.0.0.0") not in ("0.0.0.0", "")  # noqa: S104
