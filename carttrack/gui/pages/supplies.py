"""What the first run needs from the services."""

from carttrack.gui.pages.first_run import Supplies
from carttrack.services.access import new_recovery_key, save_sheet
from carttrack.services.catalogue import default_protocol

SUPPLIES = Supplies(recovery_key=new_recovery_key, save_sheet=save_sheet, protocol=default_protocol)
