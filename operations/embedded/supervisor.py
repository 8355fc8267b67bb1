"""`script/server`: start everything, keep it running, stop what was started.

It prints Vietnamese first, like the product, with English beside it.
"""

import argparse
import os
import signal
import ssl
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

import segno

from operations.embedded import checks, fresh, reload, servers
from operations.embedded.certificate import Certificate, address_of, certificate_for
from operations.embedded.children import Child, children
from operations.embedded.places import Places, places
from operations.embedded.preparation import demonstration, prepare
from operations.embedded.process import last_lines
from operations.errors import CannotStart

_READY_WITHIN = 90.0
_PULSE = 1.0
_LOCAL = ("127.0.0.1", "::1", "localhost")
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - who listens everywhere answers here


class Ending(Exception):
    """Ctrl-C or SIGTERM."""


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        _run(options, places())
    except Ending:
        return 0
    except CannotStart as problem:
        say(f"\n{problem}")
        return 1
    except OSError as problem:
        say(f"\nĐã dừng (stopped): {problem.strerror or problem} {problem.filename or ''}".rstrip())
        return 1
    return 0


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/server", description=__doc__)
    parser.add_argument(
        "--fresh", action="store_true", help="xóa toàn bộ dữ liệu, làm lại từ đầu (remove all data)"
    )
    parser.add_argument(
        "--empty", action="store_true", help="không dựng dữ liệu minh họa (no demonstration data)"
    )
    parser.add_argument(
        "--stop", action="store_true", help="dừng máy chủ còn đang chạy (stop servers still running)"
    )
    parser.add_argument(
        "--reload",
        action="store_true",
        help="nạp lại khi mã nguồn thay đổi, dành cho lập trình viên (for developers: a change of Python "
        "starts web, worker and beat again, of a template the web server; a change of JavaScript or of a "
        "translation is built; then reload the page. DEBUG is on. Migrations: script/manage migrate)",
    )
    parser.add_argument(
        "--host",
        default=os.environ.get("HOST_ADDRESS", "127.0.0.1"),
        help="địa chỉ nhận kết nối (address to listen on)",
    )
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    return parser.parse_args(arguments)


def _run(options: argparse.Namespace, where: Places) -> None:
    lock = checks.the_only_one(where)
    with lock:
        if options.stop:
            servers.stop(where)
            return
        checks.port_is_free(options.host, options.port)
        checks.disk_has_room(where.data)
        if options.fresh:
            say("Đang xóa toàn bộ dữ liệu … (removing all data)")
            fresh.remove_data(where)
        os.environ["PORT"] = str(options.port)
        if not (options.empty or os.environ.get("SITE_URL")):
            os.environ.setdefault("DEMONSTRATION", "true")
        if options.reload:
            os.environ["DEBUG"] = "true"
        certificate = _own_certificate(options, where)
        with servers.kept_running(where):
            _serve(options, where, certificate)


def _own_certificate(options: argparse.Namespace, where: Places) -> Certificate | None:
    """Return a certificate for the hall's network; None on this machine only, or behind a proxy.

    A SITE_URL that the administrator has set means a proxy, which has a certificate itself.
    """
    if os.environ.get("SITE_URL") or options.host in _LOCAL:
        return None
    host = address_of(options.host)
    os.environ.update(SITE_URL=f"https://{_in_url(host)}:{options.port}", OWN_TLS="true")
    return certificate_for(host, where.data / "tls")


def _serve(options: argparse.Namespace, where: Places, certificate: Certificate | None) -> None:
    logs = where.data / "log"
    logs.mkdir(exist_ok=True)
    say("Đang chuẩn bị cơ sở dữ liệu … (preparing the database)")
    prepare(logs)
    forget_owner()
    say("Đang khởi động máy chủ web, tiến trình đếm phiếu và bộ hẹn giờ … (starting web, worker, beat)")
    running = children(host=options.host, port=options.port, logs=logs, certificate=certificate)
    try:
        web, worker, beat = running
        web.start()
        worker.start()
        _wait_until_ready(web, lambda: _answers(options.host, options.port, certificate))
        _wait_until_ready(worker, lambda: b" ready." in worker.log.read_bytes())
        beat.start()  # started last, because nothing waits for it and it competes for the processor
        _announce(options, where, certificate)
        _watch(running, where, reload.changes(_PULSE) if options.reload else _pulses())
    finally:
        _stop(running)


def forget_owner() -> None:
    """Keep the login of the tables' owner out of web, worker and beat, which inherit this environment."""
    for name in [name for name in os.environ if name.startswith("DATABASE_OWNER_")]:
        del os.environ[name]


def _announce(options: argparse.Namespace, where: Places, certificate: Certificate | None) -> None:
    accounts = "" if options.empty else _accounts(where)
    address = os.environ.get("SITE_URL") or f"http://localhost:{options.port}"
    print(f"\nTín Nhiệm: {address}\n")
    if certificate:
        _print_way_in(address, certificate)
    if accounts:
        print(accounts, end="\n\n")
    elif options.empty:
        print("Tạo người quản trị đầu tiên (make the first administrator): script/manage createsuperuser\n")
    print("Nhấn Ctrl-C để dừng. (Ctrl-C stops it.)", flush=True)


def _print_way_in(address: str, certificate: Certificate) -> None:
    segno.make(address, micro=False).terminal(compact=True)
    print(
        "Trình duyệt báo chứng thư không quen thuộc: so với dấu vân tay dưới đây rồi tiếp tục.\n"
        "(Browsers do not know this certificate: compare its SHA-256 fingerprint, then go on.)\n"
        f"{certificate.fingerprint}\n"
        "Thêm tên khác cho địa chỉ này (further names of this site): ALLOWED_HOSTS=… script/server --host …\n"
    )


def _accounts(where: Places) -> str:
    """Return the accounts of the demonstration; "" if it cannot be made, which stops nothing."""
    try:
        return demonstration(where, where.data / "log")
    except CannotStart as problem:
        say(f"Không có dữ liệu minh họa (no demonstration data): {problem}")
        return ""


def _wait_until_ready(child: Child, ready: Callable[[], bool]) -> None:
    until = time.monotonic() + _READY_WITHIN
    while not ready():
        if child.process is None or child.process.poll() is not None:
            raise CannotStart(f"The {child.name} ended: {last_lines(child.log)} (see {child.log})")
        if time.monotonic() > until:
            raise CannotStart(f"The {child.name} does not get ready (see {child.log})")
        time.sleep(0.1)


def _answers(host: str, port: int, certificate: Certificate | None = None) -> bool:
    address = _in_url(_EVERYWHERE.get(host, host))
    scheme, trusted = ("https", _own_only(certificate)) if certificate else ("http", None)
    page = f"{scheme}://{address}:{port}/jsi18n/"
    try:
        # Redirects to TLS and refused host names count as answers too.
        with urllib.request.urlopen(page, timeout=5, context=trusted):  # noqa: S310 (http or https)
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _own_only(certificate: Certificate) -> ssl.SSLContext:
    """Return a context that trusts this one certificate, under whichever name this machine is reached."""
    context = ssl.create_default_context(cafile=certificate.path)
    context.check_hostname = False
    return context


def _pulses() -> Iterator[set[Path]]:
    while True:
        time.sleep(_PULSE)
        yield set()


def _watch(running: list[Child], where: Places, changes: Iterator[set[Path]]) -> NoReturn:
    for changed in changes:
        followed = reload.follow(changed, running, where.data / "log" / "build.log")
        for sentence in (*followed, servers.check(where), *(child.check() for child in running)):
            if sentence:
                say(sentence)
    raise Ending


def _stop(running: list[Child]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave processes running
    say("\nĐang dừng … (stopping)")
    for child in reversed(running):
        child.ask_to_end()
    for child in reversed(running):
        child.end(within=15)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise Ending


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
