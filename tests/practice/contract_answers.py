"""Answers of practice against the published contracts."""

from tests.helpers.contracts import contract

from stagedoor.practice.record import Request


def answers(name: str, requests: list[Request], prefix: str) -> tuple[int, list[str]]:
    """How many answers the contract describes, and what it finds wrong with them."""
    described, problems, count = contract(name), [], 0
    for request in requests:
        path = request.path.removeprefix(prefix)
        if request.answer is None or path == request.path or described.operation(request.method, path)[0] is None:
            continue
        answer = request.answer
        headers = dict(answer.headers)
        found = described.response(request.method, path, answer.status, headers, answer.body)
        problems += [f"{request.line} {answer.status}: {each}" for each in found]
        count += 1
    return count, problems
