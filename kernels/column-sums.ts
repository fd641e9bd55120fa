/**
 * Sum of each column over the rows [begin, end), about a shift:
 * out[block * d + j] = Σ_i (X[i, j] - shift[j]).
 */
export function columnSums(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  d: i32,
  X: usize, // IN (nSamples, d)
  shift: usize, // IN (d)
  out: usize, // OUT (nBlocks, d)
): void {
  const row: usize = <usize>d << 3;
  const sums = out + <usize>block * row;
  memory.fill(sums, 0, row);
  let x = X + <usize>begin * row;
  for (let i = begin; i < end; i++) {
    let j: usize = 0;
    for (; j + 16 <= row; j += 16) {
      const centred = f64x2.sub(v128.load(x + j), v128.load(shift + j));
      v128.store(sums + j, f64x2.add(v128.load(sums + j), centred));
    }
    if (j < row) store<f64>(sums + j, load<f64>(sums + j) + (load<f64>(x + j) - load<f64>(shift + j)));
    x += row;
  }
}
