"""The laws of convolution and correlation for arbitrary functions, proved line by line.

    language.py        terms as the field writes them: f(x) * g(t - x) under an integral
    axioms/            everything that is assumed
    builder.py         the lines of a proof (lines.py) to kernel steps: untrusted, since the kernel
                       re-checks the certificates from their data
    laws/              one short file per law
    library.py         the laws found, proved, evaluated and written
    render.py          a proof as text, LaTeX, Markdown, HTML
    finite.py          every law evaluated in a finite model
    counterexample.py  correlation does not commute

`python -m proofs` prints the table, `python -m proofs NAME` one proof.
"""
