"""nginx, where there is one, with the configuration of the guide: what it lets through, and what it holds back."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from goodoffices.web.bodies import LARGEST
from tests.packaging.installing import ROOT

NAME = "talks.example.org"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(
    NGINX is None, reason="there is no nginx here; test_production reads its file"
)


class Behind(BaseHTTPRequestHandler):
    """What is behind the proxy: says what came, and how much; follows for a while."""

    protocol_version = "HTTP/1.1"
    came: threading.Event
    goes_on: threading.Event

    def do_GET(self) -> None:
        """Say by which name it was asked; under /live, half of it before it may go on."""
        halves = [str(self.headers["Host"]).encode(), b" and on"]
        self.send_response(200)
        self.send_header("Content-Length", str(sum(map(len, halves))))
        self.end_headers()
        self.wfile.write(halves[0])
        self.wfile.flush()
        if self.path == "/live":
            self.goes_on.wait(20)
        self.wfile.write(halves[1])

    def do_POST(self) -> None:
        """Say how much came."""
        left = length = int(self.headers["Content-Length"])
        while left:
            left -= len(self.rfile.read(min(left, 65_536)))
        body = str(length).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Say nothing."""


class Proxy(NamedTuple):
    """A proxy that runs: its ports, its folder, and what lets the live answer go on."""

    plain: int
    secure: int
    folder: Path
    goes_on: threading.Event


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def certify(folder: Path) -> None:
    """Write a certificate that nobody but a test believes."""
    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    """Run nginx with the site of the guide in front of something."""
    goes_on = threading.Event()
    behind = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Behind,), {"goes_on": goes_on}))
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    plain, secure = free_port(), free_port()
    certify(tmp_path / "tls")
    site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for theirs, ours in (
        ("    listen [::]:80;\n", ""), ("    listen [::]:443 ssl http2;\n", ""), ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"), ("/etc/goodoffices-tls", str(tmp_path / "tls")),
        ("127.0.0.1:8000", f"127.0.0.1:{behind.server_address[1]}"),
    ):  # fmt: skip
        assert theirs in site
        site = site.replace(theirs, ours)
    (tmp_path / "site").write_text(site)
    kept = "".join(
        f"{what}_temp_path {tmp_path / 'kept'};\n"
        for what in ("proxy", "fastcgi", "uwsgi", "scgi", "client_body")
    )
    user = "user root;\n" if Path.home() == Path("/root") else ""
    (tmp_path / "nginx.conf").write_text(
        f"{user}daemon off;\nmaster_process off;\npid {tmp_path / 'pid'};\nerror_log {tmp_path / 'errors'};\nevents {{}}\n"
        f"http {{\n{kept}include {tmp_path / 'site'};\n}}\n"
    )
    (tmp_path / "kept").mkdir()
    server = subprocess.Popen(
        [str(NGINX), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.PIPE
    )
    try:
        for _ in range(200):
            with socket.socket() as tried:
                if not tried.connect_ex(("127.0.0.1", secure)):
                    break
            assert server.poll() is None, server.stderr and server.stderr.read()
            time.sleep(0.05)
        yield Proxy(plain, secure, tmp_path, goes_on)
    finally:
        goes_on.set()
        server.terminate()
        server.communicate(timeout=20)
        behind.shutdown()
        behind.server_close()


def test_https_alone_reaches_the_server_with_all_that_it_takes(proxy: Proxy) -> None:
    sent = httpx.get(f"http://127.0.0.1:{proxy.plain}/cases/k7/", headers={"Host": NAME})
    assert (sent.status_code, sent.headers["location"]) == (301, f"https://{NAME}/cases/k7/")
    address = f"https://127.0.0.1:{proxy.secure}"
    with httpx.Client(verify=False, headers={"Host": NAME}, timeout=60) as client:  # noqa: S501 - our own certificate
        found = client.get(f"{address}/x")
        assert (found.status_code, found.text) == (200, f"{NAME} and on")
        assert "max-age" in found.headers["strict-transport-security"]
        assert client.post(f"{address}/x", content=b"x" * LARGEST).text == str(LARGEST)
        assert client.post(f"{address}/x", content=b"x" * (18 * 2**20)).status_code == 413
        with client.stream("GET", f"{address}/live") as live:
            pieces = live.iter_raw()
            assert next(pieces) == NAME.encode(), "it is held back"
            proxy.goes_on.set()
            assert b"".join(pieces) == b" and on"
    # Nothing of what was sent or asked for lies on the disk.
    assert not [one for one in (proxy.folder / "kept").rglob("*") if one.is_file()]
    written = b"".join(one.read_bytes() for one in proxy.folder.iterdir() if one.name in ("errors", "logs"))
    assert b"k7" not in written
