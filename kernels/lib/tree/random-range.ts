// What the lean paths of random splits share: the values of a feature in a node, their range, and the threshold drawn in it.
import { FEATURE_THRESHOLD, Grower } from "./grower";
import { column } from "./partition";
import { randomUniform } from "./random";

/** Values of four rows. */
@inline
function gatherFour(x: usize, row: usize): v128 {
  let v = v128.load32_splat(x + (<usize>load<u32>(row) << 2));
  v = v128.load_lane<u32>(x + (<usize>load<u32>(row, 4) << 2), v, 1);
  v = v128.load_lane<u32>(x + (<usize>load<u32>(row, 8) << 2), v, 2);
  return v128.load_lane<u32>(x + (<usize>load<u32>(row, 12) << 2), v, 3);
}

/** Reads the node's values of a feature into `values` and notes their range; false if they are all alike. */
export function readRange(g: Grower, feature: i32): bool {
  const n = <usize>(g.end - g.start) << 2;
  const x = column(g, feature);
  const values = g.values;
  const rows = g.samples + (<usize>g.start << 2);
  let lows = v128.load32_splat(x + (<usize>load<u32>(rows) << 2));
  let highs = lows;
  if (n >= 16) {
    // The last four overlap with those before.
    for (let p: usize = 0; ; p = min(p + 16, n - 16)) {
      const v = gatherFour(x, rows + p);
      v128.store(values + p, v);
      lows = f32x4.pmin(lows, v);
      highs = f32x4.pmax(highs, v);
      if (p == n - 16) break;
    }
    lows = f32x4.pmin(lows, i8x16.shuffle(lows, lows, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
    highs = f32x4.pmax(highs, i8x16.shuffle(highs, highs, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
    lows = f32x4.pmin(lows, i8x16.shuffle(lows, lows, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3));
    highs = f32x4.pmax(highs, i8x16.shuffle(highs, highs, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3));
  } else {
    for (let p: usize = 0; p < n; p += 4) {
      const v = v128.load32_splat(x + (<usize>load<u32>(rows + p) << 2));
      v128.store_lane<u32>(values + p, v, 0);
      lows = f32x4.pmin(lows, v);
      highs = f32x4.pmax(highs, v);
    }
  }
  return noteRange(g, f32x4.extract_lane(lows, 0), f32x4.extract_lane(highs, 0));
}

/** Notes the range of a feature in the node; false if its values are all alike. */
@inline
export function noteRange(g: Grower, low: f32, high: f32): bool {
  g.low = low;
  g.high = high;
  return high > low + FEATURE_THRESHOLD;
}

/** Draws a threshold within the range read last. */
@inline
export function drawThreshold(g: Grower): f64 {
  const threshold = randomUniform(g, <f64>g.low, <f64>g.high);
  return threshold == <f64>g.high ? <f64>g.low : threshold;
}

/** The largest 32-bit float that is not above t: 32-bit values compare with it as with t. No branch: it would be missed half of the time. */
@inline
export function singleBelow(t: f64): f32 {
  const single = <f32>t;
  const bits = reinterpret<i32>(single);
  // A negative float is the smaller, the larger its bits are; zero is -0 if it is above t.
  return reinterpret<f32>(bits - i32(<f64>single > t) * (1 | ((bits >> 31) << 1)));
}

/** Which of 16 values are not above the threshold, as bits. */
@inline
function sixteenBelow(values: usize, threshold: v128): u32 {
  const a = f32x4.le(v128.load(values), threshold);
  const b = f32x4.le(v128.load(values, 16), threshold);
  const c = f32x4.le(v128.load(values, 32), threshold);
  const d = f32x4.le(v128.load(values, 48), threshold);
  return i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
}

/** Which of n <= 64 values are not above the threshold, as bits. Reads up to 15 values behind the last. */
@inline
export function bitsBelow(values: usize, n: i32, threshold: f32): u64 {
  const t = f32x4.splat(threshold);
  let bits: u64 = 0;
  for (let p = 0; p < n; p += 16) bits |= (<u64>sixteenBelow(values + (<usize>p << 2), t)) << <u64>p;
  return bits & (<u64>-1 >>> <u64>(64 - n));
}

/** Writes into words of 64 bits which of the values read last are not above the threshold; returns how many. */
export function writeBits(g: Grower, threshold: f32, words: usize): i32 {
  const n = g.end - g.start;
  let count = 0;
  for (let p = 0; p < n; p += 64) {
    const bits = bitsBelow(g.values + (<usize>p << 2), min(64, n - p), threshold);
    store<u64>(words + (<usize>p >> 3), bits);
    count += <i32>popcnt<u64>(bits);
  }
  return count;
}
