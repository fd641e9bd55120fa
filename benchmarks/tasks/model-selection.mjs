import { load, selection, timed } from "../task.mjs";

export const tasks = {
  train_test_split: {
    small: "num_10k_20",
    large: "num_1m_20",
    prepare: (kit, data) => {
      const { X: raw, y: target } = load(data);
      const X = new kit.Matrix(raw.data, raw.rows, raw.columns);
      const y = Int32Array.from(target, (value) => (value > 0 ? 1 : 0));
      const options = { testSize: 0.2, randomState: 42 };
      const once = async () => {
        const [plain] = await timed(() => kit.trainTestSplit(X, y, options));
        const [stratified, { XTrain }] = await timed(() =>
          kit.trainTestSplit(X, y, { ...options, stratify: y }),
        );
        let score = 0;
        for (let i = 0; i < XTrain.rows; i++) score += XTrain.data[i * XTrain.columns];
        return [plain, stratified, score];
      };
      return { n: X.rows, d: X.columns, once };
    },
  },
  grid_search_rf: selection(
    "clf_1k_20",
    "clf_1k_20",
    { small: 300, large: 1000 },
    async (kit, X, y) => {
      const grid = { nEstimators: [20, 50, 100], maxDepth: [3, 6, null] };
      const forest = new kit.RandomForestClassifier({ randomState: 0 });
      return (await new kit.GridSearchCV(forest, grid, { cv: 5 }).fit(X, y)).bestScore;
    },
    { jobs: "processes" },
  ),
  cross_val_score_logistic: selection(
    "clf_5k_20",
    "clf_500k_20",
    { small: 5000, large: 500_000 },
    async (kit, X, y) => {
      const scores = await kit.crossValScore(new kit.LogisticRegression({ maxIter: 1000 }), X, y, { cv: 5 });
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    },
    { jobs: "processes", tolerance: 1e-4 }, // as logistic_binary
  ),
};
