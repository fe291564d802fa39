// Reads Dockerfiles and YAML for tests/Deploy.Tests: {"dockerfiles": {name: text}, "yaml": {name: text}} comes in, the same names with what
// was read go out. A Dockerfile's problems are those that the linter finds, its instructions are in order.
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { parse } from "yaml";

function instruction(item) {
  const call = {
    keyword: item.getKeyword(),
    line: item.getRange().start.line + 1,
    text: item.getArgumentsContent() ?? "",
    flags: {},
    arguments: item.getArguments().map((argument) => argument.getValue()),
    json: [],
    properties: {},
  };
  for (const flag of item.getFlags?.() ?? []) call.flags[flag.getName()] = flag.getValue();
  if (item.getJSONStrings) call.json = item.getJSONStrings().map((text) => text.getJSONValue());
  const properties = item.getProperties?.() ?? (item.getProperty ? [item.getProperty()] : []);
  for (const property of properties) if (property) call.properties[property.getName()] = property.getValue();
  if (call.keyword === "FROM") Object.assign(call, { image: item.getImage(), stage: item.getBuildStage() });
  if (call.keyword === "HEALTHCHECK") {
    const command = item.getSubcommand();
    call.arguments = command ? [command.getValue()] : [];
    call.json = (item.getArgumentsContent() ?? "").includes("[") ? JSON.parse(call.text.slice(call.text.indexOf("["))) : [];
  }
  return call;
}

function dockerfile(text) {
  const problems = validate(text).map((found) => `${found.range.start.line + 1}: ${found.message}`);
  return { problems, instructions: DockerfileParser.parse(text).getInstructions().map(instruction) };
}

const each = (texts, read) => Object.fromEntries(Object.entries(texts ?? {}).map(([name, text]) => [name, read(text)]));

let input = "";
for await (const chunk of process.stdin) input += chunk;
const { dockerfiles, yaml } = JSON.parse(input);
const document = (text) => parse(text, { merge: true });
process.stdout.write(JSON.stringify({ dockerfiles: each(dockerfiles, dockerfile), yaml: each(yaml, document) }));
