"""The review desk: one forecast after the other, with what can be done about each. It writes nothing itself."""
