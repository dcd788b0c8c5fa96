// Pictures of pages, to be looked at, and what each weighs:
//   node shots.mjs BASE_URL LOGIN PASSWORD DIRECTORY [PAGE...] [--widths 375,768,1440] [--schemes light,dark]
//     [--language nl]
// Without pages, those of nobody signed in and one of each kind that a link leads to.
import { chromium } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";

const { positionals, values: asked } = parseArgs({
  allowPositionals: true,
  options: {
    widths: { type: "string", default: "375,768,1440" },
    schemes: { type: "string", default: "light,dark" },
    language: { type: "string" },
  },
});
const [base, login, password, directory, ...wanted] = positionals;
mkdirSync(directory, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ baseURL: base });
const page = await context.newPage();
if (!wanted.length) await take(["/sign-in", "/forgotten"]);
await page.goto("/sign-in");
await page.fill("input[name=login]", login);
await page.fill("input[name=password]", password);
await page.click("main button");
if (asked.language) {
  await page.goto("/me");
  await page.selectOption("select[name=language]", asked.language);
  await page.click("form[action='/me/language'] button");
}
await take(wanted.length ? wanted : await onePageOfEachKind());
await browser.close();

async function take(pages) {
  for (const path of pages) {
    const bytes = (await (await page.goto(path)).body()).length;
    console.log(`${path}: ${(bytes / 1000).toFixed(1)} kB`);
    for (const colorScheme of asked.schemes.split(",")) {
      await page.emulateMedia({ colorScheme });
      for (const width of asked.widths.split(",").map(Number)) await picture(path, width, colorScheme);
    }
  }
}

// Follows links from the first page; pages that differ only in whom or which day they show are of one kind.
async function onePageOfEachKind() {
  const kinds = new Map([["/me", "/me"]]);
  const left = ["/", "/me"];
  while (left.length) {
    await page.goto(left.shift());
    const links = await page.$$eval("a[href^='/']", (all) => all.map((link) => [link.pathname, link.search]));
    for (const [path, query] of links) {
      const kind = path.replace(/^\/definitions\/.*|\/\d+(?=\/|$)/, (part) => part.replace(/[^/]+$/, "_"));
      if (path === "/" || kinds.has(kind) || /^\/print|[./](csv|pdf)$/.test(path)) continue;
      kinds.set(kind, path + query);
      left.push(path + query);
    }
  }
  return [...kinds.values()];
}

async function picture(path, width, colorScheme) {
  await page.setViewportSize({ width, height: 900 });
  const [height, overflow] = await page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    return [Math.min(scrollHeight, 1700), scrollWidth - window.innerWidth];
  });
  const name = path.replaceAll(/[^a-z0-9]+/g, "_").replace(/^_/, "");
  await page.screenshot({ path: `${directory}/${name}_${width}_${colorScheme}.png`, fullPage: true, clip: { x: 0, y: 0, width, height } });
  if (overflow > 0) console.log(`${path} at ${width}: ${overflow} px too wide`);
}
