// One battery of computations, run unchanged in Node and in browsers. Resolves to a SHA-256 digest for each item, so that two
// runs can be compared bit by bit. Every estimator of the package takes part without being listed.

/** Settings beside the defaults; estimators that need arguments have only these. */
const SETTINGS = {
  SelectKBest: () => [{ k: 3 }, { scoreFunc: "mutual_info_classif", k: 2 }],
  SelectPercentile: () => [{ percentile: 40 }],
  LogisticRegression: () => [{}, { solver: "newton-cg" }, { C: 0.1, tol: 1e-8, maxIter: 500 }],
  Ridge: () => [{}, { alpha: 10, solver: "svd" }],
  DecisionTreeClassifier: () => [{}, { criterion: "entropy", maxDepth: 4 }, { splitter: "random" }],
  DecisionTreeRegressor: () => [{}, { maxFeatures: "sqrt", minSamplesLeaf: 5 }],
  RandomForestClassifier: () => [
    { nEstimators: 12 },
    { nEstimators: 5, maxFeatures: null, bootstrap: false },
  ],
  RandomForestRegressor: () => [{ nEstimators: 5, maxDepth: 8 }],
  HistGradientBoostingClassifier: () => [
    { maxIter: 3 },
    { maxIter: 3, earlyStopping: false, maxFeatures: 0.5, minSamplesLeaf: 5 },
  ],
  HistGradientBoostingRegressor: () => [
    { maxIter: 6 },
    { maxIter: 4, loss: "quantile", quantile: 0.3, maxLeafNodes: 9 },
    { maxIter: 3, loss: "absolute_error" },
  ],
  BaggingClassifier: () => [{ nEstimators: 4 }],
  AdaBoostRegressor: () => [{ nEstimators: 5 }, { nEstimators: 4, loss: "exponential", learningRate: 0.3 }],
  BalancedBaggingClassifier: () => [{ nEstimators: 3 }],
  BalancedRandomForestClassifier: () => [{ nEstimators: 4, bootstrap: true, oobScore: true }],
  EasyEnsembleClassifier: () => [{ nEstimators: 2 }],
  RUSBoostClassifier: () => [{ nEstimators: 4 }],
  BaggingRegressor: () => [{ nEstimators: 3, maxSamples: 0.5 }],
  ExtraTreesClassifier: () => [{ nEstimators: 6 }],
  ExtraTreesRegressor: () => [{ nEstimators: 4, bootstrap: true }],
  GradientBoostingClassifier: () => [{ nEstimators: 4 }],
  GradientBoostingRegressor: () => [{ nEstimators: 6 }, { nEstimators: 4, loss: "huber", subsample: 0.6 }],
  InstanceHardnessThreshold: () => [{ cv: 2 }],
  KNeighborsClassifier: () => [{}, { weights: "distance", algorithm: "brute" }, { algorithm: "kd_tree" }],
  KNeighborsRegressor: () => [{}, { weights: "distance" }],
  BorderlineSMOTE: () => [{}, { kind: "borderline-2", mNeighbors: 5 }],
  NearMiss: () => [{}, { version: 2 }],
  KMeansSMOTE: () => [{ kmeansEstimator: 2, clusterBalanceThreshold: 0.05 }],
  SMOTENC: () => [{ categoricalFeatures: [1, 3] }],
  RandomOverSampler: () => [{}, { shrinkage: 0.5, samplingStrategy: "minority" }],
  MaxAbsScaler: () => [{}, { clip: true }],
  RobustScaler: () => [{}, { quantileRange: [10, 80], unitVariance: true }],
  QuantileTransformer: () => [{ nQuantiles: 50 }, { outputDistribution: "normal", subsample: 1000 }],
  MiniBatchKMeans: () => [{ nClusters: 4, batchSize: 256 }],
  KMeans: () => [{ nClusters: 5 }, { nClusters: 4, init: "random", nInit: 2, algorithm: "elkan" }],
  KBinsDiscretizer: () => [
    {},
    { strategy: "kmeans", encode: "ordinal" },
    { strategy: "uniform", subsample: 100 },
  ],
  PolynomialFeatures: () => [{}, { degree: [2, 3], interactionOnly: true }],
  FunctionTransformer: () => [{ func: "log1p" }, { func: "exp" }],
  PowerTransformer: () => [{}, { standardize: false }],
  Normalizer: () => [{}, { norm: "l1" }],
  MinMaxScaler: () => [{}, { featureRange: [-1, 1], clip: true }],
  SimpleImputer: () => [{}, { strategy: "median", addIndicator: true }],
};

/** Estimators of estimators: how to make them. */
const CONTAINERS = {
  RFE: (kit) => [
    new kit.RFE(new kit.LogisticRegression(), { nFeaturesToSelect: 3, step: 0.3 }),
    new kit.RFE(new kit.DecisionTreeClassifier(), { step: 0.2 }),
  ],
  RFECV: (kit) => [new kit.RFECV(new kit.DecisionTreeClassifier({ maxDepth: 4 }), { cv: 3, step: 0.3 })],
  SelectFromModel: (kit) => [
    new kit.SelectFromModel(new kit.RandomForestClassifier({ nEstimators: 5 })),
    new kit.SelectFromModel(new kit.LogisticRegression(), { threshold: "median", normOrder: 2 }),
  ],
  Pipeline: (kit) => [
    new kit.Pipeline([
      ["scale", new kit.StandardScaler()],
      ["model", new kit.LogisticRegression()],
    ]),
  ],
  ColumnTransformer: (kit) => [
    new kit.ColumnTransformer([
      ["scaled", new kit.MinMaxScaler(), [0, 2]],
      ["standard", new kit.StandardScaler(), [1]],
    ]),
  ],
  FeatureUnion: (kit) => [
    new kit.FeatureUnion([
      ["range", new kit.MinMaxScaler()],
      ["same", "passthrough"],
    ]),
  ],
  TransformedTargetRegressor: (kit) => [
    new kit.TransformedTargetRegressor({ transformer: new kit.StandardScaler() }),
  ],
  StackingClassifier: (kit) => [
    new kit.StackingClassifier({
      estimators: [
        ["tree", new kit.DecisionTreeClassifier({ maxDepth: 5 })],
        ["deep", new kit.DecisionTreeClassifier({ maxFeatures: 2 })],
      ],
      cv: 2,
    }),
  ],
  StackingRegressor: (kit) => [
    new kit.StackingRegressor({
      estimators: [["tree", new kit.DecisionTreeRegressor({ maxDepth: 5 })]],
      cv: 2,
    }),
  ],
  VotingClassifier: (kit) => [
    new kit.VotingClassifier({
      estimators: [
        ["tree", new kit.DecisionTreeClassifier({ maxDepth: 5 })],
        ["forest", new kit.RandomForestClassifier({ nEstimators: 3 })],
      ],
      voting: "soft",
      weights: [1, 2],
    }),
  ],
  VotingRegressor: (kit) => [
    new kit.VotingRegressor({
      estimators: [
        ["tree", new kit.DecisionTreeRegressor({ maxDepth: 5 })],
        ["ridge", new kit.Ridge()],
      ],
    }),
  ],
  FixedThresholdClassifier: (kit) => [
    new kit.FixedThresholdClassifier(new kit.DecisionTreeClassifier({ maxDepth: 4 }), { threshold: 0.3 }),
  ],
  TunedThresholdClassifierCV: (kit) => [
    new kit.TunedThresholdClassifierCV(new kit.LogisticRegression(), { cv: 2, scoring: "f1_macro" }),
  ],
  GridSearchCV: (kit) => [
    new kit.GridSearchCV(new kit.DecisionTreeClassifier(), { maxDepth: [2, 4] }, { cv: 3 }),
    new kit.GridSearchCV(new kit.RandomForestClassifier({ nEstimators: 5 }), { maxDepth: [2, 4] }, { cv: 3 }),
  ],
};

/**
 * @param kit the library.
 * @param readText reads a shipped file: "iris.csv" to its text.
 * @returns digests by item.
 */
export async function battery(kit, readText) {
  const digests = {};
  const note = async (item, value) => {
    digests[item] = await digest(value);
  };
  await note("RandomState", randomVectors(kit));
  const data = {
    wine: labelled(parse(await readText("wine.csv"))),
    digits: labelled(parse(await readText("digits.csv"))),
    diabetes: labelled(parse(await readText("diabetes.csv")), Number),
    large: largeData(kit),
    two: twoClasses(largeData(kit)),
    rare: rareClass(kit, largeData(kit)),
  };
  for (const [item, estimator] of Object.entries(treesOfCodes(kit)))
    for (const [set, coded] of Object.entries(codedData(kit, data.large)))
      await note(`${item} by categories, ${set}`, await fitAndUse(kit, estimator, coded));
  for (const [name, Estimator] of Object.entries(kit)) {
    if (typeof Estimator !== "function" || !(Estimator.prototype instanceof kit.BaseEstimator)) continue;
    if (Object.hasOwn(Estimator.prototype, "fit") === false && name.startsWith("Base")) continue;
    const made =
      CONTAINERS[name]?.(kit) ?? (SETTINGS[name]?.() ?? [{}]).map((params) => new Estimator(params));
    for (const [i, estimator] of made.entries())
      for (const set of setsFor(name, estimator.kind))
        await note(`${name} ${i} on ${set}`, await fitAndUse(kit, estimator, data[set]));
  }
  if (kit.readCsv !== undefined)
    for (const name of ["cars.csv", "seattle_weather.csv", "iris.csv"])
      await note(`readCsv ${name}`, await readThreeWays(kit, await readText(name)));
  for (const [item, value] of Object.entries(await frameResults(kit, data.large)))
    await note(`frame: ${item}`, value);
  return digests;
}

/** Trees that split the first feature by categories. */
function treesOfCodes(kit) {
  const settings = { maxDepth: 6, categoricalFeatures: [0] };
  return {
    DecisionTreeClassifier: new kit.DecisionTreeClassifier(settings),
    DecisionTreeRegressor: new kit.DecisionTreeRegressor(settings),
    RandomForestClassifier: new kit.RandomForestClassifier({ ...settings, nEstimators: 3 }),
    RandomForestRegressor: new kit.RandomForestRegressor({ ...settings, nEstimators: 3 }),
  };
}

/** 1,500 rows with codes 0 to 9 in the first column; an output, and two. */
function codedData(kit, { X: whole, y, target }) {
  const { data, rows, columns } = firstRows(kit, whole, 1500);
  const code = (value) => Math.min(9, Math.abs(Math.round(3 * value)));
  const X = new kit.Matrix(
    data.map((value, p) => (p % columns === 0 ? code(value) : value)),
    rows,
    columns,
  );
  const labels = y.slice(0, rows).map((label, i) => [label, data[i * columns + 3] > 0 ? "up" : "down"]);
  const targets = Array.from(target.subarray(0, rows), (value, i) => [value, data[i * columns + 3]]);
  return {
    single: { X, y: y.slice(0, rows), target: target.slice(0, rows) },
    outputs: { X, y: labels, target: targets },
  };
}

function setsFor(name, kind) {
  if (["OneHotEncoder", "OrdinalEncoder", "TargetEncoder"].includes(name)) return ["wine"]; // every number of the large set would be a category
  if (name.endsWith("ThresholdClassifier") || name === "TunedThresholdClassifierCV") return ["two"];
  if (kind === "regressor") return ["diabetes", "large"];
  if (name === "SMOTENC" || name === "SMOTEN") return ["wine"]; // every number of the large set would be a category
  if (kind === "sampler") return ["wine", "rare"];
  return kind === "classifier" ? ["wine", "digits", "large"] : ["wine", "large"];
}

/** One row in ten of another class. */
function rareClass(kit, { X, target }) {
  const rows = firstRows(kit, X, 3000);
  return { X: rows, y: Array.from(target.slice(0, rows.rows), (value) => (value > 3 ? "rare" : "often")) };
}

async function fitAndUse(kit, estimator, { X, y, target }) {
  if (estimator.kind === "sampler") return resampled(estimator, X, y);
  const answer = estimator.kind === "regressor" ? target : y;
  const model = await estimator.fit(X, answer);
  const bytes = kit.serialize(model);
  const again = kit.deserialize(bytes);
  const seen = firstRows(kit, X, 400);
  const results = ["bestModel" in model ? withoutTimes(kit, again) : bytes];
  for (const method of ["predict", "predictProba", "decisionFunction", "scoreSamples", "transform"])
    if (typeof model[method] === "function") results.push(await again[method](seen));
  return results;
}

async function resampled(sampler, X, y) {
  const { X: rows, y: labels, sampleIndices } = await sampler.fitResample(X, y);
  return [rows.data, labels, sampleIndices];
}

/** A search remembers how long its fits took, which differs from run to run. */
function withoutTimes(kit, { bestModel, bestIndex, cvResults }) {
  const scores = Object.entries(cvResults).filter(([name]) => !/time/i.test(name));
  return [kit.serialize(bestModel), bestIndex, scores];
}

function firstRows(kit, X, rows) {
  if (Array.isArray(X)) return X.slice(0, rows);
  return new kit.Matrix(X.data.slice(0, rows * X.columns), rows, X.columns);
}

function randomVectors(kit) {
  const random = new kit.RandomState(42);
  return [
    random.random(1000),
    random.randint(0, 1000, 1000),
    random.normal(0, 1, 1000),
    random.permutation(1000),
    random.choice(50, 20, { replace: false }),
  ];
}

/** The rare class against the others. */
function twoClasses({ y, ...rest }) {
  return { ...rest, y: y.map((label) => (label === "high" ? "high" : "other")) };
}

/** Large enough that every lane has work. */
function largeData(kit) {
  const [rows, columns] = [12_000, 8];
  const random = new kit.RandomState(7);
  const X = new kit.Matrix(random.normal(0, 1, rows * columns), rows, columns);
  const noise = random.normal(0, 0.5, rows);
  const target = Float64Array.from(
    { length: rows },
    (_, i) => 2 * X.data[i * columns] - X.data[i * columns + 1] * X.data[i * columns + 2] + noise[i],
  );
  return {
    X,
    target,
    y: Array.from(target, (value) => (value > 1 ? "high" : value > -1 ? "middle" : "low")),
  };
}

async function readThreeWays(kit, text) {
  const frames = [await kit.readCsv(new Response(text)), await kit.readCsv(new Blob([text]))];
  return frames.map(columnsOf);
}

/** Files and verbs of frames, on a text that is large enough for all lanes. */
async function frameResults(kit, { X, y }) {
  const numbers = Array.from({ length: X.columns }, (_, j) => new kit.NumberColumn(`x${j}`, X.column(j)));
  const made = new kit.Frame(numbers).assign({
    label: y,
    key: X.column(0).map((value) => Math.round(value * 20)),
    day: y.map((_, i) => new Date(Math.floor(i / 7) * 86_400_000)),
  });
  const text = made.toCsv();
  const frame = await kit.readCsv(new Blob([text]));
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const unpacked = await kit.readCsv(await new Response(packed).blob());
  const chunks = [];
  for await (const chunk of kit.scanCsv(new Blob([text]), { chunksize: 5000 })) chunks.push(columnsOf(chunk));
  const lines = frame.toJson({ lines: true });
  const groups = frame.groupBy(["label", "key"]).agg({
    mean: ["x1", "mean"],
    median: ["x2", "median"],
    std: ["x3", "std"],
  });
  const joined = frame.merge(groups, { on: ["label", "key"], how: "left" }).sortValues("x4");
  const x = frame.column("x5");
  return {
    readCsv: [columnsOf(frame), columnsOf(unpacked)],
    scanCsv: chunks,
    readJson: columnsOf(await kit.readJson(new Blob([lines]), { lines: true })),
    groupBy: columnsOf(groups),
    merge: columnsOf(joined.head(2000)),
    corr: columnsOf(frame.select(numbers.map(({ name }) => name)).corr({ method: "spearman" })),
    statistics: [
      x.mean(),
      x.std(),
      x.skew(),
      x.quantile([0.1, 0.5, 0.9]),
      x.exp().sum(),
      x.abs().pow(0.3).sum(),
    ],
    sample: columnsOf(frame.sample({ n: 500, randomState: 5 })),
    dates: Array.from(frame.column("day").dayOfYear()),
  };
}

function columnsOf(frame) {
  return [frame.columnNames, frame.columnNames.map((name) => Array.from(frame.column(name)))];
}

/** The shipped files of numbers have no quotes. */
function parse(text) {
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(","));
}

/** The last column is the target. */
function labelled(rows, read = String) {
  const target = rows.map((row) => read(row.at(-1)));
  return { X: rows.map((row) => row.slice(0, -1).map(Number)), y: target, target };
}

async function digest(value) {
  const sink = new ByteSink();
  write(value, sink);
  const hash = await crypto.subtle.digest("SHA-256", sink.bytes());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes one after the other; a Blob of as many parts takes longer than the computations that are compared. */
class ByteSink {
  #buffer = new Uint8Array(65536);
  #length = 0;
  #encoder = new TextEncoder();

  text(value) {
    this.#reserve(3 * value.length);
    this.#length += this.#encoder.encodeInto(value, this.#buffer.subarray(this.#length)).written;
  }

  view({ buffer, byteOffset, byteLength }) {
    this.#reserve(byteLength);
    this.#buffer.set(new Uint8Array(buffer, byteOffset, byteLength), this.#length);
    this.#length += byteLength;
  }

  bytes() {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(more) {
    if (this.#length + more <= this.#buffer.length) return;
    const larger = new Uint8Array(2 * (this.#length + more));
    larger.set(this.bytes());
    this.#buffer = larger;
  }
}

/** Appends the bytes of a value, each with its type and length, so that different values give different bytes. */
function write(value, sink) {
  if (ArrayBuffer.isView(value)) {
    sink.text(`${value.constructor.name} ${value.length}:`);
    sink.view(value);
  } else if (Array.isArray(value)) {
    sink.text(`Array ${value.length}:`);
    for (const item of value) write(item, sink);
  } else if (typeof value === "number") {
    sink.text("number:");
    sink.view(Float64Array.of(value));
  } else if (value instanceof Date) {
    sink.text("Date:");
    sink.view(Float64Array.of(Number(value)));
  } else if (typeof value === "object" && value !== null) {
    const keys = Object.keys(value).sort();
    sink.text(`${value.constructor.name} ${keys.length}:`);
    for (const key of keys) {
      sink.text(`${key}:`);
      write(value[key], sink);
    }
  } else {
    sink.text(`${typeof value} ${String(value)};`);
  }
}
