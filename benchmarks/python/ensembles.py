from task import selection, sk, supervised


supervised("bagging", "clf_5k_20", "clf_25k_20", sk("ensemble", "BaggingClassifier", jobs=True, random_state=0))


def _members():
    from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    return [("rf", RandomForestClassifier(random_state=0)), ("gb", GradientBoostingClassifier(random_state=0)),
            ("lr", LogisticRegression(max_iter=1000))]


def _hold_out(estimator, X, y):
    cut = int(len(X) * 0.8)
    return estimator.fit(X[:cut], y[:cut]).score(X[cut:], y[cut:])


def _vote(X, y, n_jobs):
    from sklearn.ensemble import VotingClassifier
    return _hold_out(VotingClassifier(_members(), voting="soft", n_jobs=n_jobs), X, y)


def _stack(X, y, n_jobs):
    from sklearn.ensemble import StackingClassifier
    from sklearn.linear_model import LogisticRegression
    return _hold_out(StackingClassifier(_members(), LogisticRegression(), cv=5, n_jobs=n_jobs), X, y)


selection("voting", "clf_1k_20", "clf_5k_20", {"small": 1000, "large": 5000}, _vote)
selection("stacking", "clf_1k_20", "clf_5k_20", {"small": 500, "large": 2500}, _stack)
