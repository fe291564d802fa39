// Answers of the server in words.

/** @typedef {import("./api.js").SearchResponse} SearchResponse */

/** @type {Record<string, string>} */
const Channels = {
  exact: "the exact text",
  similar: "similar spelling",
  part: "a part of longer words",
  concept: "words of that meaning",
  sentence: "what the pictures show",
  objects: "things in the pictures",
  look: "words that look alike",
  meaning: "words that mean the same",
};

/** @type {Record<string, string>} */
const Reasons = {
  empty: "The file is empty.",
  not_found: "There is no picture at the address that was given.",
  forbidden: "The server may not read the address that was given.",
  unsupported_source: "The server cannot open addresses of this kind.",
  hash_mismatch: "The file is another one than was announced.",
  too_large: "The file is larger than the server allows.",
  too_many_pixels: "The picture has more pixels than the server allows.",
  too_small: "The picture is too small to hold words.",
  not_an_image: "The file is no picture.",
  unsupported_format: "Only JPEG, PNG and WebP pictures can be read.",
  truncated: "The file is incomplete.",
  corrupt: "The file is damaged.",
};

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** @param {number} value */
export const number = value => numbers.format(value);

/** @param {number} fraction */
export const percent = fraction => `${Math.round(100 * fraction)} %`;

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/**
 * The last part of an id that looks like a path.
 * @param {string} imageId
 */
export const shortName = imageId => imageId.split("/").findLast(part => part) ?? imageId;

/**
 * A channel as the mode switch calls it.
 * @param {string} channel
 */
export const modeName = channel => (channel === "concept" ? "meaning" : channel);

/** @param {string} channel */
export const channelName = channel => Channels[channel] ?? channel;

/**
 * Why a picture was rejected.
 * @param {string | null | undefined} reason  the stable code
 */
export const rejection = reason => (reason ? Reasons[reason] ?? `The server says: ${reason.replaceAll("_", " ")}.` : "The server does not say why.");

/**
 * What a score says.
 * @param {{ channel: string, score: number }} match
 */
export function scoreMeaning({ channel, score }) {
  switch (channel) {
    case "exact": return `${percent(score)} sure that it is written there`;
    case "part": return `${percent(score)} sure that it is a part of what is written there`;
    case "similar": return `spelled ${percent(score)} alike`;
    case "look": return `looks ${percent(score)} alike`;
    default: return `meaning near by ${score.toFixed(2)} of 1`;
  }
}

/**
 * The sentence above the pictures.
 * @param {SearchResponse} answer
 * @param {string} asked  what was asked for, as a person wrote it
 * @param {number} shown  pictures on the page
 */
export function summary(answer, asked, shown) {
  if (shown === 0) return `No picture found for ${asked}.`;
  const total = Math.max(answer.found, shown);
  const many = shown < total ? `${number(shown)} of ${counted(total, "picture")}` : counted(total, "picture");
  return `${many} for ${asked}, best first. ${answer.tookMs < 1 ? "Less than 1" : Math.round(answer.tookMs)} ms.`;
}

/**
 * What each way of looking was and what it found.
 * @param {SearchResponse} answer
 */
export const searched = answer => answer.channels.map(({ channel, found, minScore, reason }) => ({
  name: modeName(channel),
  text: `${reason ?? channelName(channel)}: ${found === 0 ? "none" : number(found)}`,
  title: `${counted(found, "picture")} with a score of ${minScore.toFixed(2)} or more`,
}));
