"""Every widget in every state on pages, for eyes (build/screens/gallery-*.png) and for the tests that walk them.

python -m tests.desktop.gallery
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from tests.desktop.made_up import ACCOUNTS, GOOD, PILLS, UNTIL

from stagedoor.desktop.page import Page
from stagedoor.desktop.text import set_language, tr
from stagedoor.desktop.theme import PAD, Theme
from stagedoor.desktop.widgets import (
    Banner,
    Breadcrumb,
    Card,
    Columns,
    CopyRow,
    DangerButton,
    EmptyState,
    FlowGrid,
    HistoryStrip,
    IconButton,
    LinkButton,
    OpenCard,
    Option,
    OutlineButton,
    PlainLabel,
    PlatformTile,
    PrimaryButton,
    QuietButton,
    ScrollPage,
    SecretField,
    SegmentedControl,
    Skeleton,
    Spinner,
    StatusPill,
    StepList,
    StepRow,
    Tag,
    TextField,
    ToastAnnouncer,
    WrapRow,
)

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
_HIGH = 9000


def account_card(index: int) -> OpenCard:
    platform, name, line, slug, pill, age, cause, days, (action, glyph), second = ACCOUNTS[index]
    about = f"{line}, {name}"
    card = OpenCard(f"{name}, {line}, {tr(pill)}")
    head = WrapRow(gap=10)
    names = QWidget()
    column = QVBoxLayout(names)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(PlainLabel(name, "strong"))
    column.addWidget(PlainLabel(line, "small", "muted"))
    head.add(PlatformTile(platform))
    head.add(names, basis=120, grow=1)
    head.add(IconButton(tr("More"), "mdi6.dots-horizontal", about=about))
    card.column.addLayout(head)
    state = WrapRow()
    state.add(StatusPill(slug, tr(pill)))
    ago = PlainLabel(tr(age), "small", "muted")
    ago.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    state.add(ago, basis=90, grow=1)
    card.column.addLayout(state)
    card.column.addWidget(PlainLabel(tr(cause), "small", "muted"))
    card.column.addStretch(1)
    card.column.addWidget(HistoryStrip(days, UNTIL))
    buttons = WrapRow()
    kind = PrimaryButton if slug in ("reconnect", "partial") else OutlineButton
    buttons.add(kind(tr(action), glyph, about=about))
    if second:
        buttons.add(QuietButton(tr(second), about=about))
    card.column.addLayout(buttons)
    return card


def cards_page() -> ScrollPage:
    page, column = _page("Accounts")
    grid = FlowGrid(tr("Accounts"))
    grid.set_cards([account_card(index) for index in range(len(ACCOUNTS))])
    column.addWidget(grid)
    return page


def states_page() -> ScrollPage:
    page, column = _page("States")
    row = WrapRow()
    for slug, text in PILLS:
        row.add(StatusPill(slug, tr(text)))
    row.add(Tag(tr("6 min")))
    row.add(Tag("stagedoor-sample.png · 31 KB"))
    column.addLayout(row)
    say = "Nothing is lost; what you see is from 09:12."
    column.addWidget(Banner("neutral", tr("You are offline."), tr(say), tr("Try again"), glyph="mdi6.wifi-off",
                            action_glyph="mdi6.refresh"))  # fmt: skip
    column.addWidget(Banner("warning", tr("Your keys are locked."), tr("Scripts wait."), tr("Unlock"), primary=True,
                            glyph="mdi6.lock-outline", action_glyph="mdi6.key-variant"))  # fmt: skip
    column.addWidget(Banner("bad", tr("Reading works, posting does not."), tr("The permission was not given.")))
    column.addWidget(Banner("good", tr("YouTube works."), tr("It can upload and read your channel.")))
    column.addWidget(Banner("info", tr("Made-up accounts."), tr("Nothing here is real.")))
    strips = Columns(gap=PAD, least=220, most=3)
    for days in (GOOD, [*GOOD[:20], "warning", *GOOD[:5], "bad", "bad", "good", "unknown"], GOOD[:4]):
        strips.addWidget(HistoryStrip(days, UNTIL))
    column.addLayout(strips)
    column.addWidget(_tiles())
    column.addWidget(SegmentedControl(tr("How far"), [
        Option("check", tr("Check only"), tr("nothing is sent · free")),
        Option("private", tr("Private"), tr("X has no private posts"), possible=False),
        Option("public", tr("Public, then deleted"), tr("public for 60 s · at most $0.025")),
    ]))  # fmt: skip
    segments = page.findChild(SegmentedControl)
    assert isinstance(segments, SegmentedControl)
    segments.choose("public")
    return page


def _tiles() -> QWidget:
    tiles = QWidget()
    row = WrapRow(tiles)
    for platform in ("facebook", "instagram", "threads", "youtube", "x", "tiktok", "linkedin", "telegram"):
        row.add(PlatformTile(platform))
    row.add(Spinner())
    return tiles


def controls_page() -> ScrollPage:
    page, column = _page("Controls")
    row = WrapRow()
    for button in (
        PrimaryButton(tr("Open this page"), "mdi6.open-in-new"),
        OutlineButton(tr("Copy the link"), "mdi6.content-copy"),
        QuietButton(tr("Finish later")),
        DangerButton(tr("Disconnect")),
        LinkButton(tr("It looks different")),
        IconButton(tr("Find"), "mdi6.magnify"),
    ):
        row.add(button)
    for kind in (PrimaryButton, OutlineButton, QuietButton):
        off = kind(tr("Continue"), "mdi6.chevron-right", about=kind.__name__)
        off.setEnabled(False)
        row.add(off)
    column.addLayout(row)
    column.addWidget(Breadcrumb(["developers.example", "Manage apps", "Your sandbox", "Login Kit", "Redirect URI"]))
    parts = PlainLabel()
    parts.set_parts([(tr("Under "), None), ("Login Kit", "strong"), (tr(", choose the tab "), None),
                     ("Desktop", "strong"), (tr(". Then press Save "), None), ("save()", "code")])  # fmt: skip
    column.addWidget(parts)
    column.addWidget(CopyRow(tr("Redirect URI"), "http://127.0.0.1:8723/cb/tk/"))
    copied = CopyRow(tr("Use it in your own script"), "stagedoor token facebook/crumb-kitchen")
    column.addWidget(copied)
    copied.copy()
    fields = Columns(gap=PAD, least=280, most=2)
    fields.addWidget(TextField(tr("App name"), help=tr("Shown on the sign-in page."), placeholder="Crumb Publisher"))
    wrong = TextField(tr("Website"))
    wrong.set_value("http://localhost")
    wrong.set_problem(tr("This address is on your computer. Others cannot reach it; enter a public one."))
    fields.addWidget(wrong)
    secret = SecretField(tr("Client secret"), help=tr("Stays in your keychain."))
    secret.set_value("made-up-value")
    fields.addWidget(secret)
    masked = SecretField(tr("API key"))
    masked.set_problem(tr("That is the hidden form. Press the eye on the page or make a new one."))
    fields.addWidget(masked)
    column.addLayout(fields)
    return page


def guide_page() -> ScrollPage:
    page, column = _page("Return address (redirect URI)")
    sides = Columns(gap=PAD, least=280, most=3)
    titles = ["Before you start", "Developer account", "Sandbox app", "Return address", "Permissions", "Keys", "Done"]
    rows = [
        StepRow(title, tr(title), "done" if n < 3 else "current" if n == 3 else "open")
        for n, title in enumerate(titles)
    ]
    sides.addWidget(StepList(rows))
    folded = StepList(rows)
    folded.set_folded(True)
    card = Card(name=tr("Checked for this step"))
    card.column.addWidget(folded)
    card.column.addWidget(PlainLabel(tr("Checked for this step"), "small_strong"))
    card.column.addWidget(PlainLabel(tr("This computer is ready for the answer"), "small"))
    card.column.addStretch(1)
    sides.addWidget(card)
    bad = Card("bad", name=tr("Reading works, posting does not"))
    bad.column.addWidget(PlainLabel(tr("Reading works, posting does not"), "heading"))
    bad.column.addWidget(PlainLabel(tr("The permission to post was not given. Two steps, about 4 minutes:")))
    bad.column.addStretch(1)
    sides.addWidget(bad)
    dashed = Card("dashed")
    for text in ("Try it with made-up accounts", "I already have keys", "Restore a backup"):
        dashed.column.addWidget(LinkButton(tr(text)))
    dashed.column.addStretch(1)
    sides.addWidget(dashed)
    sides.addWidget(Skeleton())
    empty = EmptyState("mdi6.account-plus-outline", tr("No accounts yet"), tr("Telegram is the quickest to start."),
                       PrimaryButton(tr("Start with Telegram")), OutlineButton(tr("Your details")))  # fmt: skip
    sides.addWidget(empty)
    column.addLayout(sides)
    return page


PAGES: dict[str, Callable[[], ScrollPage]] = {
    "cards": cards_page,
    "states": states_page,
    "controls": controls_page,
    "guide": guide_page,
}


def _page(title: str) -> tuple[ScrollPage, QVBoxLayout]:
    page = ScrollPage()
    page.column.addWidget(PlainLabel(tr(title), "title"))
    return page, page.column


def window_of(name: str, size: QSize) -> QWidget:
    """A window with one page."""
    window = QWidget()
    window.setWindowTitle(name)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(PAGES[name]())
    window.resize(size)
    return window


def settle() -> None:
    """Lets layouts and paints that are due happen, deferred deletions too."""
    for _ in range(5):
        QApplication.processEvents()
    while any(page.unfolding for window in QApplication.topLevelWidgets() for page in window.findChildren(Page)):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def whole(window: QWidget) -> QPixmap:
    """The window, made high enough to show all of its page."""
    page = window.findChild(ScrollPage)
    assert isinstance(page, ScrollPage)
    lowest = window.height()
    for height in (_HIGH, max(lowest, page.height_for(window.width()))):  # once without a scroll bar, then as needed
        window.resize(window.width(), height)
        settle()
    return window.grab()


def _picture(theme: Theme, name: str, *, dark: bool, scale: int, language: str) -> None:
    theme.choose("dark" if dark else "light")
    theme.set_text_scale(scale)
    set_language("pseudo" if language == "pseudo" else "en")
    window = window_of(name, QSize(1096 if scale == 1 else 1280, 700))
    window.show()
    window.activateWindow()
    settle()
    first = window.findChild(PrimaryButton)
    if isinstance(first, PrimaryButton):
        first.setFocus(Qt.FocusReason.TabFocusReason)
    if name == "states":
        ToastAnnouncer(window).say(tr("Posted. Only you can see it."))
    shade = "dark" if dark else "light"
    whole(window).save(str(SCREENS / f"gallery-{name}-{shade}-{scale * 100}-{language}.png"))
    window.close()
    window.deleteLater()
    settle()


def main() -> None:
    """Renders everything into build/screens."""
    application = QApplication(sys.argv)
    SCREENS.mkdir(parents=True, exist_ok=True)
    theme = Theme(application, "light")
    for name in PAGES:
        for dark in (False, True):
            _picture(theme, name, dark=dark, scale=1, language="en")
        _picture(theme, name, dark=False, scale=1, language="pseudo")
        _picture(theme, name, dark=False, scale=2, language="en")
        _picture(theme, name, dark=True, scale=2, language="pseudo")


if __name__ == "__main__":
    main()
