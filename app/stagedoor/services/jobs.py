"""All services over one ports: what both faces, the window and the command line, work with."""

from __future__ import annotations

from dataclasses import dataclass

from stagedoor.services.apps import Apps
from stagedoor.services.cards import Cards
from stagedoor.services.connect import Connect
from stagedoor.services.deletions import Deletions
from stagedoor.services.details import Details
from stagedoor.services.disconnect import Disconnect
from stagedoor.services.doctor import Doctor
from stagedoor.services.grants import Grants
from stagedoor.services.health import Health
from stagedoor.services.icons import Icons
from stagedoor.services.inbox import Inbox
from stagedoor.services.keeping import Keeper
from stagedoor.services.needs import Needs
from stagedoor.services.phrases import Phrases
from stagedoor.services.pictures import Pictures
from stagedoor.services.ports import Ports
from stagedoor.services.posting import Posting
from stagedoor.services.prepare import Prepare
from stagedoor.services.public_pages import PublicPages
from stagedoor.services.recognise import Recognise
from stagedoor.services.refresh import Refresh
from stagedoor.services.scripts import Scripts
from stagedoor.services.setups import Setups
from stagedoor.services.sign_in import SignIn
from stagedoor.services.sittings import Sittings
from stagedoor.services.strays import Strays
from stagedoor.services.tidy import Tidy
from stagedoor.services.visible import Visible


@dataclass(frozen=True, kw_only=True)
class Jobs:
    """The services, joined once."""

    ports: Ports
    keeper: Keeper
    setups: Setups
    connect: Connect
    refresh: Refresh
    health: Health
    cards: Cards
    posting: Posting
    prepare: Prepare
    strays: Strays
    phrases: Phrases
    inbox: Inbox
    visible: Visible
    deletions: Deletions
    scripts: Scripts
    disconnect: Disconnect
    needs: Needs
    details: Details
    icons: Icons
    public_pages: PublicPages
    sittings: Sittings
    pictures: Pictures
    recognise: Recognise
    doctor: Doctor
    tidy: Tidy

    @classmethod
    def over(cls, ports: Ports) -> Jobs:
        keeper = Keeper(ports)
        apps = Apps(ports, keeper)
        grants = Grants(ports, keeper, apps)
        setups = Setups(ports, keeper, grants)
        refresh = Refresh(ports, keeper, grants)
        health = Health(ports, grants, refresh)
        sign_in = SignIn(ports, apps, grants)
        disconnect = Disconnect(ports, keeper, grants)
        strays = Strays(ports)
        tidy = Tidy(ports, keeper, grants, disconnect, strays)
        posting = Posting(ports, refresh)
        cards, needs, details = Cards(ports), Needs(ports), Details(ports)
        sittings = Sittings(ports, apps, cards, needs, details)
        return cls(
            ports=ports, keeper=keeper, setups=setups, refresh=refresh, health=health, cards=cards,
            connect=Connect(ports, setups, apps, grants, refresh, sign_in, health, tidy),
            posting=posting, prepare=Prepare(ports), strays=strays, phrases=Phrases(ports),
            inbox=Inbox(ports, posting),
            visible=Visible(ports, apps, health, sittings), deletions=Deletions(ports, posting),
            scripts=Scripts(ports, grants, refresh),
            disconnect=disconnect, needs=needs, details=details, icons=Icons(ports),
            public_pages=PublicPages(ports), sittings=sittings,
            pictures=Pictures(ports), recognise=Recognise(ports),
            doctor=Doctor(ports, keeper, health, tidy, strays), tidy=tidy,
        )  # fmt: skip
