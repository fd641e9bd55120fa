import {
  AdaBoostClassifier,
  AdaBoostRegressor,
  type FitOptions,
  HistGradientBoostingClassifier,
  Matrix,
  type Persistent,
  RandomState,
  serialize,
} from "learnkit";
import { loadRuntime, setLanes } from "learnkit/parallel";
import { afterAll, describe, expect, test } from "vitest";

const random = new RandomState(2);
const X = new Matrix(random.normal(0, 1, 48_000), 6000, 8);
const target = Float64Array.from({ length: X.rows }, (_, i) => X.get(i, 0) + X.get(i, 1) ** 2);
const y = Array.from(target, (value) => (value > 1 ? "high" : value > 0 ? "middle" : "low"));
// Histogram boosting asks the lanes only where rows are many.
const many = new Matrix(random.normal(0, 1, 320_000), 40_000, 8);
const above = Int32Array.from({ length: many.rows }, (_, i) => Number(many.get(i, 0) > many.get(i, 1) ** 2));
type Fit = (options: FitOptions) => Promise<Persistent>;
const fits: readonly (readonly [string, Fit])[] = [
  ["stumps", (options) => new AdaBoostClassifier({ nEstimators: 10 }).fit(X, y, options)],
  ["regression trees", (options) => new AdaBoostRegressor({ nEstimators: 4 }).fit(X, target, options)],
  [
    "histogram trees",
    (options) =>
      new HistGradientBoostingClassifier({ maxIter: 6, earlyStopping: false }).fit(many, above, options),
  ],
];

afterAll(() => setLanes(null));

describe("boosting gives the same bytes when a lane is killed in the middle of the fit", () => {
  test.each(fits)("of %s", async (_, fit) => {
    setLanes(1);
    const expected = serialize(await fit({}));
    setLanes(3);
    const { pool } = await loadRuntime();
    await fit({});
    await pool!.whenReady(() => new Promise((resolve) => setTimeout(resolve, 5)));
    for (const delay of [undefined, 0, 1]) {
      let alive: number | undefined;
      const kill = (): void => {
        alive ??= pool!.liveLanes().length;
        pool!.terminate(1);
        pool!.terminate(2);
      };
      const onProgress = ({ done }: { readonly done: number }): void => {
        if (done !== 2) return;
        if (delay === undefined) kill();
        else setTimeout(kill, delay);
      };
      const model = await fit({ onProgress });
      expect(Buffer.compare(serialize(model), expected), `${delay} ms after the second round`).toBe(0);
      if (delay === undefined) expect(alive).toBe(2);
    }
  });
});
