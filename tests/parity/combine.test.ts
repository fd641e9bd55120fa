import {
  type BaseSampler,
  ClusterCentroids,
  CsrMatrix,
  EditedNearestNeighbours,
  Frame,
  Matrix,
  type SamplerParams,
  SMOTE,
  SMOTEENN,
  SMOTETomek,
  TomekLinks,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { expectClose, loadFixture, loadFixtureData } from "./fixtures.js";

interface Answer {
  readonly data: string;
  readonly params: Record<string, object>;
  readonly count: number;
  readonly y: (string | number)[];
  readonly first: number[][];
  readonly last: number[][];
  /** Of every so-manieth row. */
  readonly rowSums: number[];
}

const INNER = { smote: SMOTE, enn: EditedNearestNeighbours, tomek: TomekLinks };

/** Settings of samplers within a sampler as such samplers. */
function revive(params: Answer["params"]): object {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) =>
      name in INNER ? [name, new INNER[name as keyof typeof INNER](value)] : [name, value],
    ),
  );
}

function expectRows(X: Matrix, y: ArrayLike<unknown>, answer: Answer): void {
  const rows = X.toArray();
  expect(Array.from(y)).toEqual(answer.y);
  expect(rows.length).toBe(answer.count);
  expectClose(rows.slice(0, 3), answer.first, "rounding");
  expectClose(rows.slice(-3), answer.last, "rounding");
  const step = Math.max(1, Math.floor(rows.length / 20));
  const sums = rows.filter((_, i) => i % step === 0).map((row) => row.reduce((sum, value) => sum + value, 0));
  expectClose(sums, answer.rowSums, "rounding");
}

for (const [name, Sampler] of Object.entries({ SMOTEENN, SMOTETomek, ClusterCentroids })) {
  describe(`${name} makes imbalanced-learn's rows`, () => {
    for (const answer of loadFixture<Answer>(`combine/${name}`).cases) {
      test(`on ${answer.data} with ${JSON.stringify(answer.params)}`, async () => {
        const { X: rows, y } = loadFixtureData<string | number>(answer.data);
        const dense = Matrix.from(rows);
        const sampler = new Sampler(revive(answer.params)) as BaseSampler<SamplerParams>;
        if (answer.data.endsWith("sparse")) {
          const { X, y: labels } = await sampler.fitResample(CsrMatrix.fromMatrix(dense), y);
          return expectRows(X.toMatrix(), labels, answer);
        }
        const frame = Frame.fromColumns(
          Object.fromEntries(rows[0]!.map((_, j) => [`x${j}`, dense.column(j)])),
        );
        const { X, y: labels } = await sampler.fitResample(frame, y);
        expectRows(X.X(), labels, answer);
      });
    }
  });
}

describe("of two rows that are equally far from their centre, imbalanced-learn's stands for them", () => {
  const { cases } = loadFixture<{ X: number[][]; y: number[]; params: object; rows: number[][] }>(
    "combine/midway",
  );
  test.each(cases.map((item, i): [number, (typeof cases)[number]] => [i, item]))("%i", async (_, item) => {
    const { X } = await new ClusterCentroids(item.params).fitResample(item.X, item.y);
    expect((X as Matrix).toArray()).toEqual(item.rows);
  });
});
