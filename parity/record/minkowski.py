"""Minkowski errors and regressions: least absolute deviations by linear programming (QuantileRegressor without penalty), other
powers by SciPy's trust region to a vanishing gradient, least squares by LinearRegression.
"""
import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np
from recorder import params, record, shipped
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression, QuantileRegressor

warnings.filterwarnings("ignore")
random = np.random.RandomState(4)
diabetes, progression = shipped("diabetes", "progression")


def line(n, d, noise):
    X = random.normal(size=(n, d)).round(3)
    return X, (X @ np.arange(1.0, d + 1) + 2 + noise(n)).round(3)


SETS = {
    "normal": line(40, 2, lambda n: random.normal(size=n)),
    "heavy": line(60, 3, lambda n: random.standard_t(1.5, size=n)),
    "outliers": line(50, 2, lambda n: np.where(random.uniform(size=n) < 0.1, 50, random.normal(size=n))),
    "diabetes": (diabetes[:80, :5], progression[:80].astype(float)),
}
POWERS = [1, 1.2, 1.5, 1.8, 2, 2.5, 3, 4, 10]


def smooth(X, y, w, p, intercept):
    """The unique minimiser for p > 1, in standardised columns."""
    center, scale = (X.mean(0), X.std(0)) if intercept else (np.zeros(X.shape[1]), X.std(0))
    A = (X - center) / scale
    if intercept:
        A = np.c_[A, np.ones(len(A))]
    start = np.linalg.lstsq(A, y, rcond=None)[0]
    unit = np.abs(y - A @ start).max() if p > 2 else np.median(np.abs(y - A @ start))
    r = lambda b: (y - A @ b) / unit
    f = lambda b: np.sum(w * np.abs(r(b)) ** p)
    g = lambda b: -A.T @ (w * p * np.sign(r(b)) * np.abs(r(b)) ** (p - 1)) / unit
    h = lambda b: (A.T * (w * p * (p - 1) * np.maximum(np.abs(r(b)), 1e-14) ** (p - 2))) @ A / unit**2
    best = minimize(f, start, jac=g, hess=h, method="trust-exact", options={"gtol": 1e-13, "maxiter": 5000})
    b = best.x
    for _ in range(30):  # Newton, to the last digits
        step = np.linalg.solve(h(b), -g(b))
        if f(b + step) >= f(b):
            break
        b = b + step
    assert np.abs(g(b)).max() <= 1e-6 * max(1, f(b)), (p, np.abs(g(b)).max())
    coef = b[: X.shape[1]] / scale
    return coef, (b[-1] - coef @ center if intercept else 0.0)


cases = []
for name, (X, y) in SETS.items():
    weights = random.randint(0, 4, size=len(y)).astype(float)
    for p in POWERS:
        for weighted, intercept in ((False, True), (True, True), (False, False)):
            w = weights if weighted else np.ones(len(y))
            kept = w > 0
            if p == 1:
                model = QuantileRegressor(alpha=0, quantile=0.5, fit_intercept=intercept, solver="highs")
                model.fit(X, y, sample_weight=w)
                coef, b0 = model.coef_, model.intercept_
            elif p == 2:
                model = LinearRegression(fit_intercept=intercept).fit(X, y, sample_weight=w)
                coef, b0 = model.coef_, model.intercept_
            else:
                coef, b0 = smooth(X[kept], y[kept], w[kept], p, intercept)
            errors = np.abs(y - X @ coef - b0)
            cases.append({
                "data": name,
                "params": params(p=p, fit_intercept=intercept),
                "sampleWeight": weights if weighted else None,
                "coef": coef,
                "intercept": b0,
                "error": np.average(errors**p, weights=w),
            })
record("minkowski/regression", cases, sets={name: {"X": X, "y": y} for name, (X, y) in SETS.items()})
