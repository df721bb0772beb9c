/** Schedules as SVG pictures: well-formed, whatever their names are, and seen on any page. */
import { ask, explore } from '../../../workers/index.ts';
import { findScenario } from '../../../scenarios/catalogue.ts';
import { pictureOf } from '../../../scenarios/report/picture.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { stepWith } from '../../support/outcome.ts';

/** The tags of a text, checked to be nested, and the texts between them. */
function parse(text: string): { tags: string[]; texts: string[] } {
  const open: string[] = [];
  const tags: string[] = [];
  const texts: string[] = [];
  for (const [, close, name, , isEmpty, words] of text.matchAll(
    /<(\/?)([a-z]+)((?: [\w:]+="[^"<&]*")*)(\/?)>|([^<]+)/giu,
  )) {
    if (words !== undefined) {
      ok(!/&(?!(?:amp|lt|gt);)/.test(words), words);
      if (words.trim() !== '') texts.push(words.trim());
    } else if (close === '/') is(open.pop(), name);
    else {
      tags.push(name!);
      if (isEmpty !== '/') open.push(name!);
    }
  }
  equal(open, []);
  return { tags, texts };
}

const HOSTILE = `</text><script>alert("1")</script>&amp; ]]> <!-- \u0000\u001b\ud800 'x'`;

suite('scenarios/report/picture', (test) => {
  test('every step is drawn, with arrows to and from memory and to whom it wakes', () => {
    const text = pictureOf(
      [
        stepWith({ thread: 'a', did: 'load x', reads: [{ word: 'x', value: 3 }] }),
        stepWith({
          thread: 'b',
          did: 'store 1',
          changes: [
            { word: 'x', before: 3, after: 1 },
            { word: 'a parked', before: 5, after: 0 },
          ],
          events: ['finished'],
        }),
      ],
      { why: { criticalStep: 2, slice: { matters: [2], leads: [1] } } },
    );
    const { texts } = parse(text);
    for (const each of ['a', 'b', 'memory', '1. load x', 'x = 3', '2. store 1', 'x: 3 -&gt; 1'])
      ok(texts.includes(each), `${each} in ${texts.join('|')}`);
    for (const kind of ['read', 'write', 'wake'])
      is(text.split(`<line class="${kind}"`).length, 2, kind);
    is(text.split('<rect class="critical"').length, 2);
    is(text.split('<g class="pale">').length, 2);
    ok(texts.includes('finished'));
  });

  test('what goes round for ever stands in a frame, numbered on', () => {
    const { texts } = parse(pictureOf([stepWith({})], { forever: [stepWith({ thread: 'b' })] }));
    ok(texts.includes('for ever:') && texts.includes('2. getpid(), enter'), texts.join('|'));
  });

  test('no text of a scenario becomes a tag, an entity or a character that XML lacks', () => {
    const text = pictureOf([stepWith({ thread: HOSTILE, did: HOSTILE, events: [HOSTILE] })], {
      title: HOSTILE,
    });
    const { tags } = parse(text);
    ok(
      tags.every((tag) => /^(?:svg|title|style|rect|line|text|circle|path)$/.test(tag)),
      tags.join(),
    );
    ok(!/[\p{Cc}\p{Cs}]/u.test(text.replaceAll('\n', '')));
  });

  test('it has colours for a light and for a dark page, and fetches nothing', () => {
    const text = pictureOf([stepWith({})]);
    ok(text.includes('@media (prefers-color-scheme: dark)'));
    ok(!/href|url\(|@import/.test(text));
    // A class that is drawn without a colour of its own would be black on black.
    const [light = '', dark = ''] = text.split('@media');
    for (const [, name] of text.matchAll(/class="(?:ink )?([\w-]+)"/g))
      if (name !== 'deed') ok(light.includes(`.${name} {`) && dark.includes(`.${name} {`), name);
  });

  test('nothing is drawn outside of the picture', async () => {
    const { findings } = await explore(ask(findScenario('notify-toctou')!.build({})));
    const text = pictureOf(findings[0]!.schedule!);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(text)!.map(Number);
    for (const [, axis, value] of text.matchAll(/ (x|y|x1|x2|y1|y2)="(-?[\d.]+)"/g)) {
      ok(Number(value) >= 0 && Number(value) <= (axis!.startsWith('x') ? width! : height!), axis);
    }
    for (const [, x, words] of text.matchAll(/<text [^>]*x="(\d+)"[^>]*>([^<]*)</g))
      ok(Number(x) + words!.replaceAll(/&\w+;/g, '.').length * 7.25 <= width! + 20, words);
  });
});
