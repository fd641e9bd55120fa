import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium, launchChromium, openPage } from "./chromium.js";
import { type StaticServer, serve } from "./static-server.js";

const chromiumPath = findChromium();

describe.skipIf(chromiumPath === undefined)("the example page", () => {
  let browser: Browser;
  let server: StaticServer;

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath!);
    server = await serve({ isolated: true });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  test("trains on the shipped irises, on a file of one's own, and says what is wrong with a bad one", async () => {
    const page = await openPage(browser);
    await page.goto(`${server.origin}/examples/browser/index.html`);
    await page.waitForFunction("document.querySelectorAll('option').length === 5");
    await page.click("#train");
    await page.waitForFunction("/% correct on 38 rows/.test(document.getElementById('score').textContent)");
    const picture = process.env["SCREENSHOT"];
    if (picture !== undefined) await page.screenshot({ path: picture });

    const choose = (name: string, text: string): Promise<void> =>
      page.setInputFiles("#file", { name, mimeType: "text/csv", buffer: Buffer.from(text) });
    const rows = Array.from({ length: 80 }, (_, i) => `${i},${i % 7},${2 * i}`);
    await choose("line.csv", `a,b,c\n${rows.join("\n")}\n`);
    await page.waitForFunction("document.querySelectorAll('option').length === 3");
    await page.click("#train");
    await page.waitForFunction("/^R² 0.99/.test(document.getElementById('score').textContent)");

    await choose("bad.csv", "a,b\n1,2\n3,4,5\n");
    await page.waitForFunction("document.getElementById('fault').textContent !== ''");
    expect(await page.textContent("#fault")).toMatch(/line 3/);
    await page.close();
  });
});
