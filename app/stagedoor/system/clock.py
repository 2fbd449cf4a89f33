"""The computer's clock behind the Clock port: the only place that asks the system for the time."""

import time


class SystemClock:
    def now(self) -> float:
        """UTC seconds since 1970."""
        return time.time()  # noqa: TID251  # the Clock port's own source

    async def sleep(self, seconds: float) -> None:
        import asyncio

        await asyncio.sleep(seconds)
