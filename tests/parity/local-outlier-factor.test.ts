import { LocalOutlierFactor, type LocalOutlierFactorParams } from "learnkit";
import { describe, expect, test, vi } from "vitest";
import { expectClose, loadFixture } from "./fixtures.js";

vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);

interface FactorCase {
  readonly data: string;
  readonly params: Partial<Omit<LocalOutlierFactorParams, "novelty">>;
  readonly nNeighbors: number;
  readonly negativeOutlierFactor: number[];
  readonly offset: number;
  readonly labels: number[];
  readonly other: number[][];
  readonly scoreSamples: number[];
  readonly decision: number[];
  readonly predicted: number[];
}

describe("local outlier factors equal scikit-learn's", () => {
  const { cases, notes } = loadFixture<FactorCase>("outliers/local-outlier-factor");
  const sets = notes["sets"] as Readonly<Record<string, number[][]>>;

  test.each(cases.map((item): [string, FactorCase] => [`${item.data} ${JSON.stringify(item.params)}`, item]))(
    "%s",
    async (_, item) => {
      const X = sets[item.data]!;
      const reason = item.params.metric === "cosine" ? "lapack" : "rounding"; // behind BLAS
      const estimator = new LocalOutlierFactor(item.params);
      const plain = await estimator.fit(X);
      expect(plain.nNeighbors).toBe(item.nNeighbors);
      expectClose(plain.negativeOutlierFactor, item.negativeOutlierFactor, reason);
      expectClose(plain.offset, item.offset, reason);
      expect([...plain.labels]).toEqual(item.labels);
      expect([...(await estimator.fitPredict(X))]).toEqual(item.labels);
      const judge = await new LocalOutlierFactor({ ...item.params, novelty: true }).fit(X);
      expectClose(judge.negativeOutlierFactor, item.negativeOutlierFactor, reason);
      expectClose(await judge.scoreSamples(item.other), item.scoreSamples, reason);
      // A difference is right to the last digits of its terms.
      const terms = [...item.scoreSamples, item.offset];
      const decision = await judge.decisionFunction(item.other);
      expectClose([...decision, ...terms], [...item.decision, ...terms], reason);
      expect([...(await judge.predict(item.other))]).toEqual(item.predicted);
    },
  );
});
