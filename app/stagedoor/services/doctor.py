"""The doctor: this computer, the keychain, the database, and one account: causes and fixes, broken first."""

from __future__ import annotations

from msgspec import Struct

from stagedoor.domain.entities import VERDICT_RANK, Connection, Item
from stagedoor.domain.errors import SecretError, SecretMissing, StagedoorError
from stagedoor.domain.exchange import Answer
from stagedoor.services.health import Health
from stagedoor.services.keeping import Keeper
from stagedoor.services.ports import Ports
from stagedoor.services.rebuild import Rebuild
from stagedoor.services.strays import Strays
from stagedoor.services.tidy import UNDER_WAY, Tidy

_BACKUP = (
    "Put the newest copy from the folder `backup` of Stagedoor's home in the place of stagedoor.db. Or move "
    "stagedoor.db away and run `stagedoor doctor`: it finds sign-ins again in the keychain."
)


class Diagnosis(Struct, frozen=True, kw_only=True):
    """What the doctor found about one subject: the computer, or an account by its handle."""

    subject: str
    answers: list[Answer]

    @property
    def sound(self) -> bool:
        return all(a.verdict in ("ok", "warn") for a in self.answers)


class Doctor:
    def __init__(self, ports: Ports, keeper: Keeper, health: Health, tidy: Tidy, strays: Strays) -> None:
        self._rebuild = Rebuild(ports)
        self._ports, self._keeper, self._health, self._tidy = ports, keeper, health, tidy
        self._strays = strays

    async def computer(self) -> Diagnosis:
        await self._tidy.run()
        answers = [*await self._ports.computer.look(), await self._keychain(), *await self._database()]
        answers += await self._rebuilt()
        answers += [*self._platform_files(), *await self._items(), *await self._prepared()]
        return Diagnosis(subject="this computer", answers=sorted(answers, key=lambda a: VERDICT_RANK[a.verdict]))

    async def account(self, connection: Connection) -> Diagnosis:
        """Asks everything that is free, and says what a priced check would cost."""
        checked = await self._health.check(connection, by="cli", paid=False)
        answers = list(checked.answers)
        checks = self._ports.platforms.spec(connection.platform).check
        asked = {a.check_id for a in answers}
        stored = {f.check_id: f for f in (await self._health.facts(connection)).findings}
        for id, check in checks.items():
            if check.price and id not in asked:
                known = stored.get(id)
                answers.append(
                    Answer(
                        check_id=id, verdict=known.verdict if known else "unknown",
                        cause="" if known and known.verdict == "ok" else f"Not asked: it may cost ${check.price:.3f}.",
                        fix="" if known and known.verdict == "ok" else f"stagedoor check {connection.handle} --paid",
                        detail={"checked_at": known.checked_at} if known else {},
                    )
                )  # fmt: skip
        return Diagnosis(subject=connection.handle, answers=sorted(answers, key=lambda a: VERDICT_RANK[a.verdict]))

    async def _keychain(self) -> Answer:
        state = await self._ports.secrets.probe()
        return Answer(
            check_id="keychain", verdict="ok" if state.works else "bad", cause=state.problem, fix=state.fix,
            detail={"name": state.name, "seconds": round(state.seconds, 3)},
        )  # fmt: skip

    async def _database(self) -> list[Answer]:
        try:
            problems = await self._ports.records.problems()
        except StagedoorError as error:
            return [Answer(check_id="database", verdict="bad", cause=error.cause, fix=error.fix)]
        if not problems:
            return [Answer(check_id="database", verdict="ok")]
        return [Answer(check_id="database", verdict="bad", cause=p, fix=_BACKUP) for p in problems[:3]]

    async def _rebuilt(self) -> list[Answer]:
        try:
            return await self._rebuild.run()
        except StagedoorError as error:
            return [Answer(check_id="keychain", verdict="warn", cause=error.cause, fix=error.fix)]

    def _platform_files(self) -> list[Answer]:
        answers = []
        for id in self._ports.platforms.ids():
            try:
                spec = self._ports.platforms.spec(id)
            except StagedoorError as error:
                answers.append(Answer(check_id=f"platform {id}", verdict="bad", cause=error.cause, fix=error.fix))
                continue
            if spec.simulated:
                answers.append(Answer(check_id=f"platform {id}", verdict="warn", cause="Made-up accounts: practice."))
            elif spec.overlay:
                changed = " ".join(spec.overlay)
                answers.append(Answer(check_id=f"platform {id}", verdict="warn", cause=f"Changed settings: {changed}"))
        return answers

    async def _prepared(self) -> list[Answer]:
        """Prepared posts that lie there and are in no list."""
        try:
            return await self._strays.take_in()
        except StagedoorError as error:
            return [Answer(check_id="prepared posts", verdict="warn", cause=error.cause, fix=error.fix)]

    async def _items(self) -> list[Answer]:
        """Rows without a secret, and secrets whose row never became live, after a crash or a restored backup."""
        answers = []
        for item in await self._ports.records.items():
            if item.status == "live":
                answers += await self._readable(item)
            elif self._ports.now() - item.updated_at > UNDER_WAY:
                answers.append(await self._drop(item))
        return answers

    async def _drop(self, item: Item) -> Answer:
        try:
            await self._keeper.drop(item.id)
        except StagedoorError as error:
            return Answer(check_id="leftovers", verdict="unknown", cause=error.cause, fix=error.fix)
        return Answer(check_id="leftovers", verdict="ok", detail={"removed": item.kind})

    async def _readable(self, item: Item) -> list[Answer]:
        try:
            await self._ports.secrets.get(item)
        except SecretMissing as error:
            fix = "Sign in again." if item.kind == "grant" else "Start the set-up of that platform again."
            return [Answer(check_id=f"keys ({item.kind})", verdict="bad", cause=error.cause, fix=fix)]
        except SecretError as error:
            return [Answer(check_id=f"keys ({item.kind})", verdict="unknown", cause=error.cause, fix=error.fix)]
        return []
