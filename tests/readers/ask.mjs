// What a reader in JavaScript makes of front matter: a file's text on each line of standard input,
// as JSON, and an answer on each line of standard output. The first line is the reader's release.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [name, folder] = process.argv.slice(2);
const require = createRequire(join(folder, "/"));
const release = (...path) => require(join(folder, "node_modules", ...path, "package.json")).version;

const readers = {
  "gray-matter": () => {
    const matter = require("gray-matter");
    const yaml = release("gray-matter", "node_modules", "js-yaml");
    return [`gray-matter ${release("gray-matter")}, js-yaml ${yaml}`, (text) => matter(text, {}).data];
  },
  eleventy: () => {
    const matter = require("@11ty/gray-matter");
    const yaml = require("js-yaml/package.json").version;
    const releases = `Eleventy ${release("@11ty", "eleventy")}, js-yaml ${yaml}`;
    return [releases, (text) => matter(text, {}).data];
  },
  docusaurus: () => {
    const { DEFAULT_PARSE_FRONT_MATTER: parse } = require("@docusaurus/utils");
    const releases = `Docusaurus ${release("@docusaurus", "utils")}`;
    return [releases, async (text) => (await parse({ fileContent: text })).frontMatter];
  },
  astro: async () => {
    const file = join(folder, "node_modules/@astrojs/markdown-remark/dist/frontmatter.js");
    const { parseFrontmatter } = await import(pathToFileURL(file));
    const releases = `@astrojs/markdown-remark ${release("@astrojs", "markdown-remark")}`;
    return [releases, (text) => parseFrontmatter(text).frontmatter];
  },
  // Is asked about blocks without the lines around them, and answers true, or refuses.
  yaml: () => {
    const { parseDocument } = require("yaml");
    const judge = (text) => {
      const [error] = parseDocument(text, { uniqueKeys: false }).errors;
      if (error) throw error;
      return true;
    };
    return [`yaml ${release("yaml")}`, judge];
  },
};

function shown(value, depth = 0) {
  if (depth > 99) return ["refused", "circular"];
  if (value === null || value === undefined) return ["null", null];
  if (typeof value === "number") return ["number", Object.is(value, -0) ? "-0" : String(value)];
  if (value instanceof Date) return ["time", value.getTime() * 1000];
  if (value instanceof Uint8Array) return ["string", new TextDecoder().decode(value)];
  if (Array.isArray(value)) return ["list", value.map((each) => shown(each, depth + 1))];
  if (typeof value !== "object") return [typeof value, value];
  return ["mapping", Object.entries(value).map(([key, each]) => [key, shown(each, depth + 1)])];
}

const [releases, read] = await readers[name]();
console.log(JSON.stringify(releases));
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = shown(await read(JSON.parse(line)));
  } catch (error) {
    answer = ["refused", String(error.message).split("\n")[0]];
  }
  console.log(JSON.stringify(answer));
}
