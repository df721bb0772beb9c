/**
 * The page: results as one HTML file that needs nothing else, no network, no library, and, but for
 * stepping, no script. Invariant: the same results make the same page, byte for byte; its own
 * policy lets no script run but the one that is in it, by its digest, and fetches nothing.
 *
 * Source: Content Security Policy Level 3, https://www.w3.org/TR/CSP3/
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Result } from '../result/read.ts';
import { figure } from './figure.ts';
import { html, Html } from './html.ts';
import { runCurves } from './runs.ts';
import { scalingCurves } from './scaling.ts';
import { sectionOf, verdictLine } from './sections.ts';
import { STYLE } from './style.ts';
import { Room } from './window.ts';

/** A result and the name of the file that it is from. */
export interface Source {
  readonly name: string;
  readonly result: Result;
}

/**
 * What runs in the reader's browser, as the build wrote it. This file and the bundled program both
 * lie two folders below the root of what was built, so that the way from here to there is the same.
 */
const SCRIPT = new URL('../../scenarios/page/browser/stepper.js', import.meta.url);

/** The page of all results, in their order. */
export function pageOf(sources: readonly Source[]): string {
  const room = new Room();
  const sections = sources.map(({ name, result }, index) => {
    const id = `result-${index + 1}`;
    return { id, name, ...sectionOf(result, { id, room }) };
  });
  const outcomes = sources.flatMap(({ result }) =>
    result.kind === 'outcome' ? [result.value] : [],
  );
  const curves = runCurves(outcomes).flatMap(scalingCurves);
  const script = readFileSync(SCRIPT, 'utf8').trim();
  const digest = createHash('sha256').update(script).digest('base64');
  const policy =
    `default-src 'none'; style-src 'unsafe-inline'; img-src data:; ` +
    `script-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  const [only] = sections;
  const title =
    sections.length === 1 && only !== undefined
      ? only.title
      : `racetrap: ${sections.length} results`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="racetrap" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header><h1>${title}</h1></header>
        ${
          sections.length < 2
            ? null
            : html`<nav class="contents" aria-label="Results">
                <ol>
                  ${sections.map(
                    (section) =>
                      html`<li>
                        <a href="#${section.id}">${section.title}</a>: ${section.verdict.text}
                      </li>`,
                  )}
                </ol>
              </nav>`
        }
        <main>
          ${
            curves.length === 0
              ? null
              : html`<article id="runs" aria-label="Runs beside each other">
                  <h2>Runs beside each other</h2>
                  <div class="figures">${curves.map(figure)}</div>
                </article>`
          }
          ${sections.map(
            (section) =>
              html`<article id="${section.id}" aria-label="${section.title}">
                ${sections.length < 2 ? null : html`<h2>${section.title}</h2>`}
                <p class="origin">${section.name}</p>
                ${verdictLine(section.verdict)} ${section.body}
              </article>`,
          )}
        </main>
        ${new Html(`<script>${script}</script>`)}
      </body>
    </html> `;
  return page.text.trimStart();
}
