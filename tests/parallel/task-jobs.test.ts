import { createHash } from "node:crypto";
import {
  BaggingRegressor,
  InvalidInputError,
  type LearnkitWarning,
  LinearRegression,
  Matrix,
  onWarning,
  type Persistent,
  Pipeline,
  RandomForestClassifier,
  RandomState,
  SelectKBest,
  serialize,
} from "learnkit";
import { defineTask, loadRuntime, setLanes } from "learnkit/parallel";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

const random = new RandomState(1);
const X = new Matrix(random.normal(0, 1, 6000), 600, 10);
const y = Array.from({ length: 600 }, (_, i) => (X.data[i * 10]! > X.data[i * 10 + 1]! ? "left" : "right"));
const forest = new RandomForestClassifier({ nEstimators: 40 });

let expected: string;

/** Digest of a model's bytes. */
function digestOf(model: Persistent): string {
  return createHash("sha256").update(serialize(model)).digest("hex");
}

beforeAll(async () => {
  setLanes(1);
  expected = digestOf(await forest.fit(X, y));
});
afterAll(() => setLanes(null));

describe("a job of tasks", () => {
  test("gives the same bytes on 2 and 4 lanes as on one", async () => {
    for (const lanes of [2, 4]) {
      setLanes(lanes);
      expect(digestOf(await forest.fit(X, y))).toEqual(expected);
    }
  });

  test("survives the death of its workers", async () => {
    setLanes(3);
    const { pool } = await loadRuntime();
    await forest.fit(X, y);
    await pool!.whenReady(() => new Promise((resolve) => setTimeout(resolve, 5)));
    for (let death = 0; death < 4; death++) {
      const work = forest.fit(X, y);
      setTimeout(() => pool!.terminate(1 + (death % 2)), 3 + death * 5);
      expect(digestOf(await work), `death ${death}`).toEqual(expected);
    }
  });

  test("stops in the middle when its signal aborts, and the next one works", async () => {
    setLanes(2);
    const controller = new AbortController();
    const work = new RandomForestClassifier({ nEstimators: 2000 }).fit(X, y, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("no longer wanted")), 30);
    await expect(work).rejects.toThrow("no longer wanted");
    expect(digestOf(await forest.fit(X, y))).toEqual(expected);
  });

  test("rejects with what its report of progress throws, whichever lane did the item, and the next one works", async () => {
    setLanes(2);
    await forest.fit(X, y);
    for (let bad = 1; bad <= 40; bad += 3) {
      const onProgress = ({ done }: { readonly done: number }): void => {
        if (done >= bad) throw new RangeError(`at ${bad}`);
      };
      await expect(forest.fit(X, y, { onProgress })).rejects.toThrow(`at ${bad}`);
    }
    expect(digestOf(await forest.fit(X, y))).toEqual(expected);
  });

  test("may run beside others", async () => {
    setLanes(2);
    const models = await Promise.all([forest.fit(X, y), forest.fit(X, y), forest.fit(X, y)]);
    for (const model of models) expect(digestOf(model)).toEqual(expected);
  });

  test("reports progress once for each item", async () => {
    setLanes(2);
    const seen: number[] = [];
    await forest.fit(X, y, { onProgress: ({ done }) => seen.push(done) });
    expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  test("rejects with the error of the first failing item, of its own class", async () => {
    setLanes(1);
    const runtime = await loadRuntime();
    const picky = defineTask("picky", (_context, rule: string, item: number): number => {
      if (item >= 2) throw new InvalidInputError("picky", rule, item, { row: item });
      return item * 10;
    });
    expect(await runtime.runTasks(picky, { common: "", items: [0, 1] })).toEqual([0, 10]);
    const work = runtime.runTasks(picky, { common: "an item must be < 2", items: [0, 1, 2, 3] });
    await expect(work).rejects.toThrow(InvalidInputError);
    await expect(work).rejects.toMatchObject({ row: 2, rule: "an item must be < 2" });
  });

  test("that workers do not know is an error, not a hang", async () => {
    setLanes(2);
    const runtime = await loadRuntime();
    await forest.fit(X, y);
    await runtime.pool!.whenReady(() => new Promise((resolve) => setTimeout(resolve, 5)));
    const unknown = defineTask("unknown", async (_context, _common: null, item: number) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return item;
    });
    const work = runtime.runTasks(unknown, {
      common: null,
      items: Array.from({ length: 2000 }, (_, i) => i),
    });
    await expect(work).rejects.toThrow("the worker must know the task unknown");
  });

  test("does what it has to do meanwhile first, whose error comes before those of items", async () => {
    for (const lanes of [1, 2]) {
      setLanes(lanes);
      const runtime = await loadRuntime();
      const seen: string[] = [];
      const noting = defineTask("tree.grow", (_context, _common: null, item: string) => void seen.push(item));
      const meanwhile = async (): Promise<void> => void seen.push("meanwhile");
      await runtime.runTasks(noting, { common: null, items: ["item"], meanwhile });
      expect(seen).toEqual(["meanwhile", "item"]);
      const failing = defineTask("tree.grow", () => {
        throw new RangeError("an item");
      });
      const work = {
        common: null,
        items: [0, 1, 2],
        meanwhile: async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          throw new RangeError("meanwhile");
        },
      };
      await expect(runtime.runTasks(failing, work)).rejects.toThrow("meanwhile");
    }
  });

  test("lets an item on the caller's own thread see its signal abort", async () => {
    for (const lanes of [1, 2]) {
      setLanes(lanes);
      const runtime = await loadRuntime();
      const controller = new AbortController();
      const endless = defineTask("unknown", async ({ signal }, _common: null, _item: number) => {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          signal.throwIfAborted();
        }
      });
      setTimeout(() => controller.abort(new RangeError("no longer wanted")), 10);
      const meanwhile = (): Promise<void> => runtime.pool?.terminate(1) as never;
      const work = runtime.runTasks(endless, {
        common: null,
        items: [1, 2],
        meanwhile,
        signal: controller.signal,
      });
      await expect(work).rejects.toThrow("no longer wanted");
    }
  });

  test("ends though other work goes on on the caller's thread all the time", async () => {
    setLanes(2);
    const runtime = await loadRuntime();
    await forest.fit(X, y);
    await runtime.pool!.whenReady(() => new Promise((resolve) => setTimeout(resolve, 5)));
    let ends = false;
    onTestFinished(() => void (ends = true)); // also where the fit never ends
    const other = (async () => {
      while (!ends) {
        await new Promise((resolve) => setImmediate(resolve));
        await runtime.runBlocks("columnSums", { total: 0, blockSize: 1, args: [0, 0, 0, 0] });
      }
    })();
    expect(digestOf(await forest.fit(X, y))).toEqual(expected);
    ends = true;
    await other;
  });

  test("brings the warnings of its items to the handler of the caller, whichever lane did them", async () => {
    const estimator = new Pipeline([
      ["select", new SelectKBest({ k: 11, scoreFunc: "f_regression" })], // there are ten features
      ["model", new LinearRegression()],
    ]);
    const bagging = new BaggingRegressor({ estimator, nEstimators: 30 });
    const target = Float64Array.from(y, (_, i) => X.data[i * 10]!);
    for (const lanes of [1, 2]) {
      setLanes(lanes);
      onWarning(() => {});
      await bagging.fit(X, target); // the worker may still be loading what it needs
      const warnings: LearnkitWarning[] = [];
      onWarning((warning) => warnings.push(warning));
      await bagging.fit(X, target);
      expect(warnings.map(({ message }) => message.slice(0, 15))).toEqual(Array(30).fill("SelectKBest.fit"));
      onWarning((warning) => {
        throw new RangeError(warning.message);
      });
      await expect(bagging.fit(X, target)).rejects.toThrow("is more than the 10 features");
      onWarning(null);
    }
  });
});
