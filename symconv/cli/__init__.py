"""The command line, `symconv VERB`: one module per verb in verbs/, found by listing the folder.

Exit codes: 0 done or proved, 1 refuted or failed, 2 bad input, 3 undecided or no closed form,
4 divergent, 5 internal error, 130 interrupted. Answers go to stdout, one line per error to stderr.
Only the layers that a verb needs are loaded, so that `symconv --help` answers at once.
"""

from symconv.cli.frame import main

__all__ = ["main"]
