// Reads a JSON list of diagrams from the standard input and writes what Mermaid itself finds in each.
// The argument is the file address of a node_modules folder; without it Node looks where it always does.
import fs from "node:fs";

const folder = process.argv[2];
const find = (name, path) => (folder ? new URL(`${folder}/${name}/${path}`).href : import.meta.resolve(name));

// Without a page there is nothing to clean texts with, nor any need to.
const { default: purify } = await import(find("dompurify", "dist/purify.es.mjs"));
Object.assign(purify, { sanitize: (text) => text, addHook: () => {} });
const { default: mermaid } = await import(find("mermaid", "dist/mermaid.core.mjs"));
mermaid.initialize({ logLevel: "fatal" });

const found = [];
for (const source of JSON.parse(fs.readFileSync(0, "utf8"))) {
  try {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(source);
    found.push({
      title: db.getDiagramTitle(),
      acc: [db.getAccTitle(), db.getAccDescription()],
      sections: [...db.getSections()],
      tasks: db.getTasks().map(({ section, task, score, people }) => [
        section, task, Number.isFinite(score) ? score : String(score), people,
      ]),
    });
  } catch (error) {
    found.push({ error: String(error.message) });
  }
}
console.log(JSON.stringify(found));
