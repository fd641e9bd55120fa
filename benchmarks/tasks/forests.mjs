import { headRows, load, timed } from "../task.mjs";

const forest = { make: (kit) => new kit.RandomForestClassifier({ randomState: 0 }), jobs: "threads" };
const tree = { make: (kit) => new kit.DecisionTreeClassifier({ randomState: 0 }) };
const boosting = { make: (kit) => new kit.GradientBoostingClassifier({ randomState: 0 }) };

/** Prediction by a forest of 100 trees, by a tree or by boosting; the fit is not timed. The rows are predicted in calls of `step` rows, or in one. */
function prediction({ make, jobs }, rows, step) {
  const prepare = (kit, data, size) => {
    const width = step ?? rows[size];
    const { X, y } = load(data);
    const train = Math.min(20_000, X.rows);
    const test = kit.Matrix.zeros(rows[size], X.columns);
    for (let p = 0; p < test.data.length; p++) test.data[p] = X.data[p % X.data.length];
    const fitted = make(kit).fit(headRows(kit, X, 0, train), y.subarray(0, train));
    const calls = Array.from({ length: rows[size] / width }, (_, k) =>
      headRows(kit, test, k * width, (k + 1) * width),
    );
    const once = async () => {
      const model = await fitted;
      const [predict, answers] = await timed(async () => {
        const labels = [];
        for (const call of calls) labels.push(await model.predict(call));
        return labels;
      });
      return [0, predict, answers.flat().reduce((sum, label) => sum + label, 0)];
    };
    return { n: rows[size], d: X.columns, once };
  };
  return { small: "clf_5k_20", large: "clf_25k_20", prepare, jobs };
}

export const tasks = {
  forest_predict_1m: prediction(forest, { small: 100_000, large: 1_000_000 }),
  forest_predict_one_row: prediction(forest, { small: 50, large: 200 }, 1),
  tree_predict: prediction(tree, { small: 2000, large: 50_000 }),
  boosting_predict: prediction(boosting, { small: 2000, large: 50_000 }),
};
