// Makes a JSON schema of Qdrant's REST interface from the types that the official client carries, which are generated from Qdrant's
// OpenAPI document. Two changes make it strict: "any object" beside a named type is dropped, and unknown properties are refused.
import fs from 'node:fs';
import path from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const here = import.meta.dirname;
const source = path.join(here, 'node_modules/@qdrant/js-client-rest/dist/types/openapi/generated_schema.d.ts');
const target = path.join(here, 'node_modules/.cache/qdrant-schema.json');
const declaration = /^ {8}(\w+): (.*)$/;

/** The generator does not resolve components["schemas"]["X"] in circles: every schema becomes a type of its own. */
function flatten(text) {
    const lines = text.replaceAll(' | (Record<string, unknown> | null)', ' | null')
        .replace(/components\["schemas"\]\["(\w+)"\]/g, 'Schema$1').split('\n');
    const start = lines.findIndex(line => line === '    schemas: {');
    const end = lines.findIndex((line, index) => index > start && line === '    };');
    const types = lines.slice(start + 1, end).map(line => line.replace(declaration, 'export type Schema$1 = $2'));
    return [...lines.slice(0, start), '    schemas: {', ...lines.slice(end), ...types].join('\n');
}

export function loadSchema() {
    if (!fs.existsSync(target)) {
        fs.mkdirSync(path.dirname(target), { recursive: true });
        const flat = path.join(path.dirname(target), 'qdrant-schema.ts');
        fs.writeFileSync(flat, flatten(fs.readFileSync(source, 'utf8')));
        const generator = createGenerator({ path: flat, type: 'paths', topRef: false, skipTypeCheck: true, additionalProperties: false });
        fs.writeFileSync(target, JSON.stringify(generator.createSchema('paths')));
    }
    return JSON.parse(fs.readFileSync(target, 'utf8'));
}
