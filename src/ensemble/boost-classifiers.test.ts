import { describe, expect, test } from "vitest";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import { RandomState } from "../core/random-state.js";
import { raiseByFactor, raiseLogarithms } from "./boost-classifiers.js";

describe("raiseLogarithms", () => {
  test("has the bits of NumPy's exp and log, where these are not rounded correctly too", async () => {
    // weight, estimator weight, what NumPy 2.4 answers with glibc 2.36 on a processor without AVX-512
    const recorded = [
      [0.00027387593197926164, 2.011402530535207, 0.002046891810148749],
      [0.002596983932983531, 0.7712078964664401, 0.005615657297674053],
    ] as const;
    for (const [w, a, answer] of recorded) {
      const weight = Float64Array.of(w);
      await raiseLogarithms(weight, a, Uint8Array.of(1));
      expect(weight[0]).toBe(answer);
      expect(exp(log(w) + a)).not.toBe(answer);
    }
  });

  test("raises what is wrong, takes the rest there and back, and keeps weights of 0", async () => {
    const random = new RandomState(3);
    const weight = Float64Array.from({ length: 20_000 }, () => exp(1200 * (random.random() - 0.5)));
    weight.set([0, 1, 0.5, 2, 1e-310, 1e305, 1 - 2 ** -53, 1 + 2 ** -52]);
    const wrong = Uint8Array.from(random.randint(0, 2, weight.length));
    for (const estimatorWeight of [0, 1e-9, 0.7, -2, 5.3]) {
      const raised = weight.slice();
      await raiseLogarithms(raised, estimatorWeight, wrong);
      for (let i = 0; i < weight.length; i++) {
        const right = weight[i]! > 0 ? exp(log(weight[i]!) + (wrong[i] === 1 ? estimatorWeight : 0)) : 0;
        expect(Math.abs(raised[i]! - right)).toBeLessThanOrEqual(2 ** -51 * right);
      }
    }
  });
});

test("raiseByFactor multiplies what is wrong", async () => {
  const weight = Float64Array.of(1, 2, 0);
  await raiseByFactor(weight, 1, Uint8Array.of(0, 1, 1));
  expect(Array.from(weight)).toEqual([1, 2 * Math.E, 0]);
});
