/** The drawings show the whole machine, and the JSON is the machine again. */
import { createMachine } from 'xstate';
import { compileMachine } from '../../../actors/dispatch/compile.js';
import { dispatchMachine } from '../../../actors/dispatch/machine.js';
import { toMermaid, toStately } from '../../../actors/dispatch/mermaid.js';
import { describeTransition, transitionCount } from '../../../actors/dispatch/table.js';
import { nestedMachine } from '../../support/nested-machine.js';
import { equal, ok, suite } from '../../support/suite.js';
/** The nested machine in full: edges of outer states come from each state within. */
const NESTED = `stateDiagram-v2
  [*] --> outside
  state "outside" as outside
  outside : exit / x
  state "inside" as inside {
    [*] --> inside__one
    state "one" as inside__one
    inside__one : entry / ping
    state "deep" as inside__deep {
      [*] --> inside__deep__two
      state "two" as inside__deep__two
      state "three" as inside__deep__three
      inside__deep__three : entry / raise(BACK)
      inside__deep__two --> inside__deep__three : NEXT
      inside__deep__two --> inside__deep__two : AGAIN
      inside__deep__three --> inside__deep__two : BACK [c]
      inside__deep__three --> inside__deep__three : BACK / y
      inside__deep__three --> inside__stopped : LEAVE [b]
    }
    state "stopped" as inside__stopped
    inside__one --> inside__deep : NEXT
    inside__one --> inside__one : RESET
    inside__one --> inside__stopped : STOP
    inside__one --> inside__deep : [a] / x
    inside__one --> inside__one : AGAIN
    inside__deep__three --> inside__one : AGAIN
    inside__one --> inside__deep : PING [both]
    inside__deep__two --> inside__deep__two : PING [both]
    inside__deep__three --> inside__deep__two : PING [both]
    inside__one --> inside__one : PING / x
    inside__deep__two --> inside__deep__two : PING / x
    inside__deep__three --> inside__deep__three : PING / x
    inside__stopped --> [*]
  }
  note right of inside
    Two texts, one colon, one semicolon.
    entry / y
    exit / z
  end note
  state "over" as over
  over : entry / x, y
  outside --> inside : ENTER [(a && !b) || c]
  outside --> inside__deep__two : JUMP
  inside --> outside : LEAVE
  inside --> over : done
  outside --> outside : RESET [!c]
  inside__deep__two --> outside : RESET [!c]
  inside__deep__three --> outside : RESET [!c]
  outside --> outside : PING / z
  over --> [*]
`;
suite('actors/dispatch/mermaid', (test) => {
    test('every state of the dispatch machine is drawn with its description', () => {
        const lines = linesOf(toMermaid(dispatchMachine));
        for (const [name, node] of Object.entries(dispatchMachine.states)) {
            ok(lines.includes(`state "${name}" as ${name}`), name);
            ok(lines.includes(`${name} : ${String(node.description).replaceAll(';', ',')}`), name);
        }
    });
    test('every transition of the dispatch table is an edge, and there is no other edge', () => {
        const table = compileMachine(dispatchMachine);
        const drawn = linesOf(toMermaid(dispatchMachine)).filter((line) => / --> \w.* : /.test(line));
        const edges = drawn.map((line) => line.replace(/(: \S+).*$/, '$1'));
        const expected = Array.from({ length: transitionCount(table) }, (_, n) => {
            const { from, event, to } = describeTransition(table, n);
            return `${from} --> ${to} : ${event}`;
        });
        equal(edges.toSorted(), expected.toSorted());
    });
    test('an edge shows its guard in brackets and its actions after a slash', () => {
        const lines = linesOf(toMermaid(dispatchMachine));
        ok(lines.includes('[*] --> user'));
        ok(lines.includes('sigsys --> handler : DELIVERED [handlerInstalled] / pushFrame'));
        ok(lines.includes('entry : entry / saveRegisters'));
        ok(lines.includes('killed --> [*]'));
    });
    test('nested states, composed guards and inner transitions are drawn', () => {
        equal(toMermaid(nestedMachine), NESTED);
    });
    test('the JSON is the same machine again', () => {
        const json = JSON.parse(JSON.stringify(toStately(dispatchMachine)));
        equal(json, toStately(dispatchMachine));
        const bare = createMachine(json);
        const again = bare.provide(dispatchMachine.implementations);
        equal(compileMachine(again), compileMachine(dispatchMachine));
    });
    test('the JSON names composed guards and raised events', () => {
        const text = JSON.stringify(toStately(nestedMachine));
        ok(text.includes('"ENTER":{"target":"inside","guard":"(a && !b) || c"}'));
        ok(text.includes('"entry":"raise(BACK)"'));
    });
});
function linesOf(text) {
    return text.split('\n').map((line) => line.trim());
}
//# sourceMappingURL=mermaid.test.js.map