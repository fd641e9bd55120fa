import time

from task import generate_data, sk, supervised, task

supervised("extra_trees_clf", "clf_5k_20", "clf_62k_20", sk("ensemble", "ExtraTreesClassifier", jobs=True, random_state=0))
supervised("extra_trees_reg", "reg_1k_20", "reg_5k_20", sk("ensemble", "ExtraTreesRegressor", jobs=True, random_state=0),
           regression=True)


@task("isolation_forest", "clf_5k_20", "clf_500k_20")
def _isolation(data, size, n_jobs):
    from joblib import parallel_backend
    from sklearn.ensemble import IsolationForest
    X = generate_data.load(data)["X"]

    def once():
        # Scoring takes its number of jobs from the context.
        with parallel_backend("threading", n_jobs=n_jobs or 1):
            t0 = time.perf_counter()
            model = IsolationForest(random_state=0, n_jobs=n_jobs).fit(X)
            t1 = time.perf_counter()
            scores = model.score_samples(X)
            t2 = time.perf_counter()
        return t1 - t0, t2 - t1, float(scores.mean())
    return X.shape[0], X.shape[1], once
