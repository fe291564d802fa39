// A page under test: one browser for a file of tests, a fresh profile for each test, and what must hold in every test.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before } from "node:test";
import { launch } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */

/** The server over the pictures of scenes.mjs. */
export const Server = setting("INDEXING_URL");

/** A server with an empty index that asks for a key. */
export const KeyedServer = setting("INDEXING_KEYED_URL");
export const Key = setting("INDEXING_KEY");

const folder = setting("INDEXING_PICTURES");

/** @type {Record<string, { width: number, height: number, words: { text: string, quad: number[][] }[] }>} */
export const Truth = JSON.parse(fs.readFileSync(path.join(folder, "truth.json"), "utf8"));

/** @param {string} name  of a picture that is not in the index, or of one with its folder */
export const picture = name => path.join(folder, name);

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/**
 * Opens the page. At the end of the test nothing may have been asked of another host, and the console must hold no error but those that
 * the test expects.
 * @param {import("node:test").TestContext} test
 * @param {{ server?: string, address?: string, expected?: RegExp } & import("playwright-core").BrowserContextOptions} [options]
 * @returns {Promise<Page>}
 */
export async function openPage(test, { server = Server, address = "/", expected, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const wrong = [];
  page.on("pageerror", error => wrong.push(String(error)));
  page.on("console", message => {
    if (["error", "warning"].includes(message.type()) && !expected?.test(message.text())) wrong.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", request => {
    if (!request.url().startsWith(`${server}/`) && !request.url().startsWith(`blob:${server}/`)) wrong.push(`request to ${request.url()}`);
  });
  test.after(async () => {
    await context.close();
    assert.deepEqual(wrong, []);
  });
  await page.goto(server + address);
  return page;
}

/**
 * Writes into the search box as a person does.
 * @param {Page} page
 * @param {string} text
 */
export async function type(page, text) {
  await page.locator("#query").pressSequentially(text, { delay: 10 });
}

/**
 * Waits until the pictures shown are these, whatever their order.
 * @param {Page} page
 * @param {string[]} names
 */
export async function expectHits(page, names) {
  await expectText(page, () => [...document.querySelectorAll("#hits .name")].map(name => name.textContent).sort().join(" "), names.toSorted().join(" "));
}

/**
 * Waits until a function of the page gives this text.
 * @param {Page} page
 * @param {() => string | null | undefined} read
 * @param {string | RegExp} expected
 * @param {number} patience  milliseconds
 */
export async function expectText(page, read, expected, patience = 15_000) {
  const end = Date.now() + patience;
  for (;;) {
    const actual = await page.evaluate(read) ?? "";
    if (typeof expected === "string" ? actual === expected : expected.test(actual)) return;
    if (Date.now() > end) assert.fail(`expected ${expected}, the page says: ${actual}`);
    await page.waitForTimeout(50);
  }
}

/**
 * @param {Page} page
 * @param {string | RegExp} expected
 */
export const expectStatus = (page, expected) => expectText(page, () => document.querySelector("#status")?.textContent, expected);

/** @param {string} name */
function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; tests/Browser.Tests starts what these tests need.`);
  return value.replace(/\/$/, "");
}
