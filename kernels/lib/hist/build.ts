// Histograms of gradients and hessians by bin: the sums are those of the rows of a bin in ascending order.
import { CELL_SHIFT, Node, Plan } from "./plan";

/** Adds a gradient and hessian to the cells of a row's codes; feature k has its cells 4096 k bytes further on. */
@inline
function addRow(width: i32, h: usize, codes: u64, pair: v128): void {
  let c = h + (<usize>(codes << 4) & 0xff0);
  v128.store(c, f64x2.add(v128.load(c), pair));
  if (width > 1) {
    c = h + (<usize>(codes >>> 4) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 4096), pair), 4096);
  }
  if (width > 2) {
    c = h + (<usize>(codes >>> 12) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 8192), pair), 8192);
  }
  if (width > 3) {
    c = h + (<usize>(codes >>> 20) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 12288), pair), 12288);
  }
  if (width > 4) {
    c = h + (<usize>(codes >>> 28) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 16384), pair), 16384);
  }
  if (width > 5) {
    c = h + (<usize>(codes >>> 36) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 20480), pair), 20480);
  }
  if (width > 6) {
    c = h + (<usize>(codes >>> 44) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 24576), pair), 24576);
  }
  if (width > 7) {
    c = h + (<usize>(codes >>> 52) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 28672), pair), 28672);
  }
}

@inline
function pairOf(pairs: usize, i: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(pairs + (i << 3)));
}

@inline
function addRows(width: i32, h: usize, codes: usize, pairs: usize, order: usize, start: i32, stop: i32, all: bool): void {
  if (all) {
    for (let i = <usize>start; i < <usize>stop; i++)
      addRow(width, h, load<u64>(codes + i * <usize>width), pairOf(pairs, i));
  } else {
    const end = order + (<usize>stop << 2);
    for (let at = order + (<usize>start << 2); at < end; at += 4) {
      const i = <usize>load<u32>(at);
      addRow(width, h, load<u64>(codes + i * <usize>width), pairOf(pairs, i));
    }
  }
}

/** Fills the cells of a group's features, 4096 bytes for each, from the rows of a node. */
function fillCells(p: Plan, group: i32, start: i32, stop: i32, h: usize): void {
  const codes = p.codes + <usize>group * <usize>p.rows * <usize>p.width;
  const all = stop - start == p.rows;
  const first = group * p.width;
  for (let f = first; f < min(first + p.width, p.features); f++)
    memory.fill(h + (<usize>(f - first) << 12), 0, <usize>(load<i32>(p.bins + (<usize>f << 2)) + 1) << CELL_SHIFT);
  switch (p.width) {
    case 1:
      return addRows(1, h, codes, p.pairs, p.order, start, stop, all);
    case 2:
      return addRows(2, h, codes, p.pairs, p.order, start, stop, all);
    case 3:
      return addRows(3, h, codes, p.pairs, p.order, start, stop, all);
    case 4:
      return addRows(4, h, codes, p.pairs, p.order, start, stop, all);
    case 5:
      return addRows(5, h, codes, p.pairs, p.order, start, stop, all);
    case 6:
      return addRows(6, h, codes, p.pairs, p.order, start, stop, all);
    case 7:
      return addRows(7, h, codes, p.pairs, p.order, start, stop, all);
    default:
      return addRows(8, h, codes, p.pairs, p.order, start, stop, all);
  }
}

/** Histogram of a node for the features of a group: from its rows, or its parent's less its sibling's. */
export function makeHistogram(p: Plan, node: Node, group: i32, h: usize): void {
  const sibling = <usize>node.sibling;
  if (sibling == 0) fillCells(p, group, <i32>node.start, <i32>node.stop, h);
  const first = group * p.width;
  for (let f = first; f < min(first + p.width, p.features); f++) {
    const at = <usize>load<i32>(p.cells + (<usize>f << 2)) << CELL_SHIFT;
    const bytes = <usize>(load<i32>(p.bins + (<usize>f << 2)) + 1) << CELL_SHIFT;
    const out = <usize>node.histogram + at;
    if (sibling == 0) {
      memory.copy(out, h + (<usize>(f - first) << 12), bytes);
      continue;
    }
    const whole = <usize>node.parent + at;
    for (let b: usize = 0; b < bytes; b += 16)
      v128.store(out + b, f64x2.sub(v128.load(whole + b), v128.load(sibling + at + b)));
  }
}
