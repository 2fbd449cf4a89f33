"""Turns what the HTTP client raises into our errors, each with its own cause and fix.

Only the kind of an exception is looked at, never its text: that may hold an address with a query.
"""

import socket
import ssl
from collections.abc import Iterator

import h11

from stagedoor.domain.errors import BadAnswer, NetworkError, Offline, Refused, TimedOut
from stagedoor.net.progress import Progress

_CONNECTION = "Check the internet connection, then try again."
_PORTAL = "In a hotel or café network, open any web page and sign in there first."
_PROXY = "Check HTTPS_PROXY or the system's proxy settings."

# X509_V_ERR_* of OpenSSL: not yet valid, expired; self-signed; names that do not fit.
_DATES = {9, 10}
_UNKNOWN_ISSUER = {18, 19, 20, 21}
_NAMES = {62, 64}


def explain(error: BaseException, progress: Progress) -> NetworkError:
    chain = list(_chain(error))
    if progress.answered:
        return BadAnswer(f"The answer of {progress.host} broke off.", "Try again in a moment.")
    if progress.sent:
        return _unanswered(chain, progress)
    return _unsent(chain, progress)


def too_late(progress: Progress) -> NetworkError:
    """The deadline came."""
    if progress.sent:
        return TimedOut(f"{progress.host} did not answer in time.", "Try again in a moment.")
    return _unreached([TimeoutError()], progress)


def _unanswered(chain: list[BaseException], progress: Progress) -> NetworkError:
    if any(isinstance(each, h11.RemoteProtocolError) for each in chain):
        return BadAnswer(f"What {progress.host} answered is not HTTP.", _PORTAL)
    return TimedOut(f"{progress.host} closed the connection without an answer.", "Try again in a moment.")


def _unsent(chain: list[BaseException], progress: Progress) -> NetworkError:
    certificate = next((each for each in chain if isinstance(each, ssl.SSLCertVerificationError)), None)
    if certificate:
        return _untrusted(certificate.verify_code, progress.host)
    return _unreached(chain, progress)


def _untrusted(code: int, host: str) -> Refused:
    if code in _DATES:
        return Refused(
            f"The certificate of {host} is not valid today.",
            "Check the date and time of this computer.",
            code="untrusted",
        )
    if code in _NAMES:
        return Refused(f"Something else answers in the place of {host}.", _PORTAL, code="untrusted")
    if code in _UNKNOWN_ISSUER:
        return Refused(
            f"The certificate of {host} comes from nobody this computer trusts.",
            f"{_PORTAL} If a company or a virus scanner reads along, name its certificate in SSL_CERT_FILE.",
            code="untrusted",
        )
    return Refused(f"The certificate of {host} is not right.", _PORTAL, code="untrusted")


def _unreached(chain: list[BaseException], progress: Progress) -> Offline:
    if progress.by_proxy and not progress.securing:
        return _proxy_fault(progress)
    host = progress.host
    if any(isinstance(each, socket.gaierror) for each in chain):
        return Offline(f"The address {host} was not found.", _CONNECTION)
    if progress.securing:
        return Offline(f"No secure connection to {host} could be made.", f"{_CONNECTION} {_PORTAL}")
    if any(isinstance(each, ConnectionRefusedError) for each in chain):
        return Offline(f"{host} takes no connections at the moment.", "Try again in a moment.")
    if any(isinstance(each, TimeoutError) for each in chain):
        return Offline(f"{host} could not be reached in time.", _CONNECTION)
    return Offline(f"{host} could not be reached.", _CONNECTION)


def _proxy_fault(progress: Progress) -> Offline:
    if progress.proxy_answered:
        fix = f"It may want a user name and password. {_PROXY}"
        return Offline("The proxy set on this computer does not let the connection through.", fix, code="proxy")
    return Offline("The proxy set on this computer cannot be reached.", _PROXY, code="proxy")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything it came from, groups opened."""
    seen: set[int] = set()
    open_ends: list[BaseException | None] = [error]
    while open_ends:
        each = open_ends.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        open_ends += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            open_ends += each.exceptions
