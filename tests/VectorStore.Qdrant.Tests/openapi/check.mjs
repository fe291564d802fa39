// node check.mjs FOLDER: is every exchange below FOLDER what Qdrant's OpenAPI document allows? Requests (path, query, body) and the
// answers of status 200. Prints one line per violation and fails with 1; prints the number of exchanges otherwise.
import fs from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { loadSchema } from './schema.mjs';

const root = process.argv[2];
const schema = loadSchema();
const ajv = new Ajv({ strict: false, allErrors: false });
ajv.addSchema({ $id: 'qdrant', definitions: schema.definitions });
const templates = Object.entries(schema.properties).map(([template, methods]) => ({
    pattern: new RegExp('^' + template.replaceAll(/\{\w+\}/g, '[^/]+') + '$'),
    fixed: !template.includes('{'),
    methods: methods.properties,
})).sort((a, b) => b.fixed - a.fixed); // "/collections/aliases" is not a collection named aliases
const validators = new Map();

function validator(part) {
    if (!validators.has(part))
        validators.set(part, ajv.compile({ ...part, definitions: schema.definitions }));
    return validators.get(part);
}

/** Query strings carry text; the schema knows booleans and numbers. */
function typed(text) {
    return /^(true|false|\d+)$/.test(text) ? JSON.parse(text) : text;
}

function violations(exchange) {
    const url = new URL(exchange.path, 'http://qdrant');
    const method = exchange.method.toLowerCase();
    const operation = templates.find(t => t.pattern.test(url.pathname) && method in t.methods)?.methods[method]?.properties;
    if (!operation)
        return ['no such operation'];
    const found = [];
    const test = (what, part, value) => {
        if (part === undefined)
            found.push(`${what} is not allowed`);
        else if (!validator(part)(value))
            found.push(`${what}${validator(part).errors.map(e => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`)}`);
    };
    for (const [name, value] of url.searchParams)
        test(`query ${name}: `, operation.parameters?.properties?.query?.properties?.[name], typed(value));
    if (exchange.request !== null && exchange.request !== undefined)
        test('request', content(operation.requestBody), exchange.request);
    if (exchange.status === 200)
        test('response', content(operation.responses?.properties?.['200']), exchange.response);
    return found;
}

function content(part) {
    return part?.properties?.content?.properties?.['application/json'];
}

const files = fs.readdirSync(root, { recursive: true }).filter(file => file.endsWith('.json'));
let wrong = 0;
for (const file of files)
    for (const violation of violations(JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')))) {
        wrong++;
        console.log(`${file}: ${violation}`);
    }
console.log(`${files.length} exchanges, ${wrong} violations`);
process.exitCode = wrong > 0 || files.length === 0 ? 1 : 0;
