// What the page says of an answer: the sentence above the pictures, what was searched, what to try, what went wrong.

import { ApiError } from "./api.js";
import { button, byId, create, within } from "./dom.js";
import { channelName, searched as describe, summary } from "./explain.js";

/** @typedef {import("./api.js").SearchResponse} SearchResponse */
/** @typedef {import("./question.js").Question} Question */

/** @param {Question} question */
export const asked = question => [question.text, ...question.tags].map(text => `“${text}”`).join(" with ");

/**
 * @param {SearchResponse} answer
 * @param {string} name  of the question, as a person asked it
 * @param {number} shown
 */
export function showSummary(answer, name, shown) {
  byId("status", HTMLElement).textContent = summary(answer, name, shown);
}

/** @param {SearchResponse} answer */
export function showChannels(answer) {
  const list = byId("channels", HTMLElement);
  list.hidden = answer.mode !== "auto" && answer.channels.length < 2;
  list.replaceChildren(...describe(answer).map(({ name, text, title }) => {
    const item = create("li", "", { title });
    item.append(create("b", name), ` ${text}`);
    return item;
  }));
}

/**
 * Why nothing was found: the scores from which on something would have been.
 * @param {SearchResponse} answer
 */
export function missed({ channels }) {
  if (channels.length === 0) return "There was nothing to compare with.";
  const needed = channels.map(({ channel, minScore }) => `${minScore.toFixed(2)} for ${channelName(channel)}`);
  return `No picture reaches the score that is needed: ${needed.join(", ")}. What comes nearest stays below and is left out.`;
}

/**
 * There are no pictures to show: says why, and what else can be tried.
 * @param {string} title
 * @param {string} why
 * @param {Question} question
 * @param {readonly string[]} searched  channels that were searched
 * @param {(change: Partial<Question>) => void} onTry
 */
export function showAdvice(title, why, question, searched, onTry) {
  const advice = byId("advice", HTMLElement);
  advice.hidden = false;
  within(advice, "h2", HTMLElement).textContent = title;
  within(advice, "p", HTMLElement).textContent = why;
  /** @type {[boolean, string, Partial<Question>][]} */
  const ideas = [
    [question.tags.length > 0, "Search pictures with any tags", { tags: [] }],
    [question.text !== "" && question.mode !== "auto", "Let the search choose how to match", { mode: "auto" }],
    [question.text !== "" && !searched.includes("similar"), "Words that are spelled similarly", { mode: "similar" }],
    [question.text !== "" && !searched.includes("part"), "Find it as a part of longer words", { mode: "part" }],
    [question.text !== "" && !searched.includes("concept"), "Words of that meaning", { mode: "concept" }],
    [!question.all, "Show doubtful ones, too", { all: true }],
  ];
  within(advice, "ul", HTMLElement).replaceChildren(...ideas.filter(([applies]) => applies).map(([, text, change]) => {
    const item = create("li");
    item.append(button(text, () => onTry(change), { class: "link" }));
    return item;
  }));
}

/** What went wrong, with a countdown when waiting helps. */
export function createTrouble() {
  const place = byId("trouble", HTMLElement);
  const text = within(place, ".text", HTMLElement);
  const wait = within(place, ".wait", HTMLElement);
  const again = within(place, "button", HTMLElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function clear() {
    clearInterval(timer);
    place.hidden = true;
    text.textContent = "";
  }

  /**
   * @param {unknown} error
   * @param {() => void} retry
   */
  function show(error, retry) {
    clear();
    place.hidden = false;
    text.textContent = sentence(error);
    again.onclick = retry;
    let seconds = error instanceof ApiError ? error.retryAfter ?? 0 : 0;
    again.hidden = seconds === 0;
    wait.textContent = seconds > 0 ? `Next attempt in ${seconds} s.` : "";
    if (seconds > 0)
      timer = setInterval(() => {
        seconds--;
        wait.textContent = `Next attempt in ${seconds} s.`;
        if (seconds > 0) return;
        clear();
        retry();
      }, 1000);
  }

  return { show, clear };
}

/** @param {unknown} error */
function sentence(error) {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  switch (error.status) {
    case 401: return "The server needs an API key for this.";
    case 403: return `This API key does not allow that. ${error.message}`;
    case 429: return "That were many questions in a short time; the server asks for a pause.";
    default: return error.message;
  }
}
