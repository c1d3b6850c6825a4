"""One law, one file; each has `prove() -> Proof`."""
