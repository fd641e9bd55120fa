import { multiplyAdd } from "./lib/f64x2-math";

// Rows of A, depth and columns of B packed at a time: a packed block of A is 192 kB, of B at most 1.9 MB.
const BLOCK_M: i32 = 96;
const BLOCK_K: i32 = 256;
const BLOCK_N: i32 = 960;

/** Bytes of scratch that {@link gemmBlock} needs. */
export function gemmScratchBytes(): i32 {
  return (BLOCK_M * BLOCK_K + BLOCK_K * (BLOCK_N + 4) + 16) * 8;
}

/**
 * C = A B for a block of rows of C, any strides of A and B (so also Aᵀ or Bᵀ).
 *
 * Panels of 4 rows of A and of 4 columns of B are packed so that the inner tile runs along memory. Each element of C is the sum
 * over depth in order, in runs of 256.
 *
 * @param A  IN (m, k), element (i, p) at i × rowStrideA + p × columnStrideA
 * @param B  IN (k, n), element (p, j) at p × rowStrideB + j × columnStrideB
 * @param C  OUT (m, n), row-major
 */
export function gemmBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  n: i32,
  k: i32,
  A: usize,
  rowStrideA: i32,
  columnStrideA: i32,
  B: usize,
  rowStrideB: i32,
  columnStrideB: i32,
  C: usize,
): void {
  const packedA = scratch;
  const packedB = packedA + <usize>(BLOCK_M * BLOCK_K) * 8;
  const edge = packedB + <usize>(BLOCK_K * (BLOCK_N + 4)) * 8;
  const rowA = <usize>rowStrideA * 8;
  const columnA = <usize>columnStrideA * 8;
  const rowB = <usize>rowStrideB * 8;
  const columnB = <usize>columnStrideB * 8;
  const stride = <usize>n * 8;
  for (let jc = 0; jc < n; jc += BLOCK_N) {
    const width = min(BLOCK_N, n - jc);
    for (let pc = 0; pc < k; pc += BLOCK_K) {
      const depth = min(BLOCK_K, k - pc);
      packPanels(width, depth, B + <usize>pc * rowB + <usize>jc * columnB, columnB, rowB, packedB);
      for (let ic = begin; ic < end; ic += BLOCK_M) {
        const height = min(BLOCK_M, end - ic);
        packPanels(height, depth, A + <usize>ic * rowA + <usize>pc * columnA, rowA, columnA, packedA);
        for (let j = 0; j < width; j += 4) {
          for (let i = 0; i < height; i += 4) {
            const target = C + <usize>(ic + i) * stride + (<usize>(jc + j) << 3);
            const a = packedA + <usize>(i * depth) * 8;
            const b = packedB + <usize>(j * depth) * 8;
            tile(depth, a, b, target, stride, pc > 0, min(4, height - i), min(4, width - j), edge);
          }
        }
      }
    }
  }
}

/** Panels of 4 lines: element (line l, depth p) at (l / 4) 4 depth + 4 p + l % 4; missing lines are zero. */
function packPanels(lines: i32, depth: i32, source: usize, lineStride: usize, depthStride: usize, target: usize): void {
  for (let l = 0; l < lines; l += 4) {
    const count = min(4, lines - l);
    let from = source + <usize>l * lineStride;
    for (let p = 0; p < depth; p++) {
      for (let r = 0; r < 4; r++)
        store<f64>(target + (<usize>r << 3), r < count ? load<f64>(from + <usize>r * lineStride) : 0.0);
      from += depthStride;
      target += 32;
    }
  }
}

function tile(
  depth: i32,
  a: usize,
  b: usize,
  c: usize,
  stride: usize,
  add: bool,
  height: i32,
  width: i32,
  edge: usize,
): void {
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  for (let p = 0; p < depth; p++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let t = v128.load64_splat(a);
    s00 = multiplyAdd(t, b0, s00);
    s01 = multiplyAdd(t, b1, s01);
    t = v128.load64_splat(a, 8);
    s10 = multiplyAdd(t, b0, s10);
    s11 = multiplyAdd(t, b1, s11);
    t = v128.load64_splat(a, 16);
    s20 = multiplyAdd(t, b0, s20);
    s21 = multiplyAdd(t, b1, s21);
    t = v128.load64_splat(a, 24);
    s30 = multiplyAdd(t, b0, s30);
    s31 = multiplyAdd(t, b1, s31);
    a += 32;
    b += 32;
  }
  if (height == 4 && width == 4) {
    put(c, s00, s01, add);
    put(c + stride, s10, s11, add);
    put(c + 2 * stride, s20, s21, add);
    put(c + 3 * stride, s30, s31, add);
    return;
  }
  put(edge, s00, s01, false);
  put(edge + 32, s10, s11, false);
  put(edge + 64, s20, s21, false);
  put(edge + 96, s30, s31, false);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const target = c + <usize>i * stride + (<usize>j << 3);
      const value = load<f64>(edge + <usize>i * 32 + (<usize>j << 3));
      store<f64>(target, add ? load<f64>(target) + value : value);
    }
  }
}

@inline
function put(c: usize, low: v128, high: v128, add: bool): void {
  v128.store(c, add ? f64x2.add(v128.load(c), low) : low);
  v128.store(c, add ? f64x2.add(v128.load(c, 16), high) : high, 16);
}
