"""A field that is not secret goes into the database and the browser's address: no secret may pass for one."""

import pytest

from stagedoor.catalogue import load_one, resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.fields import pick
from stagedoor.practice import Server, Visitor

CLIENT_ID = "bWFkZVVwRXhhbXBsZUFwcE1haW46MTpjaQ"
SECRETS = {
    "client secret": "a_9-Zq8Wx7Ec6Rv5Tb4Yn3Um2Ik1Ol0Pa9Sd8Fg7Hj6Kl5Mn4B",
    "api key": "aB3aB3aB3aB3aB3aB3aB3aB3a",
    "api secret": "madeUpApiKeySecretmadeUpApiKeySecretmadeUpApiKey12",
    "access token": "1234567890-madeUpAccessTokenmadeUpAccessTokenmade12",
    "access token secret": "madeUpAccessTokenSecretmadeUpAccessTokenSec12",
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_not_taken_for_the_client_id_of_x(name: str) -> None:
    field = load_one(resource_path(), None, "x").app["main"].field["client_id"]
    with pytest.raises(BadInput, match="This looks like"):
        pick(field, SECRETS[name], simulated=False, others={}, siblings={})
    assert pick(field, CLIENT_ID, simulated=False, others={}, siblings={}).value == CLIENT_ID


def test_the_client_ids_of_practice_are_taken() -> None:
    field = load_one(resource_path(), None, "x").app["main"].field["client_id"]
    server = Server.start()
    try:
        made = Visitor(server.new_world()).x_make_app("http://127.0.0.1:8421/cb/x", kind="web")
    finally:
        server.stop()
    assert pick(field, made["client_id"], simulated=True, others={}, siblings={}).value == made["client_id"]
    with pytest.raises(BadInput):
        pick(field, made["client_secret"], simulated=True, others={}, siblings={})
