"""Which proxy the system or the environment sets, for doctor to show."""

from urllib.parse import urlsplit
from urllib.request import getproxies


def active_proxy() -> str | None:
    """The proxy for https as scheme://host:port, without user name and password; None where there is none."""
    proxies = getproxies()
    named = proxies.get("https") or proxies.get("all")
    if not named or "*" in proxies.get("no", "").replace(" ", "").split(","):
        return None
    try:
        parts = urlsplit(named if "://" in named else f"http://{named}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "an address that cannot be read"
    return f"{parts.scheme}://{parts.hostname or ''}{port}"
