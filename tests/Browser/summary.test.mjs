// The words for what the open picture shows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectHits, expectText, openPage } from "./session.mjs";

/** @typedef {import("playwright-core").Page} Page */

const Words = [{ word: "boat", weight: 0.62, similarity: 0.6 }, { word: "blue", weight: 0.4, similarity: 0.5 }];

test("the words for what a picture shows find pictures that show it, too", async t => {
  const page = await openPage(t);
  await seeWith(page, "scene-text/2+scene-sentence/1");
  /** @type {any[]} */
  const asked = [];
  await page.route("**/v1/search", async route => {
    const question = route.request().postDataJSON();
    asked.push(question);
    await route.fulfill({ response: await route.fetch({ postData: JSON.stringify({ ...question, query: "harbour", mode: "exact" }) }) });
  });
  await openHarbour(page);
  assert.deepEqual(await page.locator("#summary .chip").allInnerTexts(), ["boat", "blue"]);
  await page.getByRole("button", { name: "Pictures that show: boat" }).click();
  await expectText(page, () => String(document.querySelector("dialog")?.open), "false");
  assert.equal(await page.inputValue("#query"), "boat");
  assert.equal(new URL(page.url()).searchParams.get("mode"), "objects");
  assert.deepEqual([asked.at(-1).query, asked.at(-1).mode], ["boat", "objects"]);
});

test("a picture that was read for its words only has no summary and asks for none", async t => {
  const page = await openPage(t);
  let asked = 0;
  await seeWith(page, "scene-text/2", () => asked++);
  await openHarbour(page);
  assert.ok(await page.locator("#summary").isHidden());
  assert.equal(asked, 0);
});

test("no word fits, and nothing is shown", async t => {
  const page = await openPage(t);
  await seeWith(page, "scene-text/2+scene-sentence/1", () => undefined, []);
  await openHarbour(page);
  await page.waitForLoadState("networkidle");
  assert.ok(await page.locator("#summary").isHidden());
});

/**
 * As if these models had seen the pictures.
 * @param {Page} page
 * @param {string} modelVersion
 * @param {() => void} onAsked
 * @param {typeof Words} words
 */
async function seeWith(page, modelVersion, onAsked = () => undefined, words = Words) {
  await page.route(/\/v1\/images\/[^/?]+(\?.*)?$/, async route => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), modelVersion } });
  });
  await page.route("**/summary?*", route => {
    onAsked();
    return route.fulfill({ json: { words, explained: 0.5 } });
  });
}

/** @param {Page} page */
async function openHarbour(page) {
  await page.fill("#query", "harbour");
  await expectHits(page, ["harbour.jpg"]);
  const summarized = page.waitForResponse(/\/v1\/images\/[^/?]+(\?.*)?$/);
  await page.locator("#hits a").click();
  await summarized;
  await page.locator("#word-list li").first().waitFor();
}
