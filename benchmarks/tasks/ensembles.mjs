import { headRows, selection, supervised } from "../task.mjs";

/** Three members of unlike kinds, as in python/ensembles.py. */
function members(kit) {
  return [
    ["rf", new kit.RandomForestClassifier({ randomState: 0 })],
    ["gb", new kit.GradientBoostingClassifier({ randomState: 0 })],
    ["lr", new kit.LogisticRegression({ maxIter: 1000 })],
  ];
}

/** Accuracy on the last fifth of a model fitted to the rest. */
async function holdOut(kit, estimator, X, y) {
  const cut = Math.floor(X.rows * 0.8);
  const model = await estimator.fit(headRows(kit, X, 0, cut), y.subarray(0, cut));
  return model.score(headRows(kit, X, cut, X.rows), y.subarray(cut, X.rows));
}

export const tasks = {
  bagging: supervised("clf_5k_20", "clf_25k_20", (kit) => new kit.BaggingClassifier({ randomState: 0 }), {
    jobs: "processes",
    likeWithLike: true,
  }),
  voting: selection(
    "clf_1k_20",
    "clf_5k_20",
    { small: 1000, large: 5000 },
    (kit, X, y) => holdOut(kit, new kit.VotingClassifier({ estimators: members(kit), voting: "soft" }), X, y),
    { jobs: "processes" },
  ),
  stacking: selection(
    "clf_1k_20",
    "clf_5k_20",
    { small: 500, large: 2500 },
    (kit, X, y) => {
      const finalEstimator = new kit.LogisticRegression();
      return holdOut(
        kit,
        new kit.StackingClassifier({ estimators: members(kit), finalEstimator, cv: 5 }),
        X,
        y,
      );
    },
    { jobs: "processes" },
  ),
};
