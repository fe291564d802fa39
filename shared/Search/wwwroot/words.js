// The words of a picture as a person reads them.

/** @typedef {import("./api.js").WordView} WordView */

const RowsPerPicture = 25;

/**
 * The words from top to bottom. A place that was read several times alike, with narrower and wider boxes, stands there once.
 * @param {readonly WordView[]} words
 * @param {(word: WordView) => boolean} isPreferred  must not be left out for another
 * @returns {WordView[]}
 */
export function inReadingOrder(words, isPreferred) {
  /** @type {WordView[]} */
  const kept = [];
  for (const word of [...words].sort((a, b) => Number(isPreferred(b)) - Number(isPreferred(a)) || b.confidence - a.confidence))
    if (isPreferred(word) || !kept.some(other => other.text.toLowerCase() === word.text.toLowerCase() && holds(other.polygon, middle(word.polygon))))
      kept.push(word);
  return kept.sort((a, b) => row(a) - row(b) || middle(a.polygon)[0] - middle(b.polygon)[0]);
}

/** @param {WordView} word */
const row = word => Math.round(RowsPerPicture * middle(word.polygon)[1]);

/**
 * @param {readonly (readonly number[])[]} polygon
 * @returns {[number, number]}
 */
export const middle = polygon => [mean(polygon.map(corner => corner[0])), mean(polygon.map(corner => corner[1]))];

/** @param {number[]} values */
const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Whether a point lies within a convex polygon with clockwise corners.
 * @param {readonly (readonly number[])[]} polygon
 * @param {readonly number[]} point
 */
const holds = (polygon, [x, y]) => polygon.every(([left, top], i) => {
  const [right, bottom] = polygon[(i + 1) % polygon.length];
  return (right - left) * (y - top) - (bottom - top) * (x - left) >= 0;
});
