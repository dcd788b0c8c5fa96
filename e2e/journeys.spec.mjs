// What people do with Regulars, from the first page to the last, each page looked at by axe.
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Business, expectAccessible } from "./business.mjs";

const samples = join(import.meta.dirname, "..", "docs", "samples");
let business;

test.afterEach(async () => {
  await business?.stop();
  business = undefined;
});

test("an owner sets up a new business from an uploaded file", async ({ page }) => {
  business = await Business.fresh().serve();
  await page.goto(business.invitation);
  await expectAccessible(page);
  await page.getByLabel("New password").fill("seven plain words in a row");
  await page.getByLabel("The same again").fill("seven plain words in a row");
  await page.getByRole("button", { name: "Choose and sign in" }).click();
  await expect(page.getByText("Nobody is expected on this day.")).toBeVisible();
  await page.getByRole("link", { name: "Imports" }).click();
  for (const kind of ["clients", "visits"]) {
    await page.goto(`${business.url}/imports`);
    await expectAccessible(page);
    await page.locator("input[type=file]").setInputFiles(join(samples, `${kind}.csv`));
    await page.getByRole("button", { name: "Bring and rehearse" }).click();
    await expect(page.getByText("Rehearsed: nothing was changed yet")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Import now" }).click();
    await expect(page.getByText(/Imported as number/)).toBeVisible();
  }
  await page.locator("nav").getByRole("link", { name: "Clients" }).click();
  await expect(page.locator("li.client").first()).toBeVisible();
  await expectAccessible(page);
});

test("a stylist does a whole day on a phone, in Dutch, by keyboard where it matters", async ({ page }) => {
  business = await Business.demo().serve();
  await page.setViewportSize({ width: 375, height: 800 });
  await business.signIn(page, "staff");
  await expect(page.locator("html")).toHaveAttribute("lang", "nl");
  // The next day on which somebody is expected, whatever the day of the week is.
  for (let days = 0; days < 10 && !(await page.locator("article.booking").count()); days++) {
    await page.getByRole("link", { name: "Een dag later" }).click();
  }
  await expectAccessible(page);
  const first = page.locator("article.booking").first();
  const select = first.locator("select[name=star]");
  await select.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Het doel is gekozen.")).toBeVisible();
  await page.locator("article.booking h2 a").first().click();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Wat gebeurde er" }).selectOption("product");
  await page.getByRole("textbox", { name: "Bedrag" }).fill("24,50");
  await page.getByRole("button", { name: "Vastleggen" }).click();
  await expect(page.getByText("Vastgelegd; de sterren zijn bijgewerkt.")).toBeVisible();
  await expect(page.getByRole("cell", { name: "€ 24,50" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Ongedaan maken" }).click();
  await expect(page.getByText("Ongedaan gemaakt.")).toBeVisible();
  await page.getByRole("link", { name: "Over tijd" }).click();
  await expectAccessible(page);
});

test("a manager reads the star report, drills to names and prints it", async ({ page }) => {
  business = await Business.demo().serve();
  await business.signIn(page, "branch");
  await page.getByRole("link", { name: "Star report" }).click();
  await expectAccessible(page);
  const figure = page.locator("section").first().locator("tbody td.number a").first();
  const count = Number((await figure.textContent()).replaceAll(",", ""));
  expect(count).toBeGreaterThan(0);
  await figure.click();
  await expect(page.getByText(/\d+ clients/).first()).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "Mean stars" }).click();
  await expectAccessible(page);
  await page.goBack();
  const href = await page.getByRole("link", { name: "Print (PDF)" }).getAttribute("href");
  const printed = await page.request.get(business.url + href);
  expect(printed.headers()["content-type"]).toBe("application/pdf");
  expect((await printed.body()).subarray(0, 5).toString()).toBe("%PDF-");
});

test("searching as one types finds a client without a button", async ({ page }) => {
  business = await Business.demo().serve();
  await business.signIn(page, "owner");
  await page.goto(`${business.url}/clients`);
  await page.getByRole("searchbox").pressSequentially("C00042");
  await expect(page.locator("li.client")).toHaveCount(1);
  await expect(page).toHaveURL(/q=C00042/);
});

test("every page of every role passes axe, light and dark, on a phone and a desk", async ({ page }) => {
  test.setTimeout(180_000);
  business = await Business.demo().serve();
  const seen = new Set();
  for (const role of ["owner", "region", "branch", "staff", "analyst", "advocate"]) {
    await page.context().clearCookies();
    await business.signIn(page, role);
    const places = await page.locator(".top nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    for (const path of [...places, "/me"].filter((path) => role === "staff" || !seen.has(path))) {
      seen.add(path);
      for (const [width, colorScheme] of [[320, "light"], [1440, "dark"]]) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await page.goto(business.url + path);
        await expectAccessible(page);
      }
    }
  }
});

test("pages work without JavaScript", async ({ browser }) => {
  business = await Business.demo().serve();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await business.signIn(page, "owner");
  await page.goto(`${business.url}/clients`);
  await page.getByRole("searchbox").fill("C00042");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.locator("li.client")).toHaveCount(1);
  await context.close();
});

test("an owner connects another system, tries it, pauses it and removes it", async ({ page }) => {
  business = await Business.demo().serve();
  await page.setViewportSize({ width: 375, height: 800 });
  await business.signIn(page, "owner");
  await page.goto(`${business.url}/connections`);
  await expectAccessible(page);
  await page.getByLabel("Name", { exact: true }).fill("newsletter");
  await page.getByLabel("Address of the receiver").fill("http://127.0.0.1:9/in");
  await page.getByLabel("A client becomes overdue").check();
  await page.getByRole("button", { name: "Add a connection" }).click();
  await expect(page.getByRole("alert")).toContainText("is not encrypted");
  await expectAccessible(page);
  await page.getByLabel("The receiver is in our own network").check();
  await page.getByRole("button", { name: "Add a connection" }).click();
  await expect(page.getByText("It is shown only now.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send a trial" }).click();
  await expect(page.getByText("It is shown only now.")).toHaveCount(0);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Connection refused")).toBeVisible();
  }).toPass();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Let it go on" })).toBeVisible();
  await expectAccessible(page);
  await page.getByText("Remove this connection").click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("No other system is told of anything yet.")).toBeVisible();
});
