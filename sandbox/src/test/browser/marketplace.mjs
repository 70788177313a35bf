// A sandbox Marketplace with real publishes, made with the px-plugin command.
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const EXAMPLE = 'docs/examples/note-plugin';
const EXAMPLE_ID = 'com.powerx.plugins.note';

export class Marketplace {
  #command;
  #folder;
  #process;
  #settings;

  /** @param command words that run px-plugin; folder is emptied and used for everything */
  static async start(command, folder) {
    const marketplace = new Marketplace();
    marketplace.#command = command;
    marketplace.#folder = folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'home'), { recursive: true });
    await marketplace.#serve();
    return marketplace;
  }

  #environment() {
    const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PX_'));
    return { ...Object.fromEntries(kept), HOME: join(this.#folder, 'home'), LC_ALL: 'C.UTF-8' };
  }

  #run(words, options = {}) {
    return spawn(this.#command[0], [...this.#command.slice(1), ...words], {
      env: { ...this.#environment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  #serve() {
    this.#process = this.#run(['sandbox', '--port', '0', '--sandbox-data', join(this.#folder, 'data'), '--json']);
    return new Promise((resolve, reject) => {
      let out = '';
      let err = '';
      this.#process.stderr.on('data', (chunk) => (err += chunk));
      this.#process.stdout.on('data', (chunk) => {
        out += chunk;
        try {
          this.#settings = JSON.parse(out);
        } catch {
          return; // The document is not complete yet.
        }
        resolve();
      });
      this.#process.on('exit', (code) => reject(new Error(`the sandbox ended with ${code}: ${out}${err}`)));
    });
  }

  get url() {
    return this.#settings['api-url'];
  }

  stop() {
    this.#process.removeAllListeners('exit');
    this.#process.kill();
  }

  /** A copy of the example plugin, under another id if one is given. */
  plugin(id = EXAMPLE_ID, name = 'Notes') {
    const project = join(this.#folder, 'projects', id);
    cpSync(EXAMPLE, project, { recursive: true });
    for (const dist of ['dist', '.px-plugin']) {
      rmSync(join(project, dist), { recursive: true, force: true });
    }
    for (const entry of readdirSync(project, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath ?? entry.path, entry.name);
      const content = readFileSync(file, 'utf8');
      if (content.includes(EXAMPLE_ID)) writeFileSync(file, content.replaceAll(EXAMPLE_ID, id));
      if (entry.name.includes(EXAMPLE_ID)) {
        renameSync(file, join(entry.parentPath ?? entry.path, entry.name.replaceAll(EXAMPLE_ID, id)));
      }
    }
    const plugin = new Plugin(project);
    plugin.replace('plugin.yaml', /^name: .*$/m, `name: ${name}`);
    return plugin;
  }

  /** Publishes a plugin. Resolves to the receipt. */
  publish(plugin, options = []) {
    const receipt = join(plugin.folder, '..', `receipt-${randomUUID()}.json`);
    const child = this.#run(['publish', '--project', plugin.folder, '--receipt', receipt, ...options], {
      env: Object.fromEntries(
        Object.entries(this.#settings).map(([id, value]) => [variable(id), value]),
      ),
    });
    return new Promise((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk) => (text += chunk));
      child.stderr.on('data', (chunk) => (text += chunk));
      child.on('exit', (code) =>
        code === 0
          ? resolve(JSON.parse(readFileSync(receipt, 'utf8')))
          : reject(new Error(`publish ended with ${code}:\n${text}`)));
    });
  }

  /** Registers, uploads and submits a version through the API alone, with a package that is no archive. */
  async submit(pluginId, name, version, { risk = 'low', reasons = [], channel = 'stable', notes = '' } = {}) {
    const content = Buffer.from(`${pluginId} ${version}`);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const artifact = `${pluginId}-${version}.pxp`;
    const id = randomUUID();
    const publish = await this.#post('/plugins/publish', {
      publishRequestId: id,
      metadata: {
        pluginId, name, version, channel, permissions: [], dependencies: [],
        releaseNotes: { format: 'markdown', text: notes },
        risk: { level: risk, reasons }, rollout: { strategy: 'direct' },
      },
      artifacts: [{ name: artifact, role: 'package', platform: 'any', size: content.length, sha256 }],
      signatures: [],
    }, { 'Idempotency-Key': id });
    const upload = publish.uploads[0];
    const part = upload.parts[0];
    const checksum = createHash('sha256').update(content).digest('base64');
    const sent = await fetch(part.url, {
      method: 'PUT', body: content, headers: { ...part.headers, [upload.checksumHeader]: checksum },
    });
    if (!sent.ok) throw new Error(`the upload ended with ${sent.status}`);
    await this.#post(`/publishes/${publish.publishId}/complete`, {
      artifacts: [{ name: artifact, sha256, parts: [{ number: 1, etag: sent.headers.get('etag') }] }],
    });
    await this.#post(`/plugins/${publish.versionId}/submit-review`, { publishId: publish.publishId });
    return publish.versionId;
  }

  async #post(path, body, headers = {}) {
    const reply = await fetch(`${this.url}/api/marketplace${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.#settings.token}`, ...headers },
    });
    if (!reply.ok) throw new Error(`${path} ended with ${reply.status}: ${await reply.text()}`);
    return reply.json();
  }

  async status(versionId) {
    const reply = await fetch(`${this.url}/api/marketplace/plugins/${versionId}/review`, {
      headers: { Authorization: `Bearer ${this.#settings.token}` },
    });
    return reply.json();
  }
}

const VARIABLES = {
  'api-url': 'PX_MARKETPLACE_API_URL', token: 'PX_MARKETPLACE_TOKEN', 'telemetry-endpoint': 'PX_TELEMETRY_ENDPOINT',
};

function variable(id) {
  return VARIABLES[id] ?? `PX_${id.toUpperCase().replaceAll('-', '_')}`;
}

export class Plugin {
  constructor(folder) {
    this.folder = folder;
  }

  /** Replaces a text that must be there. */
  replace(file, from, to) {
    const path = join(this.folder, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} does not contain ${from}`);
    writeFileSync(path, after);
  }

  append(file, text) {
    appendFileSync(join(this.folder, file), text);
  }

  write(file, text) {
    writeFileSync(join(this.folder, file), text);
  }
}

/** Makes version 0.3.0 of the example: with a new permission, a dependency, a destructive migration, another menu, and findings. */
export function change(plugin) {
  plugin.replace('plugin.yaml', 'version: 0.2.0', 'version: 0.3.0');
  plugin.replace('web-admin/package.json', '"version": "0.2.0"', '"version": "0.3.0"');
  plugin.replace('plugin.yaml', '">=0.6.0 <1.0.0"', '">=0.7.0 <2.0.0"');
  plugin.replace('plugin.yaml', 'requires: []', 'requires:\n    - id: com.powerx.plugins.base\n      version: ">=1.4.0"');
  plugin.replace('plugin.yaml', 'order: 20', 'order: 5');
  plugin.append('plugin.yaml', '\nhomepge: https://notes.example.com\n');
  plugin.replace('plugin.d/rbac.yaml', '  - type: api\n', `  - type: action
    permission_code: note.notes:delete
    module: note
    resource: notes
    action: delete
    title_i18n: { zh-CN: 删除任务, en: Delete notes }
    description_i18n: { zh-CN: 允许删除任务。, en: Deletes notes. }
    risk_level: high
    data_scope: tenant
    default_role_grants: [role_admin]

  - type: api
`);
  plugin.replace('plugin.d/rbac.yaml', 'actions: [read, create]', 'actions: [read, create, delete]');
  plugin.write('migrations/0003_no_assignee.sql', 'ALTER TABLE notes DROP COLUMN assignee;\n');
  plugin.append('web-admin/.output/public/notes.css', '\n.archived { opacity: 0.6; }\n');
  plugin.write('web-admin/package-lock.json', JSON.stringify({
    name: 'note-admin', version: '0.3.0', lockfileVersion: 3,
    packages: {
      '': { name: 'note-admin', version: '0.3.0' },
      'node_modules/vue': { version: '3.5.13', license: 'MIT' },
      'node_modules/nitropack': { version: '2.10.4', license: 'MIT' },
      'node_modules/h3': { version: '1.13.0', license: 'MIT' },
      'node_modules/typescript': { version: '5.7.2', license: 'Apache-2.0', dev: true },
    },
  }));
  plugin.replace('CHANGELOG.md', '## [0.2.0]', `## [0.3.0] - 2026-03-01

### Added

- Notes can be **deleted**. Administrators may do so by default.
- Archived notes are shown in grey.

### Removed

- The column \`assignee\`. Run \`px notes export\` first if you need it; see the
  [upgrade guide](https://notes.example.com/upgrade).

> Tenants that use assignments should wait for 0.4.0.

## [0.2.0]`);
}
