"""Writes what is generated: outputs of console blocks, docs/commands.md and docs/schema (`make docs`)."""
