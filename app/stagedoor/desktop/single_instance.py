"""One window for one home: a second start raises the first window and ends."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_RAISE = b"raise\n"
_WAIT = 2000
"""Milliseconds that a second start waits for the first window."""


def raise_running_window(socket_name: str) -> bool:
    """Asks the window that is there to come to the front. False where nobody listens."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name)
    if not socket.waitForConnected(_WAIT):
        return False
    socket.write(_RAISE)
    socket.waitForBytesWritten(_WAIT)
    socket.disconnectFromServer()
    return True


class InstanceServer(QObject):
    """Listens for second starts: `raised` when one comes. Only this user can reach it."""

    raised = Signal()

    def __init__(self, socket_name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)
        QLocalServer.removeServer(socket_name)  # left over by a window that was killed; a living one holds the lock
        self.listens = self._server.listen(socket_name)

    def close(self) -> None:
        self._server.close()

    @Slot()
    def _came(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()
