import { defineConfig } from "@playwright/test";

// Debian's own Chromium; the journeys share nothing, each serves a business of its own.
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  timeout: 60_000,
  workers: 1,
  reporter: [["list"]],
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] },
    locale: "en-GB",
    timezoneId: "Europe/Amsterdam",
    trace: "off",
  },
});
