import type { AnyModel } from "learnkit";
import { formatScore, unitsOf } from "./metrics.js";
import { type EstimatorCard, type ModelCard, type OpenedModel, openModel } from "./model-card.js";
import type { Looks } from "./report-layout.js";
import { shorten, tableLines } from "./terminal.js";

/** What `learnkit inspect` prints with `--json`. */
export interface InspectReport {
  /** Version of the library that wrote the file. */
  readonly learnkit: string;
  readonly bytes: number;
  /** Class of the model. */
  readonly type: string;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | null;
  /** What `learnkit train` noted; null if the file was made otherwise. */
  readonly card: ModelCard | null;
}

/**
 * Looks into a model file.
 *
 * @throws {InputFault} if it cannot be read.
 */
export async function inspect(path: string): Promise<InspectReport> {
  const { model, learnkit, bytes, card }: OpenedModel = await openModel(path);
  const { typeName, nFeatures, featureNames }: AnyModel = model;
  return {
    learnkit,
    bytes,
    type: typeName,
    nFeatures,
    featureNames: featureNames ?? null,
    card: card ?? null,
  };
}

const LABEL_WIDTH = 60;

/** The report as people read it. */
export function formatInspectReport(path: string, report: InspectReport, looks: Looks): string {
  const { learnkit, bytes, type, nFeatures, featureNames, card } = report;
  const file = looks.dim(`  ${(bytes / 1024).toFixed(1)} KiB, written by learnkit ${learnkit}`);
  const lines = [`\n${looks.bold(path)}${file}`, ""];
  if (card === null) {
    const names = featureNames === null ? "without names" : shorten(featureNames.join(", "), LABEL_WIDTH);
    lines.push(
      ...facts(
        [
          ["model", type],
          ["features", `${nFeatures}: ${names}`],
        ],
        looks,
      ),
    );
    return `${lines.join("\n")}\n`;
  }
  lines.push(...cardLines(card, looks));
  return `${lines.join("\n")}\n`;
}

const facts = (rows: readonly (readonly [string, string])[], { dim }: Looks): string[] =>
  tableLines(
    [{}, {}],
    rows.map(([name, value]) => [dim(name), value]),
  ).map((line) => `  ${line}`);

function cardLines(card: ModelCard, looks: Looks): string[] {
  const { task, target, classes, rows, seed, folds, trainedAt, model } = card;
  return [
    ...facts(
      [
        ["model", `${model.title}: ${describe(model)}`],
        ...(model.threshold === undefined ? [] : [["threshold", thresholdText(model.threshold)] as const]),
        ["task", task],
        ["predicts", `${target.name} (${target.type})`],
        ...(classes === undefined
          ? []
          : [["classes", shorten(classes.map(String).join(", "), LABEL_WIDTH)] as const]),
        [
          "trained",
          `${trainedAt.slice(0, 16).replace("T", " ")} UTC on ${rows.train} rows, tested on ${rows.test}`,
        ],
        ["seed", String(seed)],
      ],
      looks,
    ),
    ...featureLines(card, looks),
    "",
    looks.bold(`Cross-validation, ${folds} folds`),
    "",
    ...validationLines(card, looks),
    "",
    looks.bold("Final test"),
    "",
    ...tableLines(
      [
        ...[{ title: "" }, { title: "model", align: "right" as const }],
        ...[
          { title: "95 % interval", align: "right" as const },
          { title: "baseline", align: "right" as const },
        ],
      ],
      card.test.map(({ metric, title, value, interval, baseline }) => {
        const show = (score: number): string => formatScore(unitsOf(metric), score, value);
        return [
          title,
          looks.bold(show(value)),
          `${show(interval.low)} – ${show(interval.high)}`,
          looks.dim(show(baseline)),
        ];
      }),
      looks.dim,
    ).map((line) => `  ${line}`),
  ];
}

const thresholdText = ({ label, value }: NonNullable<ModelCard["model"]["threshold"]>): string =>
  `${String(label)} from a probability of ${value.toPrecision(3)} on`;

function describe({ type, params }: EstimatorCard): string {
  const shown = Object.entries(params).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return shown.length === 0 ? `${type} with default hyper-parameters` : `${type}(${shown.join(", ")})`;
}

function featureLines({ features }: ModelCard, looks: Looks): string[] {
  const rows = features.columns.map(({ name, type, parts, encoding }) => [
    shorten(name, 32),
    type,
    looks.dim(
      preparation(
        type,
        parts?.map((part) => part.name),
        encoding,
      ),
    ),
  ]);
  return [
    "",
    looks.bold(`Features`),
    "",
    ...tableLines([{ title: "column" }, { title: "type" }, { title: "prepared by" }], rows, looks.dim).map(
      (line) => `  ${line}`,
    ),
  ];
}

function preparation(
  type: string,
  parts: readonly string[] | undefined,
  encoding: "target" | undefined,
): string {
  if (type === "number") return "SimpleImputer (median), StandardScaler";
  if (parts !== undefined) return `as ${parts.join(", ")}; SimpleImputer (median), StandardScaler`;
  return encoding === "target" ? "TargetEncoder, StandardScaler" : "OneHotEncoder";
}

function validationLines({ crossValidation, metric, model, test }: ModelCard, looks: Looks): string[] {
  const winning = crossValidation.find(({ name }) => name === model.name)?.mean ?? undefined;
  const rows = crossValidation.map(({ name, title, mean, std }) => {
    const won = name === model.name;
    const text = mean === null ? "failed" : formatScore(unitsOf(metric), mean, winning);
    return [
      won ? looks.green("●") : looks.dim("○"),
      won ? looks.bold(title) : title,
      won ? looks.bold(text) : text,
      std === null ? "" : looks.dim(`± ${formatScore(unitsOf(metric), std, winning)}`),
    ];
  });
  return tableLines(
    [{}, { title: "" }, { title: test[0]!.title, align: "right" }, { title: "" }],
    rows,
    looks.dim,
  ).map((line) => `  ${line}`);
}
