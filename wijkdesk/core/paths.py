"""Where things lie on disk: the program's resources and the worker's profiles."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
# A wheel carries the resources inside the package (scripts/package.sh); a checkout has them beside it.
RESOURCES = next(p for p in (_PACKAGE / "resources", _PACKAGE.parent / "resources") if p.is_dir())

KLUIS = "kluis"  # the file in a profile's folder that holds its keys; where it lies, there is a profile


def resource(*parts: str) -> Path:
    """A file or folder below resources/."""
    return RESOURCES.joinpath(*parts)


def data_home() -> Path:
    """The folder that holds all profiles of this system user; WIJKDESK_HOME overrides it."""
    if given := os.environ.get("WIJKDESK_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "WijkDesk"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/WijkDesk"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local/share")) / "wijkdesk"
