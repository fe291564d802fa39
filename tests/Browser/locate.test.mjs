// Finding something in the open picture.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectHits, expectText, openPage, Truth } from "./session.mjs";

test("words that are written are framed where they are", async t => {
  const page = await openBar(t);
  await page.getByLabel("Find in this picture").fill("the \"BAR\"");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expectText(page, () => document.querySelector("#locate-status")?.textContent, /^Found at 1 place/);
  const box = await inPicture(page, "#places .asked.first .line");
  const { words } = Truth["coffee-bar.jpg"];
  const quad = words[words.findIndex(word => word.text === "BAR")].quad;
  const [xs, ys] = [quad.map(corner => corner[0]), quad.map(corner => corner[1])];
  const ink = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  const told = `${JSON.stringify(box)} for ${JSON.stringify(ink)}`;
  assert.ok(box.left <= ink.left + 6 && box.top <= ink.top + 6 && box.right >= ink.right - 6 && box.bottom >= ink.bottom - 6, told);
  assert.ok((box.right - box.left) * (box.bottom - box.top) < 2.5 * (ink.right - ink.left) * (ink.bottom - ink.top), told);
});

test("a place of the list lights up its frame", async t => {
  const page = await openBar(t);
  await find(page, "\"BAR\"");
  await page.locator("#locate-list button").hover();
  assert.equal(await page.locator("#places .asked.lit").count(), 1);
  await page.mouse.move(5, 5);
  assert.equal(await page.locator("#places .asked.lit").count(), 0);
});

test("by keyboard: find, reach the place, and the arrows stay in the text", async t => {
  const page = await openBar(t);
  await page.getByLabel("Find in this picture").focus();
  await page.keyboard.type("\"BR\"");
  for (const key of ["ArrowLeft", "ArrowLeft"]) await page.keyboard.press(key);
  await page.keyboard.type("A");
  assert.equal(await page.getByLabel("Find in this picture").inputValue(), "\"BAR\"");
  assert.equal(await page.locator("#viewer-title").innerText(), "coffee-bar.jpg");
  await page.keyboard.press("Enter");
  await page.locator("#locate-list button").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.closest("#locate-list") !== null), true);
  assert.equal(await page.locator("#places .asked.lit").count(), 1);
});

test("what is not there is said", async t => {
  const page = await openBar(t);
  await page.getByLabel("Find in this picture").fill("\"ZEPPELIN\"");
  await page.keyboard.press("Enter");
  await expectText(page, () => document.querySelector("#locate-status")?.textContent, "Not found in this picture.");
  assert.equal(await page.locator("#places .asked").count(), 0);
});

test("a refusal is shown as the service words it", async t => {
  const page = await openPage(t, { address: "/?q=coffee&mode=exact", expected: /status of 409/ });
  await openIn(page);
  const detail = "This index has no sentence pack.";
  await page.route("**/locate*", route => route.fulfill({
    status: 409, contentType: "application/problem+json", body: JSON.stringify({ status: 409, code: "no_sentence_pack", detail }),
  }));
  await page.getByLabel("Find in this picture").fill("a brown dog");
  await page.keyboard.press("Enter");
  await expectText(page, () => document.querySelector("#locate-status")?.textContent, detail);
});

test("another picture begins without the places of the one before", async t => {
  const page = await openBar(t);
  await find(page, "\"BAR\"");
  await page.getByRole("button", { name: "Next picture" }).click();
  await page.waitForFunction(() => document.querySelector("#viewer-title")?.textContent !== "coffee-bar.jpg");
  assert.equal(await page.locator("#places .asked").count(), 0);
  assert.equal(await page.locator("#locate-status").innerText(), "");
  assert.equal(await page.getByLabel("Find in this picture").inputValue(), "\"BAR\"");
});

/** @param {import("node:test").TestContext} t */
async function openBar(t) {
  const page = await openPage(t, { address: "/?q=coffee&mode=exact" });
  await openIn(page);
  return page;
}

/** @param {import("playwright-core").Page} page */
async function openIn(page) {
  await expectHits(page, ["coffee.jpg", "coffee-bar.jpg", "coffee-copy.jpg"]);
  await page.locator("#hits li", { has: page.locator(".name", { hasText: /^coffee-bar\.jpg$/ }) }).locator("a").click();
  await page.getByLabel("Find in this picture").waitFor();
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} phrase
 */
async function find(page, phrase) {
  await page.getByLabel("Find in this picture").fill(phrase);
  await page.keyboard.press("Enter");
  await page.locator("#locate-list button").waitFor();
}

/**
 * The bounds of a drawn shape in pixels of the picture.
 * @param {import("playwright-core").Page} page
 * @param {string} shape
 */
async function inPicture(page, shape) {
  const points = String(await page.locator(shape).getAttribute("points")).split(" ").map(point => point.split(",").map(Number));
  const [xs, ys] = [points.map(point => point[0]), points.map(point => point[1])];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
