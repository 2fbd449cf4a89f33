"""A person's own website: a folder that a program reaches at a public https address, through a proxy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.helpers.front import Front, front

HOST = "crumbkitchen.org"


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


class Website:
    """What lies in `folder` is online. `environ` is what a program needs to get there."""

    def __init__(self, folder: Path, front: Front) -> None:
        self.folder = folder
        self.environ = {"HTTPS_PROXY": front.proxy, "SSL_CERT_FILE": str(front.ca_file)}

    def address(self, name: str) -> str:
        return f"https://{HOST}/{name}"


@contextmanager
def website(root: Path) -> Iterator[Website]:
    folder = root / "website"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, name="website")
        thread.start()
        try:
            with front({HOST: f"http://127.0.0.1:{server.server_port}"}, root) as proxy:
                yield Website(folder, proxy)
        finally:
            server.shutdown()
            thread.join()
