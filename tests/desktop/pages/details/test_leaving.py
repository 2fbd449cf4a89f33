"""Leaving the page in the real window, over the real engine: what was typed last is there afterwards."""

import asyncio
from contextlib import asynccontextmanager

from tests.desktop.harness import start_in
from tests.desktop.pages.driving import until

from stagedoor.desktop.engine import Engine
from stagedoor.desktop.look import Look
from stagedoor.desktop.pages.details.page import DetailsPage
from stagedoor.desktop.places import CanDo, Details
from stagedoor.desktop.window import MainWindow


def test_going_on_in_the_middle_of_a_word_keeps_it(run, home, theme, tmp_path):
    @asynccontextmanager
    async def opened():
        async with home.jobs() as jobs:
            yield jobs

    async def main() -> dict[str, str]:
        engine = Engine(opened)
        window = MainWindow(engine, theme, Look(), start_in(tmp_path))
        window.show()
        engine.start()
        try:
            window.begin(Details())
            page = window.page
            assert isinstance(page, DetailsPage)
            await until(lambda: not page.tasks.names())
            page.form.fields["publisher"].field.set_value("Crumb Kitchen")
            window.go(CanDo())
            await asyncio.sleep(0)
            await until(lambda: not page.keeping.names())
            return await engine.do(lambda jobs: jobs.details.all())
        finally:
            await window.end()
            window.hide()
            await engine.aclose()
            window.deleteLater()
            await asyncio.sleep(0)

    assert run(main()) == {"publisher": "Crumb Kitchen"}
