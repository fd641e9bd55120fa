// npm run parity [-- family…]: records what scikit-learn, pandas and NumPy answer, anew, into parity/fixtures.
//
// Environment: PARITY_PYTHON, a Python that has requirements.txt (default: parity/.venv, made at need).
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const families = readdirSync(join(here, "record"))
  .filter((name) => name.endsWith(".py"))
  .map((name) => name.slice(0, -3));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !families.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no such family: ${unknown.join(", ")}\nfamilies: ${families.join(", ")}\n`);
  process.exit(2);
}

const python = process.env.PARITY_PYTHON ?? ownEnvironment();
for (const family of asked.length > 0 ? asked : families) {
  execFileSync(python, [join(here, "record", `${family}.py`)], {
    stdio: "inherit",
    env: { ...process.env, PYTHONPATH: here, PYTHONDONTWRITEBYTECODE: "1" },
  });
}

/** A virtual environment beside this file, made once. */
function ownEnvironment() {
  const own = join(here, ".venv/bin/python");
  if (!existsSync(own)) {
    execFileSync("python3", ["-m", "venv", join(here, ".venv")], { stdio: "inherit" });
    execFileSync(own, ["-m", "pip", "install", "-q", "-r", join(here, "requirements.txt")], {
      stdio: "inherit",
    });
  }
  return own;
}
