import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  type ExportGraphvizOptions,
  type ExportTextOptions,
  exportGraphviz,
  exportText,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { loadFixture, loadFixtureData } from "./fixtures.js";
import { labelsOf } from "./recorded-labels.js";

interface ExportCase {
  readonly estimator: string;
  readonly data: string;
  readonly params: object;
  readonly criterion: string;
  readonly sampleWeight: number[] | null;
  readonly texts: { readonly options: Partial<ExportTextOptions>; readonly text: string }[];
  readonly graphs: { readonly options: Partial<ExportGraphvizOptions>; readonly text: string }[];
}

describe("trees are written out as scikit-learn writes them", () => {
  for (const recorded of loadFixture<ExportCase>("tree/export").cases) {
    test(`${recorded.estimator} ${recorded.data} ${JSON.stringify(recorded.params)}`, async () => {
      const { X, y } = loadFixtureData(recorded.data);
      const fitOptions = recorded.sampleWeight === null ? {} : { sampleWeight: recorded.sampleWeight };
      const model =
        recorded.estimator === "DecisionTreeClassifier"
          ? await new DecisionTreeClassifier(recorded.params).fit(X, labelsOf(y, false), fitOptions)
          : await new DecisionTreeRegressor(recorded.params).fit(X, y, fitOptions);
      for (const { options, text } of recorded.texts) expect(exportText(model, options)).toBe(text);
      const { criterion } = recorded;
      for (const { options, text } of recorded.graphs)
        expect(exportGraphviz(model, { ...options, criterion })).toBe(text);
    });
  }
});

interface OutputsCase extends Omit<ExportCase, "data"> {
  readonly X: number[][];
  readonly Y: (number | boolean)[] | number[][];
}

describe("trees of several outputs, of booleans and of one class are written out as scikit-learn writes them", () => {
  const { cases } = loadFixture<OutputsCase>("tree/export-outputs");
  test.each(cases.map((item, i): [string, OutputsCase] => [`${i}: ${item.estimator}`, item]))(
    "%s",
    async (_, { estimator, X, Y, params, criterion, sampleWeight, texts, graphs }) => {
      const fitOptions = sampleWeight === null ? {} : { sampleWeight };
      const model =
        estimator === "DecisionTreeClassifier"
          ? await new DecisionTreeClassifier(params).fit(X, Y as number[][], fitOptions)
          : await new DecisionTreeRegressor(params).fit(X, Y as number[][], fitOptions);
      for (const { options, text } of texts) expect(exportText(model, options)).toBe(text);
      for (const { options, text } of graphs)
        expect(exportGraphviz(model, { ...options, criterion })).toBe(text);
    },
  );
});
