"""Accounts for a sitting, without walking the whole way."""

from stagedoor.domain.exchange import Candidate, Proof, TokenAnswer, TokenDraft, Who
from stagedoor.domain.secret import Secret
from stagedoor.services.apps import Apps
from stagedoor.services.grants import Grants
from stagedoor.services.jobs import Jobs
from stagedoor.services.keeping import Keeper

META_ID = "1234567890123456"


async def connect(jobs: Jobs, platform: str, route: str) -> None:
    """An account that was connected, with the developer app behind it."""
    keeper = Keeper(jobs.ports)
    apps = Apps(jobs.ports, keeper)
    grants = Grants(jobs.ports, keeper, apps)
    spec, setup = jobs.ports.platforms.spec(platform), await jobs.setups.open(platform)
    fields = {"client_id": META_ID}
    app = await apps.keep(spec, spec.route[route].app, fields=fields, secrets={}, answers={}, proof=Proof(by="form"))
    token = TokenDraft(name="access", value=Secret("PRACTICEtoken"), ends="never")
    grant = await grants.keep_brought(setup, route, app, {}, TokenAnswer(tokens=[token]))
    found = Candidate(external_id="42", kind="profile", name="Crumb Kitchen", token_name="access")
    await grants.promote(grant, Who(id="42", name="Crumb Kitchen"), [found], setup)
