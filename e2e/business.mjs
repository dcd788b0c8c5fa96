// A business served for one journey: the real program, a real database, a port of its own.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

const program = process.env.REGULARS ?? join(import.meta.dirname, "..", "target", "debug", "regulars");

export class Business {
  constructor() {
    this.directory = mkdtempSync(join(tmpdir(), "regulars-e2e-"));
    this.database = `sqlite:${join(this.directory, "regulars.db")}`;
  }

  // The demo: a salon chain with a login for each role.
  static demo(clients = 300) {
    const business = new Business();
    business.run("demo", "--directory", business.directory, "--clients", String(clients));
    const lines = readFileSync(join(business.directory, "logins.txt"), "utf8").trim().split("\n");
    business.passwords = Object.fromEntries(lines.map((line) => line.trim().split(/\s+/).slice(0, 2)));
    return business;
  }

  // A business that has nothing yet.
  static fresh(time) {
    const business = new Business();
    if (time) business.at(time);
    business.run("init", "--name", "Salon Bloom", "--currency", "EUR", "--time-zone", "Europe/Amsterdam");
    return business;
  }

  // From now on the program's clock begins at that time, in UTC, whenever it starts: the program itself
  // knows nothing of it.
  at(time) {
    const asked = spawnSync("faketime", ["-m", "-f", `@${time}`, "env"], { encoding: "utf8" });
    const preload = asked.stdout?.match(/^LD_PRELOAD=(.*)$/m)?.[1];
    if (!preload) throw new Error("faketime is missing: scripts/setup.sh test installs it");
    this.clock = { LD_PRELOAD: preload, FAKETIME: `@${time}`, FAKETIME_DONT_FAKE_MONOTONIC: "1", TZ: "UTC" };
    return this;
  }

  get environment() {
    return { ...process.env, ...this.clock, REGULARS_DATABASE: this.database };
  }

  run(...args) {
    const done = spawnSync(program, args, { env: this.environment, cwd: this.directory, encoding: "utf8" });
    if (done.status !== 0) throw new Error(`regulars ${args.join(" ")}: ${done.stderr}`);
    return done.stdout;
  }

  // Serves until `stop`; resolves once the address is known.
  async serve() {
    const options = { env: this.environment, cwd: this.directory };
    this.server = spawn(program, ["serve", "--listen", "127.0.0.1:0"], options);
    let said = "";
    await new Promise((resolve, reject) => {
      this.server.on("exit", (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
      this.server.stderr.on("data", (data) => (said += data));
      this.server.stdout.on("data", (data) => {
        said += data;
        const served = said.match(/serving .* at (http:\/\/\S+)\n/);
        if (served) {
          this.url = served[1];
          // The link of a business without an owner follows in the same breath.
          setTimeout(resolve, 100);
        }
      });
    });
    this.invitation = said.match(/(http:\/\/\S+\/invitation\/\S+)/)?.[1];
    return this;
  }

  // A file of the business's own.
  write(name, text) {
    const path = join(this.directory, name);
    writeFileSync(path, text);
    return path;
  }

  // The link in the mail of that subject, once it has come.
  async mailed(subject) {
    for (let tries = 0; tries < 100; tries++) {
      const files = existsSync(join(this.directory, "mails")) ? readdirSync(join(this.directory, "mails")) : [];
      const mails = files.map((name) => readFileSync(join(this.directory, "mails", name), "utf8"));
      const mail = mails.find((text) => text.includes(`Subject: ${subject}`));
      // Long lines are folded with an equals sign (quoted-printable).
      const link = mail?.replaceAll(/=\r?\n/g, "").match(/http:\/\/\S+\/invitation\/[\w-]+/)?.[0];
      if (link) return link;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no mail came with the subject ${subject}`);
  }

  // Ends serving, in order.
  async close() {
    if (!this.server) return;
    const ended = new Promise((resolve) => this.server.on("exit", resolve));
    this.server.kill("SIGTERM");
    await ended;
    this.server = undefined;
  }

  async stop() {
    await this.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async signIn(page, role) {
    await page.goto(`${this.url}/sign-in`);
    await page.locator("input[name=login]").fill(role);
    await page.locator("input[name=password]").fill(this.passwords[role]);
    await page.locator("main button").click();
    await expect(page.locator(".who")).toBeVisible();
  }
}

// Nothing that WCAG 2.2 AA forbids, as far as a program can tell, and no page wider than the screen.
export async function expectAccessible(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
  expect(told, page.url()).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} is too wide`).toBeLessThanOrEqual(0);
}
