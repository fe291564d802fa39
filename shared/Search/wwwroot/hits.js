// The pictures that were found: cards in a grid, each with its places drawn.

import { thumbnailOf } from "./api.js";
import { draw, prepare } from "./boxes.js";
import { copyOf, create, within } from "./dom.js";
import { channelName, percent, scoreMeaning, shortName } from "./explain.js";
import { show } from "./pictures.js";

/** @typedef {import("./api.js").SearchHit} SearchHit */
/** @typedef {import("./api.js").WordMatch} WordMatch */

const MaxPlaces = 4;
const Sizes = [320, 640];

/**
 * @param {HTMLElement} list
 * @param {(imageId: string) => string} addressOf  the page's address with this picture open
 * @param {(hit: SearchHit) => void} onOpen
 */
export function createHits(list, addressOf, onOpen) {
  list.addEventListener("keydown", event => move(list, event));

  return {
    /**
     * Pictures that were there before keep their loaded image: while a person types most of them stay.
     * @param {readonly SearchHit[]} hits
     */
    replace(hits) {
      const before = new Map(links(list).map(link => [link.dataset.imageId, within(link, "img", HTMLImageElement)]));
      list.replaceChildren(...hits.map(hit => describe(hit, before.get(hit.imageId))));
    },

    /**
     * @param {readonly SearchHit[]} hits
     * @returns {HTMLElement | null} the first one's link
     */
    append(hits) {
      const items = hits.map(hit => describe(hit));
      list.append(...items);
      return items[0]?.querySelector("a") ?? null;
    },

    focusFirst: () => list.querySelector("a")?.focus(),

    /** @param {string} imageId */
    focus: imageId => links(list).find(link => link.dataset.imageId === imageId)?.focus(),
  };

  /**
   * @param {SearchHit} hit
   * @param {HTMLImageElement} [loaded]  shows this picture already
   */
  function describe(hit, loaded) {
    const item = copyOf("hit");
    const link = within(item, "a", HTMLAnchorElement);
    const matches = placesOf(hit);
    link.href = addressOf(hit.imageId);
    link.dataset.imageId = hit.imageId;
    const what = matches.map(match => match.text || "unreadable").join(", ") || "shows it";
    link.setAttribute("aria-label", `${what}: ${shortName(hit.imageId)}`);
    link.addEventListener("click", event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      onOpen(hit);
    });
    drawPicture(item, hit, matches, loaded);
    within(item, ".places", HTMLElement).append(...matches.slice(0, MaxPlaces).map(placeOf), ...(matches.length === 0 ? [sceneOf(hit)] : []));
    const name = within(item, ".name", HTMLElement);
    name.textContent = shortName(hit.imageId);
    name.title = hit.imageId;
    within(item, ".labels", HTMLElement).append(...hit.tags.map(tag => create("span", tag)));
    return item;
  }
}

/**
 * A picture that was found by what it shows has no place to tell of.
 * @param {SearchHit} hit
 */
function sceneOf(hit) {
  const place = create("span", "", { class: "place" });
  place.append("shows it ", create("span", percent(hit.score), { class: "score", title: `${percent(hit.score)} likely to show what was asked for` }));
  return place;
}

/**
 * The places of a hit without those that are drawn already: several words of a question may match at one place.
 * @param {SearchHit} hit
 * @returns {readonly WordMatch[]}
 */
export function placesOf(hit) {
  const seen = new Set();
  return hit.matches.filter(match => {
    const place = `${match.term} ${JSON.stringify(match.polygon)}`;
    return seen.has(place) ? false : seen.add(place);
  });
}

/**
 * The reading with the part that matched marked, and how well it did.
 * @param {WordMatch} match
 */
export function placeOf(match) {
  const place = create("span", "", { class: "place" });
  const text = create("b");
  if (match.span) {
    const { start, length } = match.span;
    text.append(match.text.slice(0, start), create("mark", match.text.slice(start, start + length)), match.text.slice(start + length));
  } else text.textContent = match.text || "(not readable)";
  const score = create("span", percent(match.score), { class: "score", title: scoreMeaning(match) });
  place.append(text, " ", score, create("span", `, ${channelName(match.channel)}`, { class: "hidden" }), " ");
  return place;
}

/**
 * @param {HTMLElement} item
 * @param {SearchHit} hit
 * @param {readonly WordMatch[]} matches
 * @param {HTMLImageElement} [loaded]
 */
function drawPicture(item, hit, matches, loaded) {
  const image = within(item, "img", HTMLImageElement);
  const gone = within(item, ".gone", HTMLElement);
  const svg = within(item, "svg", SVGElement);
  image.width = hit.width;
  image.height = hit.height;
  prepare(svg, hit);
  for (const match of matches.toReversed()) draw(svg, hit, match.polygon, match === matches[0] ? "best" : "also");
  if (loaded?.naturalWidth && loaded.width === hit.width && loaded.height === hit.height) {
    image.replaceWith(loaded);
    return;
  }
  const size = devicePixelRatio > 1.2 ? Sizes[1] : Sizes[0];
  show(image, thumbnailOf(hit.imageId, size), reason => {
    gone.textContent = reason;
    gone.hidden = false;
    image.hidden = true;
  });
}

/** @param {HTMLElement} list */
const links = list => [...list.querySelectorAll("a")];

/**
 * Arrows move between the pictures as they lie on the screen.
 * @param {HTMLElement} list
 * @param {KeyboardEvent} event
 */
function move(list, event) {
  const all = links(list);
  const current = all.findIndex(link => link === document.activeElement);
  if (current < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
  const columns = all.filter(link => link.offsetTop === all[0].offsetTop).length;
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -current, End: all.length - 1 - current };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const target = all[current + step] ?? (event.key === "ArrowUp" ? document.getElementById("query") : null);
  target?.focus();
}
