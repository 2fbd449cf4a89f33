"""prepare: a video checked, and a post folder for publishing it by hand."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stagedoor.cli import exits
from stagedoor.cli.lines import Lines
from stagedoor.cli.render import emit
from stagedoor.domain.errors import BadInput
from stagedoor.domain.kits import Kit
from stagedoor.domain.plain import plain
from stagedoor.domain.videos import VideoFinding, worth_a_copy

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs

_MARKS = {"ok": "✓", "warn": "!", "bad": "✗"}
_CAPTION = 100_000  # bytes; far more than any platform takes
_EVERY = 0.05  # of the copy, between two lines about it


async def prepare(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> int:
    caption = await asyncio.to_thread(_read, args.caption_file) if args.caption_file else ""
    if args.cover is not None and args.cover < 0:
        raise BadInput("The place of the cover cannot be negative.", "Seconds from the beginning: --cover 2.5")
    account = await jobs.scripts.find(args.account, exact=not lines.terminal) if args.account else None
    kit = await jobs.prepare.begin(Path(args.video), platform=args.platform, connection=account)
    if caption:
        kit = await jobs.prepare.write(kit.id, caption=caption)
    facts = await jobs.prepare.listened(kit, await jobs.prepare.facts(kit))
    findings = jobs.prepare.findings(kit, facts)
    if args.ready_copy:
        kit = await jobs.prepare.make_ready(kit, facts, args.shape, _Told(quiet=args.json))
        facts = await jobs.prepare.listened(kit, await jobs.prepare.facts(kit))
        findings = jobs.prepare.findings(kit, facts)
    if args.cover is not None:
        kit = await jobs.prepare.cover_from(kit, args.cover)
    return await _tell(args, jobs, kit, findings)


class _Told:
    """Says on stderr how much of the copy is made."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet, self._said = quiet, 0.0

    def __call__(self, share: float) -> None:
        if not self._quiet and (share >= 1 or share - self._said >= _EVERY):
            self._said = share
            print(f"Making the copy: {share:.0%}", file=sys.stderr)


def _read(name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            data = file.read(_CAPTION + 1)
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.", "Name the file with the caption.") from error
    if len(data) > _CAPTION:
        raise BadInput(f"{name} is no caption: it has more than {_CAPTION:,} bytes.", "Name the file with the caption.")
    try:
        return data.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is no text in UTF-8.", "Save it as UTF-8.") from error


async def _tell(args: argparse.Namespace, jobs: Jobs, kit: Kit, findings: list[VideoFinding]) -> int:
    counted = jobs.prepare.count(kit.platform, kit.caption)
    if args.json:
        checks = [
            {"id": f.id, "verdict": f.fit, "value": f.value, "meaning": f.meaning, "copy_mends": f.mended}
            for f in findings
        ]
        return emit({
            "id": kit.id, "folder": kit.folder, "platform": kit.platform, "state": kit.state, "video": kit.handed_over,
            "cover": kit.cover, "checks": checks,
            "caption": {"used": counted.used, "most": counted.most, "hashtags": counted.hashtags,
                        "problem": counted.problem, "hints": counted.hints},
            "upload": await jobs.prepare.upload_page(kit),
        })  # fmt: skip
    for finding in findings:
        print(f"{_MARKS[finding.fit]} {finding.label:<16}{plain(finding.value, 60)}")
        if finding.meaning and finding.fit != "ok":
            print(f"    {finding.meaning}")
    if worth_a_copy(findings) and not kit.ready:
        print("A ready copy mends what is marked: add --ready-copy. Your original stays as it is.")
    for said in (counted.problem, *counted.hints):
        if said:
            print(f"! Caption: {said}")
    print(f"Folder: {kit.folder}")
    print(f"Publish it: {await jobs.prepare.upload_page(kit)}")
    return exits.OK
