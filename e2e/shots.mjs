// Pictures of every page at three widths, light and dark, to be looked at:
//   node shots.mjs BASE_URL LOGIN PASSWORD DIRECTORY [PAGE...]
import { chromium } from "@playwright/test";
import { mkdirSync } from "node:fs";

const [base, login, password, directory, ...wanted] = process.argv.slice(2);
mkdirSync(directory, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ baseURL: base });
const page = await context.newPage();
await page.goto("/sign-in");
await page.fill("input[name=login]", login);
await page.fill("input[name=password]", password);
await page.click("main button");
await page.goto("/clients");
const first = await page.getAttribute(".client .name", "href").catch(() => null);
const places = await page.$$eval(".top nav a", (links) => links.map((link) => link.getAttribute("href")));
const pages = wanted.length ? wanted : [...places, first, "/me", "/definitions/rebooked"].filter(Boolean);
for (const scheme of ["light", "dark"]) {
  await page.emulateMedia({ colorScheme: scheme });
  for (const width of [375, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of pages) {
      await page.goto(path);
      const name = path.replaceAll(/[^a-z0-9]+/g, "_").replace(/^_/, "");
      const height = await page.evaluate(() => Math.min(document.documentElement.scrollHeight, 1700));
      await page.screenshot({ path: `${directory}/${name}_${width}_${scheme}.png`, fullPage: true, clip: { x: 0, y: 0, width, height } });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) console.log(`${path} at ${width}: ${overflow} px too wide`);
    }
  }
}
await browser.close();
