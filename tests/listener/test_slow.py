"""Slow and many clients do not stand in the browser's way (L12)."""

import socket
from contextlib import ExitStack, suppress

from tests.listener.counts import count
from tests.listener.rig import BROWSER, PAGES, PATIENCE, OpenDoor, open_receiver, resident_bytes

from stagedoor.listener.http_server import Limits
from stagedoor.listener.pages import Page

LONG = 3600.0  # seconds; longer than any test


def dial(receiver: OpenDoor, first: bytes = b"") -> socket.socket:
    client = socket.create_connection(("127.0.0.1", receiver.port), timeout=PATIENCE)
    client.sendall(first)
    return client


def read_to_end(client: socket.socket) -> bytes:
    received = b""
    with suppress(ConnectionError):
        while piece := client.recv(65536):
            received += piece
    return received


def test_l12_two_hundred_half_open_connections():
    """Without any timeout: what lets the browser in is that the oldest idle ones are closed."""
    with open_receiver(limits=Limits(head=LONG, connection=LONG)) as receiver, ExitStack() as clients:
        before = resident_bytes()
        slow = [clients.enter_context(dial(receiver, b"GET /cb/x?state=")) for _ in range(200)]
        for client in slow:
            with suppress(OSError):
                client.sendall(b"a")
        assert resident_bytes() - before < 20 * 2**20
        for client in slow[:-16]:
            assert read_to_end(client) == b""
        receiver.sign_in()


def test_l12_dripping_clients_all_the_while():
    for _ in range(count(20)):
        with open_receiver(limits=Limits(head=LONG, connection=LONG)) as receiver, ExitStack() as clients:
            slow = [clients.enter_context(dial(receiver)) for _ in range(15)]
            for letter in receiver.request(receiver.target(state="wrong"))[:-1]:
                for client in slow:
                    client.sendall(bytes([letter]))
            receiver.sign_in()
            for client in slow:
                client.sendall(b"\n")
                assert PAGES[read_to_end(client)] is Page.NOT_THIS_SIGN_IN


def test_a_head_that_does_not_come_in_time_is_given_up():
    with open_receiver(limits=Limits(head=0.02, connection=LONG)) as receiver:
        for start in [b"", b"GET /cb/x", receiver.request("/")[:-2]]:
            with dial(receiver, start) as client:
                assert PAGES[read_to_end(client)] is Page.TOO_SLOW
        receiver.sign_in()


def test_a_connection_that_lasts_too_long_is_cut():
    with open_receiver(limits=Limits(head=LONG, connection=0.02)) as receiver, dial(receiver, b"GET") as client:
        assert read_to_end(client) == b""


def test_a_client_that_does_not_hang_up_is_hung_up_on():
    with (
        open_receiver(limits=Limits(goodbye=0.02, connection=LONG)) as receiver,
        dial(receiver, receiver.request("/")) as client,
    ):
        assert PAGES[read_to_end(client)] is Page.NOT_FOUND
        with suppress(ConnectionError):
            while True:
                client.sendall(b"more")
        receiver.sign_in()


def test_what_follows_the_head_is_dropped_and_the_page_still_arrives():
    with open_receiver() as receiver:
        for rest in [b"x" * 2**20, receiver.request(receiver.target(), *BROWSER)]:
            assert (
                PAGES[receiver.send(receiver.request(receiver.target(state="wrong")) + rest)] is Page.NOT_THIS_SIGN_IN
            )
            assert receiver.undecided
        receiver.sign_in()


def test_a_return_that_comes_in_single_bytes_is_taken():
    with open_receiver() as receiver, dial(receiver) as client:
        for letter in receiver.request(receiver.target(), *BROWSER):
            client.sendall(bytes([letter]))
        assert PAGES[read_to_end(client)] is Page.SEE_DONE


def test_clients_that_have_their_page_do_not_keep_others_out():
    limits = Limits(head=LONG, connection=LONG, goodbye=LONG, open=4)
    with open_receiver(limits=limits) as receiver, ExitStack() as clients:
        for _ in range(4):
            client = clients.enter_context(dial(receiver, receiver.request("/")))
            assert PAGES[read_to_end(client)] is Page.NOT_FOUND
        receiver.sign_in()


def test_an_idle_client_goes_before_one_that_has_its_page():
    limits = Limits(head=LONG, connection=LONG, goodbye=LONG, open=2)
    with open_receiver(limits=limits) as receiver, dial(receiver, receiver.request("/")) as reader:
        assert PAGES[read_to_end(reader)] is Page.NOT_FOUND
        with dial(receiver, b"GET") as idle, dial(receiver, b"GET") as newcomer:
            assert read_to_end(idle) == b""
            newcomer.sendall(receiver.request("/").removeprefix(b"GET"))
            assert PAGES[read_to_end(newcomer)] is Page.NOT_FOUND
