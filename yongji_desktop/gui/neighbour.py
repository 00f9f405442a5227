"""The running window and the one started after it: the second asks the first to show itself, then goes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1500
SHOW = b"show\n"


def _name(folder: Path) -> str:
    told = str(folder.resolve())
    return "yongji-" + hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:20]


def call(folder: Path) -> bool:
    """Ask the window that has `folder` open to come forward; False when none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(SHOW)
    answered = socket.waitForBytesWritten(WAIT_MS) and socket.waitForReadyRead(WAIT_MS)
    socket.disconnectFromServer()
    return bool(answered)


class Doorbell(QObject):
    """Listens for `call` as long as the window has `folder` open."""

    def __init__(self, folder: Path, rung: Callable[[], object], parent: QObject | None = None):
        super().__init__(parent)
        self._rung = rung
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(folder))
        self._server.newConnection.connect(self._answer)
        self._server.listen(_name(folder))

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(
            lambda: (socket.readAll(), socket.write(b"ok\n"), socket.flush(), self._rung())
        )
        socket.disconnected.connect(socket.deleteLater)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
