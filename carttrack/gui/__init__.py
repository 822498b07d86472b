"""The windows: theme, widgets, item models, dialogs and pages.

PySide6 replaces Python's `import` by one that reads the source of every module imported later, in
search of its optional features. None is used here, so Python's own is put back: it takes a sixth
off the time to the first window.

PySide6 builds all enums of its namespace `Qt` when that is first looked at, which takes as long
again. What the first window needs of them is set by name, as the property of the widget that it is
in Qt; its modules write `QtCore.Qt` where they need one later.
"""

import builtins

_own_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401  (the import that replaces `import`)

builtins.__import__ = _own_import
