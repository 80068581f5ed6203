"""Fits the weights of src/outlook/extract/fitted.json to the labelled passages (`make fit`)."""
