import { describe, test } from "vitest";
import {
  chiSquaredCdf,
  chiSquaredIsf,
  chiSquaredPpf,
  chiSquaredSf,
} from "../../src/stats/chi-squared-distribution.js";
import { fCdf, fIsf, fPpf, fSf } from "../../src/stats/f-distribution.js";
import { ndtr, ndtri } from "../../src/stats/normal-distribution.js";
import { tCdf, tPpf, tSf } from "../../src/stats/t-distribution.js";
import { expectClose, loadFixture } from "./fixtures.js";

interface DistributionCase {
  readonly distribution: "chi2" | "f" | "t" | "norm";
  readonly df: readonly number[];
  readonly x: readonly number[];
  readonly cdf: readonly number[];
  readonly sf: readonly number[];
  readonly p: readonly number[];
  readonly ppf: readonly number[];
  readonly isf: readonly number[];
}

type Of = (value: number, ...df: number[]) => number;

const FUNCTIONS: Readonly<
  Record<DistributionCase["distribution"], Record<"cdf" | "sf" | "ppf" | "isf", Of>>
> = {
  chi2: { cdf: chiSquaredCdf, sf: chiSquaredSf, ppf: chiSquaredPpf, isf: chiSquaredIsf },
  f: { cdf: fCdf, sf: fSf, ppf: fPpf, isf: fIsf },
  t: { cdf: tCdf, sf: tSf, ppf: tPpf, isf: (p, df) => -tPpf(p, df!) },
  norm: { cdf: ndtr, sf: (x) => ndtr(-x), ppf: ndtri, isf: (p) => -ndtri(p) },
};

/** Every value on its own, so that the far tail counts as much as the middle. */
function expectEach(of: Of, at: readonly number[], df: readonly number[], expected: readonly number[]): void {
  for (const [k, value] of at.entries()) expectClose(of(value, ...df), expected[k]!, "rounding");
}

describe("distributions equal scipy's, in the far tails too", () => {
  const { cases } = loadFixture<DistributionCase>("stats/distributions");

  test.each(cases.map((item) => [`${item.distribution}(${item.df.join(", ")})`, item] as const))(
    "%s",
    (_, item) => {
      const { cdf, sf, ppf, isf } = FUNCTIONS[item.distribution];
      expectEach(cdf, item.x, item.df, item.cdf);
      expectEach(sf, item.x, item.df, item.sf);
      expectEach(ppf, item.p, item.df, item.ppf);
      expectEach(isf, item.p, item.df, item.isf);
    },
  );
});
