// Checks values against a JSON schema: node validate.mjs SCHEMA < lines of JSON; one line of JSON, a list of sentences, comes out for each.
// The values are those that the templates see: the chart's own under those that were given (helm-renderer values).
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv from "ajv";

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
const validate = new Ajv({ allErrors: true, verbose: true, strict: true, strictTypes: false, strictRequired: false }).compile(schema);

for await (const line of createInterface({ input: process.stdin })) {
  const valid = validate(JSON.parse(line));
  console.log(JSON.stringify(valid ? [] : [...new Set(validate.errors.filter(isReason).map(sentence))]));
}

// That a rule as a whole failed says nothing beside the part of it that did.
function isReason(error) {
  return error.keyword !== "if" && error.keyword !== "anyOf" && !(error.schemaPath.includes("/anyOf/"))
    || error.keyword === "anyOf" && error.parentSchema.description !== undefined;
}

function sentence(error) {
  const path = error.instancePath.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~");
  const at = path === "" ? "" : `${path}`;
  switch (error.keyword) {
    case "additionalProperties":
      return `${at === "" ? "" : at + "."}${error.params.additionalProperty} is no key of the chart${known(error)}`;
    case "enum":
      return `${at} is ${text(error.data)}; allowed: ${error.params.allowedValues.map(text).join(", ")}${reason(error)}`;
    case "type":
      return `${at} is ${text(error.data)}; it must be of type ${error.params.type}${reason(error)}`;
    case "required":
      return `${at}.${error.params.missingProperty} is missing`;
    default:
      return error.parentSchema.description === undefined
        ? `${at} is ${text(error.data)}; it ${error.message}`
        : `${at} is ${text(error.data)}${reason(error)}`;
  }
}

function known(error) {
  const keys = Object.keys(error.parentSchema.properties ?? {});
  return `; known are ${keys.join(", ")}${reason(error)}`;
}

function reason(error) {
  return error.parentSchema.description === undefined ? "" : ` (${error.parentSchema.description})`;
}

function text(value) {
  const json = JSON.stringify(value);
  return json.length <= 80 ? json : json.slice(0, 77) + "...";
}
