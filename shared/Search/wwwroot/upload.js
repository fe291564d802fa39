// Adding pictures: sent two at a time, each followed until it can be found or is rejected.

import * as api from "./api.js";
import { byId, copyOf, within } from "./dom.js";
import { counted, percent, rejection } from "./explain.js";

const Parallel = 2;
const FirstPoll = 300;
const LongestPoll = 3_000;

/**
 * @param {(imageId: string) => void} onShow
 * @param {() => void} onFinished  a picture can be found now, or was rejected
 */
export function createUpload(onShow, onFinished) {
  const panel = byId("uploads", HTMLElement);
  const list = within(panel, "ul", HTMLElement);
  const news = byId("upload-news", HTMLElement);
  const input = byId("add-files", HTMLInputElement);
  /** @type {(() => Promise<void>)[]} */
  const waiting = [];
  let running = 0;

  byId("add", HTMLElement).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    add([...input.files ?? []]);
    input.value = "";
  });
  return { add };

  /** @param {readonly File[]} files */
  function add(files) {
    for (const file of files) {
      const item = copyOf("upload");
      within(item, ".name", HTMLElement).textContent = file.name;
      within(item, "progress", HTMLElement).setAttribute("aria-label", `Upload of ${file.name}`);
      list.prepend(item);
      say(item, "waits for its turn");
      waiting.push(() => send(file, item));
    }
    panel.hidden = list.children.length === 0;
    advance();
  }

  function advance() {
    while (running < Parallel && waiting.length > 0) {
      running++;
      waiting.shift()?.().finally(() => {
        running--;
        advance();
      });
    }
  }

  /**
   * @param {File} file
   * @param {HTMLElement} item
   */
  async function send(file, item) {
    const progress = within(item, "progress", HTMLProgressElement);
    const imageId = idOf(file);
    try {
      await patiently(item, () => api.upload(imageId, file, fraction => {
        progress.value = fraction;
        say(item, fraction < 1 ? `sent to ${percent(fraction)}` : "sent");
      }));
      progress.removeAttribute("value");
      say(item, "is being read …");
      const status = await finished(item, imageId);
      progress.hidden = true;
      if (status.status === "indexed") succeed(item, file, imageId, status.words);
      else fail(item, file, status.status === "rejected" ? rejection(status.reason) : "It was deleted meanwhile.");
    } catch (error) {
      progress.hidden = true;
      fail(item, file, error instanceof Error ? error.message : String(error));
    }
    onFinished();
  }

  /**
   * @param {HTMLElement} item
   * @param {string} imageId
   */
  async function finished(item, imageId) {
    for (let wait = FirstPoll; ; wait = Math.min(LongestPoll, 1.3 * wait)) {
      await pause(wait);
      const status = await patiently(item, () => api.imageStatus(imageId));
      if (status.status !== "pending") return status;
      say(item, "is being read …");
    }
  }

  /**
   * @param {HTMLElement} item
   * @param {File} file
   * @param {string} imageId
   * @param {number} words
   */
  function succeed(item, file, imageId, words) {
    const open = within(item, "button", HTMLElement);
    item.classList.add("done");
    say(item, words > 0 ? `searchable, ${counted(words, "word")}` : "searchable, but without words");
    news.textContent = `${file.name} is searchable with ${counted(words, "word")}.`;
    open.hidden = false;
    open.setAttribute("aria-label", `Show ${file.name}`);
    open.addEventListener("click", () => onShow(imageId));
  }

  /**
   * @param {HTMLElement} item
   * @param {File} file
   * @param {string} reason
   */
  function fail(item, file, reason) {
    item.classList.add("failed");
    say(item, `rejected: ${reason}`);
    news.textContent = `${file.name} was rejected: ${reason}`;
  }
}

/**
 * Repeats what the server is too busy for.
 * @template T
 * @param {HTMLElement} item
 * @param {() => Promise<T>} call
 * @returns {Promise<T>}
 */
async function patiently(item, call) {
  for (let attempt = 1; ; attempt++)
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof api.ApiError) || error.retryAfter === null || attempt === 10) throw error;
      say(item, `${error.message} Tried again in ${counted(error.retryAfter, "second")}.`);
      await pause(1000 * error.retryAfter);
    }
}

/**
 * The same file gets the same id, so that sending it again makes no second picture; others with its name stay apart.
 * @param {File} file
 */
const idOf = file => `upload/${file.lastModified.toString(36)}-${file.size.toString(36)}/${file.name}`.slice(0, 1024);

/**
 * @param {HTMLElement} item
 * @param {string} text
 */
const say = (item, text) => {
  within(item, ".state", HTMLElement).textContent = text;
};

/** @param {number} milliseconds */
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
