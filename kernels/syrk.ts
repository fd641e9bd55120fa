import { addOuterTile } from "./lib/outer-tile";

// Rows packed at a time: a panel of 4 columns is 2 kB, so the two panels of a tile stay in the first-level cache.
const CHUNK: i32 = 64;

/**
 * Gram matrix of the rows [√w (x − shift), √w (y − yShift), √w]: one pass gives XᵀX, Xᵀy, yᵀy and all sums, taken about a shift.
 *
 * A block adds up its own rows into its own slot; the caller adds slots in block order.
 * With p = nFeatures + 2 columns padded to a multiple of 4, q = 4 ⌈p / 4⌉, a slot has q × q doubles, of which the tiles on and above
 * the diagonal are written. Scratch: 64 q doubles.
 *
 * @param X       IN (nSamples, nFeatures)
 * @param y       IN (nSamples), or 0: the column is zero
 * @param weight  IN (nSamples), >= 0, or 0: weight 1
 * @param shift   IN (nFeatures + 1), the last one for y
 * @param out     OUT (nBlocks, q, q)
 */
export function gramBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  y: usize,
  weight: usize,
  shift: usize,
  out: usize,
): void {
  const q: i32 = ((nFeatures + 5) >> 2) << 2;
  const slot = out + <usize>block * <usize>q * <usize>q * 8;
  memory.fill(slot, 0, <usize>q * <usize>q * 8);
  for (let start = begin; start < end; start += CHUNK) {
    const count = min(CHUNK, end - start);
    packRows(start, count, scratch, X, nFeatures, q, y, weight, shift);
    for (let i = 0; i < q; i += 4) {
      for (let j = i; j < q; j += 4) {
        const panelI = scratch + <usize>i * CHUNK * 8;
        const panelJ = scratch + <usize>j * CHUNK * 8;
        addOuterTile(count, panelI, 32, panelJ, 32, slot + (<usize>i * q + j) * 8, <usize>q * 8);
      }
    }
  }
}

/** Panels of 4 columns: element (row r, column c) lies at ((c / 4) CHUNK + r) 4 + c % 4. */
function packRows(
  start: i32,
  count: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  q: i32,
  y: usize,
  weight: usize,
  shift: usize,
): void {
  const panel = <usize>CHUNK * 32;
  for (let r = 0; r < count; r++) {
    const row = <usize>(start + r);
    const root = weight == 0 ? 1.0 : sqrt(load<f64>(weight + row * 8));
    const scale = f64x2.splat(root);
    let source = X + row * nFeatures * 8;
    let target = scratch + <usize>r * 32;
    let s = shift;
    let c: i32 = 0;
    for (; c + 4 <= nFeatures; c += 4) {
      v128.store(target, f64x2.mul(f64x2.sub(v128.load(source), v128.load(s)), scale));
      v128.store(target, f64x2.mul(f64x2.sub(v128.load(source, 16), v128.load(s, 16)), scale), 16);
      source += 32;
      s += 32;
      target += panel;
    }
    for (; c < q; c++) {
      let value = 0.0;
      if (c < nFeatures) value = (load<f64>(source) - load<f64>(s)) * root;
      else if (c == nFeatures) value = y == 0 ? 0.0 : (load<f64>(y + row * 8) - load<f64>(shift + <usize>nFeatures * 8)) * root;
      else if (c == nFeatures + 1) value = root;
      store<f64>(scratch + <usize>(c >> 2) * panel + <usize>r * 32 + ((c & 3) << 3), value);
      source += 8;
      s += 8;
    }
  }
}
