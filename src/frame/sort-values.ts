import { choice, custom, type ParamSpecs, resolveParams } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { BooleanColumn } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { findColumns, type NamedColumns } from "./find-column.js";
import { type CodeArray, codeIntegers, codeValues, numbersOf } from "./key-codes.js";
import { sortAscending, sortDescendingOrder } from "./order-numbers.js";

/** How rows are sorted. */
export interface SortValuesOptions {
  /** Direction of all keys or of each: true from the smallest to the largest; default true. */
  readonly ascending?: boolean | readonly boolean[];
  /** Where rows with a missing key go, whatever the direction; default "last". */
  readonly naPosition?: "first" | "last";
}

const isFlag = (value: unknown): value is boolean => typeof value === "boolean";

const sortSpecs: ParamSpecs<Required<SortValuesOptions>> = {
  ascending: custom<boolean | readonly boolean[]>({
    default: true,
    help: "Direction of all keys or of each.",
    domain: "true, false, or an array of them, one for each key",
    outside: ["true", 1, null],
    accepts: (value) => isFlag(value) || (Array.isArray(value) && value.every(isFlag)),
  }),
  naPosition: choice({
    default: "last",
    options: ["first", "last"],
    help: "Where rows with a missing key go.",
  }),
};

/** Direction of one key. */
interface Direction {
  readonly ascending: boolean;
  readonly missingFirst: boolean;
}

/**
 * Indices of the rows in sorted order: by the first key, then by the second, …; rows that agree keep their order.
 *
 * One stable pass for each key, from the last to the first: a counting sort of codes, a radix sort of other numbers.
 *
 * Cost: O(rows) for each key.
 *
 * @throws {InvalidInputError} if there is no column of a name.
 * @throws {InvalidParameterError} if an option lies outside its domain.
 */
export function sortedRows(
  where: string,
  frame: NamedColumns,
  by: string | readonly string[],
  options: SortValuesOptions,
): Int32Array {
  const keys = findColumns(where, "by", frame, by);
  const { ascending, naPosition } = resolveParams(where, sortSpecs, options);
  if (typeof ascending !== "boolean" && ascending.length !== keys.length)
    throw new InvalidParameterError(
      where,
      "ascending",
      `of ${keys.length} values, one for each key`,
      ascending,
    );
  let order = new Int32Array(frame.rows);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let k = keys.length - 1; k >= 0; k--)
    order = sortByKey(keys[k]!, order, {
      ascending: typeof ascending === "boolean" ? ascending : ascending[k]!,
      missingFirst: naPosition === "first",
    });
  return order;
}

/** The rows in `order`, stably sorted by one key. */
function sortByKey(key: Column, order: Int32Array, direction: Direction): Int32Array<ArrayBuffer> {
  if (key instanceof CategoryColumn || key instanceof BooleanColumn) {
    const { parts, count } = codeValues([key], true);
    return sortByCodes(parts[0]!, count, order, direction);
  }
  const numbers = numbersOf(key);
  const integers = codeIntegers([numbers]);
  if (integers !== undefined) return sortByCodes(integers.parts[0]!, integers.count, order, direction);
  return sortByNumbers(numbers, order, direction);
}

/** Counting sort; bucket 0 is for missing ones that go first, bucket count + 1 for those that go last. */
function sortByCodes(
  codes: CodeArray,
  count: number,
  order: Int32Array,
  { ascending, missingFirst }: Direction,
): Int32Array<ArrayBuffer> {
  const missing = missingFirst ? 0 : count + 1;
  const sign = ascending ? 1 : -1;
  const base = ascending ? 1 : count;
  const starts = new Int32Array(count + 2);
  for (let i = 0; i < codes.length; i++) starts[codes[i]! < 0 ? missing : base + sign * codes[i]!]!++;
  let start = 0;
  for (let bucket = 0; bucket < starts.length; bucket++) {
    const size = starts[bucket]!;
    starts[bucket] = start;
    start += size;
  }
  const sorted = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const code = codes[order[i]!]!;
    sorted[starts[code < 0 ? missing : base + sign * code]!++] = order[i]!;
  }
  return sorted;
}

function sortByNumbers(
  numbers: Float64Array,
  order: Int32Array,
  { ascending, missingFirst }: Direction,
): Int32Array<ArrayBuffer> {
  const present = new Float64Array(order.length);
  const rows = new Int32Array(order.length);
  const sorted = new Int32Array(order.length);
  let count = 0;
  let missing = 0;
  for (let i = 0; i < order.length; i++) if (Number.isNaN(numbers[order[i]!]!)) missing++;
  let missingAt = missingFirst ? 0 : order.length - missing;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const value = numbers[row]!;
    if (Number.isNaN(value)) {
      sorted[missingAt++] = row;
      continue;
    }
    present[count] = value;
    rows[count++] = row;
  }
  const values = present.subarray(0, count);
  const positions = ascending ? sortAscending(values) : sortDescendingOrder(values);
  const from = missingFirst ? missing : 0;
  for (let i = 0; i < count; i++) sorted[from + i] = rows[positions[i]!]!;
  return sorted;
}
