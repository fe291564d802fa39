// The large view.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectHits, expectText, openPage } from "./session.mjs";

const Coffees = ["coffee.jpg", "coffee-bar.jpg", "coffee-copy.jpg"];

test("the large view lists every word with its confidence and draws its place", async t => {
  const page = await openViewer(t, "coffee-bar.jpg");
  const words = (await page.locator("#word-list .word").allInnerTexts()).map(text => text.replace(/\s+/g, " "));
  assert.ok(words.some(text => /^coffee \d+ %$/i.test(text)), words.join("; "));
  assert.ok(words.some(text => /^bar \d+ %$/i.test(text)), words.join("; "));
  assert.equal(await page.locator("#places g").count(), words.length);
});

test("a word of the list lights up its place, and the place its word", async t => {
  const page = await openViewer(t, "coffee-bar.jpg");
  const entry = page.locator("#word-list li", { hasText: /bar/i }).last();
  await entry.hover();
  assert.equal(await page.locator("#places .lit").count(), 1);
  const lit = page.locator("#places .lit .line");
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await lit.boundingBox());
  await page.mouse.move(5, 5);
  assert.equal(await page.locator(".lit").count(), 0);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  assert.equal(await page.locator("#word-list li.lit").count(), 1);
});

test("a word of the list can be searched by", async t => {
  const page = await openViewer(t, "coffee-bar.jpg");
  await page.getByRole("button", { name: /^Search by house$/i }).or(page.getByRole("button", { name: /^Search by bar$/i })).first().click();
  await expectText(page, () => String(document.querySelector("dialog")?.open), "false");
  assert.match(await page.inputValue("#query"), /^bar$/i);
  await expectText(page, () => document.querySelector("#hits .name")?.textContent, "coffee-bar.jpg");
});

test("pictures that look nearly the same are shown and can be opened", async t => {
  const page = await openViewer(t, "coffee.jpg");
  const twin = page.locator("#twins button", { has: page.locator("img") }).first();
  assert.match(/** @type {string} */ (await twin.getAttribute("aria-label")), /^coffee-copy\.jpg/);
  await twin.click();
  await expectText(page, () => document.querySelector("#viewer-title")?.textContent, "coffee-copy.jpg");
});

test("enlarging scrolls and the arrows go from picture to picture", async t => {
  const page = await openViewer(t, "coffee.jpg");
  const canvas = page.locator("#canvas");
  const before = /** @type {{ width: number }} */ (await canvas.boundingBox()).width;
  await page.getByRole("button", { name: "Larger" }).click();
  const larger = /** @type {{ width: number }} */ (await canvas.boundingBox()).width;
  assert.ok(Math.abs(larger / before - 1.5) < 0.02, `${before} became ${larger}`);
  await page.keyboard.press("0");
  const first = await page.locator("#viewer-title").innerText();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(name => document.querySelector("#viewer-title")?.textContent !== name, first);
});

test("the open picture stands in the address, and going back closes it", async t => {
  const page = await openViewer(t, "coffee.jpg");
  const address = page.url();
  assert.match(/** @type {string} */ (new URL(address).searchParams.get("image")), /coffee\.jpg$/);
  await page.goBack();
  await expectText(page, () => String(document.querySelector("dialog")?.open), "false");
  await expectHits(page, Coffees);
  await page.goto(address);
  await expectText(page, () => document.querySelector("#viewer-title")?.textContent, "coffee.jpg");
});

/**
 * @param {import("node:test").TestContext} t
 * @param {string} name
 */
async function openViewer(t, name) {
  const page = await openPage(t, { address: "/?q=coffee&mode=exact" });
  await expectHits(page, Coffees);
  await page.locator("#hits li", { has: page.locator(".name", { hasText: new RegExp(`^${name}$`) }) }).locator("a").click();
  await page.locator("#word-list li").first().waitFor();
  return page;
}
