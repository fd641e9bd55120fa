// Rows as trees see them: eight rows make a tile, where the eight values of feature j are 32-bit floats from byte 32 j.

/** Some value is missing. */
export const MISSING: u32 = 1;
/** Some value is infinite as a 32-bit float. */
export const INFINITE: u32 = 2;

/** Two values of one row, and of the next, as 32-bit floats: both first ones, then both second ones. */
@inline
function pairsOf(x: usize, width: usize): v128 {
  const own = f32x4.demote_f64x2_zero(v128.load(x));
  return i32x4.shuffle(own, f32x4.demote_f64x2_zero(v128.load(x + width)), 0, 4, 1, 5);
}

@inline
function areNan(a: v128, b: v128): v128 {
  return v128.or(f32x4.ne(a, a), f32x4.ne(b, b));
}

/** The larger magnitudes, NaN left out. */
@inline
function largest(so: v128, a: v128, b: v128): v128 {
  return f32x4.pmax(f32x4.pmax(so, f32x4.abs(a)), f32x4.abs(b));
}

/** What single values have that are odd. */
@inline
function oddities(v: f32): u32 {
  return (u32(v != v) * MISSING) | (u32(abs(v) == f32.POSITIVE_INFINITY) * INFINITE);
}

/** Fills a whole tile; returns what is odd about its values. */
function fillTile(x: usize, width: usize, tile: usize): u32 {
  const below = width << 2; // four rows
  let nans = i32x4.splat(0);
  let most = f32x4.splat(0);
  let j: usize = 0;
  for (; j + 16 <= width; j += 16, tile += 64) {
    const ab = pairsOf(x + j, width);
    const cd = pairsOf(x + j + 2 * width, width);
    const ef = pairsOf(x + j + below, width);
    const gh = pairsOf(x + j + below + 2 * width, width);
    const aToD = i64x2.shuffle(ab, cd, 0, 2);
    const eToH = i64x2.shuffle(ef, gh, 0, 2);
    v128.store(tile, aToD);
    v128.store(tile, eToH, 16);
    nans = v128.or(nans, areNan(aToD, eToH));
    most = largest(most, aToD, eToH);
    const aToDNext = i64x2.shuffle(ab, cd, 1, 3);
    const eToHNext = i64x2.shuffle(ef, gh, 1, 3);
    v128.store(tile, aToDNext, 32);
    v128.store(tile, eToHNext, 48);
    nans = v128.or(nans, areNan(aToDNext, eToHNext));
    most = largest(most, aToDNext, eToHNext);
  }
  let odd = u32(v128.any_true(nans)) * MISSING;
  odd |= u32(v128.any_true(f32x4.eq(most, f32x4.splat(f32.POSITIVE_INFINITY)))) * INFINITE;
  return j < width ? odd | fillRows(8, x + j, width - j, width, tile) : odd;
}

/** Fills rows of a tile with `bytes` of each row, one value after the other. */
function fillRows(rows: usize, x: usize, bytes: usize, width: usize, tile: usize): u32 {
  let odd: u32 = 0;
  for (let k: usize = 0; k < rows; k++, x += width)
    for (let j: usize = 0, to = tile + (k << 2); j < bytes; j += 8, to += 32) {
      const v = <f32>load<f64>(x + j);
      odd |= oddities(v);
      store<f32>(to, v);
    }
  return odd;
}

/** Fills the tiles of n rows of X, the last one up with zeros. Returns what is odd about the values. */
export function fillTiles(n: i32, x: usize, features: i32, tile: usize): u32 {
  const width = <usize>features << 3;
  const tileBytes = width << 2;
  let odd: u32 = 0;
  for (; n >= 8; n -= 8, x += width << 3, tile += tileBytes) odd |= fillTile(x, width, tile);
  if (n > 0) {
    memory.fill(tile, 0, tileBytes);
    odd |= fillRows(<usize>n, x, width, width, tile);
  }
  return odd;
}

/** Fills the first row of a tile, the others left as they are. Returns what is odd about its values. */
export function fillFirstRow(x: usize, features: i32, tile: usize): u32 {
  const width = <usize>features << 3;
  return fillRows(1, x, width, width, tile);
}
