"""Certificates that are not right, and proxies that are in the way."""

import ssl
import threading
from pathlib import Path

import pytest
from tests.net.certificates import server_context
from tests.net.faulty import Faulty, Play, Talk, answer, closed_port
from tests.net.sending import failure, send

from stagedoor.domain.errors import Offline, Refused
from stagedoor.net.proxy import active_proxy

SECRET = "EAAGm0PX4ZCpsBAKZBt7dQ9"


def post(url: str) -> Exception:
    return failure(url, method="POST", form={"client_secret": SECRET})


def test_a_certificate_that_the_person_trusts_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Faulty(answer(b"safe"), tls=server_context(tmp_path)) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trust.pem"))
        assert send(f"https://localhost:{server.port}/").body == b"safe"


def test_a_self_made_certificate_is_refused(tmp_path: Path) -> None:
    with Faulty(answer(), tls=server_context(tmp_path)) as server:
        error = post(f"https://localhost:{server.port}/token")
        assert not any(server.requests)
    assert type(error) is Refused
    assert "nobody this computer trusts" in str(error)


@pytest.mark.parametrize(
    ("name", "days", "says"),
    [
        ("localhost", (-30, -1), "date and time"),
        ("localhost", (1, 30), "date and time"),
        ("elsewhere.invalid", (-1, 30), "in the place of localhost"),
    ],
)
def test_a_certificate_that_does_not_fit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, days: tuple[int, int], says: str
) -> None:
    with Faulty(answer(), tls=server_context(tmp_path, name=name, days=days)) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trust.pem"))
        error = post(f"https://localhost:{server.port}/token")
        assert not any(server.requests)
    assert type(error) is Refused
    assert says in str(error)


def test_old_tls_is_not_spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = server_context(tmp_path)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with Faulty(answer(), tls=context) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trust.pem"))
        error = post(f"https://localhost:{server.port}/token")
        assert not any(server.requests)
    assert type(error) is Offline
    assert "No secure connection" in str(error)


def reset(talk: Talk) -> None:
    talk.connection.recv(100)
    talk.reset()


def talk_plainly(talk: Talk) -> None:
    talk.connection.recv(100)
    talk.send(answer())


@pytest.mark.parametrize("cut", [reset, talk_plainly, Talk.wait])
def test_a_captive_network_that_cuts_tls_is_offline(cut: Play) -> None:
    with Faulty(cut) as server:
        error = failure(f"https://localhost:{server.port}/token", deadline=1.0)
    assert type(error) is Offline
    assert "hotel" in str(error)


def test_a_list_of_certificates_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    error = post("https://platform.invalid/")
    assert type(error) is Offline
    assert "SSL_CERT_FILE" in str(error)


def test_loopback_never_goes_through_a_proxy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    context = server_context(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trust.pem"))
    with Faulty(answer(b"proxy")) as proxy, Faulty(answer(b"direct")) as server, Faulty(answer(), tls=context) as safe:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert send(server.url).body == b"direct"
        assert send(f"https://localhost:{safe.port}/").status == 200
        assert proxy.connections == 0


def test_a_dead_proxy_is_named_as_the_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:{SECRET}@127.0.0.1:{closed_port()}")
    error = post("https://platform.invalid/token")
    assert type(error) is Offline
    assert error.code == "proxy"
    assert "HTTPS_PROXY" in str(error)
    assert SECRET not in str(error)


def test_a_proxy_that_wants_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with Faulty(answer(status=407, headers={"Proxy-Authenticate": "Basic"})) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        error = post("https://platform.invalid/token")
    assert type(error) is Offline
    assert "password" in str(error)
    assert SECRET.encode() not in b"".join(proxy.requests)


def test_a_proxy_that_hangs_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(talk: Talk) -> None:
        talk.read()
        talk.wait()

    with Faulty(hang) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        error = failure("https://platform.invalid/token", deadline=1.0)
    assert type(error) is Offline
    assert error.code == "proxy"


def test_a_proxy_that_reads_along_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    context = server_context(tmp_path, name="platform.invalid")
    seen: list[bytes] = []

    def intercept(talk: Talk) -> None:
        talk.read()
        talk.send(b"HTTP/1.1 200 Established\r\n\r\n")
        with context.wrap_socket(talk.connection, server_side=True) as secured:
            seen.append(secured.recv(1000))

    with Faulty(intercept) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        error = post("https://platform.invalid/token")
    assert type(error) is Refused
    assert seen == []


def test_a_proxy_that_works_carries_the_request(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    context = server_context(tmp_path, name="platform.invalid")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trust.pem"))
    done = threading.Event()

    def tunnel(talk: Talk) -> None:
        talk.read()
        talk.send(b"HTTP/1.1 200 Established\r\n\r\n")
        with context.wrap_socket(talk.connection, server_side=True) as secured:
            inner = Talk(secured, done)
            inner.read()
            inner.send(answer(b"through"))

    with Faulty(tunnel) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        assert send("https://platform.invalid/me").body == b"through"
    assert proxy.requests[0].startswith(b"CONNECT platform.invalid:443")


def test_no_proxy_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    with Faulty(answer()) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "platform.invalid")
        error = post("https://platform.invalid/token")
        assert proxy.connections == 0
    assert "platform.invalid was not found" in str(error)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "gopher://127.0.0.1:1", "http://"])
def test_a_proxy_of_another_kind_is_said(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    error = post("https://platform.invalid/token")
    assert type(error) is Offline
    assert error.code == "proxy"


@pytest.mark.parametrize(
    ("environ", "shown"),
    [
        ({}, None),
        ({"HTTPS_PROXY": f"http://me:{SECRET}@proxy.invalid:3128"}, "http://proxy.invalid:3128"),
        ({"ALL_PROXY": "proxy.invalid:8080"}, "http://proxy.invalid:8080"),
        ({"HTTPS_PROXY": "http://proxy.invalid", "NO_PROXY": "a, *"}, None),
        ({"HTTPS_PROXY": "http://proxy.invalid:port"}, "an address that cannot be read"),
    ],
)
def test_doctor_can_name_the_proxy(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], shown: str | None) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert active_proxy() == shown
