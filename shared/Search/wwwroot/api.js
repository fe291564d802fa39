// The HTTP API as functions. Their types come from the OpenAPI document (tests/Browser/api.d.ts); Required, because the server writes
// members that have a default, too, which the document leaves open.

/** @typedef {import("indexing-api").paths} Paths */
/** @typedef {import("indexing-api").components["schemas"]} Schemas */
/** @typedef {Schemas["SearchRequest"]} SearchRequest */
/** @typedef {Omit<Required<Schemas["SearchResponse"]>, "hits"> & { hits: SearchHit[] }} SearchResponse */
/** @typedef {Required<Schemas["SearchHit"]>} SearchHit */
/** @typedef {Schemas["WordMatch"]} WordMatch */
/** @typedef {Schemas["WordView"]} WordView */
/** @typedef {Required<Schemas["ImageView"]>} ImageView */
/** @typedef {Required<Schemas["ImageStatusView"]>} ImageStatusView */
/** @typedef {Schemas["ImagePage"]} ImagePage */
/** @typedef {Schemas["IndexStatistics"]} IndexStatistics */
/** @typedef {Schemas["DuplicateList"]} DuplicateList */
/** @typedef {Schemas["WordList"]} WordList */
/** @typedef {Schemas["LocateResponse"]} LocateResponse */
/** @typedef {Schemas["PhrasePlace"]} PhrasePlace */
/** @typedef {Schemas["ImageSummary"]} ImageSummary */

const KeyName = "indexing.key";

/** An answer that is an error, or none at all (status 0). */
export class ApiError extends Error {
  /**
   * @param {number} status  HTTP status, 0 when the server does not answer
   * @param {string} code  stable code of the problem, or an empty text
   * @param {string} detail  a sentence for a person
   * @param {number | null} retryAfter  seconds after which the same request may work, or null when repeating does not help
   */
  constructor(status, code, detail, retryAfter) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** The API key of this tab, or null. */
export const key = () => sessionStorage.getItem(KeyName);

/** @param {string | null} value  null forgets it */
export function useKey(value) {
  if (value === null) sessionStorage.removeItem(KeyName);
  else sessionStorage.setItem(KeyName, value);
}

/**
 * @param {SearchRequest} request
 * @param {AbortSignal} [signal]
 * @returns {Promise<SearchResponse>}
 */
export const search = (request, signal) => json(addressOf("/v1/search"), post(request, signal));

/**
 * Pictures that show the words of a picture.
 * @param {Blob} picture
 * @param {{ top?: number, minScore?: number }} options
 * @param {AbortSignal} [signal]
 * @returns {Promise<SearchResponse>}
 */
export const searchByPicture = (picture, options, signal) =>
  json(addressOf("/v1/search/picture", options), { method: "POST", headers: { "Content-Type": picture.type }, body: picture, signal });

/**
 * @param {SearchRequest} request
 * @param {"csv" | "jsonl"} format
 * @returns {Promise<Blob>}
 */
export const exportHits = async (request, format) => (await send(addressOf("/v1/search/export", { format }), post(request))).blob();

/**
 * What is written in the pictures, most frequent first.
 * @param {string} prefix
 * @param {number} limit
 * @param {AbortSignal} [signal]
 * @returns {Promise<WordList>}
 */
export const words = (prefix, limit, signal) => json(addressOf("/v1/words", { prefix, limit }), { signal });

/** @returns {Promise<IndexStatistics>} */
export const statistics = () => json(addressOf("/v1/stats"));

/**
 * @param {string} status
 * @param {number} limit
 * @param {string | null} [after]  cursor of the page before
 * @returns {Promise<ImagePage>}
 */
export const images = (status, limit, after) => json(addressOf("/v1/images", { status, limit, after }));

/**
 * @param {string} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<ImageView>}
 */
export const image = (id, signal) => json(addressOf("/v1/images/{imageId}", {}, id), { signal });

/**
 * @param {string} id
 * @returns {Promise<ImageStatusView>}
 */
export const imageStatus = id => json(addressOf("/v1/images/{imageId}/status", {}, id));

/**
 * @param {string} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<DuplicateList>}
 */
export const duplicates = (id, signal) => json(addressOf("/v1/images/{imageId}/duplicates", {}, id), { signal });

/**
 * Where in a picture something is, or is written.
 * @param {string} id
 * @param {string} phrase
 * @param {AbortSignal} [signal]
 * @returns {Promise<LocateResponse>}
 */
export const locate = (id, phrase, signal) =>
  json(addressOf("/v1/images/{imageId}/locate", {}, id),
    { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ phrase }), signal });

/**
 * What a picture shows, in a few words.
 * @param {string} id
 * @param {number} words
 * @param {AbortSignal} [signal]
 * @returns {Promise<ImageSummary>}
 */
export const summary = (id, words, signal) => json(addressOf("/v1/images/{imageId}/summary", { words }, id), { signal });

/**
 * @param {string} id
 * @param {number} size  longer side in pixels, 32..1024
 */
export const thumbnailOf = (id, size) => addressOf("/v1/images/{imageId}/thumbnail", { size }, id);

/** @param {string} id */
export const contentOf = id => addressOf("/v1/images/{imageId}/content", {}, id);

/**
 * The bytes behind an address of this API.
 * @param {string} address
 * @param {AbortSignal} [signal]
 * @returns {Promise<Blob>}
 */
export const bytes = async (address, signal) => (await send(address, { signal })).blob();

/**
 * Sends a picture to be indexed. fetch tells nothing of what has been sent, so this is the one place with the older interface.
 * @param {string} id
 * @param {File} file
 * @param {(fraction: number) => void} onProgress
 * @returns {Promise<ImageStatusView>}
 */
export function upload(id, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", addressOf("/v1/images/{imageId}/content", {}, id));
    request.setRequestHeader("Content-Type", file.type.startsWith("image/") ? file.type : "application/octet-stream");
    for (const [name, value] of Object.entries(authorization())) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", event => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("load", () => {
      const problem = failure(request.status, request.responseText, request.getResponseHeader("Retry-After"));
      if (problem) reject(problem);
      else resolve(JSON.parse(request.responseText));
    });
    request.send(file);
  });
}

/**
 * An address of the API; the tenant of this page's own address goes with it.
 * @param {keyof Paths} path
 * @param {Record<string, string | number | null | undefined>} [query]
 * @param {string} [imageId]
 */
function addressOf(path, query = {}, imageId = "") {
  const parameters = new URLSearchParams();
  const tenant = new URLSearchParams(location.search).get("tenant");
  for (const [name, value] of Object.entries({ ...query, tenant }))
    if (value !== null && value !== undefined) parameters.set(name, String(value));
  const target = path.replace("{imageId}", encodeURIComponent(imageId));
  return parameters.size > 0 ? `${target}?${parameters}` : target;
}

/**
 * @param {SearchRequest} request
 * @param {AbortSignal} [signal]
 * @returns {RequestInit}
 */
function post(request, signal) {
  const tenant = new URLSearchParams(location.search).get("tenant");
  const body = JSON.stringify(tenant === null ? request : { ...request, tenant });
  return { method: "POST", headers: { "Content-Type": "application/json" }, body, signal };
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 */
const json = async (address, options) => (await send(address, options)).json();

/**
 * @param {string} address
 * @param {RequestInit} [options]
 */
async function send(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { ...options, headers: { ...options.headers, ...authorization() } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
  if (response.ok) return response;
  throw failure(response.status, await response.text(), response.headers.get("Retry-After"));
}

/**
 * @param {number} status
 * @param {string} body
 * @param {string | null} retryAfter
 */
function failure(status, body, retryAfter) {
  if (status >= 200 && status < 300) return null;
  /** @type {{ code?: string, detail?: string, title?: string }} */
  let problem = {};
  try {
    problem = JSON.parse(body);
  } catch {
    // A proxy answers in its own form.
  }
  const detail = problem.detail ?? problem.title ?? `The server answers with status ${status}.`;
  const wait = status === 429 || status === 503 ? Math.max(1, Number(retryAfter) || 5) : null;
  if (status === 401) document.dispatchEvent(new CustomEvent("key-needed"));
  return new ApiError(status, problem.code ?? "", detail, wait);
}

const unreachable = () => new ApiError(0, "unreachable", "The server does not answer. Is it running?", 5);

/** @returns {Record<string, string>} */
function authorization() {
  const value = key();
  return value === null ? {} : { Authorization: `Bearer ${value}` };
}
