"""How the articlelint of this checkout is started."""

import sys
from pathlib import Path
from typing import Final

COMMAND: Final = str(Path(sys.executable).with_name("articlelint"))
"""The command, as it is installed beside this Python."""

ENVIRONMENT: Final = {"PYTHONPATH": str(Path(__file__).parents[1])}
"""With these variables too, the code of this checkout runs in any folder."""
