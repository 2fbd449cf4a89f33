"""What exists at practice TikTok API for Business: a business account, its ad accounts, apps, and sign-ins."""

from dataclasses import dataclass, field

from stagedoor.practice.consent import Desk
from stagedoor.practice.oauth import Engine, Rules, Shapes
from stagedoor.practice.place import Place

NO_END = 100 * 365 * 86_400  # seconds; tokens of this interface have no timer


@dataclass
class App:
    id: str
    secret: str
    name: str
    redirects: list[str] = field(default_factory=list)


class TikTokBusiness:
    """The whole state; tests read it and may change it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.advertisers = {"7000000000000000001": "Crumb Kitchen Ads", "7000000000000000002": "Bread Club Ads"}
        self.registered = False
        self.apps: dict[str, App] = {}
        self.too_fast = False
        self.desk = Desk()
        rules = Rules(
            code_seconds=3600, access_seconds=NO_END, refresh_seconds=0, refresh_scope="(none)", one_grant=False,
        )  # fmt: skip
        self.engine = Engine(rules, Shapes(self._secret, self._secret, self._secret), place.now)

    def _secret(self) -> str:
        return self.place.mint.secret(40)

    def new_app(self, name: str, redirects: list[str]) -> App:
        app = App(self.place.mint.number(19), self._secret(), name, redirects)
        self.apps[app.id] = app
        return app

    def valid_access_tokens(self) -> list[str]:
        return self.engine.valid("access")
