import type { Label, ScoreOptions, TableLike, VectorLike } from "../base/estimator.js";
import { getScorer, type ScorerName } from "../metrics/scorer.js";
import { evaluate } from "../model-selection/scoring.js";
import type { EliminationResults } from "./elimination-results.js";
import { RFEModel, type RFEState } from "./rfe-model.js";

/** What an {@link RFECVModel} consists of. */
export interface RFECVState extends RFEState {
  readonly cvResults: EliminationResults;
  readonly scorer: ScorerName | null;
}

/** Fitted `RFECV`: what `RFEModel` has, and the scores of the cross-validation. Its `score` is the one that chose, if that has a name. */
export class RFECVModel<E = unknown, L = unknown> extends RFEModel<E, L> {
  /** Name under which the class is registered. */
  static override readonly typeName: string = "RFECVModel";
  /** Name under which the class is registered. */
  override readonly typeName: string = "RFECVModel";
  /** Scores of each number of features. */
  readonly cvResults: EliminationResults;
  /** Name of the score that chose; null where it is the model's own or one of the caller's. */
  readonly scorer: ScorerName | null;

  /** @internal */
  constructor(state: RFECVState) {
    super(state);
    this.cvResults = state.cvResults;
    this.scorer = state.scorer;
    const { scorer: name } = state;
    if (name === null) return;
    const value = async (X: TableLike, y: VectorLike<Label>, options: ScoreOptions = {}): Promise<number> => {
      const scorer = getScorer(name);
      const weighted: typeof scorer = {
        ...scorer,
        score: (truth, answer) => scorer.score(truth, { ...answer, ...options } as typeof answer),
      };
      const [score] = await evaluate("RFECVModel.score", this, X, y, { scorers: [weighted] });
      return score!;
    };
    Object.defineProperty(this, "score", { value });
  }

  /** @internal */
  static override fromState(state: RFECVState): RFECVModel {
    return new RFECVModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { cvResults, scorer } = this;
    return { ...super.toState(), cvResults, scorer };
  }
}
