"""What the tasks of python/FAMILY.py share: the registry and the usual shapes of a task."""
import importlib, importlib.util, os, time

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
        extra = {"n_jobs": n_jobs} if jobs and n_jobs != 1 else {}
        return getattr(importlib.import_module("sklearn." + module), name)(**params, **extra)
    return make


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
