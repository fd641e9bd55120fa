"""Records scikit-learn's splits: parity/fixtures/model-selection/splits.json."""
import pathlib
import sys
import warnings

import numpy as np
from sklearn import model_selection as ms

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from recorder import camel, params, record, write  # noqa: E402

warnings.filterwarnings("ignore")


def labels():
    r = np.random.RandomState(0)
    words = np.array(["dog", "ant", "cat", "bee"])
    return {
        "many_classes": r.randint(0, 7, 90),
        "unequal": np.append(words[r.choice(4, 59, p=[0.6, 0.25, 0.1, 0.05])], ["cat", "bee"]),
        "ties": np.repeat([3, 1, 2], [8, 8, 8]),
        "ties_of_five": np.tile(words, 5)[:18],
        "flags": r.randint(0, 2, 33).astype(bool),
        "late_class": np.array([5] * 10 + [1] * 11 + [9] * 4),
        "given": np.array([0] * 6 + [1] * 4 + [2] * 2),
        "small_class": np.array([0] * 12 + [1] * 3 + [2] * 9),
    }


def folds(splitter, n, y=None, groups=None):
    return [{"train": train, "test": test} for train, test in splitter.split(np.zeros((n, 1)), y, groups)]


def main():
    ys = labels()
    cases = []

    def splits(name, n, y=None, groups=None, **given):
        splitter = getattr(ms, name)(**given)
        answer = folds(splitter, n, None if y is None else ys[y], None if groups is None else ys[groups])
        cases.append({"splitter": name, "params": params(**given), "rows": n, "y": y, "groups": groups, "folds": answer})

    def parts(n, stratify=None, **given):
        train, test = ms.train_test_split(np.arange(n), stratify=None if stratify is None else ys[stratify], **given)
        cases.append(
            {"splitter": "trainTestSplit", "params": params(**given), "rows": n, "stratify": stratify,
             "folds": [{"train": train, "test": test}]}
        )

    for n in (2, 7, 10, 101):
        for seed in (0, 42, 4294967295):
            parts(n, random_state=seed)
            parts(n, random_state=seed, test_size=0.5)
        parts(n, random_state=1, test_size=1)
        parts(n, random_state=1, train_size=0.6)
        parts(n, shuffle=False)
    parts(50, random_state=3, test_size=0.2, train_size=0.3)
    parts(50, random_state=3, test_size=7, train_size=30)
    parts(50, random_state=3, test_size=7, train_size=0.5)
    for y, values in ys.items():
        for seed in (0, 1, 42):
            parts(len(values), stratify=y, random_state=seed)
            parts(len(values), stratify=y, random_state=seed, test_size=0.5)
        parts(len(values), stratify=y, random_state=7, test_size=0.31, train_size=0.4)
    for n, k in ((5, 5), (10, 3), (23, 4), (100, 5)):
        splits("KFold", n, n_splits=k)
        for seed in (0, 42):
            splits("KFold", n, n_splits=k, shuffle=True, random_state=seed)
    for y, values in ys.items():
        for k in (2, 3, 5):
            if k > np.unique(values, return_counts=True)[1].max():
                continue
            splits("StratifiedKFold", len(values), y=y, n_splits=k)
            splits("StratifiedKFold", len(values), y=y, n_splits=k, shuffle=True, random_state=1)
    splits("RepeatedKFold", 11, n_splits=3, n_repeats=3, random_state=5)
    splits("RepeatedStratifiedKFold", 33, y="flags", n_splits=2, n_repeats=3, random_state=5)
    splits("ShuffleSplit", 20, n_splits=3, random_state=2)
    splits("ShuffleSplit", 20, n_splits=3, test_size=5, train_size=0.25, random_state=2)
    splits("StratifiedShuffleSplit", 90, y="many_classes", n_splits=3, random_state=2)
    splits("StratifiedShuffleSplit", 61, y="unequal", n_splits=2, test_size=0.3, random_state=9)
    for g in ("many_classes", "unequal", "ties", "late_class"):
        splits("GroupKFold", len(ys[g]), groups=g, n_splits=3)
        splits("GroupKFold", len(ys[g]), groups=g, n_splits=2, shuffle=True, random_state=4)
    splits("LeaveOneOut", 4)
    write("data/split-labels", ys)
    record("model-selection/splits", cases)


def validation():
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold, cross_validate
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    from recorder import shipped

    classes = {"DecisionTreeClassifier": DecisionTreeClassifier, "Ridge": Ridge, "KNeighborsClassifier": KNeighborsClassifier,
               "LogisticRegression": LogisticRegression, "DecisionTreeRegressor": DecisionTreeRegressor, "StandardScaler": StandardScaler}
    sets = {"iris": shipped("iris", "species"), "diabetes": shipped("diabetes", "progression"), "breast_cancer": shipped("breast_cancer", "diagnosis")}
    splitters = {"KFold": KFold, "StratifiedKFold": StratifiedKFold}
    cases, searches = [], []

    def path(name):
        return ".".join(camel(part) for part in name.split("__"))

    def by_path(given):
        return {path(key): value for key, value in given.items()}

    def make(name, given):
        if name.startswith("Pipeline("):
            return make_pipeline(*(classes[step]() for step in name[9:-1].split(", ")))
        seed = {"random_state": 0} if name.startswith("DecisionTree") else {}
        return classes[name](**given, **seed)

    def validate(name, data, scoring, cv=5, tolerance="rounding", **given):
        X, y = sets[data]
        splitter = cv if isinstance(cv, int) else splitters[cv[0]](**cv[1])
        answer = cross_validate(make(name, given), X, y, scoring=scoring, cv=splitter, return_train_score=True)
        cases.append({"estimator": name, "params": params(**given), "data": data, "scoring": scoring, "tolerance": tolerance,
                      "cv": cv if isinstance(cv, int) else [cv[0], params(**cv[1])],
                      "test": {s: answer[f"test_{s}"] for s in scoring}, "train": {s: answer[f"train_{s}"] for s in scoring}})

    def search(name, data, grid, scoring, refit=True, cv=5, tolerance="rounding", **given):
        X, y = sets[data]
        found = GridSearchCV(make(name, given), grid, scoring=scoring, refit=refit, cv=cv, return_train_score=True).fit(X, y)
        keys = [scoring] if isinstance(scoring, str) or scoring is None else scoring
        table = found.cv_results_
        suffix = {s: (s if isinstance(scoring, list) else "score") for s in keys}
        grids = grid if isinstance(grid, list) else [grid]
        searches.append({
            "estimator": name, "params": params(**given), "data": data, "scoring": scoring, "refit": refit, "cv": cv, "tolerance": tolerance,
            "grid": [by_path(g) for g in grids],
            "candidates": [by_path(p) for p in table["params"]],
            "results": {str(s): {"mean": table[f"mean_test_{suffix[s]}"], "std": table[f"std_test_{suffix[s]}"], "rank": table[f"rank_test_{suffix[s]}"],
                                 "split0": table[f"split0_test_{suffix[s]}"], "train": table[f"mean_train_{suffix[s]}"]} for s in keys},
            "bestIndex": found.best_index_, "bestScore": found.best_score_, "bestParams": by_path(found.best_params_),
        })

    names = ["accuracy", "f1_macro", "balanced_accuracy", "neg_log_loss", "neg_brier_score", "roc_auc_ovr"]
    validate("DecisionTreeClassifier", "iris", names, max_depth=3)
    validate("DecisionTreeClassifier", "iris", names, cv=("StratifiedKFold", {"n_splits": 4, "shuffle": True, "random_state": 7}))
    validate("KNeighborsClassifier", "iris", names, n_neighbors=7)
    validate("KNeighborsClassifier", "breast_cancer", ["accuracy", "roc_auc", "neg_log_loss"], cv=("KFold", {"n_splits": 3, "shuffle": True, "random_state": 0}))
    regress = ["r2", "neg_mean_squared_error", "neg_root_mean_squared_error", "neg_mean_absolute_error", "neg_median_absolute_error", "neg_max_error", "explained_variance", "neg_mean_absolute_percentage_error"]
    validate("Ridge", "diabetes", regress, tolerance="lapack", alpha=2.0)
    validate("DecisionTreeRegressor", "diabetes", regress, cv=("KFold", {"n_splits": 4, "shuffle": True, "random_state": 3}), max_depth=4)
    search("DecisionTreeClassifier", "iris", {"max_depth": [2, 1, None], "criterion": ["gini", "entropy"], "min_samples_leaf": [1, 5]}, None)
    search("DecisionTreeClassifier", "iris", [{"max_depth": [1, 2]}, {"max_leaf_nodes": [3, 5], "splitter": ["best"]}], ["accuracy", "f1_macro"], refit="f1_macro")
    search("Ridge", "diabetes", {"alpha": [0.01, 0.1, 1.0, 10.0], "fit_intercept": [True, False]}, "neg_mean_squared_error", tolerance="lapack")
    search("KNeighborsClassifier", "breast_cancer", {"n_neighbors": [1, 5, 9], "weights": ["uniform", "distance"]}, "roc_auc", cv=3)
    validate("LogisticRegression", "iris", ["accuracy", "neg_log_loss"], tolerance="converged", tol=1e-10, max_iter=10000)
    search("Pipeline(StandardScaler, Ridge)", "diabetes", {"ridge__alpha": [0.1, 1.0, 100.0], "standardscaler__with_std": [True, False]},
           ["r2", "neg_mean_squared_error"], refit="r2", tolerance="lapack")
    search("Pipeline(StandardScaler, KNeighborsClassifier)", "breast_cancer", {"kneighborsclassifier__n_neighbors": [3, 4], "standardscaler": ["passthrough"]}, "accuracy")
    record("model-selection/cross-validate", cases)
    record("model-selection/grid-search", searches)


main()
validation()
