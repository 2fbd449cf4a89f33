"""Environment variables that steer keychains and TLS, or carry secrets: none of them is ours to use or hand on."""

from collections.abc import Iterable, Mapping

# SSLKEYLOGFILE makes Python's ssl write session keys to a file.
_STEERING = ("PYTHON_KEYRING_BACKEND", "SSLKEYLOGFILE")
_STEERING_PREFIXES = ("KEYRING_PROPERTY_",)
_OURS = ("STAGEDOOR_", "OAUTHLIB_")
_SECRET_ENDINGS = ("_TOKEN", "_SECRET", "_PASSWORD", "_API_KEY", "_PASSPHRASE")
# Lets a started program raise its window; good once, worthless afterwards.
_HARMLESS = ("XDG_ACTIVATION_TOKEN",)


def steering(names: Iterable[str]) -> list[str]:
    """Those names that would redirect the keychain or write TLS keys to a file."""
    return [name for name in names if name in _STEERING or name.startswith(_STEERING_PREFIXES)]


def for_children(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for a program that needs nothing of Stagedoor's."""
    clean = {name: value for name, value in environ.items() if not _private(name)}
    for name in steering(environ):
        clean.pop(name, None)
    # A frozen build sets its own library path; a child must see the one from before.
    if "LD_LIBRARY_PATH_ORIG" in clean:
        clean["LD_LIBRARY_PATH"] = clean.pop("LD_LIBRARY_PATH_ORIG")
    return clean


def _private(name: str) -> bool:
    upper = name.upper()
    return upper.startswith(_OURS) or (upper.endswith(_SECRET_ENDINGS) and upper not in _HARMLESS)
