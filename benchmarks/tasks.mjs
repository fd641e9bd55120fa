import { readdirSync } from "node:fs";

/** Tasks by name: those of all files in tasks/, in the order of the files. */
export const TASKS = {};
for (const file of readdirSync(new URL("./tasks", import.meta.url)).sort())
  Object.assign(TASKS, (await import(`./tasks/${file}`)).tasks);
