"""One window for one home: a second start raises the first window and ends."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_RAISE = b"raise\n"
_WAIT = 2000
"""Milliseconds that a second start waits for the first window's ear."""


def raise_other(meeting: str) -> bool:
    """Asks the window that is there to come to the front. False where nobody listens."""
    socket = QLocalSocket()
    socket.connectToServer(meeting)
    if not socket.waitForConnected(_WAIT):
        return False
    socket.write(_RAISE)
    socket.waitForBytesWritten(_WAIT)
    socket.disconnectFromServer()
    return True


class Ear(QObject):
    """Listens for second starts: `raised` when one comes. Only this user can reach it."""

    raised = Signal()

    def __init__(self, meeting: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)
        QLocalServer.removeServer(meeting)  # left over by a window that was killed; a living one holds the lock
        self.listens = self._server.listen(meeting)

    def close(self) -> None:
        self._server.close()

    @Slot()
    def _came(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()
