// Builds okprofs/static: what the templates name, and no more. Run it with `node okprofs/assets/build.mjs`, after `npm ci`.
// Every file is named after its content, so that a browser may keep it for good; manifest.json says which name is current.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build, transform } from "esbuild";
import { PurgeCSS } from "purgecss";
import subsetFont from "subset-font";

const ASSETS = dirname(fileURLToPath(import.meta.url));
const PACKAGE = dirname(ASSETS);
const TEMPLATES = join(dirname(PACKAGE), "templates");
const STATIC = join(PACKAGE, "static");
const BROWSERS = ["chrome111", "firefox115", "safari16.4"];

// Latin letters, the signs of ordinary Dutch, and for names the letters of the rest of Europe.
const LATIN = letters([0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2010, 0x2015], [0x2018, 0x201e], [0x2022, 0x2026], [0x2030, 0x203a], [0x20ac, 0x20ac], [0x2212, 0x2212]);
const NAMES = letters([0x100, 0x17f], [0x218, 0x21b], [0x1e80, 0x1e85], [0x1e9e, 0x1e9e], [0x1ef2, 0x1ef3]);
const FONTS = [
  { name: "source-sans-3.woff2", from: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2", text: LATIN, weight: { min: 400, max: 700 } },
  { name: "source-sans-3-names.woff2", from: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2", text: NAMES, weight: { min: 400, max: 700 } },
  { name: "fraunces.woff2", from: "@fontsource-variable/fraunces/files/fraunces-latin-wght-normal.woff2", text: LATIN, weight: 600 },
];

// Class names that the templates put together from a kind or a tone, and tags that only Markdown writes.
const COMPOSED = [
  /^utrecht-(alert|status-badge)--(info|ok|warning|error|danger|neutral|success)$/,
  /^utrecht-form-label--(radio|checkbox)$/,
  /^(control--(short|medium)|face--(large|huge|[1-6])|tile-map__tile--[0-4]|timeline__item--break|rules__rule--(yes|look|no)|door__said--(ok|look|no))$/,
  /^(h[1-4]|p|a|ul|ol|li|dl|dt|dd|blockquote|pre|code|kbd|hr|em|strong|img|svg|time)$/,
];

const require = createRequire(import.meta.url);
const manifest = {};
const written = new Set(["manifest.json"]);

function letters(...ranges) {
  return ranges.map(([first, last]) => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index))).join("");
}

async function readAll(folder, extension) {
  const entries = await readdir(folder, { recursive: true });
  const names = entries.filter((name) => name.endsWith(extension) && !/node_modules|static[/\\]/.test(name)).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
}

async function replace(name, content) {
  const path = join(STATIC, name);
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
  written.add(name);
}

async function publish(name, content) {
  const bytes = Buffer.from(content);
  const extension = extname(name);
  const hashed = `${basename(name, extension)}.${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}${extension}`;
  await replace(hashed, bytes);
  if (extension !== ".woff2") {
    await replace(`${hashed}.gz`, await promisify(gzip)(bytes, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await replace(`${hashed}.br`, await promisify(brotliCompress)(bytes, { params: quality }));
  }
  manifest[name] = hashed;
}

async function buildFonts() {
  await Promise.all(
    FONTS.map(async ({ name, from, text, weight }) => {
      const source = await readFile(require.resolve(from));
      await publish(name, await subsetFont(source, text, { targetFormat: "woff2", variationAxes: { wght: weight } }));
    }),
  );
}

async function buildStyles(sources) {
  const bundle = await build({ entryPoints: [join(ASSETS, "css/site.css")], bundle: true, write: false, external: ["*.woff2"], target: BROWSERS, legalComments: "none" });
  const [purged] = await new PurgeCSS().purge({
    content: sources.map((raw) => ({ raw, extension: "html" })),
    css: [{ raw: bundle.outputFiles[0].text }],
    safelist: { standard: COMPOSED },
    variables: true,
  });
  const withFonts = purged.css.replace(/url\((["']?)([\w-]+\.woff2)\1\)/g, (_, quote, name) => `url("${manifest[name]}")`);
  const { code } = await transform(withFonts, { loader: "css", minify: true, target: BROWSERS, legalComments: "none" });
  await publish("site.css", `/*! Made with components of NL Design System, under the EUPL-1.2; see ${manifest["licences.txt"]} */\n${code}`);
}

// The site's own script, and those of one page: the division, and the door with its reader and its worker for when there is
// no connection.
const SCRIPTS = { "site.js": "esm", "division.js": "esm", "door.js": "esm", "door-decoder.js": "esm", "door-worker.js": "iife" };

async function buildScripts() {
  await Promise.all(
    Object.entries(SCRIPTS).map(async ([name, format]) => {
      const entryPoints = [join(ASSETS, "js", name)];
      const bundle = await build({ entryPoints, bundle: true, format, minify: true, write: false, target: BROWSERS, legalComments: "none" });
      await publish(name, bundle.outputFiles[0].contents);
    }),
  );
}

async function buildIcons(sources) {
  const found = sources.flatMap((source) => [...source.matchAll(/\bicon(?:\(|=)\s*["']([a-z0-9-]+)["']/g)].map((match) => match[1]));
  const symbols = await Promise.all(
    [...new Set(found)].sort().map(async (name) => {
      const drawing = await readFile(require.resolve(`@tabler/icons/outline/${name}.svg`), "utf8");
      const shapes = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
      return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/<path stroke="none"[^>]*\/>/, "").replace(/\s*\n\s*/g, "")}</symbol>`;
    }),
  );
  await publish("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

// What others made and we pass on to the browser, under their terms: one text a licence, with who it came from.
async function buildLicences() {
  const { devDependencies } = JSON.parse(await readFile(join(ASSETS, "package.json"), "utf8"));
  const texts = new Map();
  for (const name of Object.keys(devDependencies).filter((name) => name.startsWith("@") || name === "qr")) {
    const folder = join(ASSETS, "node_modules", name);
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = (await readFile(join(folder, file), "utf8")).trim();
    texts.set(text, [...(texts.get(text) ?? []), name]);
  }
  await publish("licences.txt", [...texts].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(80)}\n\n`));
}

await mkdir(STATIC, { recursive: true });
const templates = await readAll(TEMPLATES, ".html");
const scripts = await readAll(join(ASSETS, "js"), ".js");
const python = await readAll(PACKAGE, ".py");
await Promise.all([buildFonts(), buildLicences(), buildScripts(), buildIcons([...templates, ...scripts])]);
await buildStyles([...templates, ...scripts, ...python]);
await publish("favicon.svg", await readFile(join(ASSETS, "images/favicon.svg")));
await replace("manifest.json", `${JSON.stringify(Object.fromEntries(Object.entries(manifest).sort()), null, 2)}\n`);
const stale = (await readdir(STATIC)).filter((name) => !written.has(name));
await Promise.all(stale.map((name) => rm(join(STATIC, name), { recursive: true })));
