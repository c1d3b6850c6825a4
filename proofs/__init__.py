"""The laws of convolution and correlation for arbitrary functions, proved line by line.

`axioms` states everything that is assumed; `laws` holds one short file per law; `builder` turns
their lines into kernel steps (untrusted: the kernel re-checks the certificates from their data).
`python -m proofs` prints the table, `python -m proofs NAME` one proof.
"""
