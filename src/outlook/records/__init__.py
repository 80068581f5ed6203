"""YAML files and records, both ways: reading with the place of every problem, writing new files only."""
