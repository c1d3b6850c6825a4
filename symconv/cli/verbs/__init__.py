"""The verbs of the command line, one module each.

A module offers SUMMARY, EXAMPLE, configure(parser) and run(arguments) -> exit code; putting it into
this folder registers it. It imports the layers it needs inside run.
"""
