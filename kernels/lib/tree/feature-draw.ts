// Which features a node looks at: a Fisher-Yates draw without replacement that leaves out features known to be constant.
//
// featureOrder holds [drawn constants | known constants | constants found now | not yet drawn | drawn].
import { Grower, i32At, setI32 } from "./grower";
import { randomInteger } from "./random";

@unmanaged
export class Draw {
  undrawn: i32;
  visited: i32;
  found: i32;
  drawnConstants: i32;
  allConstants: i32;
  at: i32;
}

@inline
function exchange(order: usize, i: i32, j: i32): void {
  const f = i32At(order, i);
  setI32(order, i, i32At(order, j));
  setI32(order, j, f);
}

export function startDraw(g: Grower, d: Draw): void {
  d.undrawn = g.features;
  d.visited = 0;
  d.found = 0;
  d.drawnConstants = 0;
  d.allConstants = g.nodeConstants;
}

/** Draws the next feature that is not known to be constant; -1 when enough were visited. */
export function drawFeature(g: Grower, d: Draw): i32 {
  const order = g.featureOrder;
  while (
    d.undrawn > d.allConstants &&
    (d.visited < g.maxFeatures || d.visited <= d.found + d.drawnConstants)
  ) {
    d.visited++;
    const j = randomInteger(g, d.drawnConstants, d.undrawn - d.found);
    if (j < g.nodeConstants) {
      exchange(order, d.drawnConstants, j);
      d.drawnConstants++;
      continue;
    }
    d.at = j + d.found;
    return i32At(order, d.at);
  }
  return -1;
}

/** The feature drawn last turned out to be constant in the node. */
export function markConstant(g: Grower, d: Draw): void {
  exchange(g.featureOrder, d.at, d.allConstants);
  d.found++;
  d.allConstants++;
}

/** The feature drawn last is not constant. */
export function markDrawn(g: Grower, d: Draw): void {
  d.undrawn--;
  exchange(g.featureOrder, d.undrawn, d.at);
}

/** Restores the order of the known constants for the siblings and notes the new ones. */
export function endDraw(g: Grower, d: Draw): void {
  const known = <usize>g.nodeConstants << 2;
  memory.copy(g.featureOrder, g.constants, known);
  memory.copy(g.constants + known, g.featureOrder + known, <usize>d.found << 2);
  g.nodeConstants = d.allConstants;
}
