"""Long lists of a platform's names, written as text so that they stay readable."""


def named(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())
