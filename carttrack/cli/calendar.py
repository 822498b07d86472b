"""`carttrack calendar`: visits and steps as a calendar file."""

import sys
from argparse import Namespace
from contextlib import closing

from carttrack.cli.exits import DONE
from carttrack.cli.opening import writer_if_free
from carttrack.domain.calendar_entries import Naming
from carttrack.domain.errors import RefusedError, StoreError
from carttrack.exchange.calendar_file import calendar_bytes, write_calendar
from carttrack.services import calendar as calendars
from carttrack.services import casefile
from carttrack.services.calendar import CalendarExport
from carttrack.services.clinic import Clinic


def calendar(options: Namespace) -> int:
    """Write the file and keep that it left the clinic, where the store can be written now."""
    clinic, hindrance = writer_if_free(options)
    naming, mrns = Naming(options.names), tuple(dict.fromkeys(options.mrn or ()))
    with closing(clinic.store):
        patients = [casefile.find(clinic, mrn) for mrn in mrns] or None
        found = calendars.content(clinic, patients)
        written = calendar_bytes(
            found.entries, store_id=found.store_id, naming=naming, zone=clinic.record.zone
        )
        write_calendar(written, options.output)
        export = CalendarExport(options.output.name, len(found.entries), naming, mrns)
        hindrance = hindrance or _keep(clinic, export)
    if hindrance:
        print(f"{hindrance} So history does not show this file.", file=sys.stderr)
    print(options.output)
    return DONE


def _keep(clinic: Clinic, export: CalendarExport) -> str:
    """Keep that the file was written; return in words why not, empty where it was kept."""
    try:
        calendars.record_exported(clinic, export)
    except (RefusedError, StoreError) as error:
        return str(error)
    return ""
