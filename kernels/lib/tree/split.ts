// Search of the best split of one node, on the path that the tree was given.
import { splitByRowLists } from "./bounded-split";
import { countsRows, gatherLoads, scanCounts } from "./counted";
import { enterNode } from "./criterion";
import { isCategorical } from "./category-sets";
import { isConstantSorted, scanCategories, scanSorted, settleSplit, tryRandomCategories, tryRandomCut } from "./exact-split";
import { Draw, drawFeature, endDraw, markConstant, markDrawn, startDraw } from "./feature-draw";
import { EXACT, Grower, PRESORTED, RANDOM_COUNTS, RANDOM_SUMS, ROW_LISTS, SORTED_KEYS } from "./grower";
import { isConstantList } from "./list-entries";
import { sortByFeature } from "./partition";
import { listOf, partLists } from "./presorted";
import { enterSamples, splitByCounts } from "./random-counts";
import { splitBySums } from "./random-sums";
import { ThreeBytes, rowBytes } from "./row-numbers";
import { scanList } from "./scan-lists";
import { enterCounts, isConstantEntries, scanKeys, settleCounts, sortedKeys } from "./whole-counts";

/** Takes the rows samples[start, end) as the node. */
export function enter(g: Grower, start: i32, end: i32): void {
  if (g.path == RANDOM_COUNTS) enterSamples(g, start, end);
  else if (g.path != SORTED_KEYS && g.path != PRESORTED) enterNode(g, start, end);
  else if (g.narrow) enterCounts<u32>(g, start, end);
  else enterCounts<u64>(g, start, end);
}

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
  if (g.path == EXACT) splitExactly(g, draw);
  else if (g.path == RANDOM_COUNTS) splitByCounts(g, draw);
  else if (g.path == RANDOM_SUMS) splitBySums(g, draw);
  else if (g.path >= ROW_LISTS) {
    const bytes = rowBytes(g.rows);
    if (bytes == 2) splitByRowLists<u16>(g, draw);
    else if (bytes == 3) splitByRowLists<ThreeBytes>(g, draw);
    else splitByRowLists<u32>(g, draw);
  } else if (g.narrow) splitByRanks<u32>(g, draw);
  else splitByRanks<u64>(g, draw);
}

function splitExactly(g: Grower, draw: Draw): void {
  let last = -1;
  for (let f = drawFeature(g, draw); f >= 0; f = drawFeature(g, draw)) {
    last = f;
    if (isCategorical(g, f)) {
      if (g.randomSplits ? tryRandomCategories(g, f) : scanCategories(g, f)) markDrawn(g, draw);
      else markConstant(g, draw);
      continue;
    }
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

function splitByRanks<T extends number>(g: Grower, draw: Draw): void {
  const listed = g.path == PRESORTED;
  let gathered = false;
  for (let f = drawFeature(g, draw); f >= 0; f = drawFeature(g, draw)) {
    if (countsRows(g, f, g.end - g.start)) {
      if (!gathered) gatherLoads<T>(g);
      gathered = true;
      if (scanCounts<T>(g, f)) markDrawn(g, draw);
      else markConstant(g, draw);
      continue;
    }
    const entries = listed ? listOf(g, f) : sortedKeys<T>(g, f);
    if (listed ? isConstantList(g, f, entries) : isConstantEntries<T>(g, f, entries)) {
      markConstant(g, draw);
      continue;
    }
    markDrawn(g, draw);
    if (listed) scanList<T>(g, f, entries);
    else scanKeys<T>(g, f, entries);
  }
  settleCounts(g);
  endDraw(g, draw);
  // Best first, children know no constants, so they need every list.
  if (listed && g.bestPosition < g.end) partLists(g, g.maxLeafNodes < 0 ? g.nodeConstants : 0);
}
