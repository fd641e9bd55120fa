// Search of the best split of one node.
import { isConstantSorted, scanSorted, settleSplit, tryRandomCut } from "./exact-split";
import { Draw, drawFeature, endDraw, markConstant, markDrawn, startDraw } from "./feature-draw";
import { Grower } from "./grower";
import { sortByFeature } from "./partition";

function clearBest(g: Grower): void {
  g.bestFeature = 0;
  g.bestPosition = g.end;
  g.bestMissingLeft = 0;
  g.bestProxy = -Infinity;
  g.bestThreshold = 0;
  g.bestImprovement = -Infinity;
  g.bestImpurityLeft = Infinity;
  g.bestImpurityRight = Infinity;
}

/** Splits the node that was entered last; none was found if bestPosition is its end. */
export function splitNode(g: Grower): void {
  clearBest(g);
  const draw = changetype<Draw>(g.draw);
  startDraw(g, draw);
  let last = -1;
  for (let f = drawFeature(g, draw); f >= 0; f = drawFeature(g, draw)) {
    last = f;
    if (g.randomSplits) {
      if (tryRandomCut(g, f)) markDrawn(g, draw);
      else markConstant(g, draw);
      continue;
    }
    sortByFeature(g, f);
    if (isConstantSorted(g)) {
      markConstant(g, draw);
      continue;
    }
    markDrawn(g, draw);
    scanSorted(g, f);
  }
  settleSplit(g, g.randomSplits != 0 && last == g.bestFeature);
  endDraw(g, draw);
}
