import time

from task import generate_data, selection, task


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
