"""Classifiers of two classes with a fixed or a tuned threshold."""
import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np
from recorder import params, record
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, make_scorer
from sklearn.model_selection import (
    FixedThresholdClassifier,
    StratifiedKFold,
    TunedThresholdClassifierCV,
)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")


def problem(n, share, seed, labels):
    X, y = make_classification(n, 5, n_informative=3, weights=[1 - share], flip_y=0.05, random_state=seed)
    return X.round(4), np.array(labels)[y]


SETS = {
    "rare": problem(200, 0.1, 0, [0, 1]),
    "text": problem(150, 0.2, 1, ["no", "yes"]),
    "even": problem(120, 0.5, 2, [0, 1]),
    "signs": problem(130, 0.3, 3, [-1, 1]),
    "mostly positive": problem(140, 0.85, 4, ["bad", "good"]),
}
MODELS = {
    "DecisionTreeClassifier": lambda: DecisionTreeClassifier(max_depth=4, random_state=0),
    "KNeighborsClassifier": lambda: KNeighborsClassifier(n_neighbors=7),
    "LogisticRegression": lambda: LogisticRegression(tol=1e-12, max_iter=1000),
}


def fixed():
    cases = []
    for name, (X, y) in SETS.items():
        for model in MODELS:
            for given in (
                {},
                {"threshold": 0.2},
                {"threshold": 0.7, "pos_label": np.unique(y)[0]},
                {"threshold": -0.5, "response_method": "decision_function"},
                {"pos_label": np.unique(y)[0], "response_method": "decision_function"},
                {"threshold": 1.5},
            ):
                if given.get("response_method") and model != "LogisticRegression":
                    continue
                fitted = FixedThresholdClassifier(MODELS[model](), **given).fit(X, y)
                cases.append({"data": name, "model": model, "params": params(**given), "predicted": fitted.predict(X)})
    return cases


def tuned():
    cases = []
    for name, (X, y) in SETS.items():
        positive = np.unique(y)[1]
        numbered = positive == 1
        for model in MODELS:
            settings = [
                {},
                {"cv": 3, "thresholds": 17, "store_cv_results": True},
                {"scoring": "accuracy", "cv": 0.4, "random_state": 3, "refit": False},
                {"scoring": "f1_macro" if numbered else "balanced_accuracy", "cv": 0.3, "random_state": 4},
                {"thresholds": [0.05, 0.1, 0.2, 0.35, 0.5, 0.9], "store_cv_results": True},
                {"scoring": "f1" if numbered else ("f1", str(positive)), "thresholds": 31},
                {"scoring": ("f1", np.unique(y)[0]), "cv": 4},
                {"cv": "shuffled"},
                {"cv": "prefit", "refit": False, "scoring": "matthews_corrcoef"},
            ]
            if model == "LogisticRegression":
                settings.append({"response_method": "decision_function", "thresholds": 40, "store_cv_results": True})
            for given in settings:
                python = dict(given)
                if isinstance(python.get("scoring"), tuple):
                    python["scoring"] = make_scorer(f1_score, pos_label=python["scoring"][1])
                if python.get("cv") == "shuffled":
                    python["cv"] = StratifiedKFold(4, shuffle=True, random_state=1)
                estimator = MODELS[model]()
                rows = slice(None)
                if python.get("cv") == "prefit":
                    estimator.fit(X[::2], y[::2])
                    rows = slice(1, None, 2)
                fitted = TunedThresholdClassifierCV(estimator, **python).fit(X[rows], y[rows])
                case = {
                    "data": name,
                    "model": model,
                    "params": params(**given),
                    "bestThreshold": fitted.best_threshold_,
                    "bestScore": fitted.best_score_,
                    "predicted": fitted.predict(X),
                }
                if given.get("store_cv_results"):
                    case["cvResults"] = fitted.cv_results_
                cases.append(case)
    return cases


sets = {name: {"X": X, "y": y} for name, (X, y) in SETS.items()}
record("model-selection/fixed-threshold", fixed(), sets=sets)
record("model-selection/tuned-threshold", tuned())
