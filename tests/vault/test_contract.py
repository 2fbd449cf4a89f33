"""The one contract, over every place for secrets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.keychain import Keychain
from tests.vault.contract import VaultContract
from tests.vault.fakes import DeleteThenAdd, Memory

from stagedoor.domain.secret import Secret
from stagedoor.vault.backend import Backend
from stagedoor.vault.sealed_file import SealedFile
from stagedoor.vault.sealed_format import NO_COSTS
from stagedoor.vault.secret_service import SecretService


@pytest.mark.keychain
class TestSecretService(VaultContract):
    @pytest.fixture
    def backend(self, keychain: Keychain) -> Iterator[Backend]:
        backend = SecretService(keychain.environ)
        yield backend
        backend.reset()


class TestSealedFile(VaultContract):
    @pytest.fixture
    def backend(self, tmp_path: Path) -> Backend:
        return SealedFile.create(tmp_path / "vault.sealed", Secret("open sesame"), costs=NO_COSTS)


class TestKeyFile(VaultContract):
    @pytest.fixture
    def backend(self, tmp_path: Path) -> Backend:
        return SealedFile.create_with_key_file(tmp_path)


class TestShortValues(VaultContract):
    """The class of Windows: 1,280 characters a value."""

    @pytest.fixture
    def backend(self) -> Backend:
        return Memory(limit=1280)


class TestDeleteThenAdd(VaultContract):
    """The class of macOS."""

    @pytest.fixture
    def backend(self) -> Backend:
        return DeleteThenAdd()
