"""Where secrets lie: the system's keychain or the sealed file, behind the SecretStore port.

Nothing is imported here: the fresh-token path (`quick`) must not pay for the rest.
"""
