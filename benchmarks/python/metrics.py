import time

from task import generate_data, task


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
