"""WijkDesk: offline, encrypted casework for Dutch neighbourhood teams."""

__version__ = "0.1.0"
