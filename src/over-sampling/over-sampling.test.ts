import {
  ADASYN,
  BorderlineSMOTE,
  Frame,
  KMeansSMOTE,
  Matrix,
  RandomOverSampler,
  RandomState,
  SMOTE,
  SMOTEN,
  SMOTENC,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { hurryClock } from "../../tests/hurried-clock.js";

const SMOTES = { ADASYN, BorderlineSMOTE, KMeansSMOTE, SMOTE };
const ALL = { ...SMOTES, RandomOverSampler };

const column = (...values: number[]): number[][] => values.map((value) => [value]);

/** Six rows of class "often", two of class "rare". */
const X = column(0, 1, 2, 3, 4, 5, 10, 14);
const y = [...new Array<string>(6).fill("often"), "rare", "rare"];

describe("RandomOverSampler", () => {
  test("repeats the rows that NumPy's generator draws, after all the given ones", async () => {
    const {
      X: more,
      y: labels,
      sampleIndices,
    } = await new RandomOverSampler({ randomState: 3 }).fitResample(X, y);
    const drawn = new RandomState(3).choice(2, 4).map((i) => 6 + i);
    expect([...sampleIndices]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, ...drawn]);
    expect(more.toArray()).toEqual([...sampleIndices].map((row) => X[row]));
    expect(labels).toEqual([...sampleIndices].map((row) => y[row]));
  });

  test("leaves single rows where they are, however much they would be shrunk", async () => {
    const alone = { X: column(1, 2, 3, 9), y: ["a", "a", "a", "b"] };
    const { X: more } = await new RandomOverSampler({ shrinkage: 0 }).fitResample(alone.X, alone.y);
    expect([...more.data]).toEqual([1, 2, 3, 9, 9, 9]);
  });

  test("a table of shrinkages must have every class that gets rows", async () => {
    const sampler = new RandomOverSampler({ shrinkage: { often: 1 } });
    await expect(sampler.fitResample(X, y)).rejects.toThrow(
      'RandomOverSampler.fitResample: shrinkage must be a table with every class that gets rows, here also "rare"',
    );
  });

  test("resamples a million rows", async () => {
    const rows = 1_000_000;
    const many = new Matrix(
      Float64Array.from({ length: rows }, (_, i) => i),
      rows,
      1,
    );
    const labels = Int32Array.from({ length: rows }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const { X: more, y: labelled, sampleIndices } = await new RandomOverSampler().fitResample(many, labels);
    expect(more.rows).toBe(1_800_000);
    expect(labelled.reduce((sum, label) => sum + label, 0)).toBe(900_000);
    expect(more.data[1_799_999]).toBe(sampleIndices[1_799_999]);
  });
});

describe("SMOTE", () => {
  test("goes from a drawn row towards its neighbour by a drawn step", async () => {
    const { X: more, y: labels } = await new SMOTE({ kNeighbors: 1, randomState: 7 }).fitResample(X, y);
    const random = new RandomState(7);
    const bases = random.randint(0, 2, 4);
    const steps = random.random(4);
    const made = Array.from(bases, (base, i) => (base === 0 ? 10 + steps[i]! * 4 : 14 - steps[i]! * 4));
    expect([...more.data]).toEqual([0, 1, 2, 3, 4, 5, 10, 14, ...made]);
    expect(labels.slice(8)).toEqual(["rare", "rare", "rare", "rare"]);
  });

  test("a row between equal rows is their like", async () => {
    const equal = column(...new Array<number>(9).fill(0.1));
    const labels = [0, 0, 0, 0, 0, 0, 1, 1, 1];
    const { X: more } = await new SMOTE({ kNeighbors: 2 }).fitResample(equal, labels);
    expect([...more.data]).toEqual(new Array<number>(12).fill(0.1));
  });

  test("a class too small for its neighbours is named, with its rows and what was asked", async () => {
    await expect(new SMOTE().fitResample(X, y)).rejects.toThrow(
      'SMOTE.fitResample: class "rare" must have at least 6 rows, since kNeighbors is 5 and the row itself counts; received 2 rows',
    );
  });

  test("new rows beyond the largest number are refused", async () => {
    const huge = column(0, 1, 2, 3, 1.7e308, -1.7e308);
    await expect(new SMOTE({ kNeighbors: 1 }).fitResample(huge, [0, 0, 0, 0, 1, 1])).rejects.toThrow(
      /X must/,
    );
  });

  test("makes rows of 2,000 columns", async () => {
    const wide = new Matrix(
      Float64Array.from({ length: 8 * 2000 }, (_, i) => i % 37),
      8,
      2000,
    );
    const { X: more } = await new SMOTE({ kNeighbors: 1 }).fitResample(wide, y);
    expect([more.rows, more.columns]).toEqual([12, 2000]);
  });
});

describe("BorderlineSMOTE", () => {
  test("starts from rows of which at least half, but not all, neighbours are of other classes", async () => {
    const line = column(0, 1, 2, 3, 4, 5, 5.4, 20, 21, 22);
    const labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
    const sampler = new BorderlineSMOTE({ kNeighbors: 1, mNeighbors: 3 });
    // 5.4 has none of its class near, the others are among themselves; nothing is in danger
    const none = await sampler.fitResample(line, labels);
    expect(none.inDangerIndices.size).toBe(0);
    expect(none.X.rows).toBe(10);
    // 6 now has 5.4's class beside it: of the 3 nearest of either, two are of class 0
    line[7] = [6];
    const some = await sampler.fitResample(line, labels);
    expect(some.inDangerIndices.get(1)).toEqual(Int32Array.of(6, 7));
    expect([...some.X.data.subarray(10)].every((value) => value >= 5.4 && value <= 6)).toBe(true);
  });
});

describe("ADASYN", () => {
  test("asks for no neighbours where no row is to be added", async () => {
    const X = column(1, 2, 3);
    const { y } = await new ADASYN({ samplingStrategy: { a: 1 } }).fitResample(X, ["a", "b", "b"]);
    expect(y).toEqual(["a", "b", "b"]);
  });

  test("gives rows among other classes more than rows among their own", async () => {
    // k = 1: 9.9's nearest row is 10 of the other class; 20 and 21 have each other
    const line = column(8, 10, 11, 12, 13, 14, 9.9, 20, 21);
    const { X: more } = await new ADASYN({ nNeighbors: 1 }).fitResample(line, [0, 0, 0, 0, 0, 0, 1, 1, 1]);
    const made = [...more.data.subarray(9)];
    expect(made).toHaveLength(3);
    expect(made.every((value) => value >= 9.9 && value <= 20)).toBe(true);
  });

  test("a class that has no neighbours of others is named", async () => {
    await expect(new ADASYN({ nNeighbors: 1 }).fitResample(X, y)).rejects.toThrow(
      'ADASYN.fitResample: class "rare" must have rows with neighbours of other classes (SMOTE does without)',
    );
  });
});

describe("KMeansSMOTE", () => {
  test("in one cluster makes rows between rows of the class", async () => {
    const { X: more } = await new KMeansSMOTE({ kNeighbors: 1, kmeansEstimator: 1 }).fitResample(X, y);
    const made = [...more.data.subarray(8)];
    expect(made).toHaveLength(4);
    expect(made.every((value) => value >= 10 && value <= 14)).toBe(true);
  });

  test("no cluster with enough rows of the class is told with what to change", async () => {
    await expect(new KMeansSMOTE({ kNeighbors: 2, kmeansEstimator: 1 }).fitResample(X, y)).rejects.toThrow(
      'a cluster must hold enough rows of class "rare": lower clusterBalanceThreshold or change the number of clusters',
    );
  });
});

describe("samplers of categories", () => {
  const cells = {
    size: [0, 1, 2, 3, 4, 5, 10, 12, 14],
    city: ["Bern", "Bern", "Bern", "Bern", "Bern", "Bern", "Oslo", "Oslo", "Rome"],
  };
  const labels = [0, 0, 0, 0, 0, 0, 1, 1, 1];

  test("SMOTENC lets the neighbours vote on a text and interpolates a number", async () => {
    const sampler = new SMOTENC({ categoricalFeatures: ["city"], kNeighbors: 2 });
    const { X: more } = await sampler.fitResample(Frame.fromColumns(cells), labels);
    const sizes = Array.from(more.column("size").toArray()).slice(9).map(Number);
    expect(sizes).toHaveLength(3);
    expect(sizes.every((size) => size >= 10 && size <= 14)).toBe(true);
    expect(more.column("city").toArray().slice(9)).not.toContain("Bern");
  });

  test("SMOTEN takes the category that most neighbours have", async () => {
    const { X: more } = await new SMOTEN({ kNeighbors: 2 }).fitResample(
      Frame.fromColumns({ city: cells.city }),
      labels,
    );
    // of each row and its two neighbours, two are in Oslo
    expect(more.column("city").toArray().slice(9)).toEqual(["Oslo", "Oslo", "Oslo"]);
  });
});

describe.each(Object.entries(ALL))("%s", (name, Sampler) => {
  test("refuses one class, and fewer rows than there are", async () => {
    await expect(
      new Sampler().fitResample(
        X,
        y.map(() => "often"),
      ),
    ).rejects.toThrow(`${name}.fitResample: y must hold at least 2 classes; received one class, "often"`);
    await expect(new Sampler({ samplingStrategy: { often: 5 } }).fitResample(X, y)).rejects.toThrow(
      `${name}.fitResample: samplingStrategy must be at least the 6 rows that class "often" has, for over-sampling removes none; received 5`,
    );
  });

  test("suggests the label that was meant", async () => {
    await expect(new Sampler({ samplingStrategy: { rar: 5 } }).fitResample(X, y)).rejects.toThrow(
      '(did you mean "rare"?); received "rar"',
    );
  });

  test("names the cell that is infinite", async () => {
    const infinite = X.with(4, [Number.POSITIVE_INFINITY]);
    await expect(new Sampler().fitResample(infinite, y)).rejects.toThrow(
      /received Infinity at row 4, column 0$/,
    );
  });
});

test.each(Object.entries(SMOTES))("%s names the cell that is missing", async (_, Sampler) => {
  const missing = X.with(4, [Number.NaN]);
  await expect(new Sampler().fitResample(missing, y)).rejects.toThrow(/received NaN at row 4, column 0$/);
});

test.each(Object.entries(SMOTES))("%s stops when it is cancelled in the middle", async (_, Sampler) => {
  const random = new RandomState(0);
  const rows = 6000;
  const many = new Matrix(random.random(rows * 8), rows, 8);
  const labels = Int32Array.from({ length: rows }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const stop = new AbortController();
  hurryClock();
  const resampling = new Sampler().fitResample(many, labels, { signal: stop.signal });
  setImmediate(() => stop.abort(new DOMException("enough", "AbortError")));
  await expect(resampling).rejects.toThrow("enough");
});

test("what was received is told", async () => {
  const y = [0, 0, 0, 0, 0, 0, 0, 1];
  await expect(new KMeansSMOTE().fitResample(Matrix.zeros(8, 1), y)).rejects.toThrow(
    /change the number of clusters; received 1 row of that class in all$/,
  );
  const missing = [[1], [2], [Number.NaN], [1]];
  await expect(new SMOTEN({ kNeighbors: 1 }).fitResample(missing, [0, 0, 0, 1])).rejects.toThrow(
    "SMOTEN.fitResample: X must have no missing value; received NaN at row 2, column 0",
  );
});
