"""Dummy estimators: draws in predict, priors with weights, quantiles.

Run: python parity/record/dummy.py
"""
import pathlib
import sys

import numpy as np
from sklearn.dummy import DummyClassifier, DummyRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import params, record, shipped  # noqa: E402

ROWS = 40


def classifiers():
    rng = np.random.RandomState(1)
    targets = {
        "texts": np.array(["b", "a", "c", "b", "b", "a", "d"] * 9, dtype=object),
        "numbers": rng.choice([10, 9, -1], 50, p=[0.7, 0.2, 0.1]),
        "booleans": rng.uniform(size=31) < 0.6,
        "one": np.array(["only"] * 5, dtype=object),
        "even": np.array([1, 0] * 10),
    }
    X = np.zeros((ROWS, 1))
    cases = []
    for name, y in targets.items():
        for strategy in ("prior", "most_frequent", "stratified", "uniform", "constant"):
            for seed in (0, 42) if strategy in ("stratified", "uniform") else (0,):
                for weight in (None, (np.arange(len(y)) % 4).astype(float) + (0.5 if name == "one" else 0)):
                    given = {"strategy": strategy, "random_state": seed}
                    if strategy == "constant":
                        given["constant"] = y[1].item() if hasattr(y[1], "item") else y[1]
                    model = DummyClassifier(**given).fit(np.zeros((len(y), 1)), y, sample_weight=weight)
                    cases.append(
                        {
                            "data": name,
                            "params": params(**given),
                            "sampleWeight": weight,
                            "classes": model.classes_,
                            "classPrior": model.class_prior_,
                            "predicted": model.predict(X),
                            "probabilities": model.predict_proba(X)[:8],
                            "score": model.score(np.zeros((len(y), 1)), y, sample_weight=weight),
                        }
                    )
    record("dummy/classifier", cases, targets=targets, rows=ROWS)


def regressors():
    rng = np.random.RandomState(2)
    targets = {
        "diabetes": shipped("diabetes", "progression")[1].astype(float)[:120],
        "even": rng.normal(size=12).round(3),
        "ties": rng.randint(0, 4, 25).astype(float),
        "one": np.array([3.25]),
    }
    cases = []
    for name, y in targets.items():
        settings = [{"strategy": "mean"}, {"strategy": "median"}, {"strategy": "constant", "constant": -2.5}]
        settings += [{"strategy": "quantile", "quantile": q} for q in (0, 0.1, 0.25, 1 / 3, 0.5, 0.9, 1)]
        for given in settings:
            for weight in (None, np.arange(len(y)) % 3 + 0.25, (np.arange(len(y)) % 2 + (name == "one")).astype(float)):
                model = DummyRegressor(**given).fit(np.zeros((len(y), 1)), y, sample_weight=weight)
                score = model.score(np.zeros((len(y), 1)), y, sample_weight=weight) if len(y) > 1 else float("nan")
                cases.append(
                    {
                        "data": name,
                        "params": params(**given),
                        "sampleWeight": weight,
                        "constant": model.constant_.item(),
                        "score": score,
                    }
                )
    record("dummy/regressor", cases, targets=targets)


if __name__ == "__main__":
    classifiers()
    regressors()
