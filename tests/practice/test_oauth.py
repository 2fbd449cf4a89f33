"""The OAuth 2 engine that every simulated platform uses: how codes and tokens live and die."""

from itertools import count

import pytest

from stagedoor.practice.oauth import Engine, GrantProblem, Pair, Rules, Shapes, basic, challenge_of

# RFC 7636, appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
REDIRECT = "http://127.0.0.1/cb"


class Bench:
    """An engine with a clock of its own."""

    def __init__(self, **rules: object) -> None:
        self.time = 1000.0
        numbers = (f"value-{n}" for n in count())
        shapes = Shapes(numbers.__next__, numbers.__next__, numbers.__next__)
        known = {"code_seconds": 30, "access_seconds": 7200, "refresh_seconds": 9000} | rules
        self.engine = Engine(Rules(**known), shapes, lambda: self.time)  # type: ignore[arg-type]  # mixed values

    def code(self, person: str = "ana", scopes: tuple[str, ...] = ("read", "stay"), challenge: str = "") -> str:
        method = "S256" if challenge else ""
        return self.engine.authorize(
            client="app", person=person, scopes=scopes, redirect=REDIRECT, challenge=challenge, method=method
        ).value

    def exchange(self, code: str, client: str = "app", redirect: str = REDIRECT, verifier: str = "") -> Pair:
        return self.engine.exchange(code, client=client, redirect=redirect, verifier=verifier)

    def sign_in(self, person: str = "ana") -> Pair:
        return self.exchange(self.code(person))

    def renew(self, pair: Pair) -> Pair:
        assert pair.refresh
        return self.engine.renew(pair.refresh.value, client="app")


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_code_works_once(bench: Bench) -> None:
    code = bench.code()
    assert bench.engine.find(bench.exchange(code).access.value)
    with pytest.raises(GrantProblem, match="code_spent"):
        bench.exchange(code)
    assert bench.engine.exchange_count == 1


def test_a_code_has_its_seconds(bench: Bench) -> None:
    bench_code, late = bench.code(), bench.code()
    bench.time += 30
    bench.exchange(bench_code)
    bench.time += 0.1
    with pytest.raises(GrantProblem, match="code_expired"):
        bench.exchange(late)


def test_a_code_is_bound_to_client_redirect_and_verifier(bench: Bench) -> None:
    with pytest.raises(GrantProblem, match="code_unknown"):
        bench.exchange(bench.code(), client="other")
    with pytest.raises(GrantProblem, match="redirect"):
        bench.exchange(bench.code(), redirect=REDIRECT + "/")
    with pytest.raises(GrantProblem, match="verifier"):
        bench.exchange(bench.code(challenge=CHALLENGE), verifier=VERIFIER[::-1])
    assert bench.engine.find(bench.exchange(bench.code(challenge=CHALLENGE), verifier=VERIFIER).access.value)


def test_a_wrong_try_spends_the_code(bench: Bench) -> None:
    code = bench.code()
    with pytest.raises(GrantProblem):
        bench.exchange(code, redirect="elsewhere")
    with pytest.raises(GrantProblem, match="code_spent"):
        bench.exchange(code)


def test_a_new_sign_in_ends_the_older_one_of_the_same_person(bench: Bench) -> None:
    ana, ben = bench.sign_in("ana"), bench.sign_in("ben")
    newer = bench.sign_in("ana")
    found = [bench.engine.find(pair.access.value) is not None for pair in (ana, ben, newer)]
    assert found == [False, True, True]
    with pytest.raises(GrantProblem, match="grant_ended"):
        bench.renew(ana)


def test_several_sign_ins_may_live_where_the_platform_allows() -> None:
    bench = Bench(one_grant=False)
    older, _ = bench.sign_in(), bench.sign_in()
    assert bench.engine.find(older.access.value)


def test_a_refresh_token_needs_its_scope() -> None:
    bench = Bench(refresh_scope="stay")
    assert bench.exchange(bench.code(scopes=("read",))).refresh is None
    assert bench.exchange(bench.code(scopes=("read", "stay"))).refresh is not None


def test_rotation_gives_a_new_pair_and_leaves_the_old_access_token(bench: Bench) -> None:
    first = bench.sign_in()
    second = bench.renew(first)
    assert bench.engine.valid("refresh") == [second.refresh.value if second.refresh else ""]
    assert bench.engine.valid("access") == [first.access.value, second.access.value]


def test_a_refresh_token_used_twice_ends_the_family(bench: Bench) -> None:
    first = bench.sign_in()
    second = bench.renew(first)
    with pytest.raises(GrantProblem, match="refresh_spent"):
        bench.renew(first)
    assert bench.engine.valid("access") == []
    with pytest.raises(GrantProblem, match="grant_ended"):
        bench.renew(second)


def test_without_strictness_only_the_spent_one_is_refused() -> None:
    bench = Bench(strict_rotation=False)
    first = bench.sign_in()
    second = bench.renew(first)
    with pytest.raises(GrantProblem, match="refresh_spent"):
        bench.renew(first)
    assert bench.engine.find(bench.renew(second).access.value)


def test_within_the_grace_the_same_pair_comes_again() -> None:
    bench = Bench(grace_seconds=10)
    first = bench.sign_in()
    second = bench.renew(first)
    bench.time += 9.9
    assert bench.renew(first) == second
    assert bench.engine.refresh_count == 1
    bench.time += 0.1
    with pytest.raises(GrantProblem, match="refresh_spent"):
        bench.renew(first)


def test_without_rotation_the_refresh_token_stays() -> None:
    bench = Bench(rotates=False)
    first = bench.sign_in()
    assert bench.renew(first).refresh is first.refresh
    assert bench.renew(first).access != first.access


def test_tokens_end(bench: Bench) -> None:
    pair = bench.sign_in()
    bench.time += 7200
    assert bench.engine.find(pair.access.value) is None
    bench.time += 1801
    with pytest.raises(GrantProblem, match="refresh_expired"):
        bench.renew(pair)


def test_expire_now_leaves_the_refresh_token(bench: Bench) -> None:
    pair = bench.sign_in()
    bench.engine.expire_access_tokens()
    assert bench.engine.find(pair.access.value) is None
    assert bench.engine.find(bench.renew(pair).access.value)


def test_revoking_either_token_ends_the_grant(bench: Bench) -> None:
    for kind in ("access", "refresh"):
        pair = bench.sign_in()
        value = pair.access.value if kind == "access" or not pair.refresh else pair.refresh.value
        assert not bench.engine.revoke(value, client="other")
        assert bench.engine.find(pair.access.value)
        assert bench.engine.revoke(value, client="app")
        assert bench.engine.valid("access") == bench.engine.valid("refresh") == []


def test_an_access_token_is_no_refresh_token(bench: Bench) -> None:
    pair = bench.sign_in()
    with pytest.raises(GrantProblem, match="refresh_unknown"):
        bench.engine.renew(pair.access.value, client="app")
    assert pair.refresh
    assert bench.engine.find(pair.refresh.value) is None


def test_pkce_styles() -> None:
    assert challenge_of(VERIFIER, "S256") == CHALLENGE
    assert challenge_of(VERIFIER, "plain") == VERIFIER
    assert challenge_of("a", "S256-hex") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW", ("s6BhdRkqt3", "gX1fBat3bV")),  # RFC 6749, section 2.3.1
        ("basic YTpiJTNBYw==", ("a", "b:c")),
        ("Basic !!!", None), ("Basic bm9jb2xvbg==", None), ("Basic /////w==", None), ("Bearer YTpi", None), ("", None),
    ],
)  # fmt: skip
def test_basic_headers(header: str, found: tuple[str, str] | None) -> None:
    assert basic({"authorization": header}) == found
