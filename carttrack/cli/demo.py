"""`carttrack demo`: a synthetic clinic."""

from argparse import Namespace
from datetime import UTC, datetime

from carttrack.cli.exits import DONE
from carttrack.cli.opening import passphrase, store_path
from carttrack.services.demo import make_demo


def demo(options: Namespace) -> int:
    """Make the clinic; the same arguments give the same records."""
    path = store_path(options)
    today = options.today or datetime.now(UTC).date()
    make_demo(
        path,
        count=options.patients,
        seed=options.seed,
        today=today,
        passphrase=passphrase(repeat=True),
    )
    print(f"{path}: {options.patients} synthetic patients")
    return DONE
