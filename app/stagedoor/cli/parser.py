"""What can be typed. No secret is ever an argument."""

from __future__ import annotations

import argparse

from stagedoor import __version__

EXITS = (
    "exit codes: 0 ok, 1 failed, 2 usage, 3 sign in again, 4 keychain locked or missing, 5 offline, 6 limited, 7 busy"
)


HANDLE = "the account, such as x/crumbkitchen (see: stagedoor list)"
JSON = 'a document with "schema": 1'


def parser() -> argparse.ArgumentParser:
    """The whole command line; `command` is None where nothing was asked."""
    top = argparse.ArgumentParser(
        prog="stagedoor",
        description="Connect your own social accounts to your own developer apps, on your own computer.",
        epilog=EXITS,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"stagedoor {__version__}")
    top.add_argument(
        "--passphrase-fd", metavar="N", help="read the passphrase of the locked file from this open descriptor"
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for add in (_connect, _look, _hand_over, _post, _prepare, _practice):
        add(commands)
    return top


def _connect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    connect = commands.add_parser("connect", help="connect an account, step by step")
    connect.add_argument("platform", help="for example telegram (see: stagedoor platforms)")
    connect.add_argument("--route", default="", help="the way to connect (see: stagedoor platforms)")
    connect.add_argument("--keys", metavar="FILE", help="JSON object of field to value; - reads one line of stdin")
    connect.add_argument("--no-browser", action="store_true", help="print the address, wait for it or a pasted one")
    connect.add_argument("--yes", action="store_true", help="do not ask; accept the account that the platform names")
    disconnect = commands.add_parser("disconnect", help="end an account here, and at the platform where possible")
    disconnect.add_argument("handle", help=HANDLE)
    disconnect.add_argument("--keep-at-platform", action="store_true", help="do not end the sign-in at the platform")
    disconnect.add_argument("--yes", action="store_true", help="do not ask")


def _look(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, said, handles in (
        ("platforms", "what can be connected, and how", None),
        ("list", "the accounts, as last proved; asks nobody", None),
        ("status", "the same as list", None),
        ("check", "ask the platforms now", "*"),
        ("doctor", "this computer and the accounts: causes and fixes", "?"),
        ("log", "what happened", None),
    ):
        command = commands.add_parser(name, help=said)
        command.add_argument("--json", action="store_true", help=JSON)
        if handles:
            command.add_argument("handle", nargs=handles, help=f"{HANDLE}; without it, all")
        if name == "check":
            command.add_argument("--paid", action="store_true", help="also ask what costs money")


def _hand_over(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    token = commands.add_parser("token", help="print a token that is valid now")
    token.add_argument("handle", help=HANDLE)
    token.add_argument("--json", action="store_true", help=JSON)
    execute = commands.add_parser(
        "exec",
        usage="stagedoor exec HANDLE ... [--as PREFIX=HANDLE] [--show-keys] -- COMMAND",
        help="run a command with the keys of accounts in its environment",
    )
    execute.add_argument("handles", nargs="+", metavar="HANDLE", help=HANDLE)
    execute.add_argument(
        "--as",
        dest="prefixes",
        action="append",
        default=[],
        metavar="PREFIX=HANDLE",
        help="how the variables of that account begin: NEWS=x/crumbkitchen makes NEWS_ACCESS_TOKEN",
    )
    execute.add_argument("--show-keys", action="store_true", help="do not hide the keys in the command's output")
    refresh = commands.add_parser("refresh", help="renew a sign-in now")
    refresh.add_argument("handle", help=HANDLE)


def _post(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    post = commands.add_parser("post", help="a test post, its price and audience named first")
    post.add_argument("handle", help=HANDLE)
    post.add_argument("--text", default="", help="without it, a text that is unique and has no link")
    post.add_argument(
        "--image-url", default="", metavar="ADDRESS", help="a public picture, where the platform fetches one"
    )
    how = post.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="check only, send nothing")
    how.add_argument("--draft", action="store_true", help="a draft that you finish, where the platform has that")
    how.add_argument("--private", action="store_true", help="visible to you alone, where the platform has that")
    post.add_argument(
        "--delete-after", type=int, metavar="SECONDS", help="public (or --private), deleted after that time"
    )
    post.add_argument("--yes", action="store_true", help="accept the price and audience named")
    post.add_argument("--json", action="store_true", help=JSON)


def _prepare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    prepare = commands.add_parser("prepare", help="check a video and make a post folder, to publish it by hand")
    prepare.add_argument("video", metavar="VIDEO", help="the video; it stays as it is")
    prepare.add_argument("--caption-file", metavar="FILE", help="a text file with the caption")
    prepare.add_argument("--cover", type=float, metavar="SECONDS", help="the frame that is the cover")
    prepare.add_argument("--ready-copy", action="store_true", help="make the copy that the platform takes best")
    prepare.add_argument(
        "--shape", choices=("fit", "fill", "blur"), default="blur",
        help="with --ready-copy, where the shape differs: whole with bars, cut, whole over a blurred ground (default)",
    )  # fmt: skip
    prepare.add_argument("--platform", metavar="NAME", default="", help="where it will be published (see: platforms)")
    prepare.add_argument("--account", metavar="HANDLE", default="", help=HANDLE)
    prepare.add_argument("--json", action="store_true", help=JSON)


def _practice(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    practice = commands.add_parser("practice", help="made-up accounts on simulated platforms")
    practice.add_argument("--serve", action="store_true", help="serve the simulated platforms until Ctrl-C")
    practice.add_argument("--port", type=int, default=0, metavar="N", help="with --serve; else a free port")
    practice.add_argument("--tour", action="store_true", help="do everything once, unattended")
    practice.add_argument(
        "--pictures",
        metavar="FOLDER",
        help="with --tour: pictures of the window, and of the portals where there is a Chromium",
    )
    practice.add_argument("--keychain", action="store_true", help="keep the made-up keys in the real keychain")
