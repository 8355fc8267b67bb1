"""A certificate of this machine's own, for `script/server --host` in a hall without a TLS proxy."""

import datetime
import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from common.durable import replace_file

VALID_DAYS = 365
RENEWED_BEFORE = datetime.timedelta(days=14)
_NOWHERE = ("192.0.2.1", 9)  # an address for documentation (RFC 5737); nothing is sent


@dataclass(frozen=True, slots=True)
class Certificate:
    """Paths of certificate and key (PEM), and the SHA-256 fingerprint that browsers show."""

    path: Path
    key: Path
    fingerprint: str


def address_of(host: str) -> str:
    """Return the address under which the hall reaches this machine, also when it listens everywhere."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def certificate_for(host: str, folder: Path) -> Certificate:
    """Return a certificate for this host, made anew when there is none or it ends soon."""
    path, key = folder / f"{host.replace(':', '_')}.pem", folder / f"{host.replace(':', '_')}.key"
    if not _is_usable(path) or not key.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(host, path, key)
    made = x509.load_pem_x509_certificate(path.read_bytes())
    return Certificate(path, key, made.fingerprint(hashes.SHA256()).hex(":").upper())


def _is_usable(path: Path) -> bool:
    if not path.exists():
        return False
    made = x509.load_pem_x509_certificate(path.read_bytes())
    return made.not_valid_after_utc - RENEWED_BEFORE > datetime.datetime.now(datetime.UTC)


def _make(host: str, path: Path, key_path: Path) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tin Nhiem")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName([_general_name(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    replace_file(key_path, secret)
    replace_file(path, made.public_bytes(serialization.Encoding.PEM))


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
