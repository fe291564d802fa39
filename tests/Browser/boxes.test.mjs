// Boxes lie where the words are: compared with the ink that was drawn (scenes.mjs), in cards and in the large view, at two widths.

import assert from "node:assert/strict";
import { test } from "node:test";
import { expectHits, expectText, openPage, Truth } from "./session.mjs";

/** @typedef {number[][]} Quad */

const Widths = [1280, 390];
const Cases = [
  { word: "harbour", name: "harbour.jpg", what: "level text" },
  { word: "parking", name: "parking.jpg", what: "a picture whose EXIF orientation is 6" },
  { word: "market", name: "market.jpg", what: "text at 25 degrees" },
];

for (const { word, name, what } of Cases)
  for (const width of Widths)
    test(`the box of ${what} surrounds its ink at ${width} pixels`, async t => {
      const page = await openPage(t, { address: `/?q=${word}&mode=exact`, viewport: { width, height: 800 } });
      await expectHits(page, [name]);
      await checkPlace(page, "#hits li img", "#hits li svg .best .line", name);
      await page.locator("#hits a").click();
      await expectText(page, () => String(document.querySelectorAll("#places .best").length), "1");
      await checkPlace(page, "#full", "#places .best .line", name);
      await page.keyboard.press("+");
      await checkPlace(page, "#full", "#places .best .line", name);
    });

test("the box is painted where its shape lies", async t => {
  const page = await openPage(t, { address: "/?q=harbour&mode=exact" });
  await expectHits(page, ["harbour.jpg"]);
  const { drawn } = await measure(page, "#hits li img", "#hits li svg .best .line");
  const painted = await redBounds(page, (await page.screenshot()).toString("base64"));
  const [xs, ys] = [drawn.map(corner => corner[0]), drawn.map(corner => corner[1])];
  const sides = [[painted.left, Math.min(...xs)], [painted.right, Math.max(...xs)], [painted.top, Math.min(...ys)], [painted.bottom, Math.max(...ys)]];
  for (const [actual, expected] of sides)
    assert.ok(Math.abs(actual - expected) <= 3, `painted at ${actual}, the shape at ${expected}`);
});

/**
 * The box holds the ink, is not much larger, has its middle within a few pixels and its direction within a few degrees. The detector
 * leaves room around a word, so corners are not compared one by one.
 * @param {import("playwright-core").Page} page
 * @param {string} image
 * @param {string} shape
 * @param {string} name
 */
async function checkPlace(page, image, shape, name) {
  const { drawn, place } = await measure(page, image, shape);
  const { width, height, words: [{ quad }] } = Truth[name];
  assert.ok(Math.abs(place.width / place.height - width / height) < 0.02, `the picture is shown ${place.width} x ${place.height}`);
  const scale = place.width / width;
  const ink = quad.map(([x, y]) => [place.x + x * scale, place.y + y * scale]);
  const both = intersection(drawn, ink);
  const [held, filled] = [both / area(ink), both / area(drawn)];
  const [a, b] = [middle(drawn), middle(ink)];
  const distance = Math.hypot(a[0] - b[0], a[1] - b[1]);
  const turn = Math.abs(angle(drawn) - angle(ink));
  const told = `holds ${held.toFixed(2)} of the ink, which fills ${filled.toFixed(2)} of it; ` +
    `middles ${distance.toFixed(1)} px apart, turned by ${turn.toFixed(1)} degrees, scale ${scale.toFixed(2)}`;
  assert.ok(held > 0.97, told);
  assert.ok(filled > 0.4, told);
  assert.ok(distance <= 3 + 6 * scale, told);
  assert.ok(turn < 4, told);
}

/**
 * Where a shape lies on the screen, and where the picture in its letterbox; the two are found in independent ways.
 * @param {import("playwright-core").Page} page
 * @param {string} image
 * @param {string} shape
 */
async function measure(page, image, shape) {
  await page.waitForFunction(selector => (document.querySelector(selector)?.naturalWidth ?? 0) > 0, /** @type {any} */ (image));
  return page.evaluate(([imageSelector, shapeSelector]) => {
    const img = /** @type {HTMLImageElement} */ (document.querySelector(imageSelector));
    const polygon = /** @type {SVGPolygonElement} */ (document.querySelector(shapeSelector));
    const matrix = /** @type {DOMMatrix} */ (polygon.getScreenCTM());
    const drawn = [...polygon.points].map(point => {
      const { x, y } = new DOMPoint(point.x, point.y).matrixTransform(matrix);
      return [x, y];
    });
    const box = img.getBoundingClientRect();
    const scale = Math.min(box.width / img.naturalWidth, box.height / img.naturalHeight);
    const [width, height] = [img.naturalWidth * scale, img.naturalHeight * scale];
    return { drawn, place: { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height } };
  }, [image, shape]);
}

/**
 * The bounds of the mark's colour in a screenshot; the browser is the decoder.
 * @param {import("playwright-core").Page} page
 * @param {string} png  base64
 */
async function redBounds(page, png) {
  const context = await page.context().browser()?.newContext();
  const other = await /** @type {import("playwright-core").BrowserContext} */ (context).newPage();
  const bounds = await other.evaluate(async base64 => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const surface = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    surface.drawImage(bitmap, 0, 0);
    const { data } = surface.getImageData(0, 0, bitmap.width, bitmap.height);
    const result = { left: bitmap.width, right: 0, top: bitmap.height, bottom: 0 };
    for (let i = 0; i < data.length; i += 4) {
      // The lower half of the page: the brand above has the same colour.
      if (Math.abs(data[i] - 255) + Math.abs(data[i + 1] - 59) + Math.abs(data[i + 2] - 48) > 24) continue;
      const [x, y] = [(i / 4) % bitmap.width, Math.floor(i / 4 / bitmap.width)];
      if (y < 150) continue;
      result.left = Math.min(result.left, x);
      result.right = Math.max(result.right, x);
      result.top = Math.min(result.top, y);
      result.bottom = Math.max(result.bottom, y);
    }
    return result;
  }, png);
  await context?.close();
  return bounds;
}

/** @param {Quad} quad */
const middle = quad => [0, 1].map(axis => quad.reduce((sum, corner) => sum + corner[axis], 0) / quad.length);

/** @param {Quad} quad  degrees of the upper edge */
const angle = quad => (Math.atan2(quad[1][1] - quad[0][1], quad[1][0] - quad[0][0]) * 180) / Math.PI;

/** @param {Quad} quad */
const area = quad => Math.abs(quad.reduce((sum, [x, y], i) => {
  const [u, v] = quad[(i + 1) % quad.length];
  return sum + x * v - u * y;
}, 0)) / 2;

/**
 * Area of the part that two convex shapes share, with clockwise corners (Sutherland and Hodgman).
 * @param {Quad} a
 * @param {Quad} b
 */
function intersection(a, b) {
  let shape = a;
  b.forEach(([x, y], i) => {
    const [u, v] = b[(i + 1) % b.length];
    const side = (/** @type {number[]} */ [p, q]) => (u - x) * (q - y) - (v - y) * (p - x);
    shape = shape.flatMap((corner, j) => {
      const next = shape[(j + 1) % shape.length];
      const [s, t] = [side(corner), side(next)];
      const cut = [corner[0] + (next[0] - corner[0]) * (s / (s - t)), corner[1] + (next[1] - corner[1]) * (s / (s - t))];
      return s >= 0 ? (t >= 0 ? [corner] : [corner, cut]) : t >= 0 ? [cut] : [];
    });
  });
  return shape.length < 3 ? 0 : area(shape);
}
