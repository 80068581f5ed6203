"""outlook: forecasts that can be proved wrong, moved by evidence and scored.

The version lives here so that `outlook --version` needs no package metadata.
"""

__version__ = "0.1.0"
