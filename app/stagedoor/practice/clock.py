"""The practice world's own clock, so that two hours or six months pass in no time."""

import time


class Clock:
    """Seconds since 1970 in the simulated world: the computer's clock plus an offset."""

    def __init__(self) -> None:
        self._offset = 0.0

    def now(self) -> float:
        return time.time() + self._offset  # noqa: TID251 - practice stands alone and has no Clock port

    def advance(self, seconds: float) -> None:
        self._offset += seconds

    def set_offset(self, seconds: float) -> None:
        self._offset = seconds
