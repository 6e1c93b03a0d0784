// Reads a JSON list of Mermaid texts from stdin and says what Mermaid's own parser makes of each.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const load = createRequire(process.env.CRUXMAP_REFEREES + "/package.json");
const { JSDOM } = load("jsdom");
const page = new JSDOM("");
globalThis.window = page.window;
globalThis.document = page.window.document;

const { default: mermaid } = await import(pathToFileURL(load.resolve("mermaid")));
mermaid.initialize({ startOnLoad: false });

const decode = (text) => text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)));
const read = async (text) => {
  try {
    const { diagramType } = await mermaid.parse(text);
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
    const vertices = [...diagram.db.getVertices().values()];
    return {
      type: diagramType,
      labels: vertices.map((vertex) => decode(vertex.text || vertex.id)),
      edges: diagram.db.getEdges().length,
      groups: diagram.db.getSubGraphs().map((group) => decode(group.title)),
    };
  } catch (error) {
    return { error: String(error.message || error) };
  }
};

const seen = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) seen.push(await read(text));
console.log(JSON.stringify(seen));
