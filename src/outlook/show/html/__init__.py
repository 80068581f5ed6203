"""The report: values in, one self-contained HTML page out."""
