import { supervised } from "../task.mjs";

export const tasks = {
  linear_regression: supervised("reg_5k_20", "reg_500k_50", (kit) => new kit.LinearRegression(), {
    regression: true,
  }),
  ridge: supervised("reg_5k_20", "reg_500k_50", (kit) => new kit.Ridge({ alpha: 1 }), { regression: true }),
  logistic_binary: supervised(
    "clf_5k_20",
    "clf_500k_20",
    (kit) => new kit.LogisticRegression({ maxIter: 1000 }),
    { tolerance: 1e-4 }, // it stops at a gradient of 1e-4, and a row or two near the boundary may fall on the other side
  ),
  logistic_multinomial: supervised(
    "mc_5k_20",
    "mc_125k_20",
    (kit) => new kit.LogisticRegression({ maxIter: 1000 }),
    { tolerance: 1e-3 }, // as logistic_binary
  ),
  decision_tree: supervised(
    "clf_5k_20",
    "clf_62k_20",
    (kit) => new kit.DecisionTreeClassifier({ randomState: 0 }),
  ),
  decision_tree_reg: supervised(
    "reg_5k_20",
    "reg_500k_50",
    (kit) => new kit.DecisionTreeRegressor({ randomState: 0 }),
    { regression: true, rows: { small: 4000, large: 20_000 } },
  ),
  decision_tree_median: supervised(
    "reg_5k_20",
    "reg_500k_50",
    (kit) => new kit.DecisionTreeRegressor({ criterion: "absolute_error", maxDepth: 6, randomState: 0 }),
    { regression: true, rows: { small: 4000, large: 20_000 } },
  ),
  random_forest_clf: supervised(
    "clf_5k_20",
    "clf_25k_20",
    (kit) => new kit.RandomForestClassifier({ randomState: 0 }),
    { jobs: "threads", likeWithLike: true },
  ),
  random_forest_reg: supervised(
    "reg_1k_20",
    "reg_5k_20",
    (kit) => new kit.RandomForestRegressor({ randomState: 0 }),
    { regression: true, jobs: "threads", likeWithLike: true },
  ),
  gradient_boosting: supervised(
    "clf_1k_20",
    "clf_10k_20",
    (kit) => new kit.GradientBoostingClassifier({ randomState: 0 }),
  ),
  adaboost: supervised("clf_5k_20", "clf_62k_20", (kit) => new kit.AdaBoostClassifier({ randomState: 0 })),
  knn_brute_d50: supervised(
    "clf_25k_50",
    "clf_25k_50",
    (kit) => new kit.KNeighborsClassifier({ algorithm: "brute" }),
    { rows: { small: 4000, large: 20_000 }, jobs: "threads" },
  ),
  knn_kdtree_d3: supervised(
    "mc_5k_3",
    "mc_250k_3",
    (kit) => new kit.KNeighborsClassifier({ algorithm: "kd_tree" }),
    { jobs: "threads" },
  ),
};
