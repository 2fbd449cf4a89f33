"""How far a request came: decides whether a fault means "nothing was sent" or "it may have been taken"."""

from typing import Any


class Progress:
    """Listens to the HTTP client's trace events of one request. A CONNECT to a proxy carries nothing of ours."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.by_proxy = False
        self.proxy_answered = False
        self.securing = False
        self.sent = False
        self.answered = False
        self._stream: Any = None

    async def __call__(self, event: str, info: dict[str, Any]) -> None:
        step = event.partition(".")[2]
        if step == "connect_tcp.started":
            self.by_proxy = info["host"] != self.host
        elif step == "connect_tcp.complete":
            self._stream = info["return_value"]
        elif step == "start_tls.started":
            self.securing = True
        elif step == "send_request_headers.started":
            self.sent = info["request"].method != b"CONNECT"
        elif step == "receive_response_headers.complete":
            self.answered = self.sent
            self.proxy_answered = not self.sent

    async def close(self) -> None:
        """The client forgets a connection whose TLS handshake is cancelled; closing one twice does no harm."""
        if self._stream:
            await self._stream.aclose()
