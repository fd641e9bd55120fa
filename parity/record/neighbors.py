"""k-nearest-neighbours classifier and regressor: neighbours, votes and means, every algorithm with every metric.

On one thread, because the order of equal distances in scikit-learn's brute force depends on their number.
"""
import os

os.environ["OMP_NUM_THREADS"] = "1"

import copy
import itertools
import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np
from recorder import data, params, record, shipped
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, NearestNeighbors

warnings.filterwarnings("ignore")
rng = np.random.RandomState(7)
LABELS = np.array(["oak", "ash", "elm"])

# Cosines come from BLAS, whose rounding parts equal ones; of its own rows' distances by russellrao scikit-learn sets the diagonal to 0.
UNSETTLED = {"cosine", "russellrao"}
# scikit-learn answers NaN for two rows without a true value (0 / 0), which trees then spread; learnkit answers 0.
UNDEFINED = {"dice", "sokalsneath"}


def metrics(d, ties):
    yield "minkowski", {}
    yield "manhattan", {}
    yield "chebyshev", {}
    yield "minkowski", {"p": 3}
    yield "minkowski", {"p": 0.5}
    yield "minkowski", {"p": 1.5, "metric_params": {"w": np.arange(1.0, d + 1)}}
    yield "seuclidean", {"metric_params": {"V": np.arange(1.0, d + 1) / 2}}
    if not ties:  # the last bits of an inverse decide on ties
        yield "mahalanobis", {"metric_params": {"V": np.eye(d) + 0.1}}
    yield "mahalanobis", {"metric_params": {"VI": np.eye(d) * 2 + 0.25}}
    for name in ("canberra", "braycurtis", "hamming", "cosine", "sqeuclidean", "jaccard", "dice", "rogerstanimoto",
                 "russellrao", "sokalsneath", "yule", "nan_euclidean"):
        yield name, {}
    if d > 2 and not ties:
        yield "correlation", {}
    if d == 2:
        yield "haversine", {}


# Rotated, so that each algorithm and metric meets each setting on some data set.
SETTINGS = itertools.cycle([
    {"n_neighbors": 5},
    {"n_neighbors": 4, "weights": "distance", "leaf_size": 3},
    {"n_neighbors": 18, "weights": "distance"},
    {"n_neighbors": 2, "leaf_size": 1},
])


def answer(X, y, target, queries, settings):
    # Copies, because scikit-learn writes into metric_params.
    classifier = KNeighborsClassifier(**copy.deepcopy(settings)).fit(X, y)
    regressor = KNeighborsRegressor(**copy.deepcopy(settings)).fit(X, target)
    distances, indices = classifier.kneighbors(queries)
    every, others = classifier.kneighbors()
    return {
        "fitMethod": classifier._fit_method,
        "distances": distances,
        "indices": indices,
        "ownDistances": every[:12],
        "ownIndices": others[:12],
        "labels": classifier.predict(queries),
        "probabilities": classifier.predict_proba(queries),
        "means": regressor.predict(queries),
    }


def sweep(name, X, queries, ties):
    n, d = X.shape
    y = LABELS[(X.sum(axis=1) > np.median(X.sum(axis=1))).astype(int) + rng.randint(0, 2, n)]
    target = np.round(rng.randn(n), 3)
    data(f"neighbors-{name}", X, y, target=target, queries=queries)
    cases = []
    for algorithm, (metric, more) in itertools.product(["auto", "kd_tree", "ball_tree", "brute"], list(metrics(d, ties))):
        settings = {"algorithm": algorithm, "metric": metric, **more, **next(SETTINGS)}
        if ties and metric in UNDEFINED:
            continue
        try:
            result = answer(X, y, target, queries, settings)
        except ValueError as error:
            if "'VI' parameter is required" in str(error):  # learnkit inverts V for brute force too
                continue
            assert "valid" in str(error) or "does not support" in str(error), error
            cases.append({"params": params(**settings), "refused": True})
            continue
        if result["fitMethod"] == "brute" and metric in UNSETTLED and ties:
            result = {key: result[key] for key in ("fitMethod", "distances", "ownDistances")}
        cases.append({"params": params(**settings), **result})
    record(f"neighbors/{name}", cases, data=f"neighbors-{name}", seed=7)


def grid(n, d, top):
    return rng.randint(0, top, size=(n, d)).astype(float)


def duplicated(X, times):
    return X[np.sort(np.repeat(np.arange(len(X)), times))]


sweep("grid", grid(200, 3, 5), grid(8, 3, 5), ties=True)
sweep("plane", grid(150, 2, 7) / 4, grid(8, 2, 7) / 4, ties=True)
sweep("line", grid(256, 1, 40), grid(8, 1, 40) + 0.5, ties=True)
sweep("repeated", duplicated(np.round(rng.randn(40, 3) * 8) / 8, 6), np.round(rng.randn(8, 3) * 8) / 8, ties=True)
sweep("normal", rng.randn(120, 4), rng.randn(8, 4), ties=False)
sweep("wide", rng.randn(90, 20), rng.randn(8, 20), ties=False)

# k = n, a single sample, the trees on many samples, and real data.
cases = []
# In millimetres: of equal distances, scikit-learn's rounding of |x|² - 2xy + |y|² would choose by the machine's BLAS.
X, y = shipped("iris", "species")
X = np.round(X * 10)
y = np.asarray(y, dtype=str)
target = X[:, 3]
for settings in (
    {"n_neighbors": 150},
    {"n_neighbors": 150, "algorithm": "kd_tree", "weights": "distance"},
    {"n_neighbors": 149, "algorithm": "ball_tree", "leaf_size": 1},
    {"n_neighbors": 1},
    {"n_neighbors": 5, "weights": "distance", "algorithm": "brute"},
    {"n_neighbors": 7, "leaf_size": 200, "algorithm": "kd_tree"},
    {"n_neighbors": 30, "p": 1, "algorithm": "ball_tree"},
):
    queries = X[::25] + 0.5
    more = settings["n_neighbors"] < len(X)
    classifier = KNeighborsClassifier(**settings).fit(X, y)
    regressor = KNeighborsRegressor(**settings).fit(X, target)
    distances, indices = classifier.kneighbors(queries)
    graph = classifier.kneighbors_graph(queries, 3, mode="distance").toarray()
    cases.append({"params": params(**settings), "queries": queries, "fitMethod": classifier._fit_method,
                  "distances": distances[:, :30], "indices": indices,
                  "ownIndices": classifier.kneighbors(n_neighbors=6)[1] if more else None,
                  "labels": classifier.predict(queries), "probabilities": classifier.predict_proba(queries),
                  "means": regressor.predict(queries), "score": classifier.score(X, y), "r2": regressor.score(X, target),
                  "graph": graph[0]})
record("neighbors/iris", cases)

cases = []
X = grid(3000, 2, 40)
queries = grid(20, 2, 40)
for algorithm in ("kd_tree", "ball_tree"):
    for leaf_size in (1, 10, 40):
        model = KNeighborsRegressor(n_neighbors=6, algorithm=algorithm, leaf_size=leaf_size).fit(X, X[:, 0])
        distances, indices = model.kneighbors(queries)
        own = model.kneighbors(n_neighbors=2)[1][::50]
        cases.append({"params": params(n_neighbors=6, algorithm=algorithm, leaf_size=leaf_size), "distances": distances,
                      "indices": indices, "ownIndices": own})
record("neighbors/many", cases, data="neighbors-many")
data("neighbors-many", X, queries=queries)

# Equal distances that NumPy's argpartition selects: by a network up to 256, in vectors beyond, by introsort where its pivots fail.
cases = []
for n, top in ((5, 3), (9, 2), (64, 4), (255, 9), (256, 2), (257, 300), (300, 2), (700, 30), (900, 3)):
    away = np.random.RandomState(n).randint(0, top, size=(3, n)).astype(float)
    for k in sorted({1, min(n, 6), n // 2, n - 1}):
        model = NearestNeighbors(n_neighbors=k, metric="precomputed").fit(np.zeros((n, n)))
        cases.append({"n": n, "top": top, "k": k, "indices": [row[:300] for row in model.kneighbors(away)[1]]})
record("neighbors/selection", cases)
