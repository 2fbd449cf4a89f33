"""How often a scenario runs: its full count under `make soak`, a stated part of it with every commit."""

from tests.helpers.soak import times

TOKENS_AT_ONCE = times(200, 40)
"""Processes that ask for one expired token at the same moment."""

KILL_ROUNDS = times(5, 1)
"""How often a renewal is killed at every step, before and after: 28 kills a round."""

ACCOUNTS_AT_ONCE = 200
TASKS_AT_ONCE = 100
