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
  await page.getByRole("button", { name: "Ongedaan maken", exact: true }).click();
  await expect(page.getByText("Ongedaan gemaakt.")).toBeVisible();
  await page.getByRole("link", { name: "Over tijd" }).click();
  await expectAccessible(page);
});

test("a mistake at the desk keeps what was typed, and a long name its place", async ({ page }) => {
  const name = "Wolfeschlegelsteinhausenbergerdorff".repeat(9).slice(0, 300);
  business = Business.fresh("2026-03-31 10:00:00");
  business.write("clients.csv", `client,given_name\nLONG,${name}\n`);
  const booked = "K1,LONG,2026-03-01 10:00,2026-04-01 15:00,anna,ams,booked";
  business.write("bookings.csv", `booking,client,made_at,due_at,staff,branch,status\n${booked}\n`);
  business.run("import", "clients.csv", "bookings.csv");
  await business.at("2026-04-01 07:00:00").serve();
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(business.invitation);
  await page.getByLabel("New password").fill("seven plain words in a row");
  await page.getByLabel("The same again").fill("seven plain words in a row");
  await page.getByRole("button", { name: "Choose and sign in" }).click();
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(320);
  await page.locator("article.booking summary").click();
  await expectAccessible(page);
  await page.getByLabel("Number of the client referred").fill("nobody");
  await page.getByRole("button", { name: "Referred", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("tick that the client is new");
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByLabel("Number of the client referred")).toHaveValue("nobody");
  await expectAccessible(page);
  expect(await width()).toBeLessThanOrEqual(320);
  await page.getByLabel("The client referred is new").check();
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.locator("article.booking")).toBeFocused();
  await expect(page.getByText("Recorded, and the stars are up to date.")).toBeVisible();
});

test("a manager reads the star report, drills to names and prints it", async ({ page }) => {
  business = await Business.demo().serve();
  await business.signIn(page, "branch");
  await page.getByRole("link", { name: "Star report" }).click();
  await expectAccessible(page);
  const figure = page.locator("section").first().locator("tbody td a").first();
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

test("a day is aimed at in the morning, settled in the evening, and has a winner", async ({ page }) => {
  test.setTimeout(120_000);
  business = Business.fresh("2026-03-31 10:00:00");
  const guests = { anna: ["Ada", "Bea", "Cis", "Dot", "Eef", "Fie"], bo: ["Gus", "Han", "Ido", "Jan", "Kas"] };
  const rows = Object.entries(guests).flatMap(([staff, names]) => names.map((name) => [staff, name]));
  const lines = (head, line) => [head, ...rows.flatMap(line)].join("\n") + "\n";
  const files = {
    "branches.csv": "branch,name,time_zone\nams,Amsterdam,Europe/Amsterdam\n",
    "staff.csv": "staff,name,branch\nanna,Anna,ams\nbo,Bo,ams\n",
    "clients.csv": lines("client,given_name", ([, name]) => [`${name},${name}`]),
    "bookings.csv": lines("booking,client,made_at,due_at,staff,branch,status", ([staff, name], index) => [
      `K-${name},${name},2026-03-01 10:00,2026-04-01 ${10 + (index % 6)}:00,${staff},ams,booked`,
    ]),
    "visits.csv": lines("client,at,kind,staff,branch,amount", ([staff, name]) => [
      `${name},2026-02-01 10:00,service,${staff},ams,40.00`,
      `${name},2026-03-01 10:00,service,${staff},ams,40.00`,
    ]),
  };
  for (const [name, text] of Object.entries(files)) business.write(name, text);
  business.run("import", ...Object.keys(files));
  // Bo's day is kept by the command line: all come, nobody books again.
  business.at("2026-04-01 06:00:00");
  for (const name of guests.bo) business.run("aim", name, "rebooked", "--staff", "bo");
  business.at("2026-04-01 06:30:00");
  for (const name of guests.bo) business.run("record", "visit", "--client", name, "--staff", "bo", "--visit", `K-${name}`);
  // Anna's on the pages: five of six come, four of them book again.
  await business.at("2026-04-01 07:00:00").serve();
  await page.goto(business.invitation);
  await page.getByLabel("New password").fill("seven plain words in a row");
  await page.getByLabel("The same again").fill("seven plain words in a row");
  await page.getByRole("button", { name: "Choose and sign in" }).click();
  const booking = (name) => page.locator("article.booking").filter({ has: page.getByRole("link", { name, exact: true }) });
  for (const name of guests.anna) {
    await booking(name).getByRole("combobox", { name: `Aim for ${name}` }).selectOption("rebooked");
    await booking(name).getByRole("button", { name: "Choose" }).click();
    await expect(page.getByText("The aim is chosen.")).toBeVisible();
  }
  await expectAccessible(page);
  for (const name of guests.anna.slice(0, 5)) {
    await booking(name).getByRole("button", { name: `${name}: Came` }).click();
    await expect(booking(name).getByRole("status")).toHaveText("Came");
    await expect(booking(name)).toBeFocused();
  }
  // What is recorded is taken back where it stands; a booking that was missed stays.
  await booking("Fie").getByRole("button", { name: "Fie: Did not come" }).click();
  await expect(booking("Fie").getByRole("status")).toHaveText("Did not come");
  await expectAccessible(page);
  await booking("Fie").getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible();
  await expect(booking("Fie")).toBeFocused();
  await expect(booking("Fie").getByRole("status")).toBeHidden();
  for (const name of guests.anna.slice(0, 4)) {
    await booking(name).locator("summary").click();
    await booking(name).getByLabel("Booked for").fill("2026-05-06T10:00");
    await booking(name).getByRole("button", { name: "Rebooked" }).click();
    await expect(page.getByText(/Recorded/)).toBeVisible();
  }
  // While the day lasts nothing is settled.
  await page.goto(`${business.url}/huddle`);
  await expect(page.getByText("What came of the aims")).toBeHidden();
  await business.close();
  await business.at("2026-04-02 07:00:00").serve();
  await page.goto(`${business.url}/huddle?day=2026-04-01`);
  await expectAccessible(page);
  const settled = page.getByRole("region", { name: "What came of the aims" }).locator("tbody tr");
  const outcomes = async (name) => {
    const own = settled.filter({ has: page.getByRole("rowheader", { name, exact: true }) });
    return (await own.locator("td:last-child").allTextContents()).map((text) => text.trim()).sort();
  };
  expect(await outcomes("Anna")).toEqual(["lost", "no chance", "won", "won", "won", "won"]);
  expect(await outcomes("Bo")).toEqual(["lost", "lost", "lost", "lost", "lost"]);
  await expect(page.getByText("First: Anna").first()).toBeVisible();
  // A visit that was found later is told beside the outcome, and moves no standing.
  business.run("record", "visit", "--client", "Fie", "--staff", "anna", "--visit", "K-Fie", "--at", "2026-04-01T15:00");
  await page.reload();
  await expect(settled.filter({ hasText: "known later: lost" })).toHaveCount(1);
  expect((await outcomes("Anna")).filter((outcome) => outcome.startsWith("no chance"))).toHaveLength(1);
  await expectAccessible(page);
});

test("the clients of someone who leaves are handed over, and the account ends", async ({ page, browser }) => {
  test.setTimeout(120_000);
  business = await Business.demo().serve();
  const leaving = await browser.newContext();
  const leaver = await leaving.newPage();
  await business.signIn(leaver, "staff");
  await business.signIn(page, "owner");
  // A colleague is invited who will take over.
  await page.goto(`${business.url}/people`);
  await page.getByLabel("Sign-in name").fill("nina");
  await page.getByLabel("Name", { exact: true }).fill("Nina");
  await page.getByLabel("Role").selectOption("staff");
  const chosen = page.getByLabel("Is this staff member");
  const [value, colleague] = await chosen.locator("option").nth(3).evaluate((one) => [one.value, one.textContent]);
  await chosen.selectOption(value);
  await page.locator("main form button").last().click();
  const link = (await page.locator("code").textContent()).trim();
  const path = new URL(link).pathname;
  const joining = await browser.newContext();
  const joiner = await joining.newPage();
  await joiner.goto(business.url + path);
  await joiner.getByLabel("New password").fill("seven plain words in a row");
  await joiner.getByLabel("The same again").fill("seven plain words in a row");
  await joiner.getByRole("button", { name: "Choose and sign in" }).click();
  const count = async (whose) => {
    await whose.goto(`${business.url}/clients`);
    return Number((await whose.locator("main").getByText(/\d+ (clients|klanten)/).first().textContent()).match(/\d+/)[0]);
  };
  const [before, theirs] = [await count(joiner), await count(leaver)];
  expect(theirs).toBeGreaterThan(0);
  // The owner hands the leaver's clients over and ends the account.
  await page.goto(`${business.url}/people`);
  await page.locator("tr").filter({ has: page.getByRole("cell", { name: "staff", exact: true }) }).getByRole("link").click();
  await expectAccessible(page);
  await page.getByLabel("Who takes over").selectOption({ label: colleague });
  await page.getByRole("button", { name: "Hand over the clients" }).click();
  await expect(page.getByLabel("Who takes over")).toBeHidden();
  await expectAccessible(page);
  await page.getByRole("button", { name: "End this account" }).click();
  expect(await count(joiner)).toBeGreaterThan(before);
  await expectAccessible(joiner);
  await leaver.goto(`${business.url}/clients`);
  await expect(leaver).toHaveURL(/sign-in/);
  await leaver.locator("input[name=login]").fill("staff");
  await leaver.locator("input[name=password]").fill(business.passwords.staff);
  await leaver.locator("main button").click();
  await expect(leaver.getByRole("alert")).toBeVisible();
  await Promise.all([leaving.close(), joining.close()]);
});

test("a forgotten password is chosen anew by a link that comes by mail", async ({ page, browser }) => {
  business = Business.fresh();
  business.write("regulars.toml", '[mail]\ntransport = "file"\nfrom = "Bloom <bloom@example.com>"\ndirectory = "mails"\n');
  await business.serve();
  const choose = async (url, password) => {
    await page.goto(business.url + new URL(url).pathname);
    await page.getByLabel("New password").fill(password);
    await page.getByLabel("The same again").fill(password);
    await page.getByRole("button", { name: "Choose and sign in" }).click();
    await expect(page.locator(".who")).toBeVisible();
  };
  await choose(business.invitation, "seven plain words in a row");
  await page.goto(`${business.url}/people`);
  await page.getByLabel("Sign-in name").fill("ann@example.com");
  await page.getByLabel("Name", { exact: true }).fill("Ann");
  await page.getByLabel("Role").selectOption("analyst");
  await page.locator("main form button").last().click();
  await expect(page.getByText("on its way by mail to ann@example.com")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await choose(await business.mailed("Your account at"), "eight plain words in one row");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await expectAccessible(page);
  await page.getByLabel("Sign-in name").fill("ann@example.com");
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByRole("status")).toContainText("a link is on its way");
  await expectAccessible(page);
  const link = await business.mailed("A new password at");
  await choose(link, "nine plain words in one row");
  const late = await (await browser.newContext()).newPage();
  expect((await late.goto(business.url + new URL(link).pathname)).status()).toBe(404);
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
  test.setTimeout(300_000);
  business = await Business.demo().serve();
  const seen = new Set();
  for (const role of ["owner", "region", "branch", "staff", "analyst", "advocate"]) {
    await page.context().clearCookies();
    await business.signIn(page, role);
    const places = await page.locator(".top nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    await page.goto(`${business.url}/reports`);
    const reports = await page.locator('a[href^="/reports/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(reports.length).toBeGreaterThan(15);
    for (const path of [...places, ...reports.filter((path) => !seen.has(path)), "/huddle/wall", "/stars/clients?by=all&as_of=2026-01-01", "/me"].filter((path) => role === "staff" || !seen.has(path))) {
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
