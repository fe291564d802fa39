// The page without a mouse.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectHits, expectText, openPage, picture } from "./session.mjs";

const Coffees = ["coffee.jpg", "coffee-bar.jpg", "coffee-copy.jpg"];

/** @param {import("playwright-core").Page} page */
const focused = page => page.evaluate(() => document.activeElement?.getAttribute("data-image-id")?.split("/").at(-1) ?? document.activeElement?.id ?? "");

test("by keyboard: search, move, open, step, close", async t => {
  const page = await openPage(t, { address: "/?q=harbour" });
  await expectHits(page, ["harbour.jpg"]);
  await page.locator("#show-index").focus();
  await page.keyboard.press("/");
  assert.equal(await focused(page), "query");
  await page.keyboard.type("coffee");
  await page.keyboard.press("Enter");
  await expectHits(page, Coffees);
  await page.keyboard.press("ArrowDown");
  const names = await page.locator("#hits .name").allInnerTexts();
  assert.equal(await focused(page), names[0]);
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(page), names[1]);
  await page.keyboard.press("End");
  assert.equal(await focused(page), names[2]);
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expectText(page, () => document.querySelector("#viewer-title")?.textContent, names[0]);
  await page.keyboard.press("ArrowRight");
  await expectText(page, () => document.querySelector("#viewer-title")?.textContent, names[1]);
  await page.keyboard.press("Escape");
  await expectText(page, () => String(document.querySelector("dialog")?.open), "false");
  assert.equal(await focused(page), names[1]);
});

test("by keyboard: the mode is changed with the arrows", async t => {
  const page = await openPage(t, { address: "/?q=RE16" });
  await page.locator("input[value=auto]").focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await expectText(page, () => new URL(location.href).searchParams.get("mode"), "part");
  await expectHits(page, ["plate.jpg"]);
});

test("by keyboard: a picture is added", async t => {
  const page = await openPage(t);
  const chooser = page.waitForEvent("filechooser");
  for (let i = 0; i < 20 && await focused(page) !== "add"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(picture("street/wall.jpg"));
  await expectText(page, () => document.querySelector("#uploads li .state")?.textContent, /^searchable/, 60_000);
});

test("by keyboard: every control is reached with Tab and shows that it has the focus", async t => {
  const page = await openPage(t, { address: "/?q=coffee" });
  await expectHits(page, Coffees);
  await page.locator("body").evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  const reached = new Set();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    const state = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const visible = [element, element.nextElementSibling, element.closest(".box")]
        .some(candidate => candidate !== null && getComputedStyle(candidate).outlineStyle !== "none" && parseFloat(getComputedStyle(candidate).outlineWidth) > 0);
      return { name: element.id || element.className || element.tagName, visible, isSkip: element.className === "skip" };
    });
    if (state === null) continue;
    assert.ok(state.visible || state.isSkip, `${state.name} has the focus and does not show it`);
    reached.add(state.name);
  }
  for (const name of ["query", "by-picture", "add", "show-index", "all", "open"]) assert.ok(reached.has(name), `${name} is not reached: ${[...reached]}`);
});
