/**
 * The style of the page: light and dark by what the reader prefers, and paper. Invariant: every
 * colour is a variable that both schemes give, and nothing is told by colour alone.
 */

/** The colours of the light page: contrast with the paper at least 4.5 for text, 3 for marks. */
const LIGHT = `
  --paper: #ffffff; --ink: #1f2328; --faint: #57606a; --line: #d0d7de; --panel: #f6f8fa;
  --pale: #8c959f; --good: #1a7f37; --bad: #cf222e; --doubtful: #9a6700; --link: #0969da;
  --series-0: #0969da; --series-1: #bc4c00; --series-2: #1a7f37; --series-3: #8250df;
  --series-4: #bf3989; --series-5: #57606a; --series-6: #9a6700; --series-7: #1b7c83;
  --series-8: #cf222e; --series-9: #6639ba;
  --call: #ddf4ff; --critical: #ffe2cc; --wake: #8250df; --step-ink: #ffffff;
  --step-write: #0969da; --step-write-edge: #0550ae; --step-read: #1a7f37; --step-read-edge: #116329;
  --step-own: #6e7781; --step-own-edge: #57606a; --step-event: #6e7781; --step-event-edge: #57606a;
  --prot-none: #d0d7de; --prot-r: #aceebb; --prot-rw: #80ccff; --prot-rx: #ffd8a8;
  --prot-rwx: #ffaba8; --prot-w: #80ccff; --prot-x: #ffd8a8; --prot-wx: #ffaba8;
  --prot-none-marked: #afb8c1; --prot-r-marked: #6fdd8b; --prot-rw-marked: #54aeff;
  --prot-rx-marked: #fb8f44; --prot-rwx-marked: #ff8182; --prot-w-marked: #54aeff;
  --prot-x-marked: #fb8f44; --prot-wx-marked: #ff8182;`;

const DARK = `
  --paper: #0d1117; --ink: #e6edf3; --faint: #9da7b1; --line: #30363d; --panel: #161b22;
  --pale: #6e7681; --good: #56d364; --bad: #ff7b72; --doubtful: #e3b341; --link: #58a6ff;
  --series-0: #58a6ff; --series-1: #ffa657; --series-2: #56d364; --series-3: #bc8cff;
  --series-4: #f778ba; --series-5: #9da7b1; --series-6: #e3b341; --series-7: #39c5cf;
  --series-8: #ff7b72; --series-9: #d2a8ff;
  --call: #12304d; --critical: #4a2a12; --wake: #bc8cff; --step-ink: #0d1117;
  --step-write: #58a6ff; --step-write-edge: #79c0ff; --step-read: #56d364; --step-read-edge: #7ee787;
  --step-own: #8b949e; --step-own-edge: #b1bac4; --step-event: #8b949e; --step-event-edge: #b1bac4;
  --prot-none: #30363d; --prot-r: #0f5323; --prot-rw: #0c4a86; --prot-rx: #762d0a;
  --prot-rwx: #8e1519; --prot-w: #0c4a86; --prot-x: #762d0a; --prot-wx: #8e1519;
  --prot-none-marked: #484f58; --prot-r-marked: #196c2e; --prot-rw-marked: #1158c7;
  --prot-rx-marked: #9b4215; --prot-rwx-marked: #b62324; --prot-w-marked: #1158c7;
  --prot-x-marked: #9b4215; --prot-wx-marked: #b62324;`;

/** Swatches of a legend, by the names of the colours. */
function swatches(): string {
  const names = [...LIGHT.matchAll(/--([\w-]+):/g)].map(([, name]) => name!);
  return names.map((name) => `.swatch.${name} { --own: var(--${name}) }`).join('\n');
}

/** The style sheet. */
export const STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1rem 1.5rem 4rem; max-width: 72rem; background: var(--paper);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; margin: .5rem 0 } h2 { font-size: 1.3rem; margin: 0 }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem } h4 { margin: 1rem 0 .25rem }
a { color: var(--link) } code, .moment, output { font-family: ui-monospace, 'DejaVu Sans Mono',
  Menlo, Consolas, monospace; font-size: .9em }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
article { border-top: 2px solid var(--line); margin-top: 2.5rem; padding-top: 1rem }
.verdict { font-size: 1.1rem; font-weight: 600; border-left: 5px solid var(--own, var(--faint));
  padding: .25rem .75rem; margin: .75rem 0 }
.verdict.good { --own: var(--good) } .verdict.bad { --own: var(--bad) }
.verdict.doubtful { --own: var(--doubtful) }
.verdict .sign { color: var(--own) } .inputs, .note, .origin { color: var(--faint); margin: .25rem 0 }
.note { font-size: .9rem } .contents li { margin: .15rem 0 }
figure { margin: 1.5rem 0; break-inside: avoid }
figcaption { font-weight: 600; margin-bottom: .25rem }
svg { display: block; width: 100%; height: auto; overflow: visible; color: var(--ink);
  font-family: system-ui, sans-serif } svg text { white-space: pre }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr));
  gap: 0 2rem } .figures > figure { max-width: 46rem; min-width: 0 }
th[scope='row'] { min-width: 5.5rem } th.number { min-width: 0 }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; padding: 0;
  margin: .4rem 0; font-size: .9rem }
.swatch { display: inline-block; width: .8em; height: .8em; margin-right: .4em;
  background: var(--own, var(--ink)); border: 1px solid var(--own, var(--ink)) }
.swatch.dot { border-radius: 50% } .swatch.diamond { transform: rotate(45deg) scale(.8);
  background: none; border-width: 2px } .swatch.square, .swatch.triangle { background: none; border-width: 2px }
.swatch.triangle { clip-path: polygon(50% 0, 100% 100%, 0 100%); background: var(--own) }
.swatch.line { height: 0; width: 1.4em;
  border-width: 1px 0; vertical-align: middle } .swatch.pale { border-style: dashed }
.swatch.wait { background: none; border: 1px dashed var(--ink) }
.swatch.call, .swatch.critical, .swatch[class*='prot-'] { border-color: var(--faint) }
.swatch.faded { opacity: .35 } .swatch.times { background: none; border: none; width: auto;
  height: auto } .swatch.times::before { content: '✕'; color: var(--bad); font-weight: 700 }
.table { overflow-x: auto; overflow-wrap: normal } table { border-collapse: collapse; font-size: .88rem; margin: .25rem 0 }
caption { text-align: left; color: var(--faint); padding: .25rem 0 }
th, td { text-align: left; vertical-align: top; padding: .15rem .6rem; font-weight: normal;
  border-bottom: 1px solid var(--line) } thead th { font-weight: 600 }
td[data-name='memory'] { min-width: 14rem } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.share { display: inline-block; height: .7em; background: var(--series-0); min-width: 1px }
summary { cursor: pointer; color: var(--link); width: fit-content }
.timeline { margin: .75rem 0 } .lanes { padding: .25rem 0 } .row { break-inside: avoid;
  border-bottom: 1px dotted var(--line); padding-bottom: .25rem; margin-bottom: .25rem }
.row:last-child { border-bottom: none } .lanes svg * { pointer-events: none }
.lanes .columns rect { cursor: pointer; pointer-events: all }
.columns rect.current { fill: var(--link); fill-opacity: .18; stroke: var(--link) }
.steps rect.current { stroke: var(--ink); stroke-width: 2.5 }
tr.current { background: var(--panel); box-shadow: inset 4px 0 var(--link) }
tr.critical th::before { content: '> '; color: var(--bad) } tr.idle { color: var(--faint) }
.stepper { display: flex; align-items: center; gap: .35rem; flex-wrap: wrap; margin: .5rem 0 }
.stepper[hidden], .moment[hidden] { display: none }
.stepper button { font: inherit; padding: .2rem .7rem; border: 1px solid var(--line);
  border-radius: 6px; background: var(--panel); color: var(--ink); cursor: pointer }
.stepper button[aria-disabled='true'] { opacity: .45; cursor: default }
.stepper input { flex: 1 1 12rem; accent-color: var(--link) }
.moment { background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
  padding: .5rem .75rem; min-height: 9.5rem } .moment dl { display: grid; margin: 0;
  grid-template-columns: max-content 1fr; gap: 0 1rem } .moment dt { color: var(--faint) }
.moment dd { margin: 0 }
${swatches()}
@media screen and (max-width: 44rem) {
  .lanes { overflow-x: auto } .lanes svg { min-width: 42rem }
}
@media print {
  :root { color-scheme: light; ${LIGHT} }
  body { max-width: none; padding: 0; font-size: 10pt } a { color: inherit }
  .stepper, .moment, summary { display: none } .table { overflow: visible }
  details::details-content { content-visibility: visible; block-size: auto }
  td[data-name='memory'] { min-width: 0 }
  table { font-size: 8pt; width: 100% }
  td { overflow-wrap: anywhere } th, td[data-name='thread'] { overflow-wrap: break-word }
  figure { break-inside: auto } .drawing, .overview { break-inside: avoid }
  .figures { display: block } .columns rect.current { fill: transparent; stroke: none }
  tr.current { background: none; box-shadow: none } .steps rect.current { stroke: none } th, td { padding: .1rem .3rem } tr { break-inside: avoid }
  h2, h3, h4, figcaption, caption { break-after: avoid }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact }
}
`;
