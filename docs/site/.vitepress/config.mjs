// The site of the docs, which .ci/site lays out. Links, anchors and comments mean what they mean on GitHub.
import fs from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitepress'

const docs = path.resolve(import.meta.dirname, '..')
const repository = process.env.SITE_REPOSITORY || 'https://github.com/powerx/px-publish'
const ref = process.env.SITE_REF || 'main'

// The order of the guides; those that are not listed follow.
const first = ['guides/install.md', 'guides/publish/first-plugin.md', 'guides/publish/online.md', 'guides/jenkins.md', 'guides/github-actions.md']

function pagesIn(folder) {
  const place = (page) => (first.includes(page) ? first.indexOf(page) : first.length)
  return fs
    .readdirSync(path.join(docs, folder), { recursive: true })
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .filter((page) => page.endsWith('.md'))
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b))
    .map((page) => ({ text: title(page), link: '/' + page.replace(/README\.md$/, '').replace(/\.md$/, '') }))
}

function title(page) {
  return /^# +(.*)$/m.exec(fs.readFileSync(path.join(docs, page), 'utf8'))[1].replaceAll('`', '')
}

function group(text, folder, collapsed) {
  return { text, collapsed, items: pagesIn(folder) }
}

// As GitHub makes anchors: lower case, no punctuation, spaces as hyphens.
function slug(text) {
  return text.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')
}

// Removes comments, except in blocks of code; GitHub does not show them either.
function withoutComments(text) {
  return text
    .split(/(^ *```[\s\S]*?^ *```$)/m)
    .map((part, at) => (at % 2 ? part : part.replace(/<!--[\s\S]*?-->/g, '')))
    .join('')
}

// Links to files that are not pages of the site lead to the repository, and {{ }} is text.
function asOnGitHub(markdown) {
  for (const rule of ['text', 'code_inline']) {
    const render = markdown.renderer.rules[rule]
    markdown.renderer.rules[rule] = (...all) => render(...all).replaceAll('{{', '&#123;&#123;')
  }
  markdown.core.ruler.before('normalize', 'comments', (state) => {
    state.src = withoutComments(state.src)
  })
  markdown.core.ruler.push('repository-links', (state) => {
    const page = state.env.realPath || state.env.path
    for (const token of state.tokens.flatMap((each) => each.children || [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null
      if (!href || /^([a-z]+:|#|\/)/.test(href)) continue
      const [file, fragment] = href.split('#')
      const target = path.resolve(path.dirname(page), decodeURIComponent(file))
      const inDocs = path.relative(docs, target)
      if (target.endsWith('.md') && !inDocs.startsWith('..') && !inDocs.startsWith('examples')) {
        token.attrSet('href', href.replace(/README\.md/, 'index.md'))
        continue
      }
      const inRepository = path.relative(path.dirname(docs), target).replaceAll(path.sep, '/')
      token.attrSet('href', `${repository}/blob/${ref}/${inRepository}` + (fragment ? `#${fragment}` : ''))
    }
  })
}

export default defineConfig({
  title: 'px-publish',
  description: 'Publish PowerX plugins from CI to a Marketplace.',
  lang: 'en',
  base: process.env.SITE_BASE || '/',
  rewrites: (page) => page.replace(/README\.md$/, 'index.md'),
  cleanUrls: true,
  markdown: {
    // Placeholders such as <id> are text.
    html: false,
    anchor: { slugify: slug },
    config: asOnGitHub,
  },
  themeConfig: {
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    outline: [2, 3],
    nav: [
      { text: 'Install', link: '/guides/install' },
      { text: 'Guides', link: '/guides/publish/online' },
      { text: 'Reference', link: '/reference/commands' },
    ],
    sidebar: [
      group('Guides', 'guides'),
      group('Reference', 'reference'),
      group('Operations', 'operations', true),
      group('Decisions', 'decisions', true),
      { text: 'Project', items: ['upgrading.md', 'releasing.md', 'benchmarks.md'].map((page) => ({ text: title(page), link: '/' + page.replace('.md', '') })) },
    ],
    editLink: { pattern: `${repository}/edit/main/docs/:path` },
    footer: { message: 'Apache License 2.0' },
  },
})
