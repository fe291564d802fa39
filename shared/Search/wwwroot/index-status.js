// What is in the index, how fast it grows and what could not be read.

import * as api from "./api.js";
import { byId, create, within } from "./dom.js";
import { number, rejection, shortName } from "./explain.js";

const OpenInterval = 2_000;
const IdleInterval = 20_000;
const RateWindow = 30_000;
const RejectionsPerPage = 20;

/** @param {(statistics: api.IndexStatistics) => void} onCount */
export function createIndexStatus(onCount) {
  const toggle = byId("show-index", HTMLElement);
  const panel = byId("index", HTMLElement);
  const problem = byId("index-error", HTMLElement);
  const rejections = byId("rejections", HTMLElement);
  const list = within(rejections, "ul", HTMLElement);
  const more = within(rejections, "button", HTMLElement);
  /** @type {{ at: number, done: number }[]} */
  let samples = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let rejected = -1;
  /** @type {string | null | undefined} */
  let cursor = null;

  toggle.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    rejected = -1;
    refresh();
  });
  more.addEventListener("click", async () => {
    const first = list.children.length;
    await listRejections(true);
    const next = list.children[first];
    if (next instanceof HTMLElement) next.focus();
  });
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  return { refresh };

  async function refresh() {
    clearTimeout(timer);
    try {
      const statistics = await api.statistics();
      show(statistics);
      onCount(statistics);
      if (!panel.hidden && statistics.rejected !== rejected) {
        rejected = statistics.rejected;
        cursor = null;
        await listRejections(false);
      }
      problem.textContent = "";
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
    }
    clearTimeout(timer);
    const isBusy = !panel.hidden || !byId("uploads", HTMLElement).hidden;
    if (!document.hidden) timer = setTimeout(refresh, isBusy ? OpenInterval : IdleInterval);
  }

  /** @param {api.IndexStatistics} statistics */
  function show(statistics) {
    for (const name of /** @type {const} */ (["indexed", "words", "pending", "rejected"]))
      byId(name, HTMLElement).textContent = number(statistics[name]);
    byId("count", HTMLElement).textContent = number(statistics.indexed);
    toggle.title = statistics.pending > 0 ? `${number(statistics.pending)} pictures are waiting` : "What is in the index";
    toggle.setAttribute("aria-label", `Index: ${number(statistics.indexed)} pictures`);
    byId("rate", HTMLElement).textContent = rate(statistics);
  }

  /**
   * Pictures finished per minute, from the counts of the last half minute.
   * @param {api.IndexStatistics} statistics
   */
  function rate({ indexed, rejected: refused }) {
    const now = performance.now();
    samples = [...samples, { at: now, done: indexed + refused }].filter(({ at }) => now - at <= RateWindow);
    const minutes = (now - samples[0].at) / 60_000;
    return minutes > 0 ? number(Math.max(0, indexed + refused - samples[0].done) / minutes) : "…";
  }

  /** @param {boolean} append */
  async function listRejections(append) {
    const page = await api.images("rejected", RejectionsPerPage, append ? cursor : null);
    const items = page.images.map(({ imageId, reason }) => {
      const item = create("li", "", { tabindex: "-1" });
      item.append(create("b", shortName(imageId), { title: imageId }), " ", create("span", rejection(reason)));
      return item;
    });
    if (append) list.append(...items);
    else list.replaceChildren(...items);
    cursor = page.nextCursor;
    more.hidden = !cursor;
    rejections.hidden = list.children.length === 0;
  }
}
