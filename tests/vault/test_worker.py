"""The worker: one call after the other, each with its end."""

import subprocess
import sys
import threading
from functools import partial

import pytest

from stagedoor.domain.errors import SecretLocked, SecretTimeout
from stagedoor.vault.worker import Worker

LONG = 60.0
SHORT = 0.05


class Gate:
    """A call that waits until it is let through."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.open = threading.Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.open.wait(LONG)
        return "late"


def test_it_returns_and_raises_what_the_call_does() -> None:
    def locked() -> None:
        raise SecretLocked("locked")

    worker = Worker()
    assert worker.call(lambda: 42, seconds=LONG) == 42
    with pytest.raises(SecretLocked):
        worker.call(locked, seconds=LONG)
    assert worker.call(lambda: 43, seconds=LONG) == 43


def test_calls_run_one_after_the_other_in_order() -> None:
    worker, gate, order = Worker(), Gate(), list[int]()
    first = worker.submit(gate, seconds=LONG)
    jobs = [worker.submit(partial(order.append, number), seconds=LONG) for number in range(50)]
    assert gate.begun.wait(LONG)
    assert order == []
    gate.open.set()
    assert first.done.wait(LONG)
    assert all(job.done.wait(LONG) for job in jobs)
    assert order == list(range(50))


def test_calls_run_on_another_thread_that_is_a_daemon() -> None:
    thread = Worker().call(threading.current_thread, seconds=LONG)
    assert thread is not threading.current_thread()
    assert thread.daemon


def test_a_hanging_call_is_given_up_and_its_thread_replaced() -> None:
    worker, gate, hung = Worker(), Gate(), threading.Event()
    while not gate.begun.is_set():  # on a busy machine the time may end before the call begins
        with pytest.raises(SecretTimeout):
            worker.call(gate, seconds=SHORT, hung=hung.set)
    assert hung.is_set()
    assert worker.call(lambda: "next", seconds=LONG) == "next"
    gate.open.set()
    assert worker.call(lambda: "after", seconds=LONG) == "after"


def test_the_late_end_of_a_given_up_call_changes_nothing() -> None:
    worker, gate = Worker(), Gate()
    job = worker.submit(gate, seconds=LONG)
    assert gate.begun.wait(LONG)
    worker.give_up(job)
    gate.open.set()
    worker.call(lambda: None, seconds=LONG)
    with pytest.raises(SecretTimeout):
        job.result()


def test_a_call_whose_time_ends_while_it_waits_is_never_made() -> None:
    worker, gate, made = Worker(), Gate(), threading.Event()
    first = worker.submit(gate, seconds=LONG)
    with pytest.raises(SecretTimeout):
        worker.call(made.set, seconds=SHORT)
    gate.open.set()
    assert first.done.wait(LONG)
    worker.call(lambda: None, seconds=LONG)
    assert first.result() == "late"
    assert not made.is_set()


def test_calls_that_wait_behind_a_hanging_one_are_made_by_the_next_thread() -> None:
    worker, gate = Worker(), Gate()
    hanging = worker.submit(gate, seconds=LONG)
    waiting = worker.submit(lambda: "made", seconds=LONG)
    worker.give_up(hanging)
    assert waiting.done.wait(LONG)
    assert waiting.result() == "made"
    gate.open.set()


def test_a_hanging_call_that_nobody_waits_for_any_more_is_given_up_by_the_next() -> None:
    worker, gate = Worker(), Gate()
    worker.submit(gate, seconds=0.0)
    assert gate.begun.wait(LONG)
    assert worker.call(lambda: "made", seconds=LONG) == "made"
    gate.open.set()


def test_a_withdrawn_call_is_not_made_and_one_that_has_begun_is_not_cut() -> None:
    worker, gate, made = Worker(), Gate(), threading.Event()
    begun = worker.submit(gate, seconds=LONG)
    waiting = worker.submit(made.set, seconds=LONG)
    assert gate.begun.wait(LONG)
    worker.withdraw(begun)
    worker.withdraw(waiting)
    gate.open.set()
    assert begun.done.wait(LONG)
    worker.call(lambda: None, seconds=LONG)
    assert begun.result() == "late"
    assert not made.is_set()


def test_no_thread_stays_when_nothing_is_left_to_do() -> None:
    worker = Worker()
    thread = worker.call(threading.current_thread, seconds=LONG)
    thread.join(LONG)
    assert not thread.is_alive()


def test_a_hanging_call_does_not_hold_up_the_end_of_the_program() -> None:
    program = """
import threading
from stagedoor.vault.worker import Worker
try:
    Worker().call(threading.Event().wait, seconds=0.05)
except Exception as error:
    print(type(error).__name__)
"""
    environ = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "SecretTimeout\n", "")
