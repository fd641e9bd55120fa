import { readFileSync } from "node:fs";
import {
  KNeighborsClassifier,
  type KNeighborsParams,
  KNeighborsRegressor,
  Matrix,
  NearestNeighbors,
  RandomState,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";

interface Answer {
  readonly params: Partial<KNeighborsParams>;
  /** scikit-learn does not search this metric by this algorithm. */
  readonly refused?: true;
  readonly fitMethod: string;
  readonly distances: number[][];
  readonly ownDistances?: number[][];
  /** Absent where rounding decides the order of equal distances. */
  readonly indices?: number[][];
  readonly ownIndices?: number[][] | null;
  readonly labels?: string[];
  readonly probabilities?: number[][];
  readonly means?: number[];
}

interface NeighborsData {
  readonly X: number[][];
  readonly y: string[];
  readonly target: number[];
  readonly queries: number[][];
}

function settingsOf(answer: Answer): string {
  return JSON.stringify(answer.params);
}

const rows = (indices: readonly Int32Array[], count = indices.length): number[][] =>
  indices.slice(0, count).map((row) => [...row]);

async function expectAnswer({ X, y, target, queries }: NeighborsData, answer: Answer): Promise<void> {
  const classifier = await new KNeighborsClassifier(answer.params).fit(X, y);
  expect(classifier.fitMethod).toBe(answer.fitMethod);
  const found = await classifier.kneighbors(queries);
  const shown = answer.distances[0]!.length;
  expectClose(
    found.distances.toArray().map((row) => row.slice(0, shown)),
    answer.distances,
    "lapack",
  );
  if (answer.indices !== undefined) expect(rows(found.indices)).toEqual(answer.indices);
  if (answer.labels === undefined) return;
  const regressor = await new KNeighborsRegressor(answer.params).fit(X, target);
  expect(await classifier.predict(queries)).toEqual(answer.labels);
  expectClose((await classifier.predictProba(queries)).toArray(), answer.probabilities, "lapack");
  expectClose(await regressor.predict(queries), answer.means, "lapack");
}

async function expectOwnNeighbors({ X, y }: NeighborsData, answer: Answer): Promise<void> {
  const model = await new KNeighborsClassifier(answer.params).fit(X, y);
  const { distances, indices } = await model.kneighbors();
  expectClose(distances.toArray().slice(0, answer.ownDistances!.length), answer.ownDistances, "lapack");
  if (answer.ownIndices) expect(rows(indices, answer.ownIndices.length)).toEqual(answer.ownIndices);
}

describe.each(["grid", "plane", "line", "repeated", "normal", "wide"])("on the data set %s", (name) => {
  const data = loadFixtureData<string>(`neighbors-${name}`) as unknown as NeighborsData;
  for (const answer of loadFixture<Answer>(`neighbors/${name}`).cases) {
    if (answer.refused) {
      test(`${settingsOf(answer)} is refused`, async () => {
        await expect(new KNeighborsClassifier(answer.params).fit(data.X, data.y)).rejects.toThrow(
          /algorithm must be/,
        );
      });
    } else {
      test(`${settingsOf(answer)} answers as scikit-learn does`, async () => {
        await expectAnswer(data, answer);
        await expectOwnNeighbors(data, answer);
      });
    }
  }
});

interface SelectionCase {
  readonly n: number;
  readonly top: number;
  readonly k: number;
  readonly indices: number[][];
}

describe("of equal given distances those are taken that NumPy's selection takes", () => {
  const { cases } = loadFixture<SelectionCase>("neighbors/selection");
  test.each(cases)("$k of $n distances below $top", async ({ n, top, k, indices }) => {
    const model = await new NearestNeighbors({ nNeighbors: k, metric: "precomputed" }).fit(
      Matrix.zeros(n, n),
    );
    const away = Array.from(new RandomState(n).randint(0, top, 3 * n));
    const found = await model.kneighbors([away.slice(0, n), away.slice(n, 2 * n), away.slice(2 * n)]);
    expect(found.indices.map((row) => [...row.slice(0, 300)])).toEqual(indices);
  });
});

interface IrisAnswer extends Answer {
  readonly queries: number[][];
  readonly score: number;
  readonly r2: number;
  readonly graph: number[];
}

describe("on iris", () => {
  const X: number[][] = [];
  const y: string[] = [];
  for (const line of readFileSync(new URL("../../datasets/iris.csv", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .slice(1)) {
    const fields = line.split(",");
    X.push(fields.slice(0, 4).map((value) => Math.round(Number(value) * 10))); // in millimetres
    y.push(fields[4]!);
  }
  const target = X.map((row) => row[3]!);
  for (const answer of loadFixture<IrisAnswer>("neighbors/iris").cases) {
    test(`${settingsOf(answer)} answers as scikit-learn does`, async () => {
      await expectAnswer({ X, y, target, queries: answer.queries }, answer);
      const classifier = await new KNeighborsClassifier(answer.params).fit(X, y);
      const regressor = await new KNeighborsRegressor(answer.params).fit(X, target);
      expect(await classifier.score(X, y)).toBe(answer.score);
      expectClose([await regressor.score(X, target)], [answer.r2], "lapack");
      const graph = await classifier.kneighborsGraph(answer.queries, 3, "distance");
      expectClose(graph.toArray()[0], answer.graph, "lapack");
      if (answer.ownIndices)
        expect(rows((await classifier.kneighbors(null, 6)).indices)).toEqual(answer.ownIndices);
    });
  }
});

describe("on 3,000 points of a grid", () => {
  const { X, queries } = loadFixtureData("neighbors-many") as unknown as NeighborsData;
  for (const answer of loadFixture<Answer>("neighbors/many").cases) {
    test(`${settingsOf(answer)} finds the same of equally near samples`, async () => {
      const model = await new KNeighborsRegressor(answer.params).fit(
        X,
        X.map((row) => row[0]!),
      );
      const { distances, indices } = await model.kneighbors(queries);
      expect(rows(indices)).toEqual(answer.indices);
      expectClose(distances.toArray(), answer.distances, "bits");
      const own = rows((await model.kneighbors(null, 2)).indices).filter((_, i) => i % 50 === 0);
      expect(own).toEqual(answer.ownIndices);
    });
  }
});
