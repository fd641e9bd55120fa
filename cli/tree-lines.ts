import {
  DecisionTreeClassifierModel,
  DecisionTreeRegressorModel,
  type Label,
  OneHotEncoderModel,
  type PipelineModel,
  rootOf,
  StandardScalerModel,
  type TreeNode,
  type TreeStructure,
} from "learnkit";
import { type FeaturePlan, featureNames } from "./features.js";
import { readableNumber } from "./table-profile.js";

/** A tree as people read it. */
export interface TreeSketch {
  readonly leaves: number;
  readonly depth: number;
  /** Questions and answers of the upper levels, in the units of the table. */
  readonly lines: readonly string[];
}

/** Levels of questions that are shown. */
const LEVELS_SHOWN = 3;

/** The question that a threshold of a feature asks, and whether those who say yes go left. */
type Question = (threshold: number) => { readonly text: string; readonly yesIsLeft: boolean };

/**
 * The tree inside a fitted pipeline of `withPreparation`, its thresholds taken back to the units of the table; undefined if the model is no
 * single tree.
 */
export function sketchTree(fitted: object, plan: FeaturePlan): TreeSketch | undefined {
  const inner: object = "estimator" in fitted ? (fitted.estimator as object) : fitted;
  const steps = (inner as Partial<PipelineModel>).namedSteps as Readonly<Record<string, object>> | undefined;
  const model = steps?.["model"];
  if (!(model instanceof DecisionTreeClassifierModel || model instanceof DecisionTreeRegressorModel))
    return undefined;
  const classes: readonly Label[] | undefined =
    model instanceof DecisionTreeClassifierModel ? model.classes : undefined;
  const drawing: Drawing = { tree: model.tree, classes, questions: questionsOf(steps!["columns"]!, plan) };
  const lines: string[] = [];
  drawNode(drawing, rootOf(model.tree), { first: "", rest: "" }, lines);
  return { leaves: model.tree.nLeaves, depth: model.tree.maxDepth, lines };
}

interface Transformers {
  readonly namedTransformers: Readonly<Record<string, object>>;
}

/** One question for each feature that the tree sees, in their order: numbers, categories, texts. */
function questionsOf(columns: object, plan: FeaturePlan): Question[] {
  const { namedTransformers } = columns as Transformers;
  const { numbers, categories, texts } = featureNames(plan);
  const questions: Question[] = [];
  const ofNumbers = (names: readonly string[], scaler: StandardScalerModel | undefined): void => {
    const width = scaler?.mean?.length ?? names.length;
    for (let j = 0; j < width; j++) {
      const name = names[Math.floor((j * names.length) / width)]!;
      questions.push((threshold) => ({
        text: `${name} <= ${readableNumber(threshold * (scaler?.scale?.[j] ?? 1) + (scaler?.mean?.[j] ?? 0))}`,
        yesIsLeft: true,
      }));
    }
  };
  if (numbers.length > 0) ofNumbers(numbers, scalerOf(namedTransformers["numbers"]));
  const encoder = namedTransformers["categories"];
  if (encoder instanceof OneHotEncoderModel)
    for (const [c, kinds] of encoder.categories.entries())
      for (const kind of kinds)
        questions.push(() => ({
          text: `${categories[c]!} is ${String(kind ?? "missing")}`,
          yesIsLeft: false,
        }));
  const byTarget = texts.map((name) => `${name} (by the target)`);
  if (texts.length > 0) ofNumbers(byTarget, scalerOf(namedTransformers["texts"]));
  return questions;
}

function scalerOf(pipeline: object | undefined): StandardScalerModel | undefined {
  const steps = Object.values((pipeline as Partial<PipelineModel> | undefined)?.namedSteps ?? {});
  return steps.find((step) => step instanceof StandardScalerModel);
}

interface Drawing {
  readonly tree: TreeStructure;
  readonly classes: readonly Label[] | undefined;
  readonly questions: readonly Question[];
}

interface Position {
  /** What stands before the first line of the node, and before those below it. */
  readonly first: string;
  readonly rest: string;
}

function drawNode(drawing: Drawing, node: TreeNode, { first, rest }: Position, lines: string[]): void {
  const { tree, questions } = drawing;
  const { index, children } = node;
  if (children === undefined) {
    lines.push(`${first}${answerAt(drawing, index)}`);
    return;
  }
  if (node.depth === LEVELS_SHOWN) {
    const how = drawing.classes === undefined ? "on average" : "mostly";
    lines.push(`${first}… ${node.nLeaves} leaves, ${how} ${answerAt(drawing, index)}`);
    return;
  }
  const { text, yesIsLeft } = questions[tree.feature[index]!]!(tree.threshold[index]!);
  lines.push(`${first}${text}?`);
  const [left, right] = children;
  const [yes, no] = yesIsLeft ? [left, right] : [right, left];
  drawNode(drawing, yes, { first: `${rest}├─ yes: `, rest: `${rest}│       ` }, lines);
  drawNode(drawing, no, { first: `${rest}└─ no:  `, rest: `${rest}        ` }, lines);
}

/** What a node answers: the class of the largest share, or the mean. */
function answerAt({ tree, classes }: Drawing, node: number): string {
  const rows = tree.nNodeSamples[node]!;
  const counted = `${rows} ${rows === 1 ? "row" : "rows"}`;
  const values = tree.value.subarray(node * tree.nValues, (node + 1) * tree.nValues);
  if (classes === undefined) return `${readableNumber(values[0]!)} (${counted})`;
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  const total = values.reduce((sum, value) => sum + value, 0);
  const share = values[best]! / total;
  const purity = share > 0.9999 ? "" : `${Math.round(share * 100)} % of `;
  return `${String(classes[best])} (${purity}${counted})`;
}
