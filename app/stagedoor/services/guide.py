"""A platform file's step as something to show: live values filled in, effect and age said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stagedoor.domain.asking import CopyRow, Guide, Prompt
from stagedoor.domain.dates import written
from stagedoor.domain.details import DEFAULTS, DETAILS
from stagedoor.domain.flow import EFFECTS
from stagedoor.domain.guidance import Step
from stagedoor.domain.handles import slug
from stagedoor.domain.platform import Platform, Route


def live_values(spec: Platform, route: Route, details: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The names that texts of the guide may hold, with their values."""
    values = {**DEFAULTS, **{k: v for k, v in details.items() if v}, **known}
    values |= {f"redirect_{id}": oauth.redirect.url for id, oauth in spec.oauth.items() if not oauth.redirect.ports}
    values["channel_slug"] = slug(values["channel"]).replace("-", "_")
    if route.oauth and "redirect" not in values:
        redirect = spec.oauth[route.oauth].redirect
        ports = [*filter(None, [redirect.any_port]), *redirect.ports]
        values["redirect"] = "\n".join(redirect.url.replace("{port}", str(port)) for port in ports) or redirect.url
    return values


def guide(
    spec: Platform, todo: Sequence[tuple[str, Step]], at: int, values: Mapping[str, str], fields: Sequence[Prompt],
    *, route: str = "", problem: str = "", back: bool = False, done_for: str = "",
) -> Guide:  # fmt: skip
    """The step at that place of the guide, ready to show. A link is cut before a name that is not known yet."""
    id, step = todo[at]

    def fill(text: str) -> str:
        return spec.fill(text, **values)

    copies = [*step.copy, *("{" + name + "}" for name in step.details)]
    lines: dict[str, str] = {}
    for text in copies:
        for line in fill(text).splitlines():
            lines.setdefault(line, _label(text))
    rows = [CopyRow(label=label, value=line) for line, label in lines.items() if line]
    return Guide(
        id=id, platform=spec.id, route=route, number=at + 1, of=len(todo),
        outline=[(name, fill(each.title)) for name, each in todo],
        title=fill(step.title), link=fill(step.link).partition("{")[0], where=step.where,
        do=fill(step.do).splitlines(), copy=rows,
        fields=list(fields), checks=[spec.check[name].asks for name in step.checks if name in spec.check],
        mistake=fill(step.mistake), effect=EFFECTS[step.effect], effect_id=step.effect, undo=fill(step.undo),
        wait=step.wait.usual if step.wait else "", longest=step.wait.longest if step.wait else "",
        again=step.wait.again if step.wait else "", seen=_seen(step), problem=problem, back=back,
        lacks=[DETAILS[name].label for name in step.details if name in DETAILS and not values.get(name)],
        done_for=done_for,
    )  # fmt: skip


def _label(text: str) -> str:
    """What a text to copy is, where it is nothing but one live name that people have a word for."""
    name = text.removeprefix("{").removesuffix("}")
    if text != "{" + name + "}":
        return ""
    return DETAILS[name].label if name in DETAILS else "Return address" if name == "redirect" else ""


def _seen(step: Step) -> str:
    if step.seen is None:
        return ""
    unsure = " It should be like this; your page may differ." if step.sure != "is" else ""
    return f"Last seen {written(step.seen)}.{unsure}"
