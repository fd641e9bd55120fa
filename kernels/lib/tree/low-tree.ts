// Prediction by trees of at most three levels of splits, as boosting grows them: all seven splits are compared, for four rows at a time, and
// the three answers on the way of a row are the number of its leaf.
import { featureAt, leafNumber, leftOf, missingRight, rightOf } from "./packed-nodes";

/** Which of four rows go right, where `cut` is the threshold and `missing` is all ones where missing values go right. */
@inline
function goRight<T>(rows: usize, cut: v128, missing: v128): v128 {
  const v = v128.load(rows);
  const above = f32x4.gt(v, cut);
  return isSigned<T>() ? above : v128.or(above, v128.and(f32x4.ne(v, v), missing));
}

@inline
function missingOf(node: usize): v128 {
  return i32x4.splat(-(<i32>missingRight(node)));
}

@inline
function storeValue(table: usize, at: usize, node: usize, values: usize): void {
  store<f64>(table + at, load<f64>(values + (<usize>leafNumber<u64>(node) << 3)));
}

/** The values of the leaves that are reached by going left and right of four nodes, from left to right. */
function fillTable(table: usize, ll: usize, lr: usize, rl: usize, rr: usize, values: usize): void {
  storeValue(table, 0, leftOf(ll), values);
  storeValue(table, 8, rightOf(ll), values);
  storeValue(table, 16, leftOf(lr), values);
  storeValue(table, 24, rightOf(lr), values);
  storeValue(table, 32, leftOf(rl), values);
  storeValue(table, 40, rightOf(rl), values);
  storeValue(table, 48, leftOf(rr), values);
  storeValue(table, 56, rightOf(rr), values);
}

@inline
function pair(table: usize, places: v128, first: u8): v128 {
  const a = v128.load64_zero(table + <usize>(first == 0 ? i32x4.extract_lane(places, 0) : i32x4.extract_lane(places, 2)));
  const at = table + <usize>(first == 0 ? i32x4.extract_lane(places, 1) : i32x4.extract_lane(places, 3));
  return v128.load_lane<u64>(at, a, 1);
}

@inline
function addPair(sums: usize, values: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), values));
}

/**
 * Adds the values, one for each node, of the leaves that n rows reach in a narrow tree of depth 3 at most to their sums.
 *
 * @param table scratch of 64 bytes.
 */
export function addLowTree<T>(
  n: i32,
  tile: usize,
  tileBytes: usize,
  root: usize,
  values: usize,
  table: usize,
  sums: usize,
): void {
  // A leaf is its own child and sends all values left.
  const l = leftOf(root);
  const r = rightOf(root);
  const ll = leftOf(l);
  const lr = rightOf(l);
  const rl = leftOf(r);
  const rr = rightOf(r);
  fillTable(table, ll, lr, rl, rr, values);
  for (const end = tile + <usize>((n + 7) >> 3) * tileBytes; tile < end; tile += tileBytes)
    for (let half: usize = 0; half < 32 && n > 0; half += 16, n -= 4, sums += 32) {
      const rows = tile + half;
      const first = goRight<T>(rows + featureAt(root), v128.load32_splat(root), missingOf(root));
      const second = v128.bitselect(
        goRight<T>(rows + featureAt(r), v128.load32_splat(r), missingOf(r)),
        goRight<T>(rows + featureAt(l), v128.load32_splat(l), missingOf(l)),
        first,
      );
      const third = v128.bitselect(
        v128.bitselect(
          goRight<T>(rows + featureAt(rr), v128.load32_splat(rr), missingOf(rr)),
          goRight<T>(rows + featureAt(rl), v128.load32_splat(rl), missingOf(rl)),
          second,
        ),
        v128.bitselect(
          goRight<T>(rows + featureAt(lr), v128.load32_splat(lr), missingOf(lr)),
          goRight<T>(rows + featureAt(ll), v128.load32_splat(ll), missingOf(ll)),
          second,
        ),
        first,
      );
      const places = v128.or(
        v128.and(first, i32x4.splat(32)),
        v128.or(v128.and(second, i32x4.splat(16)), v128.and(third, i32x4.splat(8))),
      );
      if (n >= 4) {
        addPair(sums, pair(table, places, 0));
        addPair(sums + 16, pair(table, places, 2));
      } else {
        addValue(sums, table + <usize>i32x4.extract_lane(places, 0));
        if (n > 1) addValue(sums + 8, table + <usize>i32x4.extract_lane(places, 1));
        if (n > 2) addValue(sums + 16, table + <usize>i32x4.extract_lane(places, 2));
      }
    }
}

@inline
function addValue(sum: usize, value: usize): void {
  store<f64>(sum, load<f64>(sum) + load<f64>(value));
}
