/** A comparison of values: greater, greater or equal, less, less or equal, equal, not equal. */
export type Comparison = "gt" | "ge" | "lt" | "le" | "eq" | "ne";

/** Which ends belong to a range. */
export type Inclusive = "both" | "neither" | "left" | "right";

/** What a comparison answers where the value is less, equal and greater; where one is missing all answer 0, then `flip` is applied. */
interface Rule {
  readonly less: 0 | 1;
  readonly equal: 0 | 1;
  readonly greater: 0 | 1;
  readonly flip: 0 | 1;
}

const RULES: Readonly<Record<Comparison, Rule>> = {
  gt: { less: 0, equal: 0, greater: 1, flip: 0 },
  ge: { less: 0, equal: 1, greater: 1, flip: 0 },
  lt: { less: 1, equal: 0, greater: 0, flip: 0 },
  le: { less: 1, equal: 1, greater: 0, flip: 0 },
  eq: { less: 0, equal: 1, greater: 0, flip: 0 },
  ne: { less: 0, equal: 1, greater: 0, flip: 1 },
};

/**
 * Compares numbers with one number or row by row: 1 where it holds, else 0. With a missing value (NaN) only `"ne"` holds.
 *
 * Cost: one pass without branches.
 */
export function compareNumbers(
  values: ArrayLike<number>,
  comparison: Comparison,
  other: number | ArrayLike<number>,
): Int8Array {
  const { less, equal, greater, flip } = RULES[comparison];
  const [others, step] = typeof other === "number" ? [[other], 0] : [other, 1];
  const out = new Int8Array(values.length);
  for (let i = 0, k = 0; i < out.length; i++, k += step) {
    const a = values[i]!;
    const b = others[k]!;
    out[i] = ((Number(a < b) & less) | (Number(a === b) & equal) | (Number(a > b) & greater)) ^ flip;
  }
  return out;
}

/** 1 where a number is among the given ones; NaN among them stands for missing values. */
export function numbersAmong(values: Float64Array, members: ReadonlySet<number>): Int8Array {
  const out = new Int8Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = members.has(values[i]!) ? 1 : 0;
  return out;
}

/** What a table says of each code; `missing` for the code -1. */
export function lookUpCodes(codes: ArrayLike<number>, table: ArrayLike<number>, missing: number): Int8Array {
  const out = new Int8Array(codes.length);
  for (let i = 0; i < out.length; i++) {
    const code = codes[i]!;
    out[i] = code < 0 ? missing : table[code]!;
  }
  return out;
}

/** 1 where a value is missing: NaN in numbers, -1 in codes. */
export function missingMask(values: ArrayLike<number>, missing: number): Int8Array {
  const out = new Int8Array(values.length);
  if (Number.isNaN(missing)) for (let i = 0; i < out.length; i++) out[i] = Number.isNaN(values[i]!) ? 1 : 0;
  else for (let i = 0; i < out.length; i++) out[i] = values[i] === missing ? 1 : 0;
  return out;
}

/** 1 for 0 and 0 for 1; a missing truth (-1) stays missing. */
export function negate(codes: Int8Array): Int8Array {
  const out = new Int8Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = codes[i]! < 0 ? -1 : 1 - codes[i]!;
  return out;
}

/** How two truths combine: rows and columns are false, true, missing; as in Kleene's logic. */
export type TruthTable = readonly [
  readonly [number, number, number],
  readonly [number, number, number],
  readonly [number, number, number],
];

/**
 * Combines truths row by row, or with one truth.
 *
 * @see Kleene (1952), Introduction to Metamathematics, section 64.
 */
export function combineTruths(codes: Int8Array, other: Int8Array | number, table: TruthTable): Int8Array {
  const flat = Int8Array.from(table.flat());
  const [others, step] = typeof other === "number" ? [Int8Array.of(other), 0] : [other, 1];
  const out = new Int8Array(codes.length);
  for (let i = 0, k = 0; i < out.length; i++, k += step) {
    const a = codes[i]!;
    const b = others[k]!;
    out[i] = flat[(a < 0 ? 6 : 3 * a) + (b < 0 ? 2 : b)]!;
  }
  return out;
}
