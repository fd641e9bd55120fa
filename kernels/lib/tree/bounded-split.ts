// Split of a node by squared error from lists of rows.
import { searchCuts } from "./bounded-cuts";
import { isConstantSorted, scanSorted, settleSplit } from "./exact-split";
import { Draw, drawFeature, endDraw, markConstant, markDrawn } from "./feature-draw";
import { Grower, ROW_LISTS, i32At, setI32 } from "./grower";
import { isSmall, searchSmall } from "./small-nodes";
import { isConstantList, orderByRowList, orderBySorts, partRowLists, sortByRowList } from "./row-lists";

/** Splits the node from its lists. Where cuts come near to each other, it is searched with the additions in the order of sorts, or, in guarded trees, counted. */
export function splitByRowLists<T>(g: Grower, draw: Draw): void {
  if (g.path == ROW_LISTS && isSmall(g.end - g.start)) {
    searchSmall(g, draw);
    settleSplit(g, false);
    endDraw(g, draw);
    return;
  }
  let drawn = 0;
  let searched = 0;
  g.nMissing = 0;
  for (let f = drawFeature(g, draw); f >= 0; f = drawFeature(g, draw)) {
    setI32(g.drawn, drawn++, f);
    if (isConstantList<T>(g, f)) {
      markConstant(g, draw);
      continue;
    }
    markDrawn(g, draw);
    setI32(g.searched, searched++, f);
  }
  const isNear = searchCuts<T>(g, searched);
  if (g.path != ROW_LISTS) {
    if (isNear) g.nearCuts++;
    if (drawn > 0) orderByRowList<T>(g, i32At(g.drawn, drawn - 1));
  } else if (isNear) {
    searchBySorts<T>(g, drawn);
  } else {
    orderBySorts<T>(g, drawn);
  }
  settleSplit(g, false);
  endDraw(g, draw);
  // Best first, children know no constants, so they need every list.
  if (g.bestPosition < g.end) partRowLists<T>(g, g.maxLeafNodes < 0 ? g.nodeConstants : 0);
}

/** Tries every cut of the drawn features with the node's rows sorted by one after the other. */
function searchBySorts<T>(g: Grower, drawn: i32): void {
  g.bestPosition = g.end;
  g.bestProxy = -Infinity;
  for (let k = 0; k < drawn; k++) {
    const f = i32At(g.drawn, k);
    sortByRowList<T>(g, f);
    if (!isConstantSorted(g)) scanSorted(g, f);
  }
}
