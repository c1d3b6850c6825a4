"""The concrete decider: is h = f ∗ g (or f ⋆ g) for exponential-polynomial distributions?

Certificate (plain JSON data)
-----------------------------
::

    {"symconv": 1, "kind": "convolution", "op": "convolve", "f": D, "g": D, "h": D}
    {"symconv": 1, "kind": "convolution", "op": "correlate", "conjugate": true, "f": D, …}

    D = {"line":  [[n, λ, c], …],       c · x^n/n! · e^{λx}                on the whole line
         "right": [[a, n, λ, c], …],    c · (x−a)^n/n! · e^{λ(x−a)}        for x > a, else 0
         "mass":  [[a, k, c], …]}       c · δ^{(k)}(x−a)

The three keys are always present; D is the sum of its terms, in any order, and need not be
normalised (the tail on the left is "line"; each break point adds its change as "right" terms).

    n, k        integers ≥ 0
    λ, a        numbers; a is real
    number      rational | [rational, rational] for re + i·im
                | {"pi": [z₀, z₁, …], "over": [w₀, w₁, …]} for Σ z_j π^j / Σ w_j π^j,
                  the z and w being rational | [rational, rational]; "over" may be left out
    rational    an integer or a text "p/q" or "p", as "-3/4"
    c           a list [[q, β], …] of pairs of numbers, meaning Σ q e^β (β = 0 for a plain number)

So 2·box(−1, 1) is {"line": [], "mass": [],
"right": [["-1", 0, "0", [["2", "0"]]], ["1", 0, "0", [["-2", "0"]]]]}.

Anything outside Q(i)(π)[e^β] (√2, log 2, parameters) has no such certificate; its exporter writes

    {"symconv": 1, "kind": "oracle", "oracle": "SymPy domain arithmetic",
     "statement": text, "hypotheses": [text, …], "reason": text}

which is reported as resting on that oracle, and checked by nobody here.
"""
