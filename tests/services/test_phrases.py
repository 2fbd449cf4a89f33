"""Hashtag sets and templates that the person keeps."""

import pytest
from tests.helpers.home import Home
from tests.services.rig import story

from stagedoor.domain.errors import BadInput
from stagedoor.services.phrases import Phrase

TAGS = Phrase(name="Bread", kind="tags", text="#bread #rye")
TEMPLATE = Phrase(name="Bread", kind="template", text="New today:\nrye")


@story
async def test_they_are_there_next_time(home: Home):
    async with home.jobs() as jobs:
        await jobs.phrases.keep(TEMPLATE.name, "template", TEMPLATE.text)
        await jobs.phrases.keep(TAGS.name, "tags", TAGS.text)
    async with home.jobs() as jobs:
        assert await jobs.phrases.all() == [TAGS, TEMPLATE]


@story
async def test_the_same_name_takes_the_place(home: Home):
    async with home.jobs() as jobs:
        for text in ("#old", "#new"):
            kept = await jobs.phrases.keep("Bread", "tags", text)
    assert [phrase.text for phrase in kept] == ["#new"]


@story
async def test_only_the_one_that_is_dropped_goes(home: Home):
    async with home.jobs() as jobs:
        await jobs.phrases.keep(TEMPLATE.name, "template", TEMPLATE.text)
        await jobs.phrases.keep(TAGS.name, "tags", TAGS.text)
        assert await jobs.phrases.drop(TAGS) == [TEMPLATE]
        assert await jobs.phrases.drop(TAGS) == [TEMPLATE]


@story
async def test_what_makes_no_set_is_not_kept(home: Home):
    async with home.jobs() as jobs:
        for name, text in (("", "#bread"), ("Bread", " ")):
            with pytest.raises(BadInput):
                await jobs.phrases.keep(name, "tags", text)
        for number in range(100):
            await jobs.phrases.keep(f"Set {number}", "tags", "#bread")
        with pytest.raises(BadInput):
            await jobs.phrases.keep("One more", "tags", "#bread")
        assert len(await jobs.phrases.keep("Set 7", "tags", "#rye")) == 100


@story
async def test_settings_that_nobody_can_read_stand_in_nobodys_way(home: Home):
    async with home.jobs() as jobs:
        for broken in ("{", '[{"name": 1}]', '[{"name": "a", "kind": "other", "text": "b"}]'):
            await jobs.ports.records.set_setting("prepare.phrases", broken)
            assert await jobs.phrases.all() == []
        assert await jobs.phrases.keep(TAGS.name, "tags", TAGS.text) == [TAGS]
