"""Which sockets are opened, and which never (L17 to L19)."""

import socket

import pytest
from tests.listener.counts import count
from tests.listener.rig import BROWSER, is_open, listening, open_receiver

from stagedoor.domain.errors import BadPlatformFile, Busy
from stagedoor.listener.pages import Page
from stagedoor.listener.sockets import bind

SHARING = (socket.SO_REUSEADDR, socket.SO_REUSEPORT)
LOCALHOST = "http://localhost:{port}/cb/facebook"


def blocker(address: str = "127.0.0.1", port: int = 0, *, options: tuple[int, ...] = ()) -> socket.socket:
    """Another program that listens."""
    taken = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        for option in options:
            taken.setsockopt(socket.SOL_SOCKET, option, 1)
        taken.bind((address, port))
        taken.listen()
    except OSError:
        taken.close()
        raise
    return taken


def port_of(taken: socket.socket) -> int:
    port: int = taken.getsockname()[1]
    return port


def free_port() -> int:
    with blocker() as taken:
        return port_of(taken)


def test_l17_the_next_port_where_the_first_is_taken():
    for _ in range(count(20)):
        with blocker() as taken, open_receiver(ports=[port_of(taken), free_port()]) as receiver:
            assert receiver.port != port_of(taken)
            assert receiver.redirect_uri == f"http://127.0.0.1:{receiver.port}/cb/x"
            receiver.sign_in()


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0", "::"])
def test_l17_no_port_left(address):
    with blocker(address, options=SHARING) as taken:
        with pytest.raises(Busy) as refused, open_receiver(ports=[port_of(taken)]):
            pass
        assert str(port_of(taken)) in refused.value.cause
        assert refused.value.fix


def test_l17_nobody_can_listen_beside_us():
    with open_receiver() as receiver:
        for address in ["127.0.0.1", "0.0.0.0"]:
            with pytest.raises(OSError, match="in use"):
                blocker(address, receiver.port, options=SHARING)
        receiver.sign_in()


def test_a_port_of_an_older_connection_can_be_used_again():
    with open_receiver() as receiver:
        receiver.sign_in()
        port = receiver.port
    with open_receiver(ports=[port]) as receiver:
        receiver.sign_in()


def test_l18_squatter_on_the_other_family():
    for _ in range(count(20)):
        with blocker("::1") as squatter:
            with pytest.raises(Busy) as refused, open_receiver(LOCALHOST, ports=[port_of(squatter)]):
                pass
            assert f"[::1]:{port_of(squatter)}" in refused.value.cause
            assert not is_open(port_of(squatter))


def test_l18_the_next_port_is_held_in_both_families():
    with blocker("::1") as squatter, open_receiver(LOCALHOST, ports=[port_of(squatter), free_port()]) as receiver:
        assert receiver.port != port_of(squatter)
        with pytest.raises(OSError, match="in use"):
            blocker("::1", receiver.port, options=SHARING)


def test_localhost_is_served_in_both_families():
    for host in ["127.0.0.1", "::1"]:
        with open_receiver(LOCALHOST) as receiver:
            assert receiver.host == f"localhost:{receiver.port}"
            assert is_open(receiver.port, host)
            assert receiver.ask(receiver.target(), host=f"127.0.0.1:{receiver.port}") is Page.MISDIRECTED
            with socket.create_connection((host, receiver.port)) as client:
                client.sendall(receiver.request(receiver.target(), *BROWSER))
                assert client.recv(65536) == Page.SEE_DONE.data


def test_an_address_literal_is_not_served_in_the_other_family():
    with open_receiver() as receiver:
        assert not is_open(receiver.port, "::1")


def test_l19_only_loopback():
    before = listening()
    for number in range(count(100)):
        with open_receiver(LOCALHOST if number % 2 else "http://127.0.0.1:{port}/cb/x") as receiver:
            addresses = {address for address, _ in listening()}
            assert "127.0.0.1" in addresses
            assert addresses - {address for address, _ in before} <= {"127.0.0.1", "::1"}
            assert receiver.undecided


def test_l19_an_https_address_opens_no_socket():
    before = listening()
    with open_receiver("https://localhost:{port}/cb/threads", ports=[8431]):
        assert listening() == before


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.7", "evil.example", "127.0.0.2", "localhost.evil.example", ""]
)
def test_l19_no_other_host_is_ever_bound(host):
    with pytest.raises(BadPlatformFile):
        bind(host, [])


def test_a_fixed_port_in_the_address_is_used():
    port = free_port()
    with open_receiver(f"http://127.0.0.1:{port}/cb/x") as receiver:
        assert receiver.port == port
        receiver.sign_in()
