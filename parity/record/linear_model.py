"""Records LinearRegression, Ridge and LogisticRegression: parity/fixtures/linear-model/*.json.

Besides its answer, each case has scikit-learn's own noise: how far its coefficients move (relative to the largest) and which numbers of
iterations it takes when the data move by one unit in the last place. A test may not ask for more digits than scikit-learn repeats itself.
"""
import sys
import pathlib
import warnings

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from recorder import data, params, record, shipped  # noqa: E402

warnings.filterwarnings("ignore")
random = np.random.RandomState(3)


def rounded(X, digits=6):
    return np.round(X, digits)


def regression_sets():
    X, y = shipped("diabetes", "progression")
    sets = {"diabetes": (X[:200], y[:200].astype(float))}
    sets["diabetes-scaled"] = (rounded(StandardScaler().fit_transform(X)[:200]), y[:200].astype(float))
    Z = rounded(random.normal(size=(40, 4)), 3)
    deficient = np.c_[Z, Z[:, 0] + Z[:, 1], Z[:, 2], np.full(40, 7.0), np.zeros(40)]
    sets["deficient"] = (deficient, rounded(Z @ [1, -2, 3, 0.5] + random.normal(size=40), 3))
    sets["wide"] = (rounded(random.normal(size=(15, 40)), 3), rounded(random.normal(size=15), 3))
    sets["offset"] = (rounded(random.normal(size=(60, 3)), 3) + [1e6, -1e4, 100], rounded(random.normal(size=60), 3) + 5e5)
    sets["one-feature"] = (rounded(random.normal(size=(12, 1)), 3), rounded(random.normal(size=12), 3))
    sets["two-rows"] = (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]), np.array([1.0, 3.0]))
    for name, (X, y) in sets.items():
        data(f"linear-{name}", X, y)
    return sets


def classification_sets():
    sets = {}
    X, y = shipped("iris", "species")
    sets["iris"] = (X, y)
    sets["iris-scaled"] = (rounded(StandardScaler().fit_transform(X)), y)
    two = y != "setosa"
    sets["iris-two"] = (X[two], y[two])
    X, y = shipped("wine", "cultivar")
    sets["wine-scaled"] = (rounded(StandardScaler().fit_transform(X), 4), np.array([f"cultivar {v}" for v in y]))
    sets["wine"] = (X, y)
    X, y = shipped("breast_cancer", "diagnosis")
    sets["cancer"] = (X[:250, :12], y[:250])
    sets["cancer-scaled"] = (rounded(StandardScaler().fit_transform(X), 4)[:250], y[:250])
    Z = rounded(random.normal(size=(30, 50)), 3)
    sets["wide-two"] = (Z, (Z[:, 0] + 0.5 * random.normal(size=30) > 0))
    D = rounded(random.normal(size=(60, 3)), 3)
    D = np.c_[D, D[:, 0], np.full(60, 2.0), np.zeros(60)]
    sets["dependent"] = (D, np.round(D[:, 0] + D[:, 1] + random.normal(size=60)).clip(-1, 1).astype(int))
    for name, (X, y) in sets.items():
        data(f"linear-{name}", X, y)
    return sets


def weights_of(kind, n):
    if kind is None:
        return None
    w = np.random.RandomState(11).randint(0, 4, n) / 2  # zeros among them
    w[0] = 1.0
    return w


def noise_of(make, X, y, w, answer, n_iter):
    scale = max(np.abs(answer).max(), 1e-300)
    moved, counts = 0.0, [n_iter]
    for seed in range(6):
        e = np.random.RandomState(seed).choice([-1.0, 0.0, 1.0], X.shape)
        m = make().fit(X * (1 + e * 2.0**-52), y, sample_weight=w)
        moved = max(moved, np.abs(answer_of(m) - answer).max() / scale)
        counts.append(iterations_of(m))
    counts = [c for c in counts if c is not None]
    return moved, [min(counts), max(counts)] if counts else None


def answer_of(m):
    return np.r_[np.ravel(m.coef_), np.ravel(m.intercept_)]


def iterations_of(m):
    n = getattr(m, "n_iter_", None)
    return None if n is None else int(np.ravel(n)[0])


def cases_of(Estimator, sets, listed):
    cases = []
    for name, weighted, given in listed:
        X, y = sets[name]
        w = weights_of(weighted, len(y))
        seeded = dict(given) if Estimator is LinearRegression else {"random_state": 0, **given}
        make = lambda: Estimator(**seeded)  # noqa: E731
        m = make().fit(X, y, sample_weight=w)
        answer = answer_of(m)
        noise, counts = noise_of(make, X, y, w, answer, iterations_of(m))
        case = {
            "data": f"linear-{name}",
            "params": params(**given),
            "sampleWeight": w,
            "coef": m.coef_,
            "intercept": m.intercept_,
            "nIter": counts,
            "noise": noise,
            "score": m.score(X, y),
            "predicted": m.predict(X[:4]),
        }
        if Estimator is LinearRegression and not given.get("positive"):
            case |= {"rank": m.rank_, "singular": m.singular_}
        if Estimator is Ridge:
            case |= {"solver": m.solver_}
        if Estimator is LogisticRegression:
            case |= {
                "classes": m.classes_,
                "decision": m.decision_function(X[:4]),
                "probability": m.predict_proba(X[:4]),
                "logProbability": m.predict_log_proba(X[:4]),
            }
        cases.append(case)
    return cases


def linear_regression(sets):
    listed = []
    for name in sets:
        listed += [(name, None, {}), (name, "weighted", {}), (name, None, {"fit_intercept": False})]
        listed += [(name, None, {"positive": True}), (name, "weighted", {"positive": True, "fit_intercept": False})]
    listed += [("diabetes", None, {"tol": 0.1}), ("diabetes-scaled", "weighted", {"tol": 0.2})]
    return cases_of(LinearRegression, sets, listed)


def ridge(sets):
    listed = []
    for solver in ["auto", "svd", "cholesky", "lsqr", "sparse_cg", "sag", "saga"]:
        for name in ["diabetes-scaled", "deficient", "wide", "one-feature"]:
            listed += [(name, None, {"solver": solver}), (name, "weighted", {"solver": solver, "alpha": 0.05})]
        listed += [("diabetes-scaled", None, {"solver": solver, "fit_intercept": False, "alpha": 30})]
        listed += [("diabetes", None, {"solver": solver, "alpha": 1e3, "tol": 1e-10})]
    for solver in ["auto", "svd"]:
        listed += [(name, None, {"solver": solver}) for name in ["diabetes", "offset", "two-rows"]]
    for solver in ["lsqr", "sag", "saga", "sparse_cg"]:
        listed += [("diabetes-scaled", None, {"solver": solver, "max_iter": 3})]
        listed += [("diabetes-scaled", None, {"solver": solver, "tol": 1e-10})]
    listed += [("diabetes-scaled", "weighted", {"solver": solver, "random_state": 5}) for solver in ["sag", "saga"]]
    for name in ["diabetes-scaled", "diabetes", "deficient", "wide", "one-feature"]:
        listed += [(name, None, {"positive": True}), (name, "weighted", {"positive": True, "solver": "lbfgs", "tol": 1e-10})]
    listed += [("diabetes-scaled", None, {"positive": True, "max_iter": 2, "fit_intercept": False})]
    listed += [("diabetes", None, {"alpha": 0.0}), ("diabetes", None, {"alpha": 0.0, "solver": "svd"})]
    return cases_of(Ridge, sets, listed)


def logistic(sets):
    listed = []
    two, more = ["cancer-scaled", "iris-two", "wide-two"], ["iris-scaled", "wine-scaled", "dependent"]
    for solver in ["lbfgs", "newton-cg", "newton-cholesky", "sag", "saga"]:
        for name in two + more:
            listed += [(name, None, {"solver": solver})]
        for name in ["cancer-scaled", "iris-scaled"]:
            s = {"solver": solver}
            listed += [(name, "weighted", s | {"C": 0.1}), (name, None, s | {"fit_intercept": False, "C": 10.0})]
            listed += [(name, None, s | {"class_weight": "balanced"}), (name, "weighted", s | {"class_weight": "balanced"})]
            listed += [(name, None, s | {"max_iter": 3}), (name, None, s | {"tol": 1e-8, "max_iter": 3000})]
        listed += [("dependent", None, {"solver": solver, "C": np.inf}), ("dependent", "weighted", {"solver": solver, "penalty": None, "fit_intercept": False})]
        listed += [("iris-two", None, {"solver": solver, "class_weight": {"versicolor": 3.0, "virginica": 0.5}})]
        listed += [("iris-scaled", None, {"solver": solver, "penalty": "l2", "max_iter": 0})] if solver in ("newton-cg", "lbfgs") else []
    for name in ["iris", "wine", "cancer"]:
        listed += [(name, None, {}), (name, None, {"tol": 1e-8, "max_iter": 5000}), (name, None, {"solver": "newton-cholesky"})]
    for name in ["cancer-scaled", "iris-scaled", "wide-two"]:
        for ratio in [0.3, 1]:
            listed += [(name, None, {"solver": "saga", "l1_ratio": ratio, "max_iter": 300})]
        listed += [(name, "weighted", {"solver": "saga", "l1_ratio": 0.7, "C": 0.2, "random_state": 3})]
    listed += [("cancer-scaled", None, {"solver": "saga", "penalty": "elasticnet", "l1_ratio": 0.5}), ("cancer-scaled", None, {"solver": "saga", "penalty": "l1"})]
    for name in two + ["cancer"]:
        for given in [{}, {"dual": True}, {"l1_ratio": 1}]:
            s = {"solver": "liblinear"} | given
            listed += [(name, None, s), (name, "weighted", s | {"C": 0.3})]
            listed += [(name, None, s | {"fit_intercept": False}), (name, None, s | {"intercept_scaling": 10.0})]
    for given in [{}, {"dual": True}, {"l1_ratio": 1}]:
        s = {"solver": "liblinear"} | given
        listed += [("cancer-scaled", None, s | {"tol": 1e-8, "max_iter": 2000}), ("cancer-scaled", None, s | {"max_iter": 2})]
        listed += [("cancer-scaled", "weighted", s | {"class_weight": "balanced"}), ("iris-two", None, s | {"random_state": 7, "C": 20.0})]
    return cases_of(LogisticRegression, sets, listed)


def gram_path():
    """Problems large enough for the normal equations; the tests make the same data with the same generator."""
    cases = []
    for seed, rows, columns, offset, spread in [(1, 6000, 12, 0, 1), (2, 5000, 14, 1e5, 1), (3, 6000, 12, 10, 300), (4, 90, 200, 5, 20)]:
        r = np.random.RandomState(seed)
        X = r.normal(size=(rows, columns)) + offset
        X[:, 0] *= spread
        y = r.normal(size=rows) + X[:, 1]
        w = r.randint(0, 3, rows).astype(float)
        for weight in [None, w]:
            for intercept in [True, False]:
                m = LinearRegression(fit_intercept=intercept).fit(X, y, sample_weight=weight)
                t = Ridge(fit_intercept=intercept, alpha=5).fit(X, y, sample_weight=weight)
                # The two direct solvers of scikit-learn differ by what the squared condition number costs.
                direct = Ridge(fit_intercept=intercept, alpha=5, solver="svd").fit(X, y, sample_weight=weight)
                noise = np.abs(direct.coef_ - t.coef_).max() / np.abs(t.coef_).max()
                for k in range(3):
                    e = np.random.RandomState(k).choice([-1.0, 0.0, 1.0], X.shape)
                    moved = Ridge(fit_intercept=intercept, alpha=5).fit(X * (1 + e * 2.0**-52), y, sample_weight=weight)
                    noise = max(noise, np.abs(moved.coef_ - t.coef_).max() / np.abs(t.coef_).max())
                cases.append(dict(seed=seed, rows=rows, columns=columns, offset=offset, spread=spread, weighted=weight is not None,
                                  fitIntercept=intercept, coef=m.coef_, intercept=m.intercept_, singular=m.singular_, rank=m.rank_,
                                  ridgeCoef=t.coef_, ridgeNoise=noise, ridgeIntercept=t.intercept_))
    return cases


if __name__ == "__main__":
    sets = regression_sets()
    record("linear-model/linear-regression", linear_regression(sets))
    record("linear-model/ridge", ridge(sets))
    record("linear-model/normal-equations", gram_path())
    record("linear-model/logistic-regression", logistic(classification_sets()))
