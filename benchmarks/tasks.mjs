// Our side of each benchmark: the same data, the same timed parts and the same score as in python-side.py.
//
// A task is { small, large, prepare(kit, data, size) }, where `prepare` returns { n, d, once } and `once` resolves to the times of its
// two parts and its score: [fit_s, predict_s, score]. What `prepare` does is not timed.
import { execFileSync } from "node:child_process";
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";

const DATA = process.env.BENCH_DATA;

/** Doubles of a file, read straight into their place: a second copy would count as our memory. */
function readDoubles(path) {
  const file = openSync(path);
  const data = new Float64Array(fstatSync(file).size / 8);
  for (let at = 0; at < data.byteLength; ) at += readSync(file, data, at, data.byteLength - at);
  closeSync(file);
  return data;
}

/** Arrays of a data set by name; matrices as { data, rows, columns }. */
function load(name) {
  const { arrays } = JSON.parse(readFileSync(join(DATA, `${name}.json`), "utf8"));
  return Object.fromEntries(
    Object.entries(arrays).map(([key, { file, shape }]) => {
      const data = readDoubles(join(DATA, file));
      return [key, shape.length === 1 ? data : { data, rows: shape[0], columns: shape[1] }];
    }),
  );
}

/** A view of some rows, as a slice in NumPy is. */
function headRows(kit, { data, columns }, begin, end) {
  return new kit.Matrix(data.subarray(begin * columns, end * columns), end - begin, columns);
}

/** Seconds that `work` takes, and its result. */
async function timed(work) {
  const start = performance.now();
  const result = await work();
  return [(performance.now() - start) / 1000, result];
}

function supervised(small, large, make, { regression = false, rows } = {}) {
  const prepare = (kit, data, size) => {
    const { X, y } = load(data);
    let train = Math.floor(X.rows * 0.8);
    let test = X.rows - train;
    const cut = train;
    if (rows !== undefined) {
      train = rows[size];
      test = Math.floor(train / 4);
    }
    const [Xa, ya] = [headRows(kit, X, 0, train), y.subarray(0, train)];
    const [Xb, yb] = [headRows(kit, X, cut, cut + test), y.subarray(cut, cut + test)];
    const once = async () => {
      const [fit, model] = await timed(() => make(kit).fit(Xa, ya));
      const [predict, labels] = await timed(() => model.predict(Xb));
      return [fit, predict, regression ? kit.r2Score(yb, labels) : kit.accuracyScore(yb, labels)];
    };
    return { n: train, d: X.columns, once };
  };
  return { small, large, prepare };
}

function transformer(small, large, make) {
  const prepare = (kit, data) => {
    const { X: raw } = load(data);
    const X = new kit.Matrix(raw.data, raw.rows, raw.columns);
    const once = async () => {
      const [fit, model] = await timed(() => make(kit).fit(X));
      const [transform, Z] = await timed(() => model.transform(X));
      return [fit, transform, Z.data.reduce((sum, value) => sum + Math.abs(value), 0)];
    };
    return { n: X.rows, d: X.columns, once };
  };
  return { small, large, prepare };
}

function selection(small, large, rows, search) {
  const prepare = (kit, data, size) => {
    const { X: raw, y: all } = load(data);
    const X = headRows(kit, raw, 0, rows[size]);
    const y = all.slice(0, rows[size]);
    const once = async () => {
      const [fit, score] = await timed(() => search(kit, X, y));
      return [fit, 0, score];
    };
    return { n: X.rows, d: X.columns, once };
  };
  return { small, large, prepare };
}

const csvRead = {
  small: "csv_10k",
  large: "csv_100mb",
  prepare: (kit, data) => {
    const path = join(DATA, `${data}.csv`);
    const once = async () => {
      const [fit, frame] = await timed(() => kit.readCsv(path));
      const column = frame.column("f0");
      let sum = 0;
      for (const value of column) sum += value;
      return [fit, 0, sum];
    };
    return { n: JSON.parse(readFileSync(join(DATA, `${data}.json`), "utf8")).params.n, d: 17, once };
  },
};

const LEVELS = [3, 5, 12, 26, 50];

/** Stands in the file that starts a fresh process for the task `import`. */
const FIRST_FIT = `
import { RandomForestClassifier } from "learnkit";
await new RandomForestClassifier({ nEstimators: 10 }).fit([[0], [1], [2], [3]], [0, 0, 1, 1]);
`;

/** Tasks by name. */
export const TASKS = {
  csv_read: csvRead,
  csv_read_polars: csvRead,
  one_hot_encoder: {
    small: "cats_10k",
    large: "cats_1m",
    prepare: (kit, data) => {
      const { codes } = load(data);
      const columns = LEVELS.map((levels, j) => {
        const names = Array.from({ length: levels }, (_, v) => `c${j}_${String(v).padStart(2, "0")}`);
        const texts = Array.from({ length: codes.rows }, (_, i) => names[codes.data[i * LEVELS.length + j]]);
        return kit.CategoryColumn.from(`c${j}`, texts);
      });
      const frame = new kit.Frame(columns);
      const once = async () => {
        const encoder = new kit.OneHotEncoder({ handleUnknown: "ignore" });
        const [fit, model] = await timed(() => encoder.fit(frame));
        const [transform, Z] = await timed(() => model.transform(frame));
        let score = 0;
        for (let k = 0; k < Z.indices.length; k++) if (Z.indices[k] === 0) score += Z.data[k];
        return [fit, transform, score];
      };
      return { n: codes.rows, d: LEVELS.length, once };
    },
  },
  minmax_scaler: transformer("num_10k_20", "num_1m_20", (kit) => new kit.MinMaxScaler()),
  standard_scaler: transformer("num_10k_20", "num_1m_20", (kit) => new kit.StandardScaler()),
  simple_imputer_median: transformer(
    "miss_1k_10",
    "miss_500k_20",
    (kit) => new kit.SimpleImputer({ strategy: "median" }),
  ),
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
  linear_regression: supervised("reg_5k_20", "reg_500k_50", (kit) => new kit.LinearRegression(), {
    regression: true,
  }),
  ridge: supervised("reg_5k_20", "reg_500k_50", (kit) => new kit.Ridge({ alpha: 1 }), { regression: true }),
  logistic_binary: supervised(
    "clf_5k_20",
    "clf_500k_20",
    (kit) => new kit.LogisticRegression({ maxIter: 1000 }),
  ),
  logistic_multinomial: supervised(
    "mc_5k_20",
    "mc_125k_20",
    (kit) => new kit.LogisticRegression({ maxIter: 1000 }),
  ),
  decision_tree: supervised(
    "clf_5k_20",
    "clf_62k_20",
    (kit) => new kit.DecisionTreeClassifier({ randomState: 0 }),
  ),
  random_forest_clf: supervised(
    "clf_5k_20",
    "clf_25k_20",
    (kit) => new kit.RandomForestClassifier({ randomState: 0 }),
  ),
  random_forest_reg: supervised(
    "reg_1k_20",
    "reg_5k_20",
    (kit) => new kit.RandomForestRegressor({ randomState: 0 }),
    { regression: true },
  ),
  knn_brute_d50: supervised(
    "clf_25k_50",
    "clf_25k_50",
    (kit) => new kit.KNeighborsClassifier({ algorithm: "brute" }),
    { rows: { small: 4000, large: 20_000 } },
  ),
  knn_kdtree_d3: supervised(
    "mc_5k_3",
    "mc_250k_3",
    (kit) => new kit.KNeighborsClassifier({ algorithm: "kd_tree" }),
  ),
  grid_search_rf: selection("clf_1k_20", "clf_1k_20", { small: 300, large: 1000 }, async (kit, X, y) => {
    const grid = { nEstimators: [20, 50, 100], maxDepth: [3, 6, null] };
    const forest = new kit.RandomForestClassifier({ randomState: 0 });
    return (await new kit.GridSearchCV(forest, grid, { cv: 5 }).fit(X, y)).bestScore;
  }),
  cross_val_score_logistic: selection(
    "clf_5k_20",
    "clf_500k_20",
    { small: 5000, large: 500_000 },
    async (kit, X, y) => {
      const scores = await kit.crossValScore(new kit.LogisticRegression({ maxIter: 1000 }), X, y, { cv: 5 });
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    },
  ),
  roc_auc: {
    small: "metrics_10k",
    large: "metrics_1m",
    prepare: (kit, data) => {
      const { y: raw, score } = load(data);
      const y = Int32Array.from(raw);
      const once = async () => {
        const [fit, area] = await timed(() => kit.rocAucScore(y, score));
        return [fit, 0, area];
      };
      return { n: y.length, d: 1, once };
    },
  },
  classification_report: {
    small: "metrics_10k",
    large: "metrics_1m",
    prepare: (kit, data) => {
      const arrays = load(data);
      const [y, p] = [Int32Array.from(arrays.y10), Int32Array.from(arrays.p10)];
      const once = async () => {
        const [fit, report] = await timed(() => kit.classificationReport(y, p, { outputDict: true }));
        const [matrix] = await timed(() => kit.confusionMatrix(y, p));
        return [fit, matrix, report["macro avg"]["f1-score"] ?? report["macro avg"].f1Score];
      };
      return { n: y.length, d: 10, once };
    },
  },
  import: {
    small: "-",
    large: "-",
    prepare: () => {
      const once = async () => {
        const [fit] = await timed(() =>
          execFileSync(process.execPath, ["--input-type=module", "-e", FIRST_FIT], {
            cwd: new URL("..", import.meta.url),
          }),
        );
        return [fit, 0, 0];
      };
      return { n: 4, d: 1, once };
    },
  },
};
