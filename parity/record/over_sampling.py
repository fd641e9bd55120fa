"""Rows of over-samplers, and cross-validated scores of pipelines with them. On one thread, because the order of equal distances depends
on their number."""
import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import imblearn
import numpy as np
import recorder
from imblearn import over_sampling
from imblearn.pipeline import make_pipeline
from recorder import params, record, shipped
from scipy import sparse
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
recorder.VERSIONS["imbalanced-learn"] = imblearn.__version__


def clouds(n, d, shares, seed):
    random = np.random.RandomState(seed)
    y = random.choice(len(shares), n, p=shares)
    return (random.normal(size=(n, d)) + y[:, None] * 0.8).round(3), y


iris, species = shipped("iris", "species")
few = np.r_[0:50, 50:70, 100:112]
two, y_two = clouds(90, 2, [0.8, 0.2], 1)
four, y_four = clouds(120, 3, [0.5, 0.25, 0.15, 0.1], 2)
wide, y_wide = clouds(80, 20, [0.7, 0.3], 3)
line, y_line = clouds(60, 1, [0.7, 0.3], 4)
whole, y_whole = clouds(70, 2, [0.6, 0.4], 5)
whole = whole.round()
twins = np.repeat(clouds(30, 3, [0.7, 0.3], 6)[0], 2, axis=0)
y_twins = np.repeat(clouds(30, 3, [0.7, 0.3], 6)[1], 2)
scale, y_scale = clouds(70, 4, [0.75, 0.25], 7)
scale = scale * [1e6, 1, 1e-5, 100] + [0, 1e4, 0, -3]
holes, y_holes = clouds(80, 6, [0.7, 0.3], 8)
zero = np.random.RandomState(8).uniform(size=holes.shape) < 0.5
zero[:, 0] = False  # no row without an element: of equally near sparse rows an unstable selection takes some
holes = np.where(zero, 0, holes)

SETS = {
    "iris, string labels": (iris[few], species[few]),
    "two classes": (two, y_two),
    "four classes": (four, y_four),
    "wide": (wide, y_wide),
    "line": (line, y_line),
    "whole numbers, many ties": (whole, y_whole),
    "every row twice": (twins, y_twins),
    "unlike scales": (scale, y_scale),
    "sparse": (holes, y_holes),
}
SETTINGS = {
    "RandomOverSampler": [{}, {"random_state": 42, "shrinkage": 0.7}, {"sampling_strategy": "minority"}],
    "SMOTE": [
        {},
        {"random_state": 42, "k_neighbors": 3, "sampling_strategy": "minority"},
        {"random_state": 7, "k_neighbors": NearestNeighbors(n_neighbors=4, p=1), "sampling_strategy": "not minority"},
    ],
    "BorderlineSMOTE": [{}, {"kind": "borderline-2", "random_state": 3}, {"m_neighbors": 4, "k_neighbors": 2}],
    "ADASYN": [{}, {"n_neighbors": 3, "random_state": 11}],
    "KMeansSMOTE": [
        {"kmeans_estimator": 2, "cluster_balance_threshold": 0.05},
        {"kmeans_estimator": 1, "density_exponent": 2, "k_neighbors": 4, "random_state": 5},
    ],
}


def given_params(given):
    out = params(**given)
    for key, value in out.items():
        if isinstance(value, NearestNeighbors):
            out[key] = {"nNeighbors": value.n_neighbors, "p": value.p}
    return out


def new_rows(sampler, X, y):
    """Only what is new: the given rows come back first, which the script checks."""
    rows, labels = sampler.fit_resample(X, y)
    if sparse.issparse(rows):
        rows = rows.toarray()
        X = X.toarray()
    rows = np.asarray(rows, dtype=float)
    assert (rows[: len(y)] == X).all() and (labels[: len(y)] == y).all()
    return {"rows": rows[len(y) :], "labels": labels[len(y) :]}


def numbers():
    cases = []
    for name, (X, y) in SETS.items():
        for sampler, settings in SETTINGS.items():
            for given in settings:
                if name == "sparse" and given.get("kind") == "borderline-2":
                    continue  # imbalanced-learn multiplies shapes that do not fit
                try:
                    made = new_rows(
                        getattr(over_sampling, sampler)(**{"random_state": 0, **given}),
                        sparse.csr_matrix(X) if name == "sparse" else X,
                        y,
                    )
                except (ValueError, RuntimeError):
                    continue  # too few rows, or none to choose from: refused on both sides, see the unit tests
                cases.append({"data": name, "sampler": sampler, "params": given_params(given), **made})
    strategies = []
    for name, strategy in [
        ("two classes", 0.6),
        ("two classes", {1: 50}),
        ("four classes", {1: 40, 3: 30}),
        ("iris, string labels", {"virginica": 20}),
        ("iris, string labels", "not minority"),
    ]:
        X, y = SETS[name]
        sampler = over_sampling.SMOTE(sampling_strategy=strategy, random_state=0)
        case = {"data": name, "sampler": "SMOTE", **new_rows(sampler, X, y)}
        case["params"] = {"samplingStrategy": list(strategy.items()) if isinstance(strategy, dict) else strategy}
        case["resolved"] = [[key, value] for key, value in sampler.sampling_strategy_.items()]
        strategies.append(case)
    sets = {name: {"X": X, "y": y} for name, (X, y) in SETS.items()}
    record("over-sampling/numbers", cases + strategies, sets=sets)


def categories():
    cases = []
    for seed in range(6):
        random = np.random.RandomState(seed)
        y = random.choice(3, 70, p=[0.6, 0.25, 0.15])
        nominal = random.randint(0, 4, size=(70, 2)).astype(float)
        X = np.column_stack([nominal[:, 0], random.normal(size=70).round(3), nominal[:, 1], random.normal(size=70).round(3) * 9])
        given = {"categorical_features": [0, 2] if seed % 2 else [2, 0], "k_neighbors": [5, 2, 3][seed % 3], "random_state": seed}
        sampler = over_sampling.SMOTENC(**given)
        made = new_rows(sampler, X, y)
        cases.append({"sampler": "SMOTENC", "params": params(**given), "X": X, "y": y, **made,
                      "medianStd": [[key, value] for key, value in sampler.median_std_.items()]})
    for seed in range(6):
        random = np.random.RandomState(10 + seed)
        y = random.choice(3, 60, p=[0.5, 0.3, 0.2])
        X = random.randint(0, 5, size=(60, 9)).astype(float)  # so many columns that distances differ
        given = {"k_neighbors": [5, 2, 3][seed % 3], "random_state": seed}
        cases.append({"sampler": "SMOTEN", "params": params(**given), "X": X, "y": y, **new_rows(over_sampling.SMOTEN(**given), X, y)})
    record("over-sampling/categories", cases)


def equal_distances():
    """Rounded numbers and few categories: which of equally near rows are taken is decided by rounding and by an unstable selection."""
    cases = []
    for seed in range(10):
        random = np.random.RandomState(40 + seed)
        n = [90, 140, 60, 330, 110][seed % 5]
        y = random.choice(3, n, p=[0.6, 0.25, 0.15]) if n < 300 else (random.uniform(size=n) < 0.1).astype(int)
        numbers = random.randint(0, 4, size=(n, 2)) if seed % 2 else random.normal(size=(n, 2)).round(1)
        X = np.column_stack([numbers, random.randint(0, 3, size=(n, 2))]).astype(float)
        given = {"categorical_features": [2, 3], "k_neighbors": [5, 2, 3][seed % 3], "random_state": seed,
                 "sampling_strategy": {0: 0} if n > 300 else "auto"}
        cases.append(recorded(over_sampling.SMOTENC(**given), X, y))
        X = random.randint(0, 3, size=(n, [2, 3, 5][seed % 3])).astype(float)
        cases.append(recorded(over_sampling.SMOTEN(**{k: v for k, v in given.items() if k != "categorical_features"}), X, y))
        X = random.randint(0, 3, size=(n, 6)).astype(float)
        cases.append(recorded(over_sampling.SMOTE(k_neighbors=3, random_state=seed, sampling_strategy=given["sampling_strategy"]), X, y, True))
        cases.append(recorded(over_sampling.BorderlineSMOTE(k_neighbors=3, random_state=seed), X, y, True))
    for seed in range(8):  # one column, searched exhaustively
        random = np.random.RandomState(60 + seed)
        y = (random.uniform(size=70) < 0.2).astype(int)
        X = random.normal(size=(70, 1)).round(1)
        cases.append(recorded(over_sampling.SMOTE(k_neighbors=min(6, y.sum() - 1), random_state=seed), X, y))
    record("over-sampling/equal-distances", [case for case in cases if case])


def recorded(sampler, X, y, as_sparse=False):
    strategy = sampler.sampling_strategy
    if isinstance(strategy, dict):
        sampler.set_params(sampling_strategy={0: int((y == 0).sum()) + 20})
    made = new_rows(sampler, sparse.csr_matrix(X) if as_sparse else X, y)
    given = params(**{k: v for k, v in sampler.get_params().items() if k not in ("categorical_encoder", "kind", "m_neighbors")})
    if isinstance(strategy, dict):
        given["samplingStrategy"] = list(sampler.sampling_strategy.items())
    return {"sampler": type(sampler).__name__, "params": given, "X": X, "y": y, "sparse": as_sparse, **made}


def pipelines():
    cases = []
    models = {
        "tree": DecisionTreeClassifier(random_state=0),
        "neighbors": KNeighborsClassifier(),
        "logistic": LogisticRegression(),
        "prior": DummyClassifier(strategy="prior"),
    }
    samplers = {"SMOTE": over_sampling.SMOTE, "RandomOverSampler": over_sampling.RandomOverSampler, "ADASYN": over_sampling.ADASYN}
    for name in ("two classes", "four classes", "wide"):
        X, y = SETS[name]
        for label, sampler in samplers.items():
            for model, estimator in models.items():
                pipeline = make_pipeline(StandardScaler(), sampler(random_state=0, **({"n_neighbors": 2} if label == "ADASYN" else {"k_neighbors": 2} if label == "SMOTE" else {})), estimator)
                scores = cross_val_score(pipeline, X, y, cv=3, scoring="balanced_accuracy" if name == "wide" else "f1_macro")
                cases.append({"data": name, "sampler": label, "model": model, "scores": scores})
    record("over-sampling/pipelines", cases)


numbers()
categories()
equal_distances()
pipelines()
