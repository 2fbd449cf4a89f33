"""The guided part of a set-up: gates, questions, steps, pasted keys, proof. Saved after every answer."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from stagedoor.domain.asking import QUESTIONS, Choice, Confirmation, Guide, Looked, Prompt
from stagedoor.domain.entities import App, Setup
from stagedoor.domain.errors import BadInput, Cancelled, PlatformRefused
from stagedoor.domain.exchange import Keys, Proof
from stagedoor.domain.fields import Picked, named_in, pick
from stagedoor.domain.flow import fields, questions, steps
from stagedoor.domain.guidance import Field, Step
from stagedoor.domain.platform import Platform, Route
from stagedoor.domain.ports import Ask
from stagedoor.domain.secret import Secret
from stagedoor.services.apps import Apps
from stagedoor.services.guide import guide, live_values
from stagedoor.services.needs import Needs
from stagedoor.services.ports import Ports
from stagedoor.services.setups import OPEN, Setups
from stagedoor.services.shared_steps import SharedSteps

Todo = list[tuple[str, Step]]
"""The steps of a guide that apply, with their ids."""


class SetupResult(Struct, frozen=True, kw_only=True):
    """What the person brought, apart for the developer app and the sign-in, and what proving it showed."""

    setup: Setup
    app_fields: dict[str, str]
    app_secrets: dict[str, Secret]
    grant_secrets: dict[str, Secret]
    proof: Proof


class GuidedSetup:
    """One walk along a way to connect. `given` holds what a file or a script brought along. `app`: the developer app
    of the account that is mended; what it has already needs not be pasted again.
    """

    def __init__(
        self, ports: Ports, setups: Setups, apps: Apps, *, setup: Setup, given: Mapping[str, str], ask: Ask,
        app: App | None = None,
    ) -> None:  # fmt: skip
        self._ports, self._setups, self._apps = ports, setups, apps
        self._setup, self._given, self._ask = setup, given, ask
        self._spec = ports.platforms.spec(setup.platform)
        self._route = self._spec.route[setup.route or ""]
        self._app = app if app is not None and app.kind == self._route.app else None
        self._shared = SharedSteps(ports)
        self._values: dict[str, str] = {}
        self._proof: Proof | None = None

    async def run(self) -> SetupResult:
        await self._gates()
        await self._resume()
        await self._questions()
        await self._steps()
        await self._given_without_step()
        if self._proof is None:
            await self._prove()
        return self._gathered()

    async def _steps(self) -> None:
        """The steps that apply, one after the other, or as the person goes back and forth between them.

        Those that are done are passed over, except where something is waited for.
        """
        todo = steps(self._route, self._setup.answers)
        done = [id for id, _ in todo].index(self._setup.step) + 1 if self._setup.step in dict(todo) else 0
        at = 0
        while at < len(todo):
            id, step = todo[at]
            if at >= done or step.is_watched:
                to = await self._step(todo, at)
                if to:
                    todo, at = await self._gone_to(to, todo)
                    done = at
                    continue
                self._setup = await self._setups.keep(self._setup, step=id)
                await self._shared.done(self._spec.id, step)
            at += 1

    async def _gone_to(self, to: str, todo: Todo) -> tuple[Todo, int]:
        """Where the person went: to a step, or to the questions, after which other steps may apply."""
        if to == QUESTIONS:
            asked = questions(self._spec, self._route)
            left = {k: v for k, v in self._setup.answers.items() if k not in asked}
            self._setup = await self._setups.keep(self._setup, answers=left, step=None)
            await self._questions()
            return steps(self._route, self._setup.answers), 0
        at = [id for id, _ in todo].index(to)
        self._setup = await self._setups.keep(self._setup, step=todo[at - 1][0] if at else None)
        return todo, at

    async def _gates(self) -> None:
        if self._given or self._setup.step is not None or not self._route.gates:
            return
        question = Confirmation(
            kind="gate", question=f"{self._spec.name}: about {_minutes(self._route.minutes)}. Go on?",
            lines=list(self._route.gates), needs=await Needs(self._ports).rows(self._spec, self._route),
            yes="Go on", no="Not now",
        )  # fmt: skip
        if not await self._ask.confirm(question):
            raise Cancelled("Nothing was started.")

    async def _resume(self) -> None:
        """What was pasted before, from the keychain and the answers."""
        secrets = {**await self._apps.secrets(self._app), **await self._setups.secrets(self._setup)}
        kept = {name: value.reveal() for name, value in secrets.items()}
        kept |= self._app.fields if self._app else {}
        kept |= {k.removeprefix(OPEN): v for k, v in self._setup.answers.items() if k.startswith(OPEN)}
        known = await self._apps.all_fields(self._ports.platforms.ids())
        same = {id: known[field.same_as] for id, field in self._wanted().items() if known.get(field.same_as)}
        self._values = {k: v for k, v in {**same, **kept}.items() if k not in self._given}

    async def _questions(self) -> None:
        open_ones = [
            (id, question) for id, question in questions(self._spec, self._route).items()
            if id not in self._setup.answers
        ]  # fmt: skip
        at = 0
        while at < len(open_ones):
            id, question = open_ones[at]
            answer = self._given.get(id) or _implied(self._spec, self._route, id, self._given)
            if answer is None:
                answer = await self._ask.choose(
                    Choice(id=id, question=question.ask, why=question.why, options=question.options, back=at > 0)
                )
                if not answer and at:
                    at -= 1
                    continue
            if answer not in question.options:
                raise BadInput(f'"{answer}" does not answer "{question.ask}"', f"Use {', '.join(question.options)}.")
            self._setup = await self._setups.answer(self._setup, {id: answer})
            at += 1

    async def _step(self, todo: Todo, at: int) -> str:
        """Shows the step until it is done; returns where else the person wants to go, or "" for on."""
        id, step = todo[at]
        wanted = {name: field for name, field in self._wanted().items() if name in step.fields}
        if self._given:
            await self._brought(todo, at, wanted)
            if wanted and self._complete():
                await self._prove(id)
            return ""
        problems: dict[str, str] = {}
        said = ""
        while True:  # whoever is asked decides how often
            turn = await self._ask.step(await self._guide(todo, at, wanted, problems, said), self._look)
            problems = await self._taken(wanted, turn.values, leaving=bool(turn.to))
            if turn.to:
                return turn.to
            if problems:
                said = ""
                continue
            if not wanted or not self._complete() or not (said := await self._prove(id)):
                return ""
            self._setup = await self._setups.forget(self._setup, set(wanted))
            self._values = {name: value for name, value in self._values.items() if name not in wanted}

    async def _guide(
        self, todo: Todo, at: int, wanted: Mapping[str, Field], problems: Mapping[str, str],
        said: str,
    ) -> Guide:  # fmt: skip
        known = {**self._values_to_show(), **await self._ports.records.details()}
        values = live_values(self._spec, self._route, known, self._proved_values())
        prompts = [self._prompt(id, field, problems.get(id, "")) for id, field in wanted.items()]
        back = at > 0 or bool(questions(self._spec, self._route))
        route = self._setup.route or ""
        done_for = await self._shared.done_for(self._spec.id, todo[at][1])
        return guide(self._spec, todo, at, values, prompts, route=route, problem=said, back=back, done_for=done_for)

    def _prompt(self, id: str, field: Field, problem: str) -> Prompt:
        kept = id in self._values
        return Prompt(
            id=id, label=field.label, secret=field.secret, optional=field.optional, example=field.example,
            help=field.help, problem=problem, kept=kept, file=field.file is not None,
            value=self._values[id] if kept and not field.secret else "",
        )  # fmt: skip

    async def _taken(self, wanted: Mapping[str, Field], values: Mapping[str, str], *, leaving: bool) -> dict[str, str]:
        """Keeps every value that can be used; what is wrong with the others, by id. Nothing is asked of somebody who
        leaves the step.
        """
        problems = {}
        for id, field in wanted.items():
            text = values.get(id, "") or named_in(field, values.values())
            if not text.strip() and (field.optional or leaving or id in self._values):
                continue
            try:
                await self._accept(id, field, text)
            except BadInput as error:
                problems[id] = str(error)
        return problems

    async def _brought(self, todo: Todo, at: int, wanted: Mapping[str, Field]) -> None:
        """What a file or a script brought for this step. Shown is only what a person has to do in the meantime."""
        if todo[at][1].is_watched:
            await self._ask.step(await self._guide(todo, at, {}, {}, ""), self._look)
        for id, field in wanted.items():
            await self._bring(id, field)

    async def _bring(self, id: str, field: Field) -> None:
        if id not in self._values and (self._given.get(id, "").strip() or not field.optional):
            await self._accept(id, field, self._given.get(id, ""))

    async def _look(self, id: str, text: str) -> Looked:
        """What would be made of a value while it is typed; nothing is kept."""
        field = self._wanted().get(id)
        if field is None or not text.strip():
            return Looked()
        try:
            picked = await self._picked(id, field, text)
        except BadInput as error:
            return Looked(problem=str(error))
        return Looked(note=f"{picked.note} {picked.doubt}".strip())

    async def _picked(self, id: str, field: Field, text: str) -> Picked:
        stored = await self._apps.all_fields(self._ports.platforms.ids())
        labels = self._wanted()
        here = {k: v for k, v in self._values.items() if k != id}
        return pick(
            field, text, simulated=self._spec.simulated if self._route.traits.has_keys and not field.public else None,
            others={**stored, **{f"{self._spec.id}.{k}": v for k, v in here.items()}},
            siblings={labels[k].label: v for k, v in here.items() if k in labels},
        )  # fmt: skip

    async def _accept(self, id: str, field: Field, text: str) -> None:
        picked = await self._picked(id, field, text)
        for sentence in (picked.note, picked.doubt):
            if sentence:
                self._ask.tell(sentence)
        self._values[id] = picked.value
        if field.secret:
            self._setup = await self._setups.keep_secret(self._setup, id, Secret(picked.value))
        else:
            self._setup = await self._setups.answer(self._setup, {OPEN + id: picked.value})

    async def _given_without_step(self) -> None:
        """Values that no step asks for, because the person brought everything in one file."""
        for id, field in self._wanted().items():
            await self._bring(id, field)

    def _wanted(self) -> dict[str, Field]:
        return fields(self._spec, self._route, self._setup.answers)

    def _complete(self) -> bool:
        return all(id in self._values for id, f in self._wanted().items() if not f.optional)

    async def _prove(self, step: str = "") -> str:
        """Asks the platform whether it knows these keys, as far as it can be asked without a person.

        Why not, where the keys of this step can be asked for again; raises where those of another one are wrong.
        """
        if not self._route.traits.has_keys:  # a name alone: there is nothing to ask about
            return ""
        gathered = {k: Secret(v) for k, v in self._values.items() if k in self._wanted() and self._wanted()[k].secret}
        route = self._setup.route or ""
        keys = Keys(route=route, app=self._values_to_show(), answers=self._setup.answers, secrets=gathered)
        try:
            self._proof = await self._ports.platforms.adapter(self._spec.id).prove(route, keys)
        except PlatformRefused as error:
            if self._given or not step or not _mended_at(step, error.step):
                raise
            return str(error)
        if self._proof.says:
            self._ask.tell(self._proof.says)
        return ""

    def _values_to_show(self) -> dict[str, str]:
        wanted = self._wanted()
        return {k: v for k, v in self._values.items() if k in wanted and not wanted[k].secret}

    def _proved_values(self) -> dict[str, str]:
        who = self._proof.who if self._proof else None
        return {"bot": who.username} if who and who.username else {}

    def _gathered(self) -> SetupResult:
        wanted, proof = self._wanted(), self._proof
        secret = {k: Secret(v) for k, v in self._values.items() if k in wanted and wanted[k].secret}
        return SetupResult(
            setup=self._setup, proof=proof or Proof(by="form"), app_fields=self._values_to_show(),
            app_secrets={k: v for k, v in secret.items() if wanted[k].of == "app"},
            grant_secrets={k: v for k, v in secret.items() if wanted[k].of == "grant"},
        )  # fmt: skip


def _mended_at(step: str, mends: str | None) -> bool:
    """True if an error that is mended at a step (`route.step`) is mended at this one: a step of the same id on another
    way to connect asks for the same keys.
    """
    return mends is None or mends.partition(".")[2] == step


def _minutes(count: int) -> str:
    return "one minute" if count == 1 else f"{count} minutes"


def _implied(spec: Platform, route: Route, question: str, given: Mapping[str, str]) -> str | None:
    """The answer that given fields imply: a client secret exists only for the type that has one."""
    if not given:
        return None
    options = list(questions(spec, route)[question].options)
    fields = spec.fields_of(route).items()
    tells = {f.required_when[question]: id for id, f in fields if question in f.required_when}
    hit = next((option for option, id in tells.items() if given.get(id)), None)
    return hit or next((o for o in options if o not in tells), options[0])
