"""What `--json` says about a platform."""

from stagedoor.catalogue import resource_path
from stagedoor.catalogue.load import load_one
from stagedoor.cli.render import platform_document


def test_a_platform_says_to_whom_each_way_to_connect_is_recommended() -> None:
    said = {
        id: {
            route["id"]: route["recommended_when"]
            for route in platform_document(load_one(resource_path(), None, id))["routes"]
        }
        for id in ("x", "telegram", "facebook")
    }
    assert said["x"] == {"keys": "accounts = one", "browser": "accounts = several", "manual": ""}
    assert said["telegram"] == {"bot": "always", "manual": ""}
    assert said["facebook"]["paste"] == "mode = published"
