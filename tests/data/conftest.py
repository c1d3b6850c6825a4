"""The generators of stored truths are run by hand; they hold no tests."""

collect_ignore = ["make_published.py", "published_integrals.py", "quadratures.py"]
