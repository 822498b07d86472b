"""Marks text for translation where Qt is not known.

`QT_TRANSLATE_NOOP` returns its text unchanged; the translation tools find it by name.
"""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802  (the name the tools read)
    """Return `text`; mark it as a sentence to translate in a context."""
    return text
