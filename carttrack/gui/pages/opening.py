"""Opens, makes and samples stores: the slow part of getting in, run off the GUI thread."""

from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from carttrack.domain.tick import Tick
from carttrack.services.access import create_clinic, open_clinic, utc_now
from carttrack.services.clinic import Clinic
from carttrack.services.demo import demo_record, make_demo

if TYPE_CHECKING:  # no class of Qt is made off the GUI thread
    from carttrack.gui.pages.first_run import NewClinic
    from carttrack.gui.pages.unlock import Credentials


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened clinic; `folder` is the sample clinic's, removed when it is left."""

    clinic: Clinic
    folder: TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Close the store, and remove the sample clinic."""
        self.clinic.store.close()
        if self.folder is not None:
            self.folder.cleanup()


def opened(credentials: "Credentials") -> Opened:
    """Open a store with what was typed; raises the `StoreError` that says what is wrong."""
    return Opened(
        open_clinic(
            credentials.store,
            credentials.secret,
            user=credentials.user,
            read_only=credentials.read_only,
        )
    )


def created(new: "NewClinic") -> Opened:
    """Make the store of a new clinic; raises a `StoreError` when it cannot be written."""
    clinic, _ = create_clinic(
        new.store, new.record, new.user, new.passphrase, recovery_key=new.recovery_key
    )
    return Opened(clinic)


def sampled(tick: Tick) -> Opened:
    """Make the sample clinic in a folder of its own, under a passphrase nobody needs."""
    folder = TemporaryDirectory(prefix="carttrack-sample-")
    try:
        path = Path(folder.name) / "sample-clinic.ctdb"
        passphrase = token_urlsafe(32)
        now = utc_now()
        today = now.astimezone(demo_record().zone).date()
        make_demo(path, today=today, passphrase=passphrase, now=now, tick=tick)
        return Opened(open_clinic(path, passphrase), folder)
    except BaseException:
        folder.cleanup()
        raise
