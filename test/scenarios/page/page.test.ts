/**
 * The report in a real browser: what is drawn is what the result holds, read back from the page;
 * it can be gone through by keyboard; no name of a scenario becomes markup; it fetches nothing.
 */
import type { Page } from 'playwright-core';
import { parseList, protText } from '../../../kernel/index.ts';
import {
  ask,
  type Distribution,
  explore,
  type Finding,
  type Outcome,
  type ScheduleStep,
} from '../../../workers/index.ts';
import { findScenario, parametersOf } from '../../../scenarios/catalogue.ts';
import { pageOf } from '../../../scenarios/page/page.ts';
import { resultOf } from '../../../scenarios/result/read.ts';
import type { SuiteResult } from '../../../scenarios/result/suite.ts';
import type { Stress } from '../../../scenarios/stress/stress.ts';
import { attributesOf, Reader, rowsOf, textsOf, whyNoBrowser } from '../../support/browser.ts';
import { equal, is, ok, suite, type TestBody } from '../../support/suite.ts';
import { outcomeWith, runWith, stepWith } from '../../support/outcome.ts';

const reader = new Reader();

/** The page of results as they come back from their files. */
function pageFor(...values: readonly unknown[]): string {
  return pageOf(
    values.map((value, index) => ({
      name: `${index}.json`,
      result: resultOf(JSON.parse(JSON.stringify(value)), 'a.json'),
    })),
  );
}

const explored = ((): (() => Promise<Outcome>) => {
  const entry = findScenario('unlocked-lookup')!;
  const outcome = explore(ask(entry.build(parametersOf(entry, {}))), { all: true });
  return () => outcome;
})();

const distribution: Distribution = {
  count: 300,
  p50Ns: 1_000,
  p90Ns: 2_100,
  p99Ns: 9_000,
  maxNs: 400_000,
  meanNs: 2_345,
  buckets: [
    [960, 100],
    [992, 150],
    [2048, 40],
    [8960, 9],
    [393_216, 1],
  ],
};

const stress: Stress = {
  version: 3,
  scenario: 'toctou-window',
  parameters: { delay: 0, mean: 1000 },
  seed: 7,
  sweep: 'delay',
  attack: { kind: 'poisson', meanNs: 1000 },
  failed: null,
  steps: {
    schedules: 50,
    scheduleSteps: 12.5,
    window: { count: 50, p50: 3, p99: 9, max: 11, mean: 3.5 },
    attempts: 40,
    hits: 10,
    share: 0.25,
    interval: [0.14, 0.4],
  },
  points: [0, 500, 2000].map((value, index) => ({
    value,
    rounds: 100,
    attempts: 100,
    hits: [10, 40, 90][index]!,
    probability: [0.1, 0.4, 0.9][index]!,
    interval: (
      [
        [0.05, 0.17],
        [0.31, 0.5],
        [0.83, 0.95],
      ] as const
    )[index]!,
    expected: 1 - Math.exp(-(value + 100) / 1000),
    predicted: [0.12, 0.38, 0.88][index]!,
    window: distribution,
    stall: null,
    innocent: null,
    stalled: null,
    guarded: null,
    costs: { copied: 7 * (index + 1) },
    attemptsPerSecond: 50,
    lockWait: { ...distribution, count: 0, buckets: [] },
    latency: distribution,
    mapCountPeak: 3,
    splitsPerSecond: 0,
    cut: null,
    hung: false,
  })),
};

const faults: SuiteResult = {
  version: 1,
  kind: 'suite',
  name: 'faults',
  engine: 'virtual',
  seed: 1,
  axes: [
    { name: 'threads', values: [1, 12] },
    { name: 'lock', values: ['rwsem', 'per-vma'] },
  ],
  points: [1, 12].flatMap((threads) =>
    ['rwsem', 'per-vma'].map((lock, index) => ({
      parameters: { threads, lock },
      figures: {
        faults: {
          median: 500 * threads ** (0.5 + index / 4),
          low: 450,
          high: 600 * threads,
          unit: 'faults/s',
          ideal: 500 * threads,
        },
      },
      ...(lock === 'rwsem' && {
        published: { faults: [{ value: 480 * threads, source: 'a paper' }] },
      }),
    })),
  ),
  notes: ['The cost of a fault was fitted on one thread.'],
};

/** The straight line through what was drawn: fails if one of the places lies off it. */
function isLinear(places: readonly (readonly [number, number])[], what: string): void {
  const [[x0, y0], [x1, y1]] = [places[0]!, places.at(-1)!];
  ok(x0 !== x1 && y0 !== y1, what);
  for (const [x, y] of places) {
    const expected = y0 + ((x - x0) * (y1 - y0)) / (x1 - x0);
    ok(Math.abs(y - expected) < 0.02, `${what}: ${x} is at ${y}, not ${expected}`);
  }
}

const numberOf = (attributes: Readonly<Record<string, string>>, name: string): number =>
  Number(attributes[name]);

/** The current step, everywhere that it is told. */
async function currentStep(page: Page): Promise<readonly string[]> {
  const [row] = await attributesOf(page, 'tr.current');
  const marks = await attributesOf(page, 'svg .steps .current');
  const [slider] = await textsOf(page, '.stepper output');
  return [row?.['data-step'] ?? '', ...marks.map((mark) => mark['data-step'] ?? ''), slider ?? ''];
}

suite('scenarios/page/page', (test) => {
  const inBrowser = (title: string, body: TestBody): void =>
    whyNoBrowser === undefined ? test(title, body) : test.skip(title, whyNoBrowser, body);

  test('the same results make the same page', async () => {
    const outcome = await explored();
    is(pageFor(outcome, stress, faults), pageFor(outcome, stress, faults));
  });

  inBrowser('every step is drawn once, in its thread, and stands in the table', async () => {
    const outcome = await explored();
    const { schedule = [], message } = outcome.findings[0]!;
    await reader.read(
      pageFor({ ...outcome, findings: outcome.findings.slice(0, 1) }),
      async (page) => {
        ok((await textsOf(page, '.verdict'))[0]!.includes(message));
        const drawn = await attributesOf(page, 'svg .steps [data-step]');
        equal(
          drawn.map((mark) => [mark['data-step'], mark['data-thread']]),
          schedule.map(({ thread }, index) => [String(index + 1), thread]),
        );
        isLinear(
          drawn.map((mark) => [numberOf(mark, 'data-step'), numberOf(mark, 'x')]),
          'steps from left to right',
        );
        const rows = await rowsOf(page, '.timeline');
        equal(
          rows.map(([number, thread, did]) => [number, thread, did]),
          schedule.map(({ thread, did }, index) => [String(index + 1), thread, did]),
        );
        // Memory behind each step, put together again from the bars.
        const bars = await attributesOf(page, 'svg .mappings [data-pages]');
        schedule.forEach(({ mappings }, index) => {
          const covering = bars.filter(
            (bar) => numberOf(bar, 'data-begin') <= index && index < numberOf(bar, 'data-end'),
          );
          const pages = new Map<number, string>();
          for (const bar of covering) {
            const [from = 0, to = 0] = bar['data-pages']!.split('-').map(Number);
            for (let at = from; at < to; at += 1) pages.set(at, bar['data-protection']!);
          }
          const expected = new Map<number, string>();
          for (const { start, end, flags } of parseList(mappings, 0))
            for (let at = start; at < end; at += 1) expected.set(at, protText(flags));
          equal(
            [...pages].sort(([a], [b]) => a - b),
            [...expected].sort(([a], [b]) => a - b),
          );
        });
        const taken = await attributesOf(page, '.state-machine .transitions [data-count]');
        const sum = (counts: readonly number[]): number =>
          counts.reduce((all, each) => all + each, 0);
        is(
          sum(taken.map((each) => numberOf(each, 'data-count'))),
          sum(outcome.transitions.map(({ count }) => count)),
        );
      },
    );
  });

  inBrowser('a schedule is gone through by keys, buttons, slider and pointer', async () => {
    const outcome = await explored();
    const finding: Finding = { ...outcome.findings[0]! };
    const count = finding.schedule!.length;
    const step = (number: number): readonly string[] => [
      String(number),
      String(number),
      `step ${number} of ${count}`,
    ];
    await reader.read(pageFor({ ...outcome, findings: [finding] }), async (page) => {
      equal(await currentStep(page), step(1));
      await page.locator('.lanes').focus();
      for (const [key, number] of [
        ['ArrowRight', 2],
        ['ArrowRight', 3],
        ['ArrowLeft', 2],
        ['End', count],
        ['ArrowRight', count],
        ['Home', 1],
        ['ArrowLeft', 1],
      ] as const) {
        await page.keyboard.press(key);
        equal(await currentStep(page), step(number), key);
      }
      const told = await textsOf(page, '.moment dd');
      equal(told.slice(0, 2), [finding.schedule![0]!.thread, finding.schedule![0]!.did]);
      // By tabulator alone: from the lanes to the buttons, and on to the slider.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      equal(await currentStep(page), step(2), 'a button by keyboard');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight');
      equal(await currentStep(page), step(3), 'the slider by keyboard');
      const [slider] = await attributesOf(page, '.stepper input');
      ok(slider!['aria-valuetext']!.startsWith('step 3, '), slider!['aria-valuetext']);
      await page
        .locator('svg .columns [data-step="5"]')
        .click({ force: true, position: { x: 5, y: 5 } });
      equal(await currentStep(page), step(5), 'a column');
      await page.locator('tr[data-step="4"] td').first().click();
      equal(await currentStep(page), step(4), 'a row');
      const columns = await attributesOf(page, '.columns .current');
      is(columns.length, 2, 'lanes and memory');
    });
  });

  inBrowser('a histogram counts every sample, in bars as high as their counts', async () => {
    const run = runWith(
      { window: distribution, latency: distribution },
      {
        observed: ['x', 'y'],
        observations: [
          { values: [0, 1], count: 30 },
          { values: [2, 3], count: 70 },
        ],
      },
    );
    const parity = {
      observed: ['x', 'y'],
      rows: [{ values: [2, 3], seen: 70, reachable: 4 }],
      isExhausted: true,
      holds: true,
    };
    await reader.read(pageFor({ ...run, parity }), async (page) => {
      const bars = await attributesOf(page, '.window .bars rect');
      is(
        bars.reduce((sum, bar) => sum + numberOf(bar, 'data-count'), 0),
        distribution.count,
      );
      for (const bar of bars) {
        const each = numberOf(bar, 'height') / numberOf(bar, 'data-count');
        const first = numberOf(bars[0]!, 'height') / numberOf(bars[0]!, 'data-count');
        ok(Math.abs(each / first - 1) < 0.02, `${bar['data-from']}: ${each} and ${first}`);
      }
      const quantiles = await attributesOf(page, '.window .quantiles line');
      equal(
        quantiles.map((line) => [line['data-name'], numberOf(line, 'data-ns')]),
        [
          ['p50', 1_000],
          ['p99', 9_000],
          ['max', 400_000],
        ],
      );
      const rows = await rowsOf(page, '.window');
      equal(
        rows.map((row) => Number(row[2])),
        bars.map((bar) => numberOf(bar, 'data-count')),
      );
      const litmus = await rowsOf(page, '.observations');
      equal(
        litmus.map(([count, share, , x, y]) => [count, share, x, y]),
        [
          ['70', '0.7', '2', '3'],
          ['30', '0.3', '0', '1'],
        ],
      );
      equal(await rowsOf(page, '.parity'), [['70', '4', '2', '3']]);
    });
  });

  inBrowser(
    'probabilities lie where they belong, with intervals beside the closed form',
    async () => {
      await reader.read(pageFor(stress), async (page) => {
        const points = await attributesOf(page, '.probability .points [data-value]');
        equal(
          points.map((point) => [numberOf(point, 'data-value'), numberOf(point, 'data-hits')]),
          stress.points.map(({ value, hits }) => [value, hits]),
        );
        const heights = points.map((point): [number, number] => [
          numberOf(point, 'data-probability'),
          numberOf(point, 'cy'),
        ]);
        isLinear(heights, 'probabilities');
        const intervals = await attributesOf(page, '.probability .intervals line');
        isLinear(
          [
            ...heights,
            ...intervals.flatMap((line): [number, number][] => [
              [numberOf(line, 'data-low'), numberOf(line, 'y1')],
              [numberOf(line, 'data-high'), numberOf(line, 'y2')],
            ]),
            heights[0]!,
          ].toSorted(([a], [b]) => a - b),
          'intervals',
        );
        const expected = await attributesOf(page, '.probability .closed-form [data-expected]');
        equal(
          expected.map((point) => numberOf(point, 'data-expected')),
          stress.points.map((point) => point.expected),
        );
        const predicted = await attributesOf(page, '.probability .predicted [data-predicted]');
        equal(
          predicted.map((point) => numberOf(point, 'data-predicted')),
          stress.points.map((point) => point.predicted),
        );
        const rows = await rowsOf(page, '.probability');
        equal(
          rows.map((row) => row.slice(0, 7).map(Number)),
          stress.points.map(({ value, attempts, hits, probability, interval, expected: form }) => [
            value,
            attempts,
            hits,
            probability,
            ...interval,
            form,
          ]),
        );
      });
    },
  );

  inBrowser('curves have every point, the published ones and the ideal', async () => {
    await reader.read(pageFor(faults), async (page) => {
      const points = await attributesOf(page, '.scaling .points [data-median]');
      equal(
        new Set(points.map((point) => `${point['data-series']} ${point['data-at']}`)),
        new Set(['rwsem 1', 'rwsem 12', 'per-vma 1', 'per-vma 12']),
      );
      const places = points.map((point): [number, number] => [
        numberOf(point, 'data-median'),
        numberOf(point, 'cy'),
      ]);
      isLinear(
        places.toSorted(([a], [b]) => a - b),
        'medians',
      );
      const published = await attributesOf(page, '.scaling .published [data-value]');
      equal(
        published.map((point) => numberOf(point, 'data-value')),
        [480, 5760],
      );
      const legend = (await textsOf(page, '.scaling .legend li')).join('; ');
      ok(legend.includes('published: a paper') && legend.includes('ideal'), legend);
      ok((await textsOf(page, 'article p')).includes(faults.notes![0]!));
      const rows = await rowsOf(page, '.scaling');
      is(rows.length, faults.points.length);
      // The difference from what was published is told in words.
      is(rows.find(([at, lock]) => at === '12' && lock === 'rwsem')?.[6], '-69.9%');
    });
  });

  inBrowser('runs of one scenario that differ in threads are drawn as a curve', async () => {
    const runs = [1, 2, 4].map((threads) =>
      runWith(
        { callsPerSecond: 1000 * threads, total: { ...runWith().parallel!.total, syscall: 9 } },
        { scenario: 'memmap-storm', parameters: { threads } },
      ),
    );
    await reader.read(pageFor(...runs), async (page) => {
      const points = await attributesOf(page, '#runs .points [data-median]');
      equal(
        points.map((point) => [numberOf(point, 'data-at'), numberOf(point, 'data-median')]),
        [
          [1, 1000],
          [2, 2000],
          [4, 4000],
        ],
      );
      is((await textsOf(page, 'nav li')).length, 3);
    });
  });

  inBrowser('a page of each kind of result opens', async () => {
    const outcome = await explored();
    const finding = outcome.findings[0]!;
    const { scenario } = outcome;
    const side = (label: string) => ({ label, outcome });
    const kinds = [
      {
        version: 1,
        scenario,
        parameters: {},
        answers: [
          {
            kind: 'none',
            name: 'as it is',
            verdict: 'fails',
            why: finding.message,
            states: 9,
            finding,
            roundUs: 7.5,
            command: 'racetrap explore x',
          },
        ],
      },
      {
        version: 1,
        cells: [
          {
            guard: 'mprotect',
            route: 'alias',
            isBypassed: true,
            isWrong: false,
            hasFailures: true,
            deadlocks: false,
            states: 9,
            interruption: null,
          },
        ],
      },
      { version: 1, bench: 'vma', figures: [{ name: 'a lookup', value: 12.5, unit: 'ns' }] },
      {
        version: 1,
        sides: [side('left'), side('right')],
        observed: ['x'],
        isExhausted: [true, true],
        isSame: false,
        observations: [{ values: [1], counts: [2, 0], tokens: ['rt1.a', null] }],
        findings: [],
      },
      {
        version: 1,
        scenario,
        observed: ['x'],
        schedule: finding.schedule,
        forever: [],
        finding: null,
        observations: [5],
        maps: '0-1 r-xp',
      },
      { version: 1, scenario, finding, smallest: null },
      {
        version: 1,
        passed: 3,
        failed: 1,
        failures: [{ file: 'f', id: 'a', step: '1', expected: '0', actual: '-EPERM' }],
      },
    ];
    await reader.read(pageFor(...kinds), async (page) => {
      is((await attributesOf(page, 'article')).length, kinds.length);
      is((await attributesOf(page, '.verdict')).length >= kinds.length, true);
      const cells = await textsOf(page, 'td, th');
      for (const text of ['bypassed, the attacker fails', '7.50 us', '12.5 ns', 'x=1', '-EPERM'])
        ok(cells.includes(text), text);
      ok((await textsOf(page, 'pre')).includes('0-1 r-xp'));
    });
  });

  inBrowser('no name becomes markup, wherever it stands', async () => {
    const hostile = `</script><script>window.harm = 1</script><img src=x onerror="window.harm=2">"'&lt;\u2028`;
    const schedule: ScheduleStep[] = [
      stepWith({
        thread: hostile,
        did: hostile,
        events: [hostile, `called ${hostile}`, `escaped ${hostile}`],
        reads: [{ word: hostile, value: 1 }],
        changes: [{ word: `${hostile}2`, before: 0, after: 1 }],
      }),
      stepWith({ thread: `${hostile}!` }),
    ];
    const finding: Finding = {
      kind: 'deadlock',
      message: hostile,
      token: hostile,
      schedule,
      waits: [hostile],
      cycle: [hostile],
      history: [hostile],
    };
    const transition = { from: hostile, event: hostile, guards: [hostile], to: 'x', actions: [] };
    const outcome = outcomeWith({
      scenario: hostile,
      verdict: 'violated',
      parameters: { [hostile]: 1 },
      findings: [finding],
      unjudged: [hostile],
      observed: [hostile],
      observations: [{ values: [1], count: 1, token: hostile }],
      transitions: [{ ...transition, count: 3 }],
    });
    const figure = { median: 1, low: 1, high: 1, unit: hostile };
    const hostileSuite: SuiteResult = {
      version: 1,
      kind: 'suite',
      name: hostile,
      engine: hostile,
      axes: [{ name: hostile, values: [hostile, 'b'] }],
      points: [hostile, 'b'].map((value) => ({
        parameters: { [hostile]: value },
        figures: { [hostile]: figure },
        published: { [hostile]: [{ value: 1, source: hostile }] },
      })),
      notes: [hostile],
    };
    const run = runWith(
      { journal: [`#1 ${hostile}: ${hostile}`, hostile] },
      { scenario: hostile, findings: [finding] },
    );
    const bench = {
      version: 1,
      bench: hostile,
      figures: [{ name: hostile, value: 1, unit: hostile, aim: hostile }],
    };
    await reader.read(pageFor(outcome, hostileSuite, run, bench, stress), async (page) => {
      is(await page.evaluate('window.harm'), undefined);
      is((await attributesOf(page, 'script')).length, 1);
      is((await attributesOf(page, 'img, iframe, object, embed, form, a[href^="http"]')).length, 0);
      // Nothing is an event handler, and nothing was lost on the way.
      const handlers = await page.evaluate(
        `[...document.querySelectorAll('*')].flatMap((element) =>
          element.getAttributeNames().filter((name) => name.startsWith('on')))`,
      );
      equal(handlers, []);
      const told = await textsOf(page, 'td[data-name="thread"]');
      is(told[0], hostile.trim());
      is((await textsOf(page, 'h2'))[0], `${hostile}: explored`);
    });
  });

  inBrowser(
    'a schedule and a journal of 100,000 events fit into 2 MB, and say what is left out',
    async () => {
      const count = 100_000;
      const outcome = await explored();
      const pattern = outcome.findings[0]!.schedule!;
      const schedule = Array.from({ length: count }, (_none, at) => pattern[at % pattern.length]!);
      const journal = Array.from(
        { length: count },
        (_none, at) =>
          `#${at} ${at % 3 === 0 ? 'caller' : 'mutator'}: escaped getpid at page ${at}`,
      );
      const run = runWith({ journal, window: distribution, latency: distribution });
      const html = pageFor({ ...outcome, findings: [{ ...outcome.findings[0]!, schedule }] }, run);
      ok(Buffer.byteLength(html) < 2_000_000, `${Buffer.byteLength(html)} bytes`);
      await reader.read(html, async (page) => {
        const timelines = await attributesOf(page, '.timeline');
        equal(
          timelines.map((timeline) => timeline['data-count']),
          [String(count), String(count)],
        );
        for (const { id } of timelines) {
          const bins = await attributesOf(page, `#${id} .activity [data-count]`);
          is(
            bins.reduce((sum, bin) => sum + numberOf(bin, 'data-count'), 0),
            count,
          );
          const rows = await attributesOf(page, `#${id} tr[data-step]`);
          const marks = await attributesOf(page, `#${id} svg .steps [data-step]`);
          equal(
            marks.map((mark) => mark['data-step']),
            rows.map((row) => row['data-step']),
          );
          is(rows.at(-1)!['data-step'], String(count), 'the end is shown');
          const left = (count - rows.length).toLocaleString('en-US');
          const [note = ''] = await textsOf(page, `#${id} .thinned`);
          ok(note.includes(`of 100,000; ${left} between them are left out`), note);
        }
        await page.locator('.lanes').first().focus();
        await page.keyboard.press('End');
        is((await textsOf(page, '.stepper output'))[0], `step ${count} of ${count}`);
      });
    },
  );

  inBrowser('it is read in light and dark, without its script, and on paper', async () => {
    const outcome = await explored();
    const html = pageFor(outcome, stress, faults, runWith({ window: distribution }));
    const contrasts = `(() => {
      const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
      const light = (colour) => {
        const [r, g, b] = channels(colour).map((each) => {
          const part = each / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const paper = light(getComputedStyle(document.body).backgroundColor);
      return [...document.querySelectorAll('h1, p, td, th, summary, figcaption, .sign, svg text')]
        .filter((element) => element.closest('.lanes') === null)
        .map((element) => {
          const style = getComputedStyle(element);
          const ink = light(element instanceof SVGElement ? style.fill : style.color);
          return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        });
    })()`;
    const papers: unknown[] = [];
    for (const colorScheme of ['light', 'dark'] as const)
      await reader.read(
        html,
        async (page) => {
          const found: readonly number[] = await page.evaluate(contrasts);
          ok(Math.min(...found) >= 4.5, `${colorScheme}: ${Math.min(...found)}`);
          papers.push(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
        },
        { colorScheme },
      );
    ok(papers[0] !== papers[1], String(papers));
    await reader.read(
      html,
      async (page) => {
        is(await page.locator('.stepper').first().isVisible(), false);
        ok((await attributesOf(page, 'svg .steps [data-step]')).length > 0);
      },
      { hasScript: false },
    );
    const clipped = `[...document.querySelectorAll('svg, table, figure, .row, p')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 80))`;
    await reader.read(
      html,
      async (page) => {
        // A4 at 96 pixels an inch, less its margins; dark readers print on white paper, too.
        equal(await page.evaluate(clipped), []);
        is(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
        is(await page.locator('.stepper').first().isVisible(), false);
        is(await page.locator('.probability td').first().isVisible(), true, 'tables are printed');
        is(
          await page.evaluate('getComputedStyle(document.body).backgroundColor'),
          'rgb(255, 255, 255)',
        );
      },
      { media: 'print', colorScheme: 'dark', width: 700 },
    );
  });

  inBrowser('no page complained, and none asked for anything', async () => {
    await reader.close();
    equal(reader.complaints, []);
  });
});
