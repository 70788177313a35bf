// The browser, and what every page must fulfil.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.env.CONSOLE_PACKAGES);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}

/** A page that fails the test if it requests anything from another server, logs an error, or opens a dialog. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  // Only keeps a page that lacks something from hanging.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const problems = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(url).origin)) problems.push(`requested ${request.url()}`);
  });
  page.on('console', (message) => {
    // The browser reports the status of error pages, too.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('dialog', (dialog) => {
    problems.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(url);
  page.problems = problems;
  return page;
}

/** WCAG 2.2 A and AA, and axe-core's best practices. */
export async function assertAccessible(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  assert.ok(result.passes.length > 10, 'axe-core ran');
  assert.deepEqual(
    result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`),
    [],
  );
}

/** Nothing makes the page scroll sideways. */
export async function assertFits(page) {
  const size = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth, window: document.documentElement.clientWidth,
  }));
  assert.ok(size.page <= size.window, `the page is ${size.page} px wide in a window of ${size.window} px`);
}
