"""post: check only, private, or public and then deleted."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

from stagedoor.cli import exits
from stagedoor.cli.lines import Lines
from stagedoor.cli.render import emit
from stagedoor.cli.terminal import Terminal
from stagedoor.domain.asking import Confirmation
from stagedoor.domain.entities import Connection, Post
from stagedoor.domain.errors import BadInput
from stagedoor.domain.limits import Rung
from stagedoor.services.posting import Plan

if TYPE_CHECKING:
    from stagedoor.services.jobs import Jobs


async def post(args: argparse.Namespace, jobs: Jobs, lines: Lines) -> int:
    await jobs.posting.delete_overdue()
    connection = await jobs.scripts.find(args.handle, exact=not lines.terminal)
    rung = _rung(args)
    if args.delete_after is not None and args.dry_run:
        raise BadInput("A check only sends nothing that could be deleted.", "Leave out --dry-run or --delete-after.")
    if args.delete_after is not None and args.delete_after < 0:
        raise BadInput("The seconds until deletion cannot be negative.", "For example: --delete-after 60")
    text = args.text or jobs.posting.unique_text(connection)
    plan = await jobs.posting.looked(jobs.posting.plan(connection, rung, text, picture=args.image_url))
    if args.delete_after is not None and not plan.can_delete:
        raise BadInput("Stagedoor cannot delete a post of this account.", plan.note or "Post without --delete-after.")
    if rung == "dry":
        return await _dry(args, jobs, plan)
    if not await Terminal(lines, yes=args.yes).confirm(_question(plan, args.delete_after)):
        return exits.FAILED
    done = await jobs.posting.publish(plan, delete_after=args.delete_after)
    print(f"Posted: {done.link or done.post_ref}", file=sys.stderr)
    if not args.yes and lines.terminal:
        await _seen(jobs, lines, connection, done)
    if page := jobs.posting.by_hand(connection, done):
        print(f"Delete it yourself when you have seen it: {page}", file=sys.stderr)
    if args.delete_after is not None:
        done = await _delete(jobs, done, args.delete_after)
    if args.json:
        return emit({"handle": connection.handle, "status": done.status, "link": done.link, "text": done.text})
    print(done.link or done.post_ref or "")
    return exits.OK


async def _seen(jobs: Jobs, lines: Lines, connection: Connection, done: Post) -> None:
    """Asks whether others see it, where the platform does not tell."""
    question = await jobs.visible.question(connection, done)
    if question and await Terminal(lines, yes=False).confirm(question):
        await jobs.visible.seen(connection)


def _rung(args: argparse.Namespace) -> Rung:
    heights: dict[Rung, bool] = {"dry": args.dry_run, "draft": args.draft, "private": args.private}
    return next((id for id, wanted in heights.items() if wanted), "public")


async def _dry(args: argparse.Namespace, jobs: Jobs, plan: Plan) -> int:
    """Nothing is sent to be posted; the checks that are free are asked."""
    checked = await jobs.health.check(plan.connection, by="cli", paid=False)
    ready = checked.state.can_post
    if args.json:
        emit({"handle": plan.connection.handle, "ready": ready, "length": plan.length, "max": plan.max,
              "state": checked.state.slug})  # fmt: skip
    else:
        print(f"{plan.length} of {plan.max}. {checked.state.cause} Nothing was sent.")
    return exits.OK if ready else exits.FAILED


async def _delete(jobs: Jobs, done: Post, seconds: int) -> Post:
    """Waits and deletes. If this process ends first, the next check or post deletes it."""
    stays = f"{done.rung.capitalize()} for {seconds} s."
    print(f"{stays} Ctrl-C does not stop the deletion: the next check does it.", file=sys.stderr)
    await asyncio.sleep(seconds)
    gone = await jobs.posting.delete(done)
    print("Deleted." if gone.status == "deleted" else "Not deleted.", file=sys.stderr)
    return gone


def _question(plan: Plan, delete_after: int | None) -> Confirmation:
    """Audience and price before the click; the deletion's price counts, too."""
    top = plan.price + (plan.delete_price if delete_after is not None else 0.0)
    picture = f"With the picture at {plan.picture}" if plan.picture else ""
    lines = [f'"{plan.text}"', picture, f"Seen by {plan.audience}.", plan.warning, plan.note]
    price = f"Post for up to ${top:.3f}" if top else "Post, free"
    return Confirmation(
        kind="price", question=f"{price}?", lines=[line for line in lines if line], yes="Post", no="Leave it"
    )
