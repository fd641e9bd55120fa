import { Described, InvalidInputError } from "../core/errors.js";
import type { Label, VectorLike } from "./estimator.js";
import { toVector } from "./input.js";

/** A target as class codes. */
export interface EncodedLabels<L extends Label> {
  /** Distinct labels, sorted: numbers by value, strings by code point, false before true. */
  readonly classes: readonly L[];
  /** Position in `classes` of each sample's label, shape (nSamples). */
  readonly codes: Int32Array;
}

/** Order of labels as `numpy.unique` has it: numbers by value, strings by code point, false before true. */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a === "string" && typeof b === "string") return compareByCodePoint(a, b);
  return Number(a) - Number(b);
}

/** Order of strings by Unicode code point (JavaScript's `<` orders by UTF-16 unit). */
export function compareByCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return surrogateLast(x) - surrogateLast(y);
  }
  return a.length - b.length;
}

// A surrogate belongs to a code point above every unit of the basic plane.
function surrogateLast(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/**
 * Numbers the distinct labels of a target in sorted order.
 *
 * @throws {InvalidInputError} if a label is missing, not finite, a fraction, or of another type than the first.
 */
export function encodeLabels<L extends Label>(where: string, y: VectorLike<L>): EncodedLabels<L> {
  return encode(where, y, (label, row) => refuseFraction(where, "y", label, row));
}

/**
 * As {@link encodeLabels}, but takes fractions: where values are only told apart, as groups or strata, and no classifier learns them.
 *
 * @throws {InvalidInputError} if a label is missing, not finite, or of another type than the first.
 */
export function encodeDistinct<L extends Label>(where: string, y: VectorLike<L>): EncodedLabels<L> {
  return encode(where, y, () => {});
}

function encode<L extends Label>(
  where: string,
  y: VectorLike<L>,
  check: (label: L, row: number) => void,
): EncodedLabels<L> {
  const labels = toVector(where, "y", y);
  const type = typeof labels[0];
  const firstSeen = new Map<L, number>();
  const codes = numberLabels(labels, firstSeen, (label, i) => {
    checkLabel(where, label, type, i);
    check(label, i);
  });
  return { classes: sortClasses(firstSeen, [codes]), codes };
}

/**
 * Refuses a fraction as a class: it tells that values of a regression were given.
 *
 * @throws {InvalidInputError} naming the row.
 */
export function refuseFraction(where: string, name: string, label: Label, row: number): void {
  if (typeof label !== "number" || Number.isInteger(label)) return;
  const rule = `labels in ${name} must be classes (strings, booleans or whole numbers), not fractions`;
  throw new InvalidInputError(where, rule, label, { row });
}

// Whole numbers in [0, 4096) are numbered through a table instead of the map.
const TABLE_SIZE = 4096;

/**
 * Numbers labels in order of first appearance, going on from those seen before.
 *
 * @param seen codes of the labels seen so far; new ones are added.
 * @param check called once for each new label.
 */
export function numberLabels<L extends Label>(
  labels: ArrayLike<L>,
  seen: Map<L, number>,
  check: (label: L, row: number) => void,
): Int32Array {
  const codes = new Int32Array(labels.length);
  const table = new Int32Array(typeof labels[0] === "number" ? TABLE_SIZE : 0).fill(-1);
  const numbered = labels instanceof Int32Array ? numberIntegers(labels, seen, check, table, codes) : 0;
  for (let i = numbered; i < labels.length; i++) {
    const label = labels[i]!;
    if (typeof label === "number") {
      const known = table[label]; // undefined for what is no index of the table
      if (known !== undefined && known >= 0) {
        codes[i] = known;
        continue;
      }
    }
    let code = seen.get(label);
    if (code === undefined) {
      check(label, i);
      code = seen.size;
      seen.set(label, code);
    }
    if (typeof label === "number" && table[label] !== undefined) table[label] = code;
    codes[i] = code;
  }
  return codes;
}

/** Numbers whole labels up to the first that the table does not hold, and tells where that is. */
function numberIntegers(
  labels: Int32Array,
  seen: Map<Label, number>,
  check: (label: never, row: number) => void,
  table: Int32Array,
  codes: Int32Array,
): number {
  for (let i = 0; i < labels.length; ) {
    i = numberKnown(labels, table, codes, i, Math.min(i + SLICE, labels.length));
    const label = labels[i];
    if (label === undefined || (table[label] ?? -1) >= 0) continue;
    if (label < 0 || label >= TABLE_SIZE) return i;
    const known = seen.get(label) ?? seen.size;
    if (known === seen.size) check(label as never, i);
    seen.set(label, known);
    table[label] = known;
  }
  return labels.length;
}

// A function that is called often is compiled sooner than a loop that goes round often.
const SLICE = 4096;

/** Numbers labels up to the first that the table does not know, and tells where that is. */
function numberKnown(
  labels: Int32Array,
  table: Int32Array,
  codes: Int32Array,
  from: number,
  to: number,
): number {
  for (let i = from; i < to; i++) {
    const code = table[labels[i]!] ?? -1;
    if (code < 0) return i;
    codes[i] = code;
  }
  return to;
}

/** Sorts the labels seen and turns codes in order of appearance, in place, into positions in the sorted list. */
export function sortClasses<L extends Label>(
  seen: ReadonlyMap<L, number>,
  codesOfEach: readonly Int32Array[],
): L[] {
  const labels = [...seen.keys()];
  const order = labels.map((_, code) => code).sort((a, b) => compareLabels(labels[a]!, labels[b]!));
  const rank = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) rank[order[k]!] = k;
  const areSorted = order.every((code, k) => code === k);
  for (const codes of areSorted ? [] : codesOfEach)
    for (let i = 0; i < codes.length; i++) codes[i] = rank[codes[i]!]!;
  return order.map((code) => labels[code]!);
}

/**
 * Refuses what is no label, or a label of another type than the others.
 *
 * @throws {InvalidInputError} naming the row.
 */
export function checkLabel(where: string, label: unknown, type: string, row: number): void {
  if (typeof label === "number" && !Number.isFinite(label)) {
    throw new InvalidInputError(where, "labels in y must be finite", label, { row });
  }
  if (typeof label !== "string" && typeof label !== "number" && typeof label !== "boolean") {
    throw new InvalidInputError(where, "labels in y must be strings, numbers or booleans", label, { row });
  }
  if (typeof label !== type) {
    throw new InvalidInputError(where, `labels in y must all be of one type, here ${type}`, label, { row });
  }
}

/**
 * Codes of labels by a known list of classes.
 *
 * @throws {InvalidInputError} if a label is not among the classes.
 */
export function codesOf<L extends Label>(where: string, y: VectorLike<L>, classes: readonly L[]): Int32Array {
  const labels = toVector(where, "y", y);
  const position = new Map(classes.map((label, code) => [label, code]));
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const code = position.get(labels[i]!);
    if (code === undefined) {
      throw new InvalidInputError(where, "y must hold labels that were seen in fit", labels[i], { row: i });
    }
    codes[i] = code;
  }
  return codes;
}

/**
 * Refuses a target with fewer than two classes.
 *
 * @throws {InvalidInputError} if only one class is present.
 */
export function requireTwoClasses(where: string, classes: readonly Label[]): void {
  if (classes.length >= 2) return;
  const received = classes.length === 0 ? "no labels" : `one class, ${JSON.stringify(classes[0])}`;
  throw new InvalidInputError(where, "y must hold at least 2 classes", new Described(received));
}
