"""The tasks of benchmarks/kernels.mjs in numpy and scipy: prints least milliseconds of a few runs as JSON."""
import json
import time

import numpy as np
import scipy
from scipy.special import expit

REPEATS = 5
rng = np.random.RandomState(0)


def least(work):
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def nearest(X, Q, k):
    squares = (Q * Q).sum(axis=1)[:, None] - 2 * (Q @ X.T) + (X * X).sum(axis=1)
    rows = np.arange(len(Q))[:, None]
    near = np.argpartition(squares, k - 1, axis=1)[:, :k]
    order = np.argsort(squares[rows, near], axis=1)
    return near[rows, order]


A, B = rng.randn(512, 512), rng.randn(512, 512)
X, w, r = rng.randn(20000, 100), rng.randn(100), rng.randn(20000)
wide, tall = rng.randn(20000, 46), rng.randn(200000, 20)
data, queries = rng.randn(10000, 50), rng.randn(500, 50)
small, positive = rng.uniform(-5, 5, 1000000), rng.uniform(0.001, 100, 1000000)
out = np.empty_like(small)
column = rng.randn(500000).astype(np.float32)
bins = rng.randint(0, 17, 500000) * 16 + rng.randint(0, 10, 500000)
unit = np.ones(500000)

milliseconds = {
    "matrix product (gemm)": least(lambda: A @ B),
    "matrix × vector (gemv)": least(lambda: X @ w),
    "transposed matrix × vector (gemv)": least(lambda: X.T @ r),
    "Gram matrix (syrk)": least(lambda: wide.T @ wide),
    "column sums": least(lambda: tall.sum(axis=0)),
    "squared distances, nearest rows": least(lambda: nearest(data, queries, 5)),
    "sort and rank (radix sort)": least(lambda: np.unique(column, return_index=True, return_inverse=True)),
    "histogram by rank and class": least(lambda: (np.bincount(bins, minlength=272), np.bincount(bins, unit, 272))),
    "exp": least(lambda: np.exp(small, out=out)),
    "log": least(lambda: np.log(positive, out=out)),
    "sigmoid": least(lambda: expit(small, out=out)),
}
print(json.dumps({"milliseconds": milliseconds, "versions": f"numpy {np.__version__}, scipy {scipy.__version__}"}))
