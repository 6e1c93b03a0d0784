// Reads a JSON list of Argdown texts from stdin and says what Argdown's own parser makes of each.
const { createRequire } = require("node:module");
const load = createRequire(process.env.CRUXMAP_REFEREES + "/package.json");
const { argdown } = load("@argdown/core/dist/argdown.js");

const process_ = ["parse-input", "build-model", "build-map"];
const told = (members) => members.filter((member) => !member.isReference).map((member) => (member.text || "").trim());
const named = (items) =>
  Object.values(items || {}).map(({ title, tags, data, members }) => ({ title, tags, data, texts: told(members) }));

const read = (input) => {
  const response = argdown.run({ input, process: process_, throwExceptions: false, logLevel: "silent" });
  const wrong = [response.lexerErrors, response.parserErrors, response.exceptions].flatMap((errors) => errors || []);
  return {
    errors: wrong.map((error) => String(error.message || error)),
    nodes: [...named(response.arguments), ...named(response.statements)],
    relations: (response.relations || []).map((relation) => [
      relation.from.title,
      relation.relationType,
      relation.to.title || "inference",
    ]),
    title: (response.frontMatter || {}).title,
  };
};

const texts = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map(read)));
