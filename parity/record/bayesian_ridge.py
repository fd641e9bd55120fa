"""Records BayesianRidge: parity/fixtures/linear-model/bayesian-ridge.json. Data sets are those of linear_model.py.

Besides its answer, each case has scikit-learn's own noise: how far its answers move, relative to the largest of each kind, when the
data move by one unit in the last place, how far its coefficients are from the exact posterior mean at its own precisions (it multiplies
X'y out, which costs digits where y is far from 0), and what the rounding of sigma alone does to the standard deviations.
"""
import json
import pathlib
import sys
import warnings
from fractions import Fraction

import numpy as np
from sklearn.linear_model import BayesianRidge

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from recorder import FIXTURES, params, record  # noqa: E402

warnings.filterwarnings("ignore")
NAMES = ["diabetes", "diabetes-scaled", "deficient", "wide", "offset", "one-feature", "two-rows"]


def load(name):
    held = json.loads((FIXTURES / "data" / f"linear-{name}.json").read_text())
    return np.array(held["X"], dtype=float), np.array(held["y"], dtype=float)


def weights_of(weighted, n):
    if not weighted:
        return None
    w = np.random.RandomState(11).randint(0, 4, n) / 2  # zeros among them
    w[0] = 1.0
    return w


def answers(m, X):
    mean, std = m.predict(X[:4], return_std=True)
    return {
        "coef": m.coef_,
        "intercept": m.intercept_,
        "alpha": m.alpha_,
        "lambda": m.lambda_,
        "sigma": m.sigma_,
        "scores": np.array(m.scores_),
        "predicted": mean,
        "std": std,
    }


def noise_of(make, X, y, w, seen, n_iter):
    noise, counts = {key: 0.0 for key in seen}, [n_iter]
    for seed in range(20):
        e = np.random.RandomState(seed).choice([-1.0, 0.0, 1.0], X.shape)
        f = np.random.RandomState(100 + seed).choice([-1.0, 0.0, 1.0], y.shape)
        m = make().fit(X * (1 + e * 2.0**-52), y * (1 + f * 2.0**-52), sample_weight=w)
        counts.append(m.n_iter_)
        if m.n_iter_ != n_iter:
            continue
        for key, value in answers(m, X).items():
            if np.size(value):
                scale = max(np.abs(seen[key]).max(), 1e-300)
                noise[key] = max(noise[key], float(np.abs(value - seen[key]).max() / scale))
    return noise, [min(counts), max(counts)]


def exact_mean(m, X, y, w):
    """The posterior mean in rational arithmetic."""
    W = np.ones(len(y)) if w is None else w
    X, y, W = ([[Fraction(v) for v in row] for row in X.tolist()], [Fraction(v) for v in y.tolist()], [Fraction(v) for v in W.tolist()])
    d = len(X[0])
    if m.fit_intercept:
        total = sum(W)
        centre = [sum(v * row[j] for v, row in zip(W, X)) / total for j in range(d)]
        mid = sum(v * t for v, t in zip(W, y)) / total
        X, y = [[row[j] - centre[j] for j in range(d)] for row in X], [t - mid for t in y]
    ridge = Fraction(float(m.lambda_)) / Fraction(float(m.alpha_))
    A = [[sum(v * a[i] * a[j] for v, a in zip(W, X)) + (ridge if i == j else 0) for j in range(d)] for i in range(d)]
    b = [sum(v * a[i] * t for v, a, t in zip(W, X, y)) for i in range(d)]
    for i in range(d):
        for k in range(i + 1, d):
            f = A[k][i] / A[i][i]
            A[k] = [p - f * q for p, q in zip(A[k], A[i])]
            b[k] -= f * b[i]
    x = [0] * d
    for i in reversed(range(d)):
        x[i] = (b[i] - sum(A[i][j] * x[j] for j in range(i + 1, d))) / A[i][i]
    return np.array([float(v) for v in x])


def case(name, weighted=False, **given):
    X, y = load(name)
    w = weights_of(weighted, len(y))
    make = lambda: BayesianRidge(**given)  # noqa: E731
    m = make().fit(X, y, sample_weight=w)
    seen = answers(m, X)
    noise, counts = noise_of(make, X, y, w, seen, m.n_iter_)
    if X.shape[1] <= 3:
        lost = np.abs(exact_mean(m, X, y, w) - m.coef_).max() / np.abs(m.coef_).max()
        noise = {key: max(value, float(lost)) for key, value in noise.items()}
    offset = X[:4] - m.X_offset_
    rounding = 2.0**-53 * ((np.abs(offset) @ np.abs(m.sigma_)) * np.abs(offset)).sum(axis=1) / seen["std"] ** 2
    noise["std"] = max(noise["std"], float(rounding.max()))
    return {"data": f"linear-{name}", "params": params(**given), "sampleWeight": w, **seen, "nIter": m.n_iter_,
            "nIters": counts, "noise": noise, "score": m.score(X, y)}


def cases():
    listed = []
    for name in NAMES:
        listed += [case(name), case(name, True, compute_score=True), case(name, fit_intercept=False)]
        listed += [case(name, compute_score=True, max_iter=3, alpha_1=0.5, alpha_2=2.0, lambda_1=3.0, lambda_2=0.1)]
    for name in ["diabetes-scaled", "diabetes", "one-feature"]:
        listed += [case(name, alpha_init=0.5, lambda_init=20.0), case(name, tol=1e-10, compute_score=True)]
        listed += [case(name, True, fit_intercept=False, max_iter=1), case(name, alpha_1=0.0, alpha_2=0.0, lambda_1=0.0, lambda_2=0.0)]
        listed += [case(name, alpha_init=0.0), case(name, lambda_init=0.0)]
    return listed


if __name__ == "__main__":
    record("linear-model/bayesian-ridge", cases())
