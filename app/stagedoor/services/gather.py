"""The guided part of a set-up: gates, questions, steps, pasted keys, proof. Saved after every answer."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from stagedoor.domain.asking import Choice, Confirmation, Prompt
from stagedoor.domain.entities import Setup
from stagedoor.domain.errors import BadInput, Cancelled, PlatformRefused
from stagedoor.domain.exchange import Keys, Proof
from stagedoor.domain.fields import pick
from stagedoor.domain.flow import fields, questions, steps
from stagedoor.domain.guidance import Field, Step
from stagedoor.domain.platform import Platform, Route
from stagedoor.domain.ports import Ask
from stagedoor.domain.secret import Secret
from stagedoor.services.apps import Apps
from stagedoor.services.guide import guide, live_values
from stagedoor.services.setups import OPEN, Setups
from stagedoor.services.world import World

TRIES = 5
"""How often a field is asked before the set-up pauses; it can be resumed."""


class Gathered(Struct, frozen=True, kw_only=True):
    """What the person brought, apart for the developer app and the sign-in, and what proving it showed."""

    setup: Setup
    app_fields: dict[str, str]
    app_secrets: dict[str, Secret]
    grant_secrets: dict[str, Secret]
    proof: Proof


class Walk:
    """One walk along a way to connect. `given` holds what a file or a script brought along."""

    def __init__(
        self, world: World, setups: Setups, apps: Apps, *, setup: Setup, given: Mapping[str, str], ask: Ask
    ) -> None:
        self._world, self._setups, self._apps = world, setups, apps
        self._setup, self._given, self._ask = setup, given, ask
        self._spec = world.platforms.spec(setup.platform)
        self._route = self._spec.route[setup.route or ""]
        self._values: dict[str, str] = {}
        self._proof: Proof | None = None

    async def run(self) -> Gathered:
        await self._gates()
        await self._resume()
        await self._questions()
        todo = steps(self._route, self._setup.answers)
        done = [id for id, _ in todo].index(self._setup.step) + 1 if self._setup.step in dict(todo) else 0
        for number, (id, step) in enumerate(todo, start=1):
            if number > done or step.wait:
                await self._step(id, step, number, len(todo))
                self._setup = await self._setups.keep(self._setup, step=id)
        await self._given_without_step()
        if self._proof is None:
            await self._prove()
        return self._gathered()

    async def _gates(self) -> None:
        if self._given or self._setup.step is not None or not self._route.gates:
            return
        needs = [f"You need: {self._spec.need[n].text}." for n in self._route.needs]
        question = Confirmation(
            kind="gate", question=f"{self._spec.name}: about {self._route.minutes} minutes. Go on?",
            lines=[*self._route.gates, *needs], yes="Go on", no="Not now",
        )  # fmt: skip
        if not await self._ask.confirm(question):
            raise Cancelled("Nothing was started.")

    async def _resume(self) -> None:
        """What was pasted before, from the keychain and the answers."""
        kept = {name: value.reveal() for name, value in (await self._setups.secrets(self._setup)).items()}
        kept |= {k.removeprefix(OPEN): v for k, v in self._setup.answers.items() if k.startswith(OPEN)}
        self._values = {k: v for k, v in kept.items() if k not in self._given}

    async def _questions(self) -> None:
        for id, question in questions(self._spec, self._route).items():
            if id in self._setup.answers:
                continue
            answer = self._given.get(id) or _implied(self._spec, self._route, id, self._given)
            if answer is None:
                text = f"{question.ask} {question.why}".strip()
                answer = await self._ask.choose(Choice(id=id, question=text, options=question.options))
            if answer not in question.options:
                raise BadInput(f'"{answer}" does not answer "{question.ask}"', f"Use {', '.join(question.options)}.")
            self._setup = await self._setups.answer(self._setup, {id: answer})

    async def _step(self, id: str, step: Step, number: int, of: int) -> None:
        if not self._given or step.wait:
            known = {**self._values_to_show(), **await self._world.records.details()}
            values = live_values(self._spec, self._route, known, self._proved_values())
            await self._ask.show(guide(self._spec, step, number=number, of=of, values=values))
        wanted = {name: f for name, f in self._wanted().items() if name in step.fields}
        for tried in range(1, TRIES + 1):
            for name, field in wanted.items():
                await self._fill(name, field)
            if not wanted or not self._complete() or await self._prove(id, last=tried == TRIES):
                return
            for name in wanted:
                self._values.pop(name, None)

    async def _fill(self, id: str, field: Field) -> None:
        """Takes what was brought, or asks until the value is one that can be used; then saves it at once."""
        if id in self._values:
            return
        if not self._given:
            await self._asked(id, field)
        elif self._given.get(id, "").strip() or not field.optional:
            await self._accept(id, field, self._given.get(id, ""))

    async def _asked(self, id: str, field: Field) -> None:
        problem = ""
        for _ in range(TRIES):
            prompt = Prompt(
                id=id, label=field.label, secret=field.secret, optional=field.optional, example=field.example,
                help=field.help, problem=problem,
            )  # fmt: skip
            text = await self._ask.fill(prompt)
            if not text.strip() and field.optional:
                return
            try:
                await self._accept(id, field, text)
            except BadInput as error:
                problem = str(error)
            else:
                return
        raise Cancelled(f"The {field.label} is still missing.", "Start again when you have it; the rest is kept.")

    async def _accept(self, id: str, field: Field, text: str) -> None:
        stored = await self._apps.all_fields(self._world.platforms.ids())
        labels = self._wanted()
        picked = pick(
            field, text, simulated=None if self._route.kind == "manual" else self._spec.simulated,
            others={**stored, **{f"{self._spec.id}.{k}": v for k, v in self._values.items()}},
            siblings={labels[k].label: v for k, v in self._values.items() if k in labels},
        )  # fmt: skip
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
            if id in self._given or not field.optional:
                await self._fill(id, field)

    def _wanted(self) -> dict[str, Field]:
        return fields(self._spec, self._route, self._setup.answers)

    def _complete(self) -> bool:
        return all(id in self._values for id, f in self._wanted().items() if not f.optional)

    async def _prove(self, step: str = "", *, last: bool = True) -> bool:
        """Asks the platform whether it knows these keys, as far as it can be asked without a person.

        False where the keys of this step can be asked for again; raises where those of another one are wrong.
        """
        if self._route.kind == "manual":  # a name alone: there is nothing to ask about
            return True
        gathered = {k: Secret(v) for k, v in self._values.items() if k in self._wanted() and self._wanted()[k].secret}
        route = self._setup.route or ""
        keys = Keys(route=route, app=self._values_to_show(), answers=self._setup.answers, secrets=gathered)
        try:
            self._proof = await self._world.platforms.adapter(self._spec.id).prove(route, keys)
        except PlatformRefused as error:
            if self._given or last or error.step not in (None, f"{route}.{step}"):
                raise
            self._ask.tell(str(error))
            return False
        if self._proof.says:
            self._ask.tell(self._proof.says)
        return True

    def _values_to_show(self) -> dict[str, str]:
        wanted = self._wanted()
        return {k: v for k, v in self._values.items() if k in wanted and not wanted[k].secret}

    def _proved_values(self) -> dict[str, str]:
        who = self._proof.who if self._proof else None
        return {"bot": who.username} if who and who.username else {}

    def _gathered(self) -> Gathered:
        wanted, proof = self._wanted(), self._proof
        secret = {k: Secret(v) for k, v in self._values.items() if k in wanted and wanted[k].secret}
        return Gathered(
            setup=self._setup, proof=proof or Proof(by="form"), app_fields=self._values_to_show(),
            app_secrets={k: v for k, v in secret.items() if wanted[k].of == "app"},
            grant_secrets={k: v for k, v in secret.items() if wanted[k].of == "grant"},
        )  # fmt: skip


def _implied(spec: Platform, route: Route, question: str, given: Mapping[str, str]) -> str | None:
    """The answer that given fields imply: a client secret exists only for the type that has one."""
    if not given:
        return None
    options = list(questions(spec, route)[question].options)
    known = {**(spec.app[route.app].field if route.app else {}), **route.field}
    tells = {f.required_when[question]: id for id, f in known.items() if question in f.required_when}
    hit = next((option for option, id in tells.items() if given.get(id)), None)
    return hit or next((o for o in options if o not in tells), options[0])
