import { describe, expect, test } from "vitest";
import { BaseEstimator } from "./estimator.js";
import type { Paths, PathValue } from "./param-paths.js";
import { custom, type ParamSpecs, real } from "./params.js";

interface LeafParams {
  readonly alpha: number;
}
const leafSpecs: ParamSpecs<LeafParams> = { alpha: real({ default: 1, min: 0, help: "" }) };
class Leaf extends BaseEstimator<LeafParams> {
  readonly kind = "regressor" as const;
  constructor(params: Partial<LeafParams> = {}) {
    super("Leaf", leafSpecs, params);
  }
}

interface ListParams {
  readonly parts: readonly (readonly [string, Leaf | "passthrough"])[];
  readonly inner: Leaf;
}
const anything = { domain: "anything", help: "", outside: [], accepts: (): boolean => true };
const listSpecs: ParamSpecs<ListParams> = {
  parts: custom({ ...anything, default: [] }),
  inner: custom({ ...anything, default: new Leaf() }),
};
class List extends BaseEstimator<ListParams> {
  readonly kind = "regressor" as const;
  constructor(params: Partial<ListParams> = {}) {
    super("List", listSpecs, params);
  }
}

const list = new List({
  parts: [
    ["model", new Leaf()],
    ["other", "passthrough"],
  ],
});
const alphaOf = (part: unknown): number => (part as Leaf).params.alpha;

describe("a hyper-parameter is changed by path", () => {
  test("in a named part", () => {
    expect(alphaOf(list.withParam("model.alpha", 3).params.parts[0]![1])).toBe(3);
    expect(alphaOf(list.params.parts[0]![1])).toBe(1);
  });
  test("in an estimator that is a hyper-parameter itself", () => {
    expect(list.withParam("inner.alpha", 3).params.inner.params.alpha).toBe(3);
  });
  test("a whole part is replaced by its name", () => {
    const changed = list.withParam("other", new Leaf({ alpha: 7 }));
    expect(alphaOf(changed.params.parts[1]![1])).toBe(7);
    expect(changed.params.parts[1]![0]).toBe("other");
  });
});

describe("a wrong path is refused by name", () => {
  test("with the nearest right one", () => {
    expect(() => list.withParam("modle.alpha", 1)).toThrow(
      /did you mean "model.alpha"\?.*received "modle.alpha"/,
    );
    expect(() => list.withParam("model.alhpa", 1)).toThrow(/Leaf: .*did you mean "alpha"/);
    expect(() => new Leaf().withParam("alpa", 1)).toThrow(/did you mean "alpha"/);
  });
  test("a value outside the domain too", () => {
    expect(() => list.withParam("model.alpha", -1)).toThrow(
      "Leaf: alpha must be a finite number >= 0; received -1",
    );
  });
  test("a part that is no estimator has no hyper-parameters", () => {
    expect(() => list.withParam("other.alpha", 1)).toThrow(/other must be an estimator/);
    expect(() => new Leaf().withParam("alpha.beta", 1)).toThrow(/alpha must be an estimator/);
  });
});

test("the compiler knows paths and the types of their values", () => {
  interface Typed {
    readonly params: {
      readonly steps: readonly [
        readonly ["a", Leaf],
        readonly ["b", { readonly params: { readonly on: boolean } }],
      ];
    };
  }
  const paths: readonly Paths<Typed>[] = ["steps", "a", "b", "a.alpha", "b.on"];
  const alpha: PathValue<Typed, "a.alpha"> = 1;
  const on: PathValue<Typed, "b.on"> = true;
  // @ts-expect-error no such path
  const wrong: Paths<Typed> = "a.beta";
  expect([paths.length, alpha, on, wrong]).toEqual([5, 1, true, "a.beta"]);
});
