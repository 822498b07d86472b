"""The windows: theme, widgets, item models, dialogs and pages.

PySide6 replaces Python's `import` by one that reads the source of every module imported later, in
search of its optional features. None is used here, so Python's own is put back: it takes a sixth
off the time to the first window.
"""

import builtins

_own_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401  (the import that replaces `import`)

builtins.__import__ = _own_import
