import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { runLearnkit, shipped, temporaryFolder } from "../tests/cli/run-learnkit.js";
import { runCommand } from "./commands.js";
import { UsageFault } from "./faults.js";

const iris = shipped("iris.csv");

test("--help and --version answer on standard output with exit code 0", async () => {
  const folder = temporaryFolder();
  const help = await runLearnkit(folder, "--help");
  expect(help).toMatchObject({ code: 0, stderr: "" });
  for (const command of ["profile", "train", "predict", "inspect"]) expect(help.stdout).toContain(command);
  const version = await runLearnkit(folder, "--version");
  expect(version).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: "" });
  const train = await runLearnkit(folder, "train", "--help");
  expect(train.code).toBe(0);
  for (const option of ["target", "task", "models", "metric", "test-size", "folds", "seed", "output", "json"])
    expect(train.stdout).toContain(`--${option}`);
});

test.each<[args: readonly string[], message: RegExp]>([
  [[], /a command is needed/],
  [["trian"], /unknown command trian \(did you mean train\?\)/],
  [["--versoin"], /unknown option --versoin \(did you mean --version\?\)/],
  [["train"], /train needs a CSV file/],
  [["train", iris], /train needs --target/],
  [["train", iris, "--traget", "species"], /unknown option --traget \(did you mean --target\?\)/],
  [["train", iris, "-t", "species", "more.csv"], /"more.csv"/],
  [["train", iris, "-t", "species", "-z"], /unknown option -z$/m],
  [["train", iris, "-t", "species", "--seed"], /--seed needs a value/],
  [["train", iris, "-t", "species", "--seed", "--json"], /--seed needs a value/],
  [["train", iris, "-t", "species", "--seed", "1.5"], /--seed must be a whole number .*"1.5"/],
  [["train", iris, "-t", "species", "--seed", "-1"], /--seed must be a whole number .*"-1"/],
  [["train", iris, "-t", "species", "--folds", "1"], /--folds must be a whole number from 2/],
  [["train", iris, "-t", "species", "--test-size", "1"], /--test-size must be a share/],
  [
    ["train", iris, "-t", "species", "--task", "regresion"],
    /--task must be one of .*did you mean regression/,
  ],
  [["train", iris, "-t", "species", "--models", "forrest"], /--models .*did you mean forest/],
  [["train", iris, "-t", "species", "--models", ","], /--models needs at least one/],
  [["train", iris, "-t", "species", "--models", "ridge"], /not for classification; choose from logistic/],
  [["train", iris, "-t", "species", "--metric", "acuracy"], /--metric .*did you mean accuracy/],
  [["train", iris, "-t", "species", "--metric", "rmse"], /--metric rmse is for regression/],
  [["train", iris, "-t", "species", "--json=yes"], /--json takes no value/],
  [["train", iris, "-t", "species", "-t", "species"], /-t is given twice/],
  [["predict", "x.learnkit"], /predict needs a CSV file/],
  [["inspect"], /inspect needs a model file/],
])("bad usage %j is refused with its reason", async (args, message) => {
  const refused = runCommand(args, { stdout: process.stdout, stderr: process.stderr });
  await expect(refused).rejects.toThrow(UsageFault);
  await expect(refused).rejects.toThrow(message);
});

test("bad usage gives exit code 2 and one sentence on standard error", async () => {
  const { code, stdout, stderr } = await runLearnkit(temporaryFolder(), "trian");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe("error: unknown command trian (did you mean train?)\nSee learnkit --help.\n");
});
