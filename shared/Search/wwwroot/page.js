// The page: from the question in its address to the pictures, and back.

import { createAccess } from "./access.js";
import * as api from "./api.js";
import { createSuggestions, showTags, wordButton } from "./chips.js";
import { byId, within } from "./dom.js";
import { createDrop } from "./drop.js";
import { counted } from "./explain.js";
import { createHits } from "./hits.js";
import { createIndexStatus } from "./index-status.js";
import { save } from "./pictures.js";
import * as questions from "./question.js";
import { asked, createTrouble, missed, showAdvice, showChannels, showSummary } from "./results.js";
import { createUpload } from "./upload.js";
import { createViewer } from "./viewer.js";

/** @typedef {import("./question.js").Question} Question */

const TypingPause = 150;
const FrequentWords = 24;
const PicturesByExample = 60;

const form = byId("search", HTMLFormElement);
const input = byId("query", HTMLInputElement);
const all = byId("all", HTMLInputElement);
const results = byId("results", HTMLElement);
const start = byId("start", HTMLElement);
const more = byId("more", HTMLElement);
const example = byId("example", HTMLElement);

const moreInSight = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && loadMore(false), { rootMargin: "600px" });

let question = questions.read(location.search);
/** @type {File | null} */
let examplePicture = null;
/** @type {api.SearchResponse | null} */
let answer = null;
/** @type {api.SearchHit[]} */
let found = [];
/** @type {AbortController | null} */
let running = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;
let isTyped = false;
let wasOpenedHere = false;

const trouble = createTrouble();
const hits = createHits(byId("hits", HTMLElement), image => questions.addressOf({ ...question, image }), hit => open(hit.imageId));
const viewer = createViewer({
  onClose: closed,
  onSearch: text => ask({ text, tags: [], image: null }),
  onSearchShown: text => ask({ text, mode: "objects", tags: [], image: null }),
  onOpen: open,
  onStep: step,
});
const suggest = createSuggestions(byId("suggestions", HTMLElement), text => {
  input.value = text;
  input.focus();
  ask({ text });
});
const index = createIndexStatus(describeStart);
const upload = createUpload(open, () => {
  index.refresh();
  if (question.text === "" && examplePicture === null) showStart();
});
createDrop(searchByPicture, files => upload.add(files));
createAccess(() => {
  answer = null;
  restore();
  index.refresh();
});

form.addEventListener("submit", event => {
  event.preventDefault();
  ask({ text: input.value });
});
input.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(typed, TypingPause);
});
for (const control of form.querySelectorAll("input[type=radio], input[type=checkbox]"))
  control.addEventListener("change", () => ask(controls()));
byId("query", HTMLElement).addEventListener("keydown", event => {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  hits.focusFirst();
});
within(example, "button", HTMLElement).addEventListener("click", () => {
  ask({ text: "" });
  input.focus();
});
within(more, "button", HTMLElement).addEventListener("click", () => loadMore(true));
moreInSight.observe(more);
for (const control of byId("download", HTMLElement).querySelectorAll("button"))
  control.addEventListener("click", () => download(control.dataset.format === "csv" ? "csv" : "jsonl"));
addEventListener("keydown", event => {
  const isWriting = event.target instanceof HTMLInputElement && ["search", "password"].includes(event.target.type);
  if (event.key !== "/" || isWriting || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  input.select();
  input.focus();
});
addEventListener("popstate", restore);

/** Brings the page to what its address says. */
function restore() {
  const before = question;
  question = questions.read(location.search);
  isTyped = false;
  fill();
  if (question.image === null) viewer.close();
  if (answer === null || examplePicture !== null || !questions.same(before, question)) run();
  if (question.image !== null && viewer.shown() !== question.image) view(question.image);
}

function fill() {
  if (input.value !== question.text) input.value = question.text;
  for (const radio of form.querySelectorAll("input[type=radio]"))
    if (radio instanceof HTMLInputElement) radio.checked = radio.value === question.mode;
  all.checked = question.all;
  document.title = question.text ? `${question.text}: pictures` : "Indexing: find pictures by their words";
}

/** @returns {Partial<Question>} */
function controls() {
  const mode = new FormData(form).get("mode");
  return { text: input.value, mode: questions.read(`?mode=${mode}`).mode, all: all.checked };
}

/** While typing, one entry of the history follows the text. */
function typed() {
  const next = { ...question, ...controls(), image: null };
  suggest(input.value);
  if (questions.same(next, question) && examplePicture === null) return;
  history[isTyped ? "replaceState" : "pushState"](null, "", questions.addressOf(next));
  isTyped = true;
  question = next;
  fill();
  run();
}

/** @param {Partial<Question>} change */
function ask(change) {
  clearTimeout(typing);
  const next = { ...question, ...change, image: null };
  const address = questions.addressOf(next);
  if (address !== questions.addressOf(question)) history[isTyped ? "replaceState" : "pushState"](null, "", address);
  isTyped = false;
  wasOpenedHere = false;
  question = next;
  fill();
  viewer.close();
  run();
}

/** Asks the server; the pictures of the question before stay until the answer is there. */
async function run() {
  leaveExample();
  trouble.clear();
  if (question.text.trim() === "") {
    running?.abort();
    answer = null;
    showStart();
    return;
  }
  suggest(question.text);
  await answerWith(signal => api.search(questions.requestOf(question), signal), asked(question), run);
}

/** @param {File} file */
async function searchByPicture(file) {
  clearTimeout(typing);
  if (question.text !== "" || question.image !== null) history.pushState(null, "", questions.addressOf({ ...question, text: "", tags: [], image: null }));
  question = { ...question, text: "", tags: [], image: null };
  isTyped = false;
  fill();
  viewer.close();
  trouble.clear();
  leaveExample();
  byId("suggestions", HTMLElement).hidden = true;
  examplePicture = file;
  const preview = within(example, "img", HTMLImageElement);
  preview.src = URL.createObjectURL(file);
  within(example, ".name", HTMLElement).textContent = file.name;
  example.hidden = false;
  const options = { top: PicturesByExample, ...(question.all ? { minScore: 0 } : {}) };
  await answerWith(signal => api.searchByPicture(file, options, signal), "words like those in this picture", () => searchByPicture(file));
}

function leaveExample() {
  if (examplePicture === null) return;
  const preview = within(example, "img", HTMLImageElement);
  URL.revokeObjectURL(preview.src);
  preview.removeAttribute("src");
  examplePicture = null;
  example.hidden = true;
}

/**
 * @param {(signal: AbortSignal) => Promise<api.SearchResponse>} call
 * @param {string} name  of the question, as a person asked it
 * @param {() => void} retry
 */
async function answerWith(call, name, retry) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  results.setAttribute("aria-busy", "true");
  try {
    const response = await call(signal);
    if (signal.aborted) return;
    answer = response;
    found = [...response.hits];
    start.hidden = true;
    hits.replace(found);
    showSummary(response, name, found.length);
    showChannels(response);
    showTags(byId("tags", HTMLElement), response.tagCounts, question.tags, toggleTag);
    byId("advice", HTMLElement).hidden = true;
    if (found.length === 0) showAdvice("Nothing found", missed(response), question, response.channels.map(({ channel }) => channel), ask);
    byId("download", HTMLElement).hidden = found.length === 0 || examplePicture !== null;
    more.hidden = !response.nextCursor;
  } catch (error) {
    if (signal.aborted) return;
    empty();
    if (error instanceof api.ApiError && ["invalid_query", "unknown_word", "no_sentence_pack"].includes(error.code)) {
      byId("status", HTMLElement).textContent = error.message;
      showAdvice("This cannot be searched so", error.message, question, [question.mode], ask);
    } else trouble.show(error, retry);
  }
  results.removeAttribute("aria-busy");
}

function empty() {
  answer = null;
  found = [];
  hits.replace([]);
  byId("status", HTMLElement).textContent = "";
  for (const part of ["download", "channels", "tags", "advice", "more", "start"]) byId(part, HTMLElement).hidden = true;
}

/** @param {string} tag */
function toggleTag(tag) {
  ask({ tags: question.tags.includes(tag) ? question.tags.filter(other => other !== tag) : [...question.tags, tag] });
}

/** @param {boolean} moveFocus  to the first of the new pictures */
async function loadMore(moveFocus) {
  if (!answer?.nextCursor || results.hasAttribute("aria-busy")) return;
  const before = answer;
  const signal = running?.signal;
  results.setAttribute("aria-busy", "true");
  try {
    const page = await api.search(questions.requestOf(question, before.nextCursor), signal);
    if (signal?.aborted) return;
    answer = { ...before, nextCursor: page.nextCursor };
    found = [...found, ...page.hits];
    const first = hits.append(page.hits);
    if (moveFocus) first?.focus();
    showSummary(answer, asked(question), found.length);
    more.hidden = !page.nextCursor;
    // Tells again whether the end is in sight: a page of pictures need not fill the screen.
    moreInSight.unobserve(more);
    moreInSight.observe(more);
  } catch (error) {
    if (signal?.aborted) return;
    trouble.show(error, () => loadMore(moveFocus));
  }
  results.removeAttribute("aria-busy");
}

/** @param {"csv" | "jsonl"} format */
async function download(format) {
  try {
    save(await api.exportHits(questions.requestOf(question), format), `${question.text.replace(/[^\w-]+/g, "-")}.${format}`);
  } catch (error) {
    trouble.show(error, () => download(format));
  }
}

/** @param {string} image */
function open(image) {
  wasOpenedHere ||= viewer.shown() === "";
  history[viewer.shown() === "" ? "pushState" : "replaceState"](null, "", questions.addressOf({ ...question, image }));
  question = { ...question, image };
  view(image);
}

/** @param {string} image */
function view(image) {
  viewer.open(image, found.find(hit => hit.imageId === image) ?? null, found.length > 1);
}

/** @param {number} by */
function step(by) {
  const current = found.findIndex(hit => hit.imageId === viewer.shown());
  const next = found[(current + by + found.length) % found.length];
  if (next && next.imageId !== viewer.shown()) open(next.imageId);
}

/** The picture was closed: the address forgets it, and the focus returns to its place among the hits. */
function closed() {
  const { image } = question;
  if (image === null) return;
  question = { ...question, image: null };
  hits.focus(image);
  if (wasOpenedHere) history.back();
  else history.replaceState(null, "", questions.addressOf(question));
  wasOpenedHere = false;
}

async function showStart() {
  empty();
  results.removeAttribute("aria-busy");
  byId("suggestions", HTMLElement).hidden = true;
  start.hidden = false;
  const frequent = byId("start-words", HTMLElement);
  try {
    const list = await api.words("", FrequentWords);
    within(frequent, ".chips", HTMLElement).replaceChildren(...list.words.map(word => wordButton(word, () => ask({ text: word.word }))));
    frequent.hidden = list.words.length === 0;
  } catch (error) {
    frequent.hidden = true;
    if (question.text === "" && !start.hidden) trouble.show(error, restore);
  }
}

/** @param {api.IndexStatistics} statistics */
function describeStart({ indexed, pending, words }) {
  byId("start-text", HTMLElement).textContent = indexed > 0
    ? `${counted(indexed, "picture")} with ${counted(words, "word")} can be searched: a shop sign, a label, a number plate. Type what is written there.`
    : pending > 0 ? `${counted(pending, "picture is", "pictures are")} being read; the first can be found in a moment.`
      : "There are no pictures in the index yet. Drop some here, or press “Add”.";
}

restore();
index.refresh();
