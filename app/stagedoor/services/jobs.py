"""All services over one world: what both faces, the window and the command line, work with."""

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
from stagedoor.services.world import World


@dataclass(frozen=True, kw_only=True)
class Jobs:
    """The services, joined once."""

    world: World
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
    def over(cls, world: World) -> Jobs:
        keeper = Keeper(world)
        apps = Apps(world, keeper)
        grants = Grants(world, keeper, apps)
        setups = Setups(world, keeper, grants)
        refresh = Refresh(world, keeper, grants)
        health = Health(world, grants, refresh)
        sign_in = SignIn(world, apps, grants)
        disconnect = Disconnect(world, keeper, grants)
        strays = Strays(world)
        tidy = Tidy(world, keeper, grants, disconnect, strays)
        posting = Posting(world, refresh)
        cards, needs, details = Cards(world), Needs(world), Details(world)
        sittings = Sittings(world, apps, cards, needs, details)
        return cls(
            world=world, keeper=keeper, setups=setups, refresh=refresh, health=health, cards=cards,
            connect=Connect(world, setups, apps, grants, refresh, sign_in, health, tidy),
            posting=posting, prepare=Prepare(world), strays=strays, phrases=Phrases(world),
            inbox=Inbox(world, posting),
            visible=Visible(world, apps, health, sittings), deletions=Deletions(world, posting),
            scripts=Scripts(world, grants, refresh),
            disconnect=disconnect, needs=needs, details=details, icons=Icons(world),
            public_pages=PublicPages(world), sittings=sittings,
            pictures=Pictures(world), recognise=Recognise(world),
            doctor=Doctor(world, keeper, health, tidy, strays), tidy=tidy,
        )  # fmt: skip
