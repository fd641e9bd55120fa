// Row numbers of three bytes, parted four at a time.

/** For each choice of four numbers, by bits: where the bytes of those chosen are among the twelve, and then any. */
const CHOSEN = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  3, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0,
  9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  3, 4, 5, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 4, 5, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0,
  6, 7, 8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 6, 7, 8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0,
  3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0, 0, 0,
]);

/** How many fours of a list are parted: what is written behind them stays within the list. */
export function foursOf(n: i32): i32 {
  return n < 6 ? 0 : (n - 2) >> 2;
}

/**
 * Moves the numbers of the first fours of a list that go left to its front and the others to `spare`; returns where the left ones end.
 *
 * @param side u8 (nRows): 3 for rows that go left, else 0
 */
export function partFours(list: usize, fours: i32, side: usize, spare: usize): usize {
  let left = list;
  let p = list;
  // What is written behind the left ones may reach into the next four, which was read before.
  let four = v128.load(p);
  for (let k = 0; k < fours; k++) {
    const next = v128.load(p, 12);
    const rows = i8x16.swizzle(four, i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1));
    const a = <usize>load<u8>(side + <usize>i32x4.extract_lane(rows, 0));
    const b = <usize>load<u8>(side + <usize>i32x4.extract_lane(rows, 1));
    const c = <usize>load<u8>(side + <usize>i32x4.extract_lane(rows, 2));
    const d = <usize>load<u8>(side + <usize>i32x4.extract_lane(rows, 3));
    const chosen = ((a & 1) | (b & 2) | ((c & 1) << 2) | ((d & 1) << 3)) << 4;
    v128.store(left, i8x16.swizzle(four, v128.load(CHOSEN + chosen)));
    v128.store(spare + (p - left), i8x16.swizzle(four, v128.load(CHOSEN + (chosen ^ 0xf0))));
    left += a + b + c + d;
    p += 12;
    four = next;
  }
  v128.store(p, four);
  return left;
}
