import { expect, test } from "vitest";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import { RandomState } from "../core/random-state.js";
import { raiseLogarithms } from "./boost-classifiers.js";

test("weights that are raised have the bits of logarithms and exponentials that are rounded correctly", async () => {
  const random = new RandomState(3);
  const weight = Float64Array.from({ length: 20_000 }, (_, i) =>
    i % 2 === 0 ? random.random() / 1000 : exp(1200 * (random.random() - 0.5)),
  );
  weight.set([0, 1, 0.5, 2, 1e-310, 1e308, 1 - 2 ** -53, 1 + 2 ** -52]);
  const wrong = Uint8Array.from(random.randint(0, 2, weight.length));
  for (const estimatorWeight of [0, 1e-9, 0.7, -2, 5.3, 36.7, 99, 150]) {
    const expected = weight.map((w, i) =>
      w > 0 ? exp(log(w) + (wrong[i]! === 1 ? estimatorWeight : 0)) : w,
    );
    const raised = weight.slice();
    await raiseLogarithms(raised, estimatorWeight, wrong);
    expect(raised).toEqual(expected);
  }
});
