"""Random numbers behind a logarithm: normals and exponentials of the legacy generator, the first few and a digest of many.

The digest is SHA-256 of the little-endian doubles. NumPy calls the C library's log: record on x86-64 Linux with glibc 2.28
or later and a processor with fused multiply-add.

Run: python parity/record/random_state.py
"""
import hashlib
import pathlib
import platform
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import record  # noqa: E402

DRAWS = 200_000
SHOWN = 6


def drawn(values):
    return {"first": values[:SHOWN], "sha256": hashlib.sha256(values.astype("<f8").tobytes()).hexdigest()}


record(
    "random/legacy",
    [
        {
            "seed": seed,
            "draws": DRAWS,
            "normals": drawn(np.random.RandomState(seed).standard_normal(DRAWS)),
            "scaledNormals": drawn(np.random.RandomState(seed).normal(-3.7, 0.3, DRAWS)),
            "exponentials": drawn(np.random.RandomState(seed).exponential(1, DRAWS)),
            "scaledExponentials": drawn(np.random.RandomState(seed).exponential(2.5, DRAWS)),
        }
        for seed in (0, 42, 4294967295)
    ],
    cLibrary=" ".join(platform.libc_ver()),
    tolerance="bits: the same operations in the same order",
)
