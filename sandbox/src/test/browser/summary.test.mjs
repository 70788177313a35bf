// The job summary of the GitHub action, from a real run, as GitHub shows it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import { launch } from './browser.mjs';

const require = createRequire(process.env.CONSOLE_PACKAGES);
const { marked } = require('marked');
const style = readFileSync(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8');
const folder = join(process.env.CONSOLE_DATA, '..', 'summary');

/** Runs the step `uses: powerx/publish-action@v1` with `sandbox: true`, and returns its job summary. */
function publish() {
  const workspace = join(folder, 'note-plugin');
  const home = join(folder, 'home');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  cpSync('docs/examples/note-plugin', workspace, { recursive: true });
  for (const old of ['dist', '.px-plugin']) rmSync(join(workspace, old), { recursive: true, force: true });
  const files = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md'), GITHUB_OUTPUT: join(folder, 'output') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const kept = Object.entries(process.env).filter(([name]) => !/^(PX|GITHUB|INPUT)_/.test(name));
  const run = spawnSync('java', ['-cp', join(process.cwd(), 'action/target/px-plugin/lib/*'), 'io.powerx.publish.github.ActionMain'], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(kept),
      ...files,
      HOME: home,
      LC_ALL: 'C.UTF-8',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      INPUT_SANDBOX: 'true',
    },
  });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  return readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
}

test('the picture of the job summary', async () => {
  const markdown = publish();
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1040, height: 800 } });
    await page.setContent(`<style>${style}</style>
      <style>body { margin: 0 } article { padding: 24px }</style>
      <article class="markdown-body">${marked.parse(markdown, { gfm: true })}</article>`);
    const headings = await page.locator('h3, h4').allTextContents();
    assert.match(headings[0], /PowerX publish: Note Note Plugin 0\.2\.0/);
    assert.deepEqual(headings.slice(1), ['Artifacts', 'Findings', 'Timings']);
    assert.equal(await page.locator('table').count(), 3);
    await page.locator('article').screenshot({ path: join(process.env.CONSOLE_SCREENSHOTS, 'job-summary.png') });
  } finally {
    await browser.close();
  }
});
