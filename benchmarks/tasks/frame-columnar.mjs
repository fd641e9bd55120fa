import { load, timed } from "../task.mjs";

const LEVELS = [3, 5, 12, 26, 50];

/** A column for each of the matrix; the schema of the Python side is x0, x1, … */
function numbersFrame(kit, data) {
  const { X } = load(data);
  return new kit.Frame(
    Array.from({ length: X.columns }, (_, j) => {
      const values = new Float64Array(X.rows);
      for (let i = 0; i < X.rows; i++) values[i] = X.data[i * X.columns + j];
      return new kit.NumberColumn(`x${j}`, values);
    }),
  );
}

function categoriesFrame(kit, data) {
  const { codes } = load(data);
  return new kit.Frame(
    LEVELS.map((levels, j) => {
      const names = Array.from({ length: levels }, (_, v) => `c${j}_${String(v).padStart(2, "0")}`);
      const texts = Array.from({ length: codes.rows }, (_, i) => names[codes.data[i * LEVELS.length + j]]);
      return kit.CategoryColumn.from(`c${j}`, texts);
    }),
  );
}

/** A task of two timed calls on one frame; `score` sums up what they made. */
function verbs(small, large, makeFrame, first, second, score) {
  const prepare = (kit, data) => {
    const frame = makeFrame(kit, data);
    const once = async () => {
      const [a, x] = await timed(() => first(kit, frame));
      const [b, y] = await timed(() => second(kit, frame));
      return [a, b, score(x, y)];
    };
    return { n: frame.rows, d: frame.columns.length, once };
  };
  return { small, large, prepare };
}

const dummies = (kit, frame) => kit.getDummies(frame);
const none = () => undefined;

export const tasks = {
  get_dummies: verbs("cats_10k", "cats_1m", categoriesFrame, dummies, none, (Z) => Z.columns[0].sum()),
  get_dummies_coded: verbs("cats_10k", "cats_1m", categoriesFrame, dummies, none, (Z) => Z.columns[0].sum()),
  frame_filter_assign: verbs(
    "num_10k_20",
    "num_1m_20",
    numbersFrame,
    (_, frame) => frame.filter(frame.column("x0").gt(0).and(frame.column("x1").between(-1, 0.5))),
    (_, frame) =>
      frame.assign({
        ratio: (f) => f.column("x2").div(f.column("x3")),
        scaled: (f) => f.column("x4").sub(f.column("x4").mean()).div(f.column("x4").std()).clip(-2, 2),
      }),
    (kept, wide) => kept.rows + wide.column("scaled").sum(),
  ),
  frame_fills: verbs(
    "miss_1k_10",
    "miss_500k_20",
    numbersFrame,
    (_, frame) => frame.fillna("median"),
    (_, frame) => frame.interpolate({ limitDirection: "both" }),
    (filled, smooth) => filled.column("x0").sum() + smooth.column("x1").sum(),
  ),
  frame_describe: verbs(
    "num_10k_20",
    "num_1m_20",
    numbersFrame,
    (_, frame) => frame.describe(),
    (_, frame) => frame.column("x0").quantile([0.01, 0.1, 0.9, 0.99]),
    (summary, quantiles) => summary.column("50%").sum() + quantiles[3],
  ),
  frame_bins: verbs(
    "num_10k_20",
    "num_1m_20",
    numbersFrame,
    (kit, frame) => kit.cut(frame.column("x0"), 20),
    (kit, frame) => kit.qcut(frame.column("x1"), 10),
    (cut, qcut) => cut.codes.reduce((sum, code) => sum + code, 0) + qcut.nunique(),
  ),
  frame_texts: verbs(
    "cats_10k",
    "cats_1m",
    categoriesFrame,
    (_, frame) => frame.column("c4").str.upper(),
    (_, frame) => frame.filter(frame.column("c4").str.contains("_1")),
    (upper, kept) => upper.nunique() + kept.rows,
  ),
};
