// What the lean paths of random splits share: the values of a feature in a node, their range, and the threshold drawn in it.
import { FEATURE_THRESHOLD, Grower, f32At, i32At, setF32 } from "./grower";
import { column } from "./partition";
import { randomUniform } from "./random";

/** Reads the node's values of a feature into `values` and notes their range; false if they are all alike. */
export function readRange(g: Grower, feature: i32): bool {
  const n = g.end - g.start;
  const x = column(g, feature);
  const values = g.values;
  let row = g.samples + (<usize>g.start << 2);
  let low: f32 = f32At(x, load<i32>(row));
  let high = low;
  let p = 0;
  if (n >= 8) {
    let lows = f32x4.splat(low);
    let highs = lows;
    for (let out = values; p + 4 <= n; p += 4, out += 16, row += 16) {
      let v = v128.load32_splat(x + (<usize>load<u32>(row) << 2));
      v = v128.load_lane<u32>(x + (<usize>load<u32>(row, 4) << 2), v, 1);
      v = v128.load_lane<u32>(x + (<usize>load<u32>(row, 8) << 2), v, 2);
      v = v128.load_lane<u32>(x + (<usize>load<u32>(row, 12) << 2), v, 3);
      v128.store(out, v);
      lows = f32x4.pmin(lows, v);
      highs = f32x4.pmax(highs, v);
    }
    low = min(
      min(f32x4.extract_lane(lows, 0), f32x4.extract_lane(lows, 1)),
      min(f32x4.extract_lane(lows, 2), f32x4.extract_lane(lows, 3)),
    );
    high = max(
      max(f32x4.extract_lane(highs, 0), f32x4.extract_lane(highs, 1)),
      max(f32x4.extract_lane(highs, 2), f32x4.extract_lane(highs, 3)),
    );
  }
  for (; p < n; p++, row += 4) {
    const v = f32At(x, load<i32>(row));
    setF32(values, p, v);
    low = min(low, v);
    high = max(high, v);
  }
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

/** The largest 32-bit float that is not above t: 32-bit values compare with it as with t. */
@inline
export function singleBelow(t: f64): f32 {
  const single = <f32>t;
  if (<f64>single <= t) return single;
  if (single == 0) return -reinterpret<f32>(1);
  return reinterpret<f32>(reinterpret<u32>(single) + (single > 0 ? -1 : 1));
}
