/**
 * A real browser for tests of pages: Debian's Chromium, driven by playwright-core, which brings
 * none of its own. Where none is installed, tests are skipped and say so. Every page is opened from
 * a file, as a reader opens it, and all that it asks for or complains of is kept.
 */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env['RACETRAP_CHROMIUM'] ?? '/usr/bin/chromium';

/** Why there is no browser to test with; undefined where there is one. */
export const whyNoBrowser = existsSync(EXECUTABLE)
  ? undefined
  : `no browser at ${EXECUTABLE}: apt-get install chromium, or set RACETRAP_CHROMIUM`;

/** Without its services: a browser that greets nobody but the page. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How a page is opened. */
interface Conditions {
  readonly colorScheme?: 'light' | 'dark';
  readonly media?: 'screen' | 'print';
  readonly width?: number;
  readonly hasScript?: boolean;
}

/** The pages of one test file. */
export class Reader {
  /** Errors of pages, and what they asked the network or the disk for besides themselves. */
  readonly complaints: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'racetrap-page-'));
  #browser: Browser | undefined;
  #count = 0;

  /** Opens a page, lets it be read and closes it. */
  async read(
    html: string,
    work: (page: Page) => Promise<void>,
    { colorScheme = 'light', media = 'screen', width = 1200, hasScript = true }: Conditions = {},
  ): Promise<void> {
    this.#browser ??= await chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
    const context = await this.#browser.newContext({
      colorScheme,
      viewport: { width, height: 900 },
      javaScriptEnabled: hasScript,
    });
    try {
      const page = await context.newPage();
      await page.emulateMedia({ media, colorScheme });
      this.#count += 1;
      const file = join(this.#folder, `${this.#count}.html`);
      const url = pathToFileURL(file).href;
      writeFileSync(file, html);
      page.on('console', (message) => this.complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => this.complaints.push(error.message));
      page.on('request', (request) => {
        if (request.url() !== url) this.complaints.push(`asks for ${request.url()}`);
      });
      await page.goto(url);
      await work(page);
    } finally {
      await context.close();
    }
  }

  /** Ends the browser; pages cannot be opened any more. */
  async close(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** Attributes of all elements that a selector finds, in the order of the page. */
export function attributesOf(
  page: Page,
  selector: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  return page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) =>
      Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])))`,
  );
}

/** Texts of all elements that a selector finds. */
export function textsOf(page: Page, selector: string): Promise<readonly string[]> {
  return page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) =>
      element.textContent.trim())`,
  );
}

/** The rows of the tables that a selector finds: the value behind each cell, or its text. */
export function rowsOf(page: Page, selector: string): Promise<readonly (readonly string[])[]> {
  return page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(`${selector} tbody tr`)})].map((row) =>
      [...row.cells].map((cell) => cell.dataset.value ?? cell.textContent.trim()))`,
  );
}
