/**
 * Stepper: goes through a timeline step by step, by buttons, a slider, arrow keys and the pointer.
 * It runs in the reader's browser and reads the table of steps, which is all that it knows; without
 * it the page shows all steps at once. Invariant: what is marked in the drawing, in the table and
 * on the slider is the same step.
 */

/** A timeline of the page with what steps through it. */
class Stepper {
  readonly #timeline: HTMLElement;
  readonly #rows: readonly HTMLTableRowElement[];
  readonly #slider: HTMLInputElement;
  #at = 0;

  constructor(timeline: HTMLElement) {
    this.#timeline = timeline;
    this.#rows = [...timeline.querySelectorAll<HTMLTableRowElement>('tr[data-step]')];
    this.#slider = timeline.querySelector<HTMLInputElement>('.stepper input')!;
  }

  /** Shows the first step, and listens from then on. */
  start(): void {
    const timeline = this.#timeline;
    for (const part of timeline.querySelectorAll<HTMLElement>('.stepper, .moment'))
      part.hidden = false;
    this.#slider.addEventListener('input', () => this.#go(Number(this.#slider.value)));
    for (const button of timeline.querySelectorAll<HTMLButtonElement>('button[data-go]'))
      button.addEventListener('click', () => this.#go(this.#target(button.dataset['go'] ?? '')));
    const lanes = timeline.querySelector<HTMLElement>('.lanes')!;
    lanes.addEventListener('keydown', (event) => this.#press(event));
    lanes.addEventListener('click', ({ target }) => this.#point(target));
    timeline.querySelector('tbody')!.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest('tr') : null;
      if (row !== null) this.#go(this.#rows.indexOf(row));
    });
    this.#go(0);
  }

  /** Where a button or a key leads to. */
  #target(way: string): number {
    switch (way) {
      case 'first':
        return 0;
      case 'back':
        return this.#at - 1;
      case 'on':
        return this.#at + 1;
      case 'last':
        return this.#rows.length - 1;
      default:
        return this.#at;
    }
  }

  #press(event: KeyboardEvent): void {
    const ways: Readonly<Record<string, string>> = {
      ArrowLeft: 'back',
      ArrowRight: 'on',
      Home: 'first',
      End: 'last',
    };
    const way = ways[event.key];
    if (way === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#go(this.#target(way));
  }

  #point(target: EventTarget | null): void {
    const step = target instanceof Element ? target.closest('[data-step]') : null;
    // Memory lies below the lanes and knows the time, not the number.
    const at = target instanceof Element ? target.closest('[data-at]') : null;
    const column =
      step ?? this.#timeline.querySelector(`.columns [data-at="${at?.getAttribute('data-at')}"]`);
    const number = column?.getAttribute('data-step');
    const row = this.#rows.findIndex((each) => each.dataset['step'] === number);
    if (row >= 0) this.#go(row);
  }

  #go(to: number): void {
    const index = Math.min(Math.max(to, 0), this.#rows.length - 1);
    const row = this.#rows[index];
    if (row === undefined) return;
    this.#at = index;
    const number = row.dataset['step'] ?? '';
    for (const old of this.#timeline.querySelectorAll('.current')) old.classList.remove('current');
    row.classList.add('current');
    for (const old of this.#timeline.querySelectorAll('[aria-current]'))
      old.removeAttribute('aria-current');
    row.setAttribute('aria-current', 'step');
    const column = this.#timeline.querySelector(`.columns [data-step="${number}"]`);
    const at = column?.getAttribute('data-at');
    for (const mark of this.#timeline.querySelectorAll(
      `.columns [data-at="${at}"], .steps [data-step="${number}"]`,
    ))
      mark.classList.add('current');
    this.#tell(row, index);
  }

  #tell(row: HTMLTableRowElement, index: number): void {
    const unit = this.#timeline.dataset['unit'] ?? 'step';
    const count = Number(this.#timeline.dataset['count']);
    const label = row.querySelector('th')?.textContent ?? '';
    const cells = [...row.querySelectorAll<HTMLTableCellElement>('td')];
    const thread = cells[0]?.textContent ?? '';
    const deed = cells[1]?.textContent ?? '';
    this.#slider.value = String(index);
    this.#slider.setAttribute('aria-valuetext', `${unit} ${label}, ${thread}: ${deed}`);
    this.#timeline.querySelector('output')!.textContent =
      `${unit} ${row.dataset['step']} of ${count}`;
    const list = document.createElement('dl');
    for (const cell of cells) {
      if (cell.textContent === '') continue;
      const name = document.createElement('dt');
      name.textContent = cell.dataset['name'] ?? '';
      const value = document.createElement('dd');
      value.textContent = cell.textContent;
      list.append(name, value);
    }
    this.#timeline.querySelector('.moment')!.replaceChildren(list);
    for (const button of this.#timeline.querySelectorAll<HTMLButtonElement>('button[data-go]')) {
      const isBack = button.dataset['go'] === 'first' || button.dataset['go'] === 'back';
      button.setAttribute(
        'aria-disabled',
        String(isBack ? index === 0 : index === this.#rows.length - 1),
      );
    }
  }
}

for (const timeline of document.querySelectorAll<HTMLElement>('.timeline'))
  if (timeline.querySelector('tr[data-step]') !== null) new Stepper(timeline).start();
// Browsers that do not print what is folded up are shown it before.
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});
