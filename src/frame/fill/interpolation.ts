import type { FillLimits } from "./directional-fill.js";

/** Which missing values are filled, and from which side. */
export interface InterpolationLimits extends FillLimits {
  /** From which side the limit counts, and which edge is filled: `"forward"`, `"backward"` or `"both"`. Default `"forward"`. */
  readonly limitDirection?: "forward" | "backward" | "both";
}

/**
 * Puts in the place of each missing value (NaN) the point on the straight line between its neighbours; before the
 * first and behind the last value the line is flat.
 *
 * Which of them stay missing follows pandas: before the first value all do unless the direction is backward or both,
 * behind the last all do unless it is forward or both, and those farther than `limit` from the value on the side it counts from.
 *
 * @param positions of the values on the axis, in any order, without NaN; undefined for 0, 1, 2, …
 * @returns a copy.
 */
export function interpolateLinear(
  values: Float64Array,
  positions: Float64Array | undefined,
  limits: InterpolationLimits = {},
): Float64Array {
  return interpolated(values, positions, limits, lineAt);
}

/**
 * Puts in the place of each missing value (NaN) the nearest one, the earlier of two equally near; before the first and behind the
 * last value nothing, as `scipy.interpolate.interp1d(kind="nearest")` behind pandas has it.
 *
 * @param positions as in {@link interpolateLinear}.
 * @returns a copy.
 */
export function interpolateNearest(
  values: Float64Array,
  positions: Float64Array | undefined,
  limits: InterpolationLimits = {},
): Float64Array {
  return interpolated(values, positions, limits, nearestAt);
}

/** Value at x, from the rows that hold one; NaN where there is none. */
type ValueAt = (x: number, known: Int32Array, values: Float64Array, at: (i: number) => number) => number;

/** A copy in which the missing values are filled that the limits allow. */
function interpolated(
  values: Float64Array,
  positions: Float64Array | undefined,
  limits: InterpolationLimits,
  valueAt: ValueAt,
): Float64Array {
  const known = knownPoints(values, positions);
  const out = values.slice();
  if (known.length === 0 || known.length === values.length) return out;
  const kept = keptMissing(values, limits);
  const at = (i: number): number => (positions === undefined ? i : positions[i]!);
  for (let i = 0; i < values.length; i++)
    if (Number.isNaN(values[i]!) && kept[i] === 0) out[i] = valueAt(at(i), known, values, at);
  return out;
}

/** Rows that hold a value, in the order of their positions. */
function knownPoints(values: Float64Array, positions: Float64Array | undefined): Int32Array {
  const rows = new Int32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) rows[count++] = i;
  const known = rows.subarray(0, count);
  if (positions !== undefined && !isAscending(known, positions))
    known.sort((a, b) => positions[a]! - positions[b]! || a - b);
  return known;
}

function isAscending(rows: Int32Array, positions: Float64Array): boolean {
  for (let k = 1; k < rows.length; k++) if (positions[rows[k]!]! < positions[rows[k - 1]!]!) return false;
  return true;
}

/** Number of known points at or below x. */
function firstAbove(x: number, known: Int32Array, at: (i: number) => number): number {
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(known[middle]!) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Height at x of the polyline through the known points, with the operations of `numpy.interp`. */
function lineAt(x: number, known: Int32Array, values: Float64Array, at: (i: number) => number): number {
  const right = firstAbove(x, known, at);
  if (right === 0) return values[known[0]!]!;
  const a = known[right - 1]!;
  if (right === known.length || at(a) === x) return values[a]!;
  const b = known[right]!;
  const slope = (values[b]! - values[a]!) / (at(b) - at(a));
  const height = slope * (x - at(a)) + values[a]!;
  if (!Number.isNaN(height)) return height;
  // Infinite ends: from the other side, and where both are alike that value.
  const back = slope * (x - at(b)) + values[b]!;
  return Number.isNaN(back) && values[a] === values[b] ? values[a]! : back;
}

/** The nearest value, the earlier of two equally near; NaN before the first and behind the last. */
function nearestAt(x: number, known: Int32Array, values: Float64Array, at: (i: number) => number): number {
  const right = firstAbove(x, known, at);
  if (right === 0) return Number.NaN;
  const a = known[right - 1]!;
  if (right === known.length) return x === at(a) ? values[a]! : Number.NaN;
  const middle = at(a) + (at(known[right]!) - at(a)) / 2;
  return values[x <= middle ? a : known[right]!]!;
}

/** 1 for each missing value that stays missing. */
function keptMissing(
  values: Float64Array,
  { limit = null, limitArea = null, limitDirection = "forward" }: InterpolationLimits,
): Uint8Array {
  const n = values.length;
  const most = limit ?? n;
  const reachForward = limitDirection === "backward" ? 0 : most;
  const reachBackward = limitDirection === "forward" ? 0 : most;
  const kept = new Uint8Array(n);
  for (let i = 0; i < n; ) {
    if (!Number.isNaN(values[i]!)) {
      i++;
      continue;
    }
    const start = i;
    while (i < n && Number.isNaN(values[i]!)) i++;
    const isOutside = start === 0 || i === n;
    const isBarred = limitArea !== null && (limitArea === "outside") !== isOutside;
    for (let k = start; k < i; k++) {
      const fromLeft = start > 0 && k - start < reachForward;
      const fromRight = i < n && i - k <= reachBackward;
      if (isBarred || !(fromLeft || fromRight)) kept[k] = 1;
    }
  }
  return kept;
}
