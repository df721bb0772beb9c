/**
 * HTML: markup from templates. Invariant: a value that is put into a template is text, unless it is
 * markup that a template made; so no name of a scenario, a thread or a word becomes a tag, an
 * attribute or an entity.
 */

/** Markup that may be put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes; lists stand one behind the other, null is nothing. */
export type Content = string | number | Html | null | readonly Content[];

/** Templates without the line breaks and margins of their source. */
const tightened = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Markup from a template: html`<p>${name}</p>`. Attributes stand in double quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  const tight = tightened.get(parts) ?? parts.map(tighten);
  tightened.set(parts, tight);
  return new Html(
    tight.map((part, index) => (index === 0 ? '' : markup(values[index - 1]!)) + part).join(''),
  );
}

/** An attribute, or nothing where its value is null. */
export function attribute(name: string, value: string | number | null): Html {
  return new Html(value === null ? '' : `${name}="${escaped(String(value))}"`);
}

/** A text as HTML or XML has it, between tags and within quotes. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t\n]|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function markup(value: Content): string {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map(markup).join('');
}

/** A line break beside a tag is the source's; another one parts words. */
function tighten(part: string): string {
  return part
    .replaceAll(/\s*\n\s*(?=[<>])/g, '')
    .replaceAll(/>\s*\n\s*/g, '>')
    .replaceAll(/\s*\n\s*/g, '\n');
}
