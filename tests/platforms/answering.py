"""What several tests of platforms put in an adapter's way, or read from it."""

from typing import Any

from tests.platforms.bench import Bench

from stagedoor.domain.entities import Verdict
from stagedoor.domain.exchange import Answer, Request, Response


class Answering:
    """Implements Http: passes on, and answers some requests by itself, in their order."""

    def __init__(self, bench: Bench, name: str, *answers: Response | Exception) -> None:
        self._real, self._name, self._answers = bench.http, name, list(answers)
        self.names: list[str] = []

    async def send(self, request: Request, **options: Any) -> Response:
        self.names.append(request.name)
        if request.name != self._name or not self._answers:
            return await self._real.send(request, **options)
        said = self._answers.pop(0)
        if isinstance(said, Exception):
            raise said
        return said


def verdicts(answers: list[Answer]) -> dict[str, tuple[Verdict, str | None]]:
    return {a.check_id: (a.verdict, a.error_id) for a in answers}


def published(bench: Bench, title: str = "Rye") -> Any:
    return bench.run(bench.adapter.publish(bench.made_up(), bench.keys, title))
