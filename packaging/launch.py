"""Where the frozen program starts."""

import sys

from carttrack.__main__ import main

sys.exit(main())
