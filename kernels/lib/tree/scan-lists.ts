// Classification with whole-number weights from presorted lists; T tells how wide the loads of the rows are.
import { halfAt } from "./entries";
import { GINI, Grower, f64At, setF64 } from "./grower";
import { hasWholeRanks, isNear, rowOf } from "./list-entries";
import { column } from "./partition";
import { screenOfTwo, tryCut } from "./scan-two";
import { isHopeless, noteIfBest, screenOf } from "./whole-counts";

/** Tries every cut of a feature on its list. */
export function scanList<T extends number>(g: Grower, feature: i32, list: usize): void {
  if (g.classes == 2 && g.criterion == GINI) scanListOfTwo<T>(g, feature, list);
  else scanListOfMany<T>(g, feature, list);
}

/** Gini impurity of two classes, as {@link tryCut} counts it. */
function scanListOfTwo<T extends number>(g: Grower, feature: i32, list: usize): void {
  const x = column(g, feature);
  const loads = g.loads;
  const mask = g.rowMask;
  const wholeRanks = hasWholeRanks(g, feature);
  const t0 = <i64>f64At(g.sumTotal, 0);
  const t1 = <i64>f64At(g.sumTotal, 1);
  const w = <i64>g.weightNode;
  let screen = screenOfTwo(g);
  let wl: i64 = 0;
  let d: i64 = 0;
  let above = load<u32>(list);
  const n = g.end - g.start;
  for (let p = 1; p < n; p++) {
    const below = above;
    const l = halfAt<T>(loads, below & mask);
    const weight = <i64>(l >>> 1);
    wl += weight;
    d += weight * select<i64>(t0, -t1, l & 1);
    list += 4;
    above = load<u32>(list);
    const left = <f64>d;
    if (left * left < screen * <f64>(wl * (w - wl)) || ((below ^ above) <= mask && wholeRanks)) continue;
    if (isNear(g, feature, below, above)) continue;
    if (tryCut(g, feature, p, below & mask, above & mask, x, <f64>wl, left)) screen = screenOfTwo(g);
  }
}

/** Any number of classes, Gini or entropy: the worth of a cut is kept up to date, roughly, and computed exactly if it may win. */
function scanListOfMany<T extends number>(g: Grower, feature: i32, list: usize): void {
  const n = g.end - g.start;
  const x = column(g, feature);
  const wholeRanks = hasWholeRanks(g, feature);
  const loads = g.loads;
  const bits = g.classBits;
  const mask = (1 << bits) - 1;
  const classes = g.classes;
  const total = g.sumTotal;
  const left = g.sumLeft;
  const w = g.weightNode;
  const isGini = g.criterion == GINI;
  const table = g.xLogX;
  memory.fill(left, 0, <usize>classes << 3);
  let sl = 0.0;
  let sr = 0.0;
  for (let c = 0; c < classes; c++) {
    const t = f64At(total, c);
    sr += isGini ? t * t : f64At(table, <i32>t);
  }
  let screen = screenOf(g);
  let wl = 0.0;
  let above = load<u32>(list);
  for (let p = 1; p < n; p++) {
    const below = above;
    const l = halfAt<T>(loads, rowOf(g, below));
    const weight = <f64>(l >>> bits);
    const c = l & mask;
    const old = f64At(left, c);
    const rest = f64At(total, c) - old;
    setF64(left, c, old + weight);
    wl += weight;
    if (isGini) {
      sl += weight * (2 * old + weight);
      sr += weight * (weight - 2 * rest);
    } else {
      sl += f64At(table, <i32>(old + weight)) - f64At(table, <i32>old);
      sr += f64At(table, <i32>(rest - weight)) - f64At(table, <i32>rest);
    }
    list += 4;
    above = load<u32>(list);
    if ((below ^ above) <= g.rowMask && wholeRanks) continue;
    if (isHopeless(isGini, screen, sl, sr, wl, w - wl, table)) continue;
    if (isNear(g, feature, below, above)) continue;
    if (noteIfBest(g, feature, p, rowOf(g, below), rowOf(g, above), x, wl)) screen = screenOf(g);
  }
}
