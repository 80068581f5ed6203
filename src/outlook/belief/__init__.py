"""Who believed what when: the entries of a ledger folded, documents as forecasters, and pools."""
