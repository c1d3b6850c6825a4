"""Conventions of PyTorch, JAX, TensorFlow, ONNX and OpenCV: correlations called convolutions."""

from __future__ import annotations

from symconv.discrete.libraries.model import FULL, VALID, Convention, Window

__all__ = ["ROWS"]

_TORCH = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional."
_SAME_UPPER = Window("same", centre="upper")
_GRADIENT = (
    "; the gradient with respect to the input is the full convolution of the output's gradient "
    "with weight, the gradient with respect to weight a correlation of input and that gradient"
)
_OPTIONAL = "tested against the library where the extra `torch` is installed; run with torch 2.13.0"

_TORCH_ROWS = tuple(
    Convention(
        name=f"torch.nn.functional.conv{d}d",
        computes="out[k] = (weight ⋆ input)[k] = Σ_c Σ_j weight[c, j] input[c, k + j]" + _GRADIENT,
        call=f"conv{d}d(input, weight, padding=0 (valid), 'same' or 'valid')",
        operator="correlation",
        windows={"valid": VALID, "same": _SAME_UPPER},
        ndim=(d,),
        layout="input (N, C_in, …), weight (C_out, C_in/groups, …), output (N, C_out, …)",
        sums_channels=True,
        kernel_may_be_longer=False,
        page=f"{_TORCH}conv{d}d.html",
        trap='weight is not flipped and not conjugated; "same" forbids a stride',
        evidence=_OPTIONAL,
    )
    for d in (1, 2, 3)
) + tuple(
    Convention(
        name=f"torch.nn.functional.conv_transpose{d}d",
        computes="out[k] = Σ_c Σ_n input[c, n] weight[c, k − stride·n]: the adjoint of conv",
        call=f"conv_transpose{d}d(input, weight, stride)",
        operator="convolution",
        windows={"full": FULL},
        ndim=(d,),
        layout="input (N, C_in, …), weight (C_in, C_out/groups, …), output (N, C_out, …)",
        sums_channels=True,
        page=f"{_TORCH}conv_transpose{d}d.html",
        trap="with stride 1 a true convolution; weight has C_in first",
        evidence=_OPTIONAL,
    )
    for d in (1, 2, 3)
)

_OTHER_ROWS = (
    Convention(
        name="jax.lax.conv_general_dilated",
        computes="out[k] = (rhs ⋆ lhs)[k] = Σ_c Σ_j rhs[c, j] lhs[c, k + j]",
        call="conv_general_dilated(lhs, rhs, window_strides, padding)",
        operator="correlation",
        windows={"valid": VALID, "same": _SAME_UPPER, "same_lower": Window("same")},
        ndim=(1, 2, 3),
        layout="lhs (N, C, …), rhs (C_out, C_in, …) unless dimension_numbers says otherwise",
        sums_channels=True,
        kernel_may_be_longer=False,
        page="https://docs.jax.dev/en/latest/_autosummary/jax.lax.conv_general_dilated.html",
        trap="lhs_dilation makes it a transposed convolution, the kernel still not flipped",
        evidence="run once by hand with jax 0.10.2 over all modes and parities",
    ),
    Convention(
        name="tensorflow.nn.convolution",
        computes="out[k] = Σ_c Σ_j filters[j, c] input[k + j, c]",
        call="tf.nn.convolution(input, filters, strides, padding)",
        operator="correlation",
        windows={"valid": VALID, "same": _SAME_UPPER},
        ndim=(1, 2, 3),
        layout="input (N, …, C_in), filters (…, C_in, C_out)",
        sums_channels=True,
        takes_complex=False,
        kernel_may_be_longer=False,
        page="https://www.tensorflow.org/api_docs/python/tf/nn",
        trap="SAME pads max((ceil(n/s) − 1)·s + m − n, 0) for stride s, the odd sample at the end",
        evidence="never run here: the row is read from its page, section Notes on padding",
    ),
    Convention(
        name="onnx.Conv",
        computes="Y[k] = Σ_c Σ_j W[c, j] X[c, k + j]",
        call="Conv(X, W) with auto_pad VALID, SAME_UPPER or SAME_LOWER",
        operator="correlation",
        windows={"valid": VALID, "same": _SAME_UPPER, "same_lower": Window("same")},
        ndim=(1, 2, 3),
        layout="X (N, C, …), W (M, C/group, …), Y (N, M, …)",
        sums_channels=True,
        takes_complex=False,
        kernel_may_be_longer=False,
        page="https://onnx.ai/onnx/operators/onnx__Conv.html",
        trap="the page's word convolution means the correlation",
        evidence="run once by hand with the reference evaluator of onnx 1.23.2",
    ),
    Convention(
        name="cv2.filter2D",
        computes="dst(x, y) = Σ kernel(x', y') src(x + x' − anchor.x, y + y' − anchor.y)",
        call="cv2.filter2D(src, ddepth, kernel)",
        operator="correlation",
        windows={"same": Window("same")},
        boundaries={
            "BORDER_REFLECT_101": "reflect",
            "BORDER_REFLECT": "symmetric",
            "BORDER_REPLICATE": "edge",
            "BORDER_CONSTANT": "constant",
        },
        default_boundary="reflect",
        ndim=(2,),
        layout="(rows, columns) or (rows, columns, channels), each channel by itself",
        takes_complex=False,
        nan_stays_local=False,
        page="https://docs.opencv.org/4.x/d4/d86/group__imgproc__filter.html",
        trap="BORDER_WRAP is refused; the DFT takes over from kernels of about 11 × 11",
        evidence="run once by hand with opencv-python-headless 5.0.0",
    ),
)

ROWS = (*_TORCH_ROWS, *_OTHER_ROWS)
