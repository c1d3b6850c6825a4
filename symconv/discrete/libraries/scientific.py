"""Conventions of NumPy, SciPy, scikit-image, MATLAB, and of this package."""

from __future__ import annotations

from symconv.discrete.libraries.model import FULL, VALID, Convention, Window

__all__ = ["ROWS"]

_ALL = (1, 2, 3)
_SAME_AS_FIRST = {"full": FULL, "same": Window("same"), "valid": VALID}
_UPPER = {"full": FULL, "same": Window("same", centre="upper"), "valid": VALID}
_NDIMAGE = {
    "reflect": "symmetric",
    "grid-mirror": "symmetric",
    "constant": "constant",
    "grid-constant": "constant",
    "nearest": "edge",
    "mirror": "reflect",
    "wrap": "wrap",
    "grid-wrap": "wrap",
}
_WORDS_OF_SKIMAGE = ("reflect", "constant", "nearest", "mirror", "wrap")
_SCIPY = "https://docs.scipy.org/doc/scipy/reference/generated/"
_NUMPY = "https://numpy.org/doc/stable/reference/generated/"
_MATLAB = "https://www.mathworks.com/help/"
_NOT_RUN = "never run here: the row is read from its page"

_OWN = (
    Convention(
        name="symconv.discrete.convolve_arrays",
        computes="out[k] = (a ∗ v)[k] = Σ a[n] v[k − n]",
        call="convolve_arrays(a, v, mode)",
        operator="convolution",
        windows=_SAME_AS_FIRST,
        boundaries={w: w for w in ("constant", "edge", "reflect", "symmetric", "wrap")},
        ndim=_ALL,
        page="symconv.discrete.convolve_arrays",
    ),
    Convention(
        name="symconv.discrete.correlate_arrays",
        computes="out[k] = (a ⋆ v)[k] = Σ conj(a[n]) v[n + k]",
        call="correlate_arrays(a, v, mode)",
        operator="correlation",
        windows=_SAME_AS_FIRST,
        boundaries={w: w for w in ("constant", "edge", "reflect", "symmetric", "wrap")},
        conjugate="first",
        reverse=True,
        ndim=_ALL,
        page="symconv.discrete.correlate_arrays",
        trap="the arguments are those of numpy.correlate exchanged",
    ),
)

_NUMPY_ROWS = (
    Convention(
        name="numpy.convolve",
        computes="out[k] = (a ∗ v)[k] = Σ a[n] v[k − n]",
        call="numpy.convolve(a, v, mode)",
        operator="convolution",
        windows={"full": FULL, "same": Window("same", "longest"), "valid": VALID},
        page=_NUMPY + "numpy.convolve.html",
        trap='"same" has the length of the longer argument, in SciPy that of the first',
    ),
    Convention(
        name="numpy.correlate",
        computes="out[k] = (v ⋆ a)[k] = Σ a[n + k] conj(v[n])",
        call="numpy.correlate(a, v, mode); its own default mode is valid",
        operator="correlation",
        windows={"full": FULL, "same": Window("same", "longest", "longer"), "valid": VALID},
        conjugate="second",
        page=_NUMPY + "numpy.correlate.html",
        trap="the lag has the sign opposite to the lecture's (a ⋆ v): it is (v ⋆ a)",
    ),
)

_SIGNAL_ROWS = (
    Convention(
        name="scipy.signal.convolve",
        computes="out[k] = (in1 ∗ in2)[k]",
        call="scipy.signal.convolve(in1, in2, mode)",
        operator="convolution",
        windows=_SAME_AS_FIRST,
        ndim=_ALL,
        page=_SCIPY + "scipy.signal.convolve.html",
        nan_stays_local=False,
        trap='method="auto" may choose the FFT, which spreads one NaN over everything',
    ),
    Convention(
        name="scipy.signal.fftconvolve",
        computes="out[k] = (in1 ∗ in2)[k]",
        call="scipy.signal.fftconvolve(in1, in2, mode)",
        operator="convolution",
        windows=_SAME_AS_FIRST,
        ndim=_ALL,
        page=_SCIPY + "scipy.signal.fftconvolve.html",
        nan_stays_local=False,
        trap="the error is relative to the norms, not to the output: tails drown in it",
    ),
    Convention(
        name="scipy.signal.oaconvolve",
        computes="out[k] = (in1 ∗ in2)[k]",
        call="scipy.signal.oaconvolve(in1, in2, mode)",
        operator="convolution",
        windows=_SAME_AS_FIRST,
        ndim=_ALL,
        page=_SCIPY + "scipy.signal.oaconvolve.html",
        nan_stays_local=False,
        trap="a NaN spreads over its block",
    ),
    Convention(
        name="scipy.signal.correlate",
        computes="out[k] = (in2 ⋆ in1)[k] = Σ in1[n + k] conj(in2[n])",
        call="scipy.signal.correlate(in1, in2, mode)",
        operator="correlation",
        windows=_SAME_AS_FIRST,
        conjugate="second",
        ndim=_ALL,
        page=_SCIPY + "scipy.signal.correlate.html",
        nan_stays_local=False,
        trap='"same" differs by one sample from correlate2d for kernels of even size',
    ),
    Convention(
        name="scipy.signal.convolve2d",
        computes="out[k] = (in1 ∗ in2)[k]",
        call="scipy.signal.convolve2d(in1, in2, mode, boundary)",
        operator="convolution",
        windows=_SAME_AS_FIRST,
        boundaries={"fill": "constant", "wrap": "wrap", "symm": "symmetric"},
        ndim=(2,),
        page=_SCIPY + "scipy.signal.convolve2d.html",
    ),
    Convention(
        name="scipy.signal.correlate2d",
        computes="out[k] = (in2 ⋆ in1)[k]",
        call="scipy.signal.correlate2d(in1, in2, mode, boundary)",
        operator="correlation",
        windows=_UPPER,
        boundaries={"fill": "constant", "wrap": "wrap", "symm": "symmetric"},
        conjugate="second",
        ndim=(2,),
        page=_SCIPY + "scipy.signal.correlate2d.html",
        trap=(
            '"same" differs by one sample from correlate for kernels of even size; "valid" with '
            "the larger array second conjugates the wrong one (seen in SciPy 1.17)"
        ),
    ),
)

_NDIMAGE_ROWS = tuple(
    Convention(
        name=f"scipy.ndimage.{name}",
        computes=(
            "out[k] = Σ weights[j] input[k + j − m//2 − origin]"
            if operator == "correlation"
            else "out[k] = Σ weights[j] input[k − j + m//2 + origin]"
        ),
        call=f"scipy.ndimage.{name}(input, weights, mode=…, origin=…); mode is the boundary",
        operator=operator,
        windows={"same": Window("same", centre=centre)},
        boundaries=_NDIMAGE,
        default_boundary="symmetric",
        conjugate="second" if operator == "correlation" else None,
        ndim=ndim,
        page=_SCIPY + f"scipy.ndimage.{name}.html",
        keeps_signal_type=True,
        trap=(
            '"reflect" is numpy.pad\'s "symmetric", and "mirror" its "reflect"; for a signal of '
            "integers the answer is cut to integers, whatever the kernel holds"
        ),
    )
    for name, operator, centre, ndim in (
        ("convolve", "convolution", "upper", _ALL),
        ("correlate", "correlation", "lower", _ALL),
        ("convolve1d", "convolution", "upper", (1,)),
        ("correlate1d", "correlation", "lower", (1,)),
    )
)

_SKIMAGE_ROWS = (
    Convention(
        name="skimage.filters.correlate_sparse",
        computes="out[k] = Σ kernel[j] image[k + j − m//2]",
        call="skimage.filters.correlate_sparse(image, kernel, mode); mode: the boundary, or valid",
        operator="correlation",
        windows={"same": Window("same"), "valid": VALID},
        boundaries={word: _NDIMAGE[word] for word in _WORDS_OF_SKIMAGE},
        default_boundary="symmetric",
        ndim=_ALL,
        takes_complex=False,
        kernel_may_be_longer=False,
        odd_kernels_only=True,
        page="https://scikit-image.org/docs/stable/api/skimage.filters.html",
        trap="its words are those of scipy.ndimage; kernels of even size are refused",
    ),
    Convention(
        name="skimage.feature.match_template",
        computes="mean-free normalised (template ⋆ image)[k], in [−1, 1]",
        call="skimage.feature.match_template(image, template, pad_input=False)",
        operator="normalised correlation",
        windows={"valid": VALID},
        ndim=(2, 3),
        takes_complex=False,
        kernel_may_be_longer=False,
        page="https://scikit-image.org/docs/stable/api/skimage.feature.html",
        trap="not bilinear; constant windows score 0",
    ),
)

_MATLAB_ROWS = (
    Convention(
        name="matlab.conv",
        computes="w(k) = Σ u(j) v(k − j + 1), counted from 1",
        call="conv(u, v, shape)",
        operator="convolution",
        windows=_UPPER,
        page=_MATLAB + "matlab/ref/conv.html",
        trap='"same" for even kernels starts one sample later than in NumPy and SciPy',
        evidence=_NOT_RUN + ", with its example of an even kernel",
    ),
    Convention(
        name="matlab.xcorr",
        computes="R(m) = Σ x(n + m) conj(y(n)), the shorter filled with zeros",
        call="xcorr(x, y)",
        operator="correlation",
        windows={"full": Window("equal")},
        conjugate="second",
        page=_MATLAB + "signal/ref/xcorr.html",
        trap="always 2·max(length) − 1 lags, with zero lag in the middle",
        evidence=_NOT_RUN,
    ),
    Convention(
        name="matlab.filter2",
        computes="Y = conv2(X, rot90(H, 2), shape)",
        call="filter2(H, X, shape): the kernel comes first",
        operator="correlation",
        windows=_UPPER,
        ndim=(2,),
        page=_MATLAB + "matlab/ref/filter2.html",
        trap="the kernel is the first argument, and is not conjugated",
        evidence=_NOT_RUN,
    ),
    Convention(
        name="matlab.imfilter",
        computes="B(k) = Σ h(j) A(k + j − centre), centre = floor((size(h) + 1)/2) from 1",
        call="imfilter(A, h, …)",
        operator="correlation",
        windows={"full": FULL, "same": Window("same", centre="upper")},
        boundaries={
            "0": "constant",
            "replicate": "edge",
            "symmetric": "symmetric",
            "circular": "wrap",
        },
        ndim=(2, 3),
        takes_complex=False,
        page=_MATLAB + "images/ref/imfilter.html",
        trap='default mode "same"; the result has the class of A: uint8 saturates',
        evidence=_NOT_RUN + ", with its example of a kernel of three samples",
    ),
)

ROWS = (*_OWN, *_NUMPY_ROWS, *_SIGNAL_ROWS, *_NDIMAGE_ROWS, *_SKIMAGE_ROWS, *_MATLAB_ROWS)
