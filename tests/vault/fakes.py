"""Places for secrets that fail in the ways real ones do. Each is a small class at the Backend protocol."""

import threading
from collections.abc import Callable

from stagedoor.domain.errors import SecretTooLarge, SecretUnavailable
from stagedoor.domain.secret import Secret


class Memory:
    """Keeps values in memory, and refuses those above `limit` as Windows does."""

    slug = "memory"
    title = "the memory"

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.values: dict[str, str] = {}

    def read(self, service: str) -> str | None:
        return self.values.get(service)

    def write(self, service: str, value: str) -> None:
        if self.limit and len(value.encode("utf-16-le")) > 2 * self.limit:
            raise SecretTooLarge("too large")
        self.values[service] = value

    def delete(self, service: str) -> None:
        self.values.pop(service, None)

    def names(self) -> list[str]:
        return list(self.values)

    def locked(self) -> bool:
        return False

    def unlock(self, passphrase: Secret | None = None) -> None:
        pass

    def reset(self) -> None:
        pass


class DeleteThenAdd(Memory):
    """As macOS writes. When `dies` is set, it is killed between the two."""

    def __init__(self) -> None:
        super().__init__()
        self.dies = False

    def write(self, service: str, value: str) -> None:
        self.values.pop(service, None)
        if self.dies:
            raise SecretUnavailable("killed")
        super().write(service, value)


class Spoiling(Memory):
    """Says that it wrote, and kept something else (None: nothing)."""

    def __init__(self, spoil: Callable[[str], str | None]) -> None:
        super().__init__()
        self._spoil = spoil

    def write(self, service: str, value: str) -> None:
        kept = self._spoil(value)
        if kept is not None:
            super().write(service, kept)


class Sticky(Memory):
    """Says that it deleted, and did not."""

    def delete(self, service: str) -> None:
        pass


class Silent(Memory):
    """Does not answer until it is released or reset."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()
        self.release = threading.Event()
        self.resets = 0

    def read(self, service: str) -> str | None:
        self.begun.set()
        assert self.release.wait(60)
        return super().read(service)

    def reset(self) -> None:
        self.resets += 1
        self.release.set()
