"""Lines to copy into scripts and timers. Plain values, drawn elsewhere.

They must work as they are: paths are whole where no shell looks them up, and everything is quoted for its place.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from stagedoor.desktop.keys import LOCKED_FILE
from stagedoor.desktop.pages.account.sight import Sight
from stagedoor.desktop.text import tr
from stagedoor.domain.handles import slug
from stagedoor.domain.plain import plain
from stagedoor.domain.platform import Platform, Route

SCRIPT = "/path/to/your/script"
"""What the person puts their own script in the place of."""

_PASSPHRASE = "/path/to/passphrase"  # noqa: S105  # the place of a file
_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """`program`: the whole way to Stagedoor, as words of a command; `typed`: how it is called in a shell. `home`: the
    folder, where it is not the usual one.
    """

    system: str
    program: tuple[str, ...]
    typed: tuple[str, ...]
    home: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    text: tuple[str, ...] = ()
    rows: tuple[Copied, ...] = ()
    variables: tuple[Variable, ...] = ()


def this_machine(home: str = "") -> Machine:
    """As this program was started, where the shell does not find it by its name."""
    found = shutil.which("stagedoor")
    started = Path(sys.argv[0]).absolute()
    if found:
        return Machine(system=sys.platform, program=(str(Path(found).absolute()),), typed=("stagedoor",), home=home)
    own = (str(started),) if started.stem == "stagedoor" else (sys.executable, "-m", "stagedoor")
    return Machine(system=sys.platform, program=own, typed=own, home=home)


def sections(sight: Sight, machine: Machine) -> tuple[Section, ...]:
    found = [_keys(sight, machine)] if has_key_set(sight) else [_token(sight, machine), _command(sight, machine)]
    if machine.system == "linux":
        found += [_systemd(sight, machine), _cron(sight, machine)]
    elif machine.system == "darwin":
        found.append(_launchd())
    elif machine.system == "win32":
        found.append(_task_scheduler(sight, machine))
    return tuple(found)


def one_line(sight: Sight, machine: Machine) -> Copied:
    """The shortest way to use the account."""
    return _exec(sight, machine) if has_key_set(sight) else _print(sight, machine)


def has_key_set(sight: Sight) -> bool:
    """True where there is no single token to hand out."""
    return sight.route.kind == "keys"


def variables(spec: Platform, route: Route) -> tuple[Variable, ...]:
    """What `exec` sets, and what each holds."""
    return tuple(Variable(name, _holds(spec, route, value)) for value, name in route.exec.items())


# ---------------------------------------------------------------- sections


def _token(sight: Sight, machine: Machine) -> Section:
    text = tr("It is valid when it is printed: if needed, it is renewed first. Nothing else is printed.")
    return Section(title=tr("A token for your script"), text=(text,), rows=(_print(sight, machine),))


def _command(sight: Sight, machine: Machine) -> Section:
    return Section(
        title=tr("A command with its keys"), text=(_private(),), rows=(_exec(sight, machine),),
        variables=variables(sight.spec, sight.route),
    )  # fmt: skip


def _keys(sight: Sight, machine: Machine) -> Section:
    why = tr("This way to connect has several keys and not one token: hand them to a command.")
    return Section(
        title=tr("A command with its keys"), text=(why, _private()), rows=(_exec(sight, machine),),
        variables=variables(sight.spec, sight.route),
    )  # fmt: skip


def _private() -> str:
    return tr("The command gets these variables, and no other program does. Keys in its output are hidden.")


def _systemd(sight: Sight, machine: Machine) -> Section:
    stem = _stem(sight)
    folder = "~/.config/systemd/user"
    return Section(
        title=tr("By the clock: a systemd user timer"),
        text=(
            tr("It runs in your own session, so it can read the keychain while you are logged in. What it missed while "
               "the computer was off runs at the next log-in."),
            tr("Make both files, put your script's place in, then run the last line once."),
        ),
        rows=(
            Copied(f"{folder}/{stem}.service", service_text(sight, machine)),
            Copied(f"{folder}/{stem}.timer", timer_text(sight)),
            Copied(tr("Then run"), f"systemctl --user daemon-reload && systemctl --user enable --now {stem}.timer"),
        ),
    )  # fmt: skip


def service_text(sight: Sight, machine: Machine) -> str:
    words = (*machine.program, "exec", sight.connection.handle, "--", SCRIPT)
    home = [f"Environment={_unit_word(f'STAGEDOOR_HOME={machine.home}')}"] if machine.home else []
    return "\n".join((
        "[Unit]",
        f"Description={_description(sight)}",
        "",
        "[Service]",
        "Type=oneshot",
        *home,
        f"ExecStart={' '.join(_unit_word(word, command=True) for word in words)}",
    ))  # fmt: skip


def timer_text(sight: Sight) -> str:
    return "\n".join((
        "[Unit]",
        f"Description={_description(sight)}",
        "",
        "[Timer]",
        "OnCalendar=*-*-* 09:00",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ))  # fmt: skip


def _cron(sight: Sight, machine: Machine) -> Section:
    honest = tr("A job of cron has no desktop session, so it cannot open your desktop's keychain: Stagedoor then ends "
                "with code 4 and says so. Use the timer above, or keep the keys in a locked file.")  # fmt: skip
    if sight.backend == LOCKED_FILE:
        where = tr("The keys of this account are in a locked file: its passphrase comes from a file that only you can "
                   "read.")  # fmt: skip
    else:
        where = tr("The keys of this account are in the keychain, where this line does not reach. It works for an "
                   "account connected in such a job or over ssh: there Stagedoor makes a locked file.")  # fmt: skip
    line = cron_line(sight, machine)
    return Section(title=tr("From cron"), text=(honest, where), rows=(Copied(tr("A line for crontab"), line),))


def cron_line(sight: Sight, machine: Machine) -> str:
    """Every day at nine. Cron takes a percent sign for the end of a line."""
    words = (*machine.program, "--passphrase-fd", "3", "exec", sight.connection.handle, "--", SCRIPT)
    home = f"STAGEDOOR_HOME={shlex.quote(machine.home)} " if machine.home else ""
    command = f"{home}{shlex.join(words)} 3< {_PASSPHRASE}"
    return "0 9 * * * " + command.replace("%", "\\%")


def _launchd() -> Section:
    return Section(
        title=tr("By the clock"),
        text=(
            tr("Put the line into a launch agent of yours (~/Library/LaunchAgents). It runs in your own session, so it "
               "should be able to read the keychain. A job of cron has no such session."),
        ),
    )  # fmt: skip


def _task_scheduler(sight: Sight, machine: Machine) -> Section:
    words = ("exec", sight.connection.handle, "--", r"C:\path\to\your\script.exe")
    return Section(
        title=tr("By the clock: Task Scheduler"),
        text=(tr("Make a task that runs only while you are logged on: your keys are open then."),),
        rows=(
            Copied(tr("Program"), machine.program[0]),
            Copied(tr("Arguments"), " ".join((*machine.program[1:], *words))),
        ),
    )  # fmt: skip


# ---------------------------------------------------------------- words of commands


def _typed(machine: Machine, *words: str) -> str:
    if machine.system == "win32":
        return " ".join(f'"{word}"' if " " in word else word for word in (*machine.typed, *words))
    home = f"STAGEDOOR_HOME={shlex.quote(machine.home)} " if machine.home else ""
    return home + shlex.join((*machine.typed, *words))


def _print(sight: Sight, machine: Machine) -> Copied:
    return Copied(tr("Print a token"), _typed(machine, "token", sight.connection.handle))


def _exec(sight: Sight, machine: Machine) -> Copied:
    words = ("exec", sight.connection.handle, "--", "python", "post.py")
    return Copied(tr("Run a command with its keys"), _typed(machine, *words))


def _unit_word(word: str, *, command: bool = False) -> str:
    """Quoted as systemd reads it: percent and, in commands, dollar signs are doubled."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    word = word.replace("$", "$$") if command else word
    return f'"{word}"' if any(c.isspace() or c in "\"'\\;" for c in word) else word


def _description(sight: Sight) -> str:
    return plain(f"My script for {sight.connection.handle}", _NAME).replace("%", "%%")


def _stem(sight: Sight) -> str:
    return f"stagedoor-{slug(sight.connection.handle.replace('/', '-'))}"


def _holds(spec: Platform, route: Route, value: str) -> str:
    ours = {
        "access_token": tr("a token that is valid now"), "access": tr("a token that is valid now"),
        "chat_id": tr("the number of the channel or group"),
        "author": tr("the name that posts carry as their author; no key"),
        "open_id": tr("the name of the account for your developer app; no key"),
        "advertiser": tr("the number of the ad account; no key"),
    }  # fmt: skip
    field = spec.fields_of(route).get(value)
    label = field.label if field else ""
    if route.oauth and value in ours:
        return ours[value]
    return plain(tr(label), _NAME) if label else ours.get(value, plain(value.replace("_", " "), _NAME))
