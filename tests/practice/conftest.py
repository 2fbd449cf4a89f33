"""The fixtures of practice, under the names by which tests ask for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.front import Front, front
from tests.helpers.practice import practice_server, visitor, world
from tests.practice.real_hosts import bases

from stagedoor.practice import World

__all__ = ["practice_server", "proxy", "visitor", "world"]


@pytest.fixture
def proxy(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """Told to the clients as a company's proxy is: by the environment."""
    with front(bases(world), tmp_path) as started:
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, started.proxy)
        for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
            monkeypatch.setenv(name, str(started.ca_file))
        yield started
        assert started.strangers == []
