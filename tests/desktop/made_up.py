"""Accounts and states for the gallery, after the target pictures."""

from datetime import date

from stagedoor.desktop.widgets.history import Day
from stagedoor.domain.health import Slug

UNTIL = date(2026, 11, 21)
GOOD: list[Day] = ["good"] * 30
WARNING: list[Day] = ["warning"] * 6
UNKNOWN: list[Day] = ["unknown"] * 30

ACCOUNTS: list[tuple[str, str, str, Slug, str, str, str, list[Day], tuple[str, str], str]] = [
    ("youtube", "Crumb Kitchen", "YouTube · @crumbkitchen", "reconnect", "Sign in again", "checked 2 min ago",
     "Google ended this sign-in after 7 days, because your Google app is still in Testing.",
     [*GOOD[:28], "bad", "bad"], ("Sign in again", "mdi6.key-variant"), "Why?"),
    ("facebook", "Crumb Kitchen", "Facebook Page · 12,400 followers", "partial", "Cannot post", "checked 2 min ago",
     "Reading works. The permission to post was not given; two steps put it right.",
     [*GOOD[:24], *WARNING], ("Fix it", "mdi6.chevron-right"), "Why?"),
    ("linkedin", "Crumb Kitchen", "LinkedIn · personal profile", "ends_soon", "Ends in 6 days", "checked 1 h ago",
     "LinkedIn sign-ins last 60 days; this one ends on 27 Nov. Twenty seconds.",
     [*GOOD[:26], *WARNING[:4]], ("Sign in again", "mdi6.key-variant"), "Test post"),
    ("youtube", "Second channel", "YouTube · set-up paused", "setup", "Step 4 of 7", "since 12 Nov",
     "Next: publish the Google app, so that the sign-in does not end after 7 days.",
     UNKNOWN, ("Continue", "mdi6.chevron-right"), "Discard"),
    ("tiktok", "@crumbkitchen", "TikTok · by hand", "manual", "By hand", "last post 19 Nov",
     "Two prepared posts are waiting. No TikTok app is needed for this.",
     [*UNKNOWN[:25], *GOOD[:5]], ("Prepare a post", "mdi6.movie-open-outline"), "Posts"),
    ("x", "Crumb Kitchen", "X · @crumbkitchen", "healthy", "Works", "checked 2 h ago",
     "Reads and posts. A test post costs $0.015.",
     [*GOOD[:13], "unknown", *GOOD[:16]], ("Test post", "mdi6.send-outline"), ""),
    ("instagram", "crumbkitchen", "Instagram · through your Page", "limited", "Quota used", "checked 2 h ago",
     "100 of 100 posts used today. It is free again at 09:12.", GOOD, ("See what is left", "mdi6.gauge"), ""),
    ("threads", "crumbkitchen", "Threads", "unreachable", "Not checked", "last good 09:12",
     "Threads did not answer.", GOOD, ("Try again", "mdi6.refresh"), ""),
    ("telegram", "Crumb Kitchen News", "Telegram channel · 1,204", "healthy", "Works", "checked 2 h ago",
     "The bot is admin and may post. No end date.", GOOD, ("Test post", "mdi6.send-outline"), ""),
]  # fmt: skip

PILLS: list[tuple[Slug, str]] = [
    ("reconnect", "Sign in again"), ("locked", "Keys are locked"), ("partial", "Cannot post"),
    ("ends_soon", "Ends in 6 days"), ("limited", "Quota used"), ("renew_failed", "Works until 14:05"),
    ("setup", "Step 4 of 9"), ("waiting", "Waiting"), ("test_only", "Only you see posts"), ("manual", "By hand"),
    ("unreachable", "Not checked"), ("healthy", "Works"),
]  # fmt: skip
