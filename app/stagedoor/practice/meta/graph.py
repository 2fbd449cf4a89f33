"""The Graph API's table of paths, which two hosts share, and what stands on every answer of it."""

import json

from stagedoor.practice.messages import Answer
from stagedoor.practice.meta import containers, nodes, people, token
from stagedoor.practice.meta.state import VERSION, Meta

PATHS = token.PATHS + people.PATHS + containers.PATHS + nodes.PATHS


def headed(meta: Meta, answer: Answer) -> Answer:
    """The rate headers: shares in percent (recorded in searlsco/posse_party: facebook_take.yml)."""
    usage = json.dumps({"call_count": meta.calls, "total_cputime": 25, "total_time": 19})
    wait = 12 if meta.calls >= 100 else 0
    case = {"type": "pages", "call_count": meta.calls, "total_time": 1, "estimated_time_to_regain_access": wait}
    return answer.plus(
        ("x-app-usage", usage), ("x-business-use-case-usage", json.dumps({"1": [case]})),
        ("facebook-api-version", VERSION),
    )  # fmt: skip
