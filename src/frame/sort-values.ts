import { choice, custom, type ParamSpecs, resolveParams } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { allRows } from "../core/row-indices.js";
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
  let order: Int32Array | undefined;
  for (let k = keys.length - 1; k >= 0; k--)
    order = sortByKey(keys[k]!, order, {
      ascending: typeof ascending === "boolean" ? ascending : ascending[k]!,
      missingFirst: naPosition === "first",
    });
  return order ?? allRows(frame.rows);
}

/** The rows in `order` (undefined: all in their order), stably sorted by one key. */
function sortByKey(key: Column, order: Int32Array | undefined, direction: Direction): Int32Array {
  if (key instanceof CategoryColumn || key instanceof BooleanColumn) {
    const { parts, count } = codeValues([key], true);
    return sortByCodes(parts[0]!, count, order ?? allRows(key.length), direction);
  }
  const numbers = numbersOf(key);
  const integers = codeIntegers([numbers]);
  if (integers !== undefined)
    return sortByCodes(integers.parts[0]!, integers.count, order ?? allRows(key.length), direction);
  if (order === undefined && key.missingCount === 0) return orderOf(numbers, direction);
  return sortByNumbers(numbers, order ?? allRows(key.length), direction);
}

/** Counting sort; bucket 0 is for missing ones that go first, bucket count + 1 for those that go last. */
function sortByCodes(
  codes: CodeArray,
  count: number,
  order: Int32Array,
  { ascending, missingFirst }: Direction,
): Int32Array {
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

function orderOf(values: Float64Array, { ascending }: Direction): Int32Array {
  return ascending ? sortAscending(values) : sortDescendingOrder(values);
}

function sortByNumbers(
  numbers: Float64Array,
  order: Int32Array,
  { ascending, missingFirst }: Direction,
): Int32Array {
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
  const positions = orderOf(values, { ascending, missingFirst });
  const from = missingFirst ? missing : 0;
  for (let i = 0; i < count; i++) sorted[from + i] = rows[positions[i]!]!;
  return sorted;
}
