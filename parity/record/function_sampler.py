"""FunctionSampler: what it makes of functions that pick rows, that ask another sampler, and of none."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import imblearn
import numpy as np
from imblearn import FunctionSampler
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import RandomUnderSampler
from recorder import record
from scipy import sparse


def every_third(X, y, start):
    return X[start::3], y[start::3]


def under_sampled(X, y, seed):
    return RandomUnderSampler(random_state=seed).fit_resample(X, y)


def over_sampled(X, y, seed):
    return SMOTE(random_state=seed, k_neighbors=2).fit_resample(X, y)


FUNCTIONS = {"none": None, "everyThird": every_third, "underSampled": under_sampled, "overSampled": over_sampled}
r = np.random.RandomState(3)
cases = []
for n, d in ((20, 2), (33, 3), (41, 1)):
    X = r.randn(n, d).round(3)
    y = np.array(["often", "rare", "seldom"])[np.where(r.uniform(size=n) < 0.6, 0, r.randint(1, 3, n))]
    y[:8] = ["rare"] * 4 + ["seldom"] * 4
    for name, func in FUNCTIONS.items():
        for is_sparse in (False, True):
            given = {"everyThird": {"start": 1}, "none": None}.get(name, {"seed": n})
            rows, labels = FunctionSampler(func=func, kw_args=given).fit_resample(sparse.csr_matrix(X) if is_sparse else X, y)
            dense = rows.toarray() if is_sparse else rows
            cases.append({"X": X, "y": y, "func": name, "kwArgs": given, "sparse": is_sparse, "rows": dense, "labels": labels})
record("combine/function-sampler", cases, imbalanced_learn=imblearn.__version__)
