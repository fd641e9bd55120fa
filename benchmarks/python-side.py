#!/usr/bin/env python3
"""Python's side of the benchmarks: scikit-learn, pandas and polars.

    python-side.py TASK [--size small|large] [--n-jobs 1|2] [--threads N]

One run prints one JSON line {task, n, d, fit_s, predict_s, first_s, cpu_s, score, peak_rss_mb, reps}. Times are the median over
repeats in one process, first_s is the first of them; cpu_s are the CPU seconds of a repeat, this process only. --n-jobs 1 leaves n_jobs at its default; BLAS and
OpenMP then still use every core. --threads 1 limits them to one thread. Supervised tasks train on the first 80 % of the rows and
predict the last 20 %. learnkit-side.mjs times the same parts of the same tasks.
"""
import argparse, importlib.util, json, os, resource, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("generate_data", os.path.join(HERE, "generate-data.py"))
generate_data = importlib.util.module_from_spec(spec)
spec.loader.exec_module(generate_data)

TASKS = {}


def task(name, small, large):
    def register(f):
        TASKS[name] = dict(f=f, small=small, large=large)
        return f
    return register


def supervised(name, small, large, make, regression=False, rows=None):
    """make(n_jobs) -> estimator; fit on the training part, predict the test part."""
    @task(name, small, large)
    def run(data, size, n_jobs):
        from sklearn.metrics import accuracy_score, r2_score
        D = generate_data.load(data)
        X, y = D["X"], D["y"]
        m = int(X.shape[0] * 0.8)
        Xa, ya, Xb, yb = X[:m], y[:m], X[m:], y[m:]
        if rows:
            limit = rows[size]
            Xa, ya, Xb, yb = Xa[:limit], ya[:limit], Xb[:limit // 4], yb[:limit // 4]
        make(n_jobs)  # imports, not timed

        def once():
            estimator = make(n_jobs)
            t0 = time.perf_counter()
            estimator.fit(Xa, ya)
            t1 = time.perf_counter()
            p = estimator.predict(Xb)
            t2 = time.perf_counter()
            return t1 - t0, t2 - t1, r2_score(yb, p) if regression else accuracy_score(yb, p)
        return Xa.shape[0], Xa.shape[1], once


def transformer(name, small, large, make):
    """predict_s is the transform of the same rows; the score is the sum of absolute outputs."""
    @task(name, small, large)
    def run(data, size, n_jobs):
        import numpy as np
        X = generate_data.load(data)["X"]
        make(n_jobs)

        def once():
            estimator = make(n_jobs)
            t0 = time.perf_counter()
            estimator.fit(X)
            t1 = time.perf_counter()
            Z = estimator.transform(X)
            t2 = time.perf_counter()
            return t1 - t0, t2 - t1, float(np.abs(Z).sum())
        return X.shape[0], X.shape[1], once


def sk(module, name, jobs=False, **params):
    def make(n_jobs):
        import importlib
        extra = {"n_jobs": n_jobs} if jobs and n_jobs != 1 else {}
        return getattr(importlib.import_module("sklearn." + module), name)(**params, **extra)
    return make


# ---------------------------------------------------------------- files, encoding
def _csv(engine):
    def run(data, size, n_jobs):
        generate_data.ensure(data)
        path = os.path.join(generate_data.DATA_DIR, data + ".csv")
        if engine == "pandas":
            import pandas as pd
            read = lambda: pd.read_csv(path)
        else:
            import polars as pl
            read = lambda: pl.read_csv(path)

        def once():
            t0 = time.perf_counter()
            frame = read()
            t1 = time.perf_counter()
            return t1 - t0, 0.0, float(frame["f0"].sum())
        n = json.load(open(os.path.join(generate_data.DATA_DIR, data + ".json")))["params"]["n"]
        return n, 17, once
    return run


task("csv_read", "csv_10k", "csv_100mb")(_csv("pandas"))
task("csv_read_polars", "csv_10k", "csv_100mb")(_csv("polars"))


@task("one_hot_encoder", "cats_10k", "cats_1m")
def _one_hot(data, size, n_jobs):
    import numpy as np, pandas as pd
    from sklearn.preprocessing import OneHotEncoder
    C = generate_data.load(data)["codes"].astype(int)
    frame = pd.DataFrame({f"c{j}": np.array([f"c{j}_{v:02d}" for v in range(k)], dtype=object)[C[:, j]]
                          for j, k in enumerate(generate_data.CARD)})

    def once():
        encoder = OneHotEncoder(handle_unknown="ignore")
        t0 = time.perf_counter()
        encoder.fit(frame)
        t1 = time.perf_counter()
        Z = encoder.transform(frame)
        t2 = time.perf_counter()
        return t1 - t0, t2 - t1, float(Z[:, 0].sum())
    return len(frame), 5, once


# ---------------------------------------------------------------- preprocessing
transformer("minmax_scaler", "num_10k_20", "num_1m_20", sk("preprocessing", "MinMaxScaler"))
transformer("standard_scaler", "num_10k_20", "num_1m_20", sk("preprocessing", "StandardScaler"))
transformer("simple_imputer_median", "miss_1k_10", "miss_500k_20", sk("impute", "SimpleImputer", strategy="median"))


@task("train_test_split", "num_10k_20", "num_1m_20")
def _split(data, size, n_jobs):
    """fit_s: a plain split; predict_s: a stratified one."""
    from sklearn.model_selection import train_test_split
    D = generate_data.load(data)
    X, y = D["X"], (D["y"] > 0).astype(int)

    def once():
        t0 = time.perf_counter()
        train_test_split(X, y, test_size=0.2, random_state=42)
        t1 = time.perf_counter()
        Z = train_test_split(X, y, test_size=0.2, random_state=42, stratify=y)
        t2 = time.perf_counter()
        return t1 - t0, t2 - t1, float(Z[0][:, 0].sum())
    return *X.shape, once


# ---------------------------------------------------------------- models
supervised("linear_regression", "reg_5k_20", "reg_500k_50", sk("linear_model", "LinearRegression"), regression=True)
supervised("ridge", "reg_5k_20", "reg_500k_50", sk("linear_model", "Ridge", alpha=1.0), regression=True)
supervised("logistic_binary", "clf_5k_20", "clf_500k_20", sk("linear_model", "LogisticRegression", max_iter=1000))
supervised("logistic_multinomial", "mc_5k_20", "mc_125k_20", sk("linear_model", "LogisticRegression", max_iter=1000))
supervised("decision_tree", "clf_5k_20", "clf_62k_20", sk("tree", "DecisionTreeClassifier", random_state=0))
supervised("random_forest_clf", "clf_5k_20", "clf_25k_20", sk("ensemble", "RandomForestClassifier", jobs=True, random_state=0))
supervised("random_forest_reg", "reg_1k_20", "reg_5k_20", sk("ensemble", "RandomForestRegressor", jobs=True, random_state=0),
           regression=True)
supervised("knn_brute_d50", "clf_25k_50", "clf_25k_50", sk("neighbors", "KNeighborsClassifier", jobs=True, algorithm="brute"),
           rows={"small": 4000, "large": 20000})
supervised("knn_kdtree_d3", "mc_5k_3", "mc_250k_3", sk("neighbors", "KNeighborsClassifier", jobs=True, algorithm="kd_tree"))


# ---------------------------------------------------------------- selection of models
def selection(name, small, large, rows, search):
    @task(name, small, large)
    def run(data, size, n_jobs):
        import sklearn.ensemble, sklearn.linear_model, sklearn.model_selection  # noqa: F401 (not timed)
        D = generate_data.load(data)
        X, y = D["X"][:rows[size]], D["y"][:rows[size]]

        def once():
            t0 = time.perf_counter()
            score = search(X, y, None if n_jobs == 1 else n_jobs)
            t1 = time.perf_counter()
            return t1 - t0, 0.0, float(score)
        return *X.shape, once


def _grid(X, y, n_jobs):
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import GridSearchCV
    grid = {"n_estimators": [20, 50, 100], "max_depth": [3, 6, None]}
    return GridSearchCV(RandomForestClassifier(random_state=0), grid, cv=5, n_jobs=n_jobs).fit(X, y).best_score_


def _cross_val(X, y, n_jobs):
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    return cross_val_score(LogisticRegression(max_iter=1000), X, y, cv=5, n_jobs=n_jobs).mean()


selection("grid_search_rf", "clf_1k_20", "clf_1k_20", {"small": 300, "large": 1000}, _grid)
selection("cross_val_score_logistic", "clf_5k_20", "clf_500k_20", {"small": 5000, "large": 500000}, _cross_val)


# ---------------------------------------------------------------- metrics, start
@task("roc_auc", "metrics_10k", "metrics_1m")
def _auc(data, size, n_jobs):
    from sklearn.metrics import roc_auc_score
    D = generate_data.load(data)
    y = D["y"].astype(int)

    def once():
        t0 = time.perf_counter()
        score = roc_auc_score(y, D["score"])
        t1 = time.perf_counter()
        return t1 - t0, 0.0, float(score)
    return len(y), 1, once


@task("classification_report", "metrics_10k", "metrics_1m")
def _report(data, size, n_jobs):
    """predict_s: confusion_matrix."""
    from sklearn.metrics import classification_report, confusion_matrix
    D = generate_data.load(data)
    y, p = D["y10"].astype(int), D["p10"].astype(int)

    def once():
        t0 = time.perf_counter()
        report = classification_report(y, p, output_dict=True)
        t1 = time.perf_counter()
        confusion_matrix(y, p)
        t2 = time.perf_counter()
        return t1 - t0, t2 - t1, float(report["macro avg"]["f1-score"])
    return len(y), 10, once


FIRST_FIT = """
from sklearn.ensemble import RandomForestClassifier
RandomForestClassifier(n_estimators=10, random_state=0).fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
"""


@task("import", "-", "-")
def _import(data, size, n_jobs):
    """A whole process: start, import, first fit."""
    def once():
        t0 = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST_FIT], check=True)
        t1 = time.perf_counter()
        return t1 - t0, 0.0, 0.0
    return 4, 1, once


def main(args):
    if args.threads:
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
            os.environ[name] = str(args.threads)
    entry = TASKS[args.task]
    n, d, once = entry["f"](entry[args.size], args.size, args.n_jobs)
    rows = []
    while not enough(rows):
        c0 = cpu_seconds()
        fit, predict, score = once()
        rows.append((fit, predict, cpu_seconds() - c0, score))
    usage = resource.getrusage(resource.RUSAGE_CHILDREN if args.task == "import" else resource.RUSAGE_SELF)
    print(json.dumps(dict(
        task=args.task, n=n, d=d,
        fit_s=statistics.median(r[0] for r in rows), predict_s=statistics.median(r[1] for r in rows),
        first_s=rows[0][0], cpu_s=statistics.median(r[2] for r in rows), score=rows[-1][3],
        peak_rss_mb=usage.ru_maxrss / 1024, reps=len(rows))))


def cpu_seconds():
    """Of this process, all its threads; os.times() has ticks of 10 ms only."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def enough(rows):
    """Three repeats and half a second, or 20 repeats, or 3 seconds; both sides alike."""
    spent = sum(r[0] + r[1] for r in rows)
    return (len(rows) >= 3 and spent >= 0.5) or len(rows) >= 20 or spent >= 3


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("task")
    parser.add_argument("--size", default="large", choices=["small", "large"])
    parser.add_argument("--n-jobs", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    main(parser.parse_args())
