"""The command line, `symconv VERB`: one module per verb in verbs/, found by listing the folder.

Exit codes: 0 done or proved, 1 refuted or failed, 2 bad input, 3 undecided or no closed form,
4 divergent, 5 internal error, 130 interrupted. Answers go to stdout, one line per error to stderr.
Only the layers that a verb needs are loaded, so that `symconv --help` answers at once.

    frame.py                       options, exit codes, errors as one line
    options.py, setting.py         the options that verbs share; variables, parameters, facts
    operation.py                   convolve and correlate
    output.py, saving.py           what is printed, and written to files
    certificates.py, targets.py    reports of theorems; functions that a command names
    wording.py                     the library's advice in the words of a command
"""

from symconv.cli.frame import main

__all__ = ["main"]
