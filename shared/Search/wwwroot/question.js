// What is asked, and its form in the page's address: a question can be shared and the back button brings the last one.

/** @typedef {"auto" | "exact" | "similar" | "part" | "concept" | "sentence" | "objects"} Mode */
/** @typedef {{ text: string, mode: Mode, tags: string[], all: boolean, image: string | null }} Question */

/** @type {readonly Mode[]} */
const Modes = ["auto", "exact", "similar", "part", "concept", "sentence", "objects"];
const PageSize = 24;

/**
 * @param {string} address  the part behind the path
 * @returns {Question}
 */
export function read(address) {
  const parameters = new URLSearchParams(address);
  return {
    text: parameters.get("q") ?? "",
    mode: Modes.find(mode => mode === parameters.get("mode")) ?? "auto",
    tags: parameters.getAll("tag"),
    all: parameters.has("all"),
    image: parameters.get("image"),
  };
}

/** @param {Question} question */
export function addressOf(question) {
  const parameters = new URLSearchParams();
  const tenant = new URLSearchParams(location.search).get("tenant");
  if (tenant !== null) parameters.set("tenant", tenant);
  if (question.text) parameters.set("q", question.text);
  if (question.mode !== "auto") parameters.set("mode", question.mode);
  for (const tag of question.tags) parameters.append("tag", tag);
  if (question.all) parameters.set("all", "");
  if (question.image !== null) parameters.set("image", question.image);
  return parameters.size > 0 ? `?${parameters}` : location.pathname;
}

/**
 * @param {Question} question
 * @param {string | null} [cursor]
 * @returns {import("./api.js").SearchRequest}
 */
export const requestOf = (question, cursor = null) => ({
  query: question.text,
  mode: question.mode,
  tags: question.tags,
  minScore: question.all ? 0 : null,
  top: PageSize,
  facets: cursor === null,
  cursor,
});

/**
 * Whether both ask the server the same.
 * @param {Question} a
 * @param {Question} b
 */
export const same = (a, b) => addressOf({ ...a, image: null }) === addressOf({ ...b, image: null });
