"""A person's own web site, which programs reach at a public https address through a proxy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.front import Front, front
from tests.helpers.website import Answer, Website, website

HOST = "crumbkitchen.org"


class PublicSite:
    """`environ` is what a program needs to get there."""

    def __init__(self, site: Website, proxy: Front) -> None:
        self._site = site
        self.environ = {"HTTPS_PROXY": proxy.proxy, "SSL_CERT_FILE": str(proxy.ca_file)}

    def upload(self, file: Path) -> str:
        """Gives its address."""
        self._site.pages[f"/{file.name}"] = Answer(body=file.read_bytes())
        return f"https://{HOST}/{file.name}"


@contextmanager
def public_site(folder: Path) -> Iterator[PublicSite]:
    """`folder`: where the certificate lies that the program trusts."""
    with website() as site, front({HOST: site.address}, folder) as proxy:
        yield PublicSite(site, proxy)
