// How the page looks and reads: accessibility (axe-core), dark mode, phone width, nothing that jumps.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { expectHits, expectStatus, openPage } from "./session.mjs";

const Axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** @typedef {import("playwright-core").Page} Page */

/** @type {[string, string, RegExp | undefined, (page: Page) => Promise<void>][]} */
const States = [
  ["start", "/", undefined, async page => page.locator("#start-words").waitFor()],
  ["pictures found", "/?q=coffee", undefined, async page => expectHits(page, ["coffee.jpg", "coffee-bar.jpg", "coffee-copy.jpg"])],
  ["large view", "/?q=harbour", undefined, async page => {
    await page.locator("#hits a").click();
    await page.locator("#word-list li").first().waitFor();
  }],
  ["places of a phrase", "/?q=harbour", undefined, async page => {
    await page.locator("#hits a").click();
    await page.fill("#locate-phrase", "\"harbour\"");
    await page.keyboard.press("Enter");
    await page.locator("#locate-list li").first().waitFor();
  }],
  ["summary", "/?q=harbour", undefined, async page => {
    await page.route(/\/v1\/images\/[^/?]+(\?.*)?$/, async route => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...await response.json(), modelVersion: "scene-text/2+scene-sentence/1" } });
    });
    await page.route("**/summary?*", route => route.fulfill({ json: { words: [{ word: "boat", weight: 0.6, similarity: 0.6 }], explained: 0.4 } }));
    await page.locator("#hits a").click();
    await page.locator("#summary .chip").waitFor();
  }],
  ["nothing found", "/?q=xylophone&mode=exact", undefined, async page => expectStatus(page, /^No picture/)],
  ["error", "/", /ERR_FAILED/, async page => {
    await page.route("**/v1/**", route => route.abort());
    await page.fill("#query", "harbour");
    await page.locator("#trouble").waitFor();
  }],
  ["index and upload", "/", /status of 415/, async page => {
    await page.locator("#show-index").click();
    await page.setInputFiles("#add-files", { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("these are no pixels at all") });
    await page.locator("#uploads .failed").waitFor();
  }],
];

for (const [name, address, expected, arrive] of States)
  for (const colorScheme of /** @type {const} */ (["light", "dark"]))
    test(`axe finds nothing serious: ${name}, ${colorScheme}`, async t => {
      // The policy of the page forbids foreign scripts; the check is one.
      const page = await openPage(t, { address, expected, colorScheme, bypassCSP: true, reducedMotion: "reduce" });
      await arrive(page);
      await page.addScriptTag({ path: Axe });
      const findings = await page.evaluate(async () => {
        const { violations } = await /** @type {any} */ (globalThis).axe.run(document, { resultTypes: ["violations"] });
        return violations
          .filter((/** @type {any} */ violation) => ["serious", "critical"].includes(violation.impact))
          .flatMap((/** @type {any} */ violation) => violation.nodes
            .map((/** @type {any} */ node) => `${violation.id}: ${node.html} ${node.failureSummary}`));
      });
      assert.deepEqual(findings, []);
    });

for (const [name, address, expected, arrive] of States)
  test(`360 pixels are wide enough: ${name}`, async t => {
    const page = await openPage(t, { address, expected, viewport: { width: 360, height: 740 } });
    await arrive(page);
    const sizes = await page.evaluate(() => {
      const parts = [...document.querySelectorAll("html, header, main, dialog[open], dialog[open] .head, dialog[open] .side")];
      return parts.map(part => Math.max(part.scrollWidth, part.getBoundingClientRect().right));
    });
    assert.ok(sizes.every(size => size <= 360), `widths ${sizes}`);
  });

test("dark mode is dark and light mode is light", async t => {
  for (const [colorScheme, isDark] of /** @type {const} */ ([["light", false], ["dark", true]])) {
    const page = await openPage(t, { colorScheme });
    const [ground, ink] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]
      .map(colour => Number(colour.match(/\d+/)?.[0])));
    assert.equal(ground < ink, isDark);
  }
});

test("nothing jumps while pictures arrive", async t => {
  const page = await openPage(t);
  await page.route("**/thumbnail?*", async route => {
    await new Promise(resolve => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.fill("#query", "coffee");
  await expectHits(page, ["coffee.jpg", "coffee-bar.jpg", "coffee-copy.jpg"]);
  await page.evaluate(() => {
    Object.assign(globalThis, { shifts: 0 });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) /** @type {any} */ (globalThis).shifts += /** @type {any} */ (entry).value;
    }).observe({ type: "layout-shift", buffered: false });
  });
  await page.waitForFunction(() => [...document.querySelectorAll("#hits img")].every(image => /** @type {HTMLImageElement} */ (image).naturalWidth > 0));
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).shifts), 0);
});

test("who wants less motion gets none", async t => {
  const page = await openPage(t, { reducedMotion: "reduce" });
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter(element => {
    const { transitionDuration, animationName } = getComputedStyle(element);
    return transitionDuration !== "0s" || animationName !== "none";
  }).length);
  assert.equal(moving, 0);
});

test("the page's policy allows nothing inline and nothing foreign", async t => {
  const page = await openPage(t);
  const policy = (await page.request.get(page.url())).headers()["content-security-policy"];
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;/);
  assert.doesNotMatch(policy, /unsafe|\*|data:/);
});
