from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _the_screen_is_left_as_it_was_found() -> Iterator[None]:
    """Take away a dialog that a test left open: what is modal would take the next test's words."""
    yield
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.hide()
