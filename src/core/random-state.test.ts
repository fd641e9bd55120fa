import { expect, test } from "vitest";
import { exp } from "./exp.js";
import { log } from "./log.js";
import { RandomState } from "./random-state.js";
import { type SamplingMethod, sampleWithoutReplacement } from "./sample-without-replacement.js";

// Expected values: numpy 2.4.6 and scikit-learn 1.9.1 on Linux; exp and log: Python's decimal at 45 digits, rounded once.

/** Sum of the 32-bit words of all numbers, each times another odd factor, modulo 2^32. */
function digest(values: ArrayLike<number>): number {
  const words = new Uint32Array(Float64Array.from(values).buffer);
  let sum = 0;
  for (let i = 0; i < words.length; i++) sum = (sum + Math.imul(words[i]!, 2 * i + 1)) >>> 0;
  return sum;
}

test("log is correctly rounded at 200,000 arguments in (0, 1)", () => {
  expect(digest(new RandomState(5).random(200_000).map(log))).toBe(3821100895);
});

test("exp is correctly rounded at 200,000 arguments in (-20, 20)", () => {
  expect(digest(new RandomState(6).uniform(-20, 20, 200_000).map(exp))).toBe(1488210844);
});

test("exp and log take the ends of their domains", () => {
  expect([log(0), log(-1), log(Number.NaN), log(Number.POSITIVE_INFINITY), log(1)]).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    0,
  ]);
  expect(log(5e-324)).toBe(-744.4400719213812);
  expect(log(1 + 2 ** -52)).toBe(2.2204460492503128e-16);
  expect([exp(Number.NEGATIVE_INFINITY), exp(-746), exp(0), exp(710), exp(Number.NaN)]).toEqual([
    0,
    0,
    1,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
  expect(exp(-745.1)).toBe(5e-324);
  expect(exp(-709)).toBe(1.216780750623423e-308);
  expect(exp(709.7)).toBe(1.6549840276802644e308);
});

test("the 32-bit stream of seed 42 is NumPy's", () => {
  const random = new RandomState(42);
  expect(Array.from({ length: 5 }, () => random.uint32())).toEqual([
    1608637542, 3421126067, 4083286876, 787846414, 3143890026,
  ]);
});

test("random is NumPy's, bit for bit", () => {
  expect([...new RandomState(0).random(5)]).toEqual([
    0.5488135039273248, 0.7151893663724195, 0.6027633760716439, 0.5448831829968969, 0.4236547993389047,
  ]);
  expect(digest(new RandomState(1).random(100_000))).toBe(2360683781);
});

test("array seeds give NumPy's streams", () => {
  expect([...new RandomState([1, 2, 3]).random(3)]).toEqual([
    0.6098612722867289, 0.8866970434146851, 0.47633673750662764,
  ]);
  expect(digest(new RandomState(Array.from({ length: 700 }, (_, i) => i)).random(1000))).toBe(646938598);
});

test("randint is NumPy's for narrow, 32-bit and wider ranges", () => {
  expect([...new RandomState(42).randint(0, 100, 10)]).toEqual([51, 92, 14, 71, 60, 20, 82, 86, 74, 74]);
  expect([...new RandomState(0).randint(7, undefined, 10)]).toEqual([4, 5, 0, 3, 3, 3, 1, 3, 5, 2]);
  expect([...new RandomState(123).randint(-5, 2147483647, 10)]).toEqual([
    1228959097, 1840268605, 974319575, 2109339749, 1817228406, 1764906716, 2065586809, 601083946, 1684131908,
    1722357275,
  ]);
  expect([...new RandomState(7).randint(0, 2 ** 40, 10)]).toEqual([
    752595690692, 108744157686, 291964244179, 650496783975, 396459895993, 611018672663, 309610205529,
    474247592490, 936371205000, 719526270950,
  ]);
  expect([...new RandomState(9).randint(0, 2 ** 32, 10)]).toEqual([
    44556670, 1565348188, 2155534974, 2143748597, 2129330102, 32397368, 574793467, 1358173078, 610362493,
    57217601,
  ]);
  expect(digest(new RandomState(3).randint(-1000, 123456, 100_000))).toBe(1411616);
  expect(digest(new RandomState(3).randint(0, 2 ** 53 - 1, 100_000))).toBe(397729893);
});

test("a range of one value draws nothing", () => {
  const random = new RandomState(3);
  expect([...random.randint(0, 1, 10)]).toEqual(new Array(10).fill(0));
  expect(random.random()).toBe(new RandomState(3).random());
});

test("permutations and shuffles are NumPy's", () => {
  expect([...new RandomState(42).permutation(10)]).toEqual([8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
  expect([...new RandomState(0).permutation(10)]).toEqual([2, 8, 4, 9, 1, 6, 7, 3, 0, 5]);
  expect(digest(new RandomState(2).permutation(100_001))).toBe(1331109568);
  expect(new RandomState(0).permutation(0)).toEqual(new Int32Array(0));
  const letters = [..."abcdefgh"];
  new RandomState(3).shuffle(letters);
  expect(letters).toEqual(["f", "h", "e", "g", "d", "b", "a", "c"]);
  const source = [..."abcdefgh"];
  expect(new RandomState(3).permutation(source)).toEqual(letters);
  expect(source).toEqual([..."abcdefgh"]);
});

test("normals and uniforms are NumPy's", () => {
  expect([...new RandomState(0).standardNormal(6)]).toEqual([
    1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675,
    -0.977277879876411,
  ]);
  expect([...new RandomState(1).uniform(-10, 10, 5)]).toEqual([
    -1.6595599059485195, 4.4064898688431615, -9.997712503653101, -3.9533485473632046, -7.064882183657739,
  ]);
});

test("calls may be mixed: the spare normal is kept", () => {
  const random = new RandomState(4);
  expect([
    random.normal(),
    random.randint(10),
    random.normal(),
    random.uniform(-1, 1),
    random.normal(5, 2),
    random.exponential(3),
    [...random.permutation(5)],
    [...random.normal(0, 1, 3)],
  ]).toEqual([
    0.05056170714293955,
    1,
    0.499951333237829,
    0.711241896671295,
    7.9566834943048,
    0.457580604429609,
    [4, 2, 3, 0, 1],
    [1.6522975775473077, 1.2372250200600103, -1.6456064426665673],
  ]);
});

test("rows are drawn by weight as choice draws them", () => {
  const p = new RandomState(3).random(500).map((v) => v / 250);
  p[0] = 1 - p.subarray(1).reduce((a, b) => a + b, 0);
  const drawn = new RandomState(4).drawByWeight(p, new Int32Array(700), new Float64Array(500));
  expect(drawn).toEqual(new RandomState(4).choice(500, 700, { p }));
  const wrong = () => new RandomState(4).drawByWeight(p.fill(1), new Int32Array(7), new Float64Array(500));
  expect(wrong).toThrow("probabilities that sum to 1");
});

test("choice is NumPy's in its four forms", () => {
  const random = new RandomState(8);
  const p = [0.1, 0.2, 0.3, 0.4];
  expect([
    random.choice(7),
    [...random.choice(7, 4)],
    [...random.choice(7, 4, { replace: false })],
    [...random.choice(4, 9, { p })],
    [...random.choice(4, 3, { replace: false, p })],
    random.choice(4, undefined, { p }),
    random.choice(["a", "b", "c"], 4),
    random.choice(9, undefined, { replace: false }),
  ]).toEqual([
    3,
    [4, 1, 1, 5],
    [6, 1, 4, 5],
    [2, 2, 2, 2, 2, 2, 3, 3, 3],
    [2, 1, 3],
    2,
    ["c", "b", "c", "c"],
    2,
  ]);
  const rising = Array.from({ length: 50 }, (_, i) => (i + 1) / 1275);
  expect([...new RandomState(0).choice(50, 40, { replace: false, p: rising })]).toEqual([
    36, 42, 38, 32, 40, 47, 49, 30, 44, 37, 48, 12, 14, 6, 45, 46, 33, 16, 39, 18, 35, 25, 43, 41, 20, 22, 27,
    7, 15, 10, 19, 24, 34, 9, 11, 28, 17, 23, 13, 5,
  ]);
});

test("null seeds differ", () => {
  expect(new RandomState(null).random()).not.toBe(new RandomState(null).random());
});

test("wrong arguments are refused by name", () => {
  const random = new RandomState();
  for (const seed of [-1, 1.5, 2 ** 32, Number.NaN, "1", true, [], [-1], {}]) {
    expect(() => new RandomState(seed as never)).toThrow(
      /^RandomState: seed must be an integer in \[0, 4294967295\]/,
    );
  }
  expect(() => random.randint(0)).toThrow("RandomState.randint: low must be an integer > 0");
  expect(() => random.randint(3, 3)).toThrow("high must be an integer > 3");
  expect(() => random.randint(0.5, 3)).toThrow("low must be an integer; received 0.5");
  expect(() => random.random(-1)).toThrow("RandomState: size must be an integer");
  expect(() => random.uniform(0, Number.POSITIVE_INFINITY)).toThrow("high - low must be finite");
  expect(() => random.normal(0, -1)).toThrow("scale must be a number >= 0; received -1");
  expect(() => random.choice(3, 4, { replace: false })).toThrow("size must be at most 3 without replacement");
  expect(() => random.choice([], 1)).toThrow("n must be an integer >= 1");
  expect(() => random.choice(2, 1, { p: [0.5, 0.6] })).toThrow("p must be probabilities that sum to 1");
  expect(() => random.choice(2, 1, { p: [1] })).toThrow("p must be as long as the choices (2)");
  expect(() => random.choice(2, 2, { p: [1, 0], replace: false })).toThrow(
    "p must be positive for at least 2",
  );
});

test.each<[number, number, SamplingMethod, number[]]>([
  [10, 3, "auto", [8, 5, 0]],
  [10, 3, "tracking_selection", [0, 5, 2]],
  [10, 3, "reservoir_sampling", [0, 5, 2]],
  [10, 3, "pool", [4, 6, 3]],
  [1000, 5, "auto", [175, 196, 537, 502, 579]],
  [1000, 5, "tracking_selection", [175, 196, 537, 502, 579]],
  [1000, 5, "reservoir_sampling", [716, 858, 774, 105, 411]],
  [1000, 5, "pool", [175, 196, 537, 502, 579]],
  [10, 10, "auto", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  [10, 10, "tracking_selection", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  [10, 10, "reservoir_sampling", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  [10, 10, "pool", [4, 6, 3, 7, 9, 1, 2, 0, 5, 8]],
  [10, 0, "auto", []],
  [10, 0, "tracking_selection", []],
  [10, 0, "reservoir_sampling", []],
  [10, 0, "pool", []],
  [1, 1, "auto", [0]],
  [1, 1, "tracking_selection", [0]],
  [1, 1, "reservoir_sampling", [0]],
  [1, 1, "pool", [0]],
])("sampleWithoutReplacement(%d, %d, %s) is scikit-learn's", (n, k, method, expected) => {
  expect([...sampleWithoutReplacement(n, k, new RandomState(7), method)]).toEqual(expected);
});

test.each<[SamplingMethod, number]>([
  ["auto", 843481088],
  ["tracking_selection", 843481088],
  ["reservoir_sampling", 843481088],
  ["pool", 2834542592],
])("sampleWithoutReplacement(1000, 995, %s) is scikit-learn's", (method, expected) => {
  expect(digest(sampleWithoutReplacement(1000, 995, new RandomState(7), method))).toBe(expected);
});

test("a generator goes on from its state, in the middle of a pair of normals too", () => {
  const random = new RandomState(5);
  random.random(700);
  random.normal();
  const again = RandomState.fromGeneratorState(random.getState());
  expect(again.normal(0, 1, 3)).toEqual(random.normal(0, 1, 3));
  expect(again.randint(0, 1000, 800)).toEqual(random.randint(0, 1000, 800));
});
