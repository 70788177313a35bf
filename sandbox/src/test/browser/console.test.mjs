// The review console in Chromium: what reviewers see and do. See .ci/console.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFits, launch, open } from './browser.mjs';
import { Marketplace, change } from './marketplace.mjs';

const SHOTS = process.env.CONSOLE_SCREENSHOTS;
const HOSTILE = '</pre><script>alert(1)</script><img src=https://evil.example/x.png onerror=alert(2)> ' +
  '[click](javascript:alert(3)) ![picture](https://evil.example/y.png) 👩‍👩‍👧';

let browser;
let marketplace;
let approved;
let changed;
let hostile;

before(async () => {
  mkdirSync(SHOTS, { recursive: true });
  marketplace = await Marketplace.start(process.env.PX_PLUGIN_COMMAND.split(' '), process.env.CONSOLE_DATA);
  browser = await launch();
  const plugin = marketplace.plugin();
  approved = (await marketplace.publish(plugin)).versionId;
});

after(async () => {
  await browser?.close();
  marketplace?.stop();
});

function url(path) {
  return marketplace.url + path;
}

async function approve(versionId) {
  const page = await open(browser, url(`/versions/${versionId}`));
  await page.locator('.decisions button.approved').click();
  await page.locator('#decide-approved button.confirm').click();
  await page.locator('.outcome').getByText('Approved').waitFor();
  await page.context().close();
}

async function shot(page, name, options = {}) {
  await page.screenshot({ path: `${SHOTS}/${name}.png`, ...options });
}

test('a reviewer approves with the keyboard alone, and is asked to confirm', async () => {
  const page = await open(browser, url('/'));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to content');
  await page.goto(url(`/versions/${approved}`));
  let presses = 0;
  while (await page.evaluate(() => document.activeElement.textContent) !== 'Approve') {
    await page.keyboard.press('Tab');
    assert.ok(++presses < 15, 'Approve is among the first elements');
  }
  await page.keyboard.press('Enter');
  await page.waitForSelector('#decide-approved:popover-open');
  assert.equal((await marketplace.status(approved)).status, 'queued');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#decide-approved').isVisible(), false);

  await page.keyboard.press('Enter');
  await page.waitForSelector('#decide-approved:popover-open');
  await page.keyboard.type('Well done');
  await page.keyboard.press('Tab');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);

  const review = await marketplace.status(approved);
  assert.equal(review.status, 'approved');
  assert.equal(review.decision.notes, 'Well done');
  await page.getByText('Undo, until').waitFor();
  await assertAccessible(page);
  assert.deepEqual(page.problems, []);
});

test('the page of a version shows what changed since the approved one, and where the findings are', async () => {
  await approve(await marketplace.submit('com.powerx.plugins.base', 'PowerX Base', '1.5.0'));
  const plugin = marketplace.plugin();
  change(plugin);
  changed = (await marketplace.publish(plugin)).versionId;

  const page = await open(browser, url(`/versions/${changed}`));

  const changes = page.locator('#changes');
  for (const text of ['note.notes:delete', '>=0.6.0 <1.0.0 → >=0.7.0 <2.0.0', 'com.powerx.plugins.base', 'DROP COLUMN']) {
    await changes.getByText(text).first().waitFor();
  }
  await page.locator('#notes strong', { hasText: 'deleted' }).waitFor();
  await page.locator('#provenance').getByText('Signed by the signer of the package').waitFor();
  await page.locator('#sbom').getByText('The signed provenance contains its digest.').waitFor();
  await page.locator('#findings a[href^="#manifest-"]').first().click();
  assert.match(await page.locator('.line:target').textContent(), /homepge/);
  assert.deepEqual(page.problems, []);
});

test('the decisions stay visible while the reviewer reads', async () => {
  const page = await open(browser, url(`/versions/${changed}`));
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));

  const box = await page.locator('.decisions button.approved').boundingBox();

  assert.ok(box.y >= 0 && box.y + box.height <= 860, `at ${box.y}`);
});

test('a reason is required for a rejection', async () => {
  const page = await open(browser, url(`/versions/${changed}`));
  await page.locator('.decisions button.rejected').click();
  await page.locator('#decide-rejected button.confirm').click();
  assert.equal(await page.evaluate(() => document.querySelector('#notes-rejected').validity.valueMissing), true);
  assert.equal((await marketplace.status(changed)).status, 'queued');

  // A browser that does not check it gets the form again, with the mistake.
  await page.evaluate(() => document.querySelector('#decide-rejected form').setAttribute('novalidate', ''));
  await page.locator('#decide-rejected button.confirm').click();
  await page.getByText('Write down the reason').waitFor();
  assert.equal((await marketplace.status(changed)).status, 'queued');
  await assertAccessible(page);
});

test('a reviewer without scripts rejects, reads the note with its lines, and undoes it', async () => {
  const page = await open(browser, url(`/versions/${changed}`), { javaScriptEnabled: false });
  await page.locator('.decisions button.rejected').click();
  await page.locator('#notes-rejected').fill('First line\nsecond line 👩‍👩‍👧');
  await page.locator('#decide-rejected button.confirm').click();
  await page.locator('.outcome').getByText('Rejected').waitFor();

  const said = await page.locator('.outcome .said').innerText();

  assert.equal(said, 'First line\nsecond line 👩‍👩‍👧');
  assert.equal((await marketplace.status(changed)).status, 'rejected');
  await page.getByText('Undo, until').click();
  await page.locator('.decisions').waitFor();
  assert.equal((await marketplace.status(changed)).status, 'queued');
});

test('hostile release notes run nothing, load nothing and link nowhere', async () => {
  hostile = await marketplace.submit('com.example.hostile', HOSTILE, '6.6.6', {
    notes: HOSTILE, risk: 'high', reasons: [{ code: 'x', detail: HOSTILE }],
  });

  const page = await open(browser, url(`/versions/${hostile}`));

  await page.locator('#notes').getByText('<script>').first().waitFor();
  assert.equal(await page.locator('script, main img').count(), 0);
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
  assert.match(await page.locator('#notes').innerText(), /👩‍👩‍👧/);
  assert.deepEqual(page.problems, []);
});

test('errors are pages', async () => {
  const page = await open(browser, url('/versions/ver_unknown'));
  assert.equal(await page.locator('h1').textContent(), 'Not found');
  await assertAccessible(page);
  await page.goto(url('/no/such/path'));
  assert.equal(await page.locator('h1').textContent(), 'Not found');
  await shot(page, 'error');
});

test('the queue is searched, filtered, grouped and paged', async () => {
  const names = ['CRM Contacts', 'Invoice PDF', 'Holiday Calendar', 'Barcode Scanner', '合同管理'];
  for (let i = 0; i < 30; i++) {
    const name = names[i % names.length];
    await marketplace.submit(`com.example.plugin${i % names.length}`, name, `1.${i}.0`, {
      risk: ['low', 'medium', 'high', 'critical'][i % 4], channel: i % 3 === 0 ? 'beta' : 'stable',
    });
  }
  const page = await open(browser, url('/'));
  await shot(page, 'queue');
  await page.getByRole('link', { name: 'Next' }).click();
  await page.getByText('Page 2 of 2').waitFor();

  await page.getByLabel('Search').fill('invoice');
  await page.getByLabel('Risk').selectOption('medium');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.waitForURL(/risk=medium/);
  const titles = await page.locator('.versions .title a').allTextContents();
  assert.ok(titles.length > 0 && titles.every((title) => title.startsWith('Invoice PDF')), titles.join());

  await page.goto(url('/?group=plugin'));
  await page.getByRole('heading', { name: '合同管理' }).waitFor();
  await shot(page, 'queue-by-plugin');
  await page.getByRole('link', { name: 'Holiday Calendar' }).first().click();
  await page.getByRole('heading', { name: 'Versions' }).waitFor();
  assert.deepEqual(page.problems, []);
});

test('every page is accessible and fits, in each mode and size', async () => {
  const paths = {
    queue: '/', plugin: '/plugins/com.powerx.plugins.note', approved: `/versions/${approved}`,
    version: `/versions/${changed}`, hostile: `/versions/${hostile}`,
    decision: `/versions/${changed}/decision?decision=needs_changes`, telemetry: '/telemetry', groups: '/?group=plugin',
    decided: '/?state=approved', empty: '/?state=withdrawn',
  };
  const modes = {
    light: {}, dark: { colorScheme: 'dark' },
    small: { viewport: { width: 400, height: 800 } },
    'small-dark': { viewport: { width: 400, height: 800 }, colorScheme: 'dark' },
  };
  for (const [mode, options] of Object.entries(modes)) {
    for (const [name, path] of Object.entries(paths)) {
      const page = await open(browser, url(path), options);
      try {
        await assertAccessible(page);
        await assertFits(page);
      } catch (error) {
        error.message = `${name} (${mode}): ${error.message}`;
        throw error;
      }
      assert.deepEqual(page.problems, [], `${name} (${mode})`);
      await shot(page, `${name}-${mode}`, { fullPage: true });
      await page.context().close();
    }
  }
});

test('an open decision is accessible and fits', async () => {
  for (const options of [{}, { viewport: { width: 400, height: 800 } }, { colorScheme: 'dark' }]) {
    const page = await open(browser, url(`/versions/${changed}`), options);
    await page.locator('.decisions button.needs_changes').click();
    await page.waitForSelector('#decide-needs_changes:popover-open');
    await assertAccessible(page);
    await assertFits(page);
    await shot(page, `box-${options.colorScheme ?? (options.viewport ? 'small' : 'light')}`);
    await page.context().close();
  }
});

test('a long name neither covers the page nor moves the buttons of a decision out of a small window', async () => {
  const long = 'A plugin with a very long name '.repeat(6).slice(0, 190);
  const versionId = await marketplace.submit('com.example.long', long, `1.0.0-${'a'.repeat(90)}`);
  for (const viewport of [{ width: 1280, height: 860 }, { width: 320, height: 480 }, { width: 740, height: 320 }]) {
    const page = await open(browser, url(`/versions/${versionId}`), { viewport });
    await page.locator('.bar .number').getByText('1.0.0-').waitFor();
    const bar = await page.locator('.bar').boundingBox();
    assert.ok(bar.height < 200, `the bar is ${bar.height} px high`);

    await page.locator('.decisions button.rejected').click();
    await page.waitForSelector('#decide-rejected:popover-open');
    const box = await page.locator('#decide-rejected').boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= viewport.height, `from ${box.y}, ${box.height} px high`);
    await page.locator('#notes-rejected').fill('A reason');
    await page.locator('#decide-rejected button.confirm').scrollIntoViewIfNeeded();
    const button = await page.locator('#decide-rejected button.confirm').boundingBox();
    assert.ok(button.y >= 0 && button.y + button.height <= viewport.height, `the button is at ${button.y}`);
    await assertAccessible(page);
    await page.context().close();
  }
});

test('forced colors keep the decisions and the states visible', async () => {
  const page = await open(browser, url(`/versions/${changed}`), { forcedColors: 'active' });

  const border = await page.locator('.chip').first().evaluate((chip) => getComputedStyle(chip).borderTopWidth);

  assert.equal(border, '1px');
  await assertAccessible(page);
  await shot(page, 'version-forced-colors');
});

test('the picture of the README', async () => {
  const page = await open(browser, url(`/versions/${changed}`), { viewport: { width: 1100, height: 860 } });
  await page.screenshot({ path: `${SHOTS}/review-console.png` });
});
